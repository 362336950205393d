import BN254
import BenchmarkHarness
import ConstraintSystem
import Kernels
import TurboPlonk

/// A witness and the key to prove it with.
struct ProofStatement {
    let file: ProvingKeyFile
    let wires: [Column]
    let publicInputs: [Fr]

    /// The wires as the circuit writes them.
    var columns: WireColumns { WireColumns(wires) }

    /// Proves it, and tells `begin` the step that begins; nil at the end. Throws `ProverError`.
    func prove(begin: (ProverStep?) -> Void) throws -> Proof {
        var current: ProverStep?
        let proof = try Prover(key: file.provingKey).prove(wires: wires, publicInputs: publicInputs) { step, _ in
            if step != current { begin(step) }
            current = step
        }
        begin(nil)
        return proof
    }

    /// Throws `TurboPlonkError` unless `proof` is one.
    func verify(_ proof: Proof) throws {
        try Verifier.verify(proof, publicInputs: publicInputs, verifyingKey: file.verifyingKey)
    }
}
