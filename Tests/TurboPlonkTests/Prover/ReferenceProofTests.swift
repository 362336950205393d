import BN254
import Files
import Foundation
import Kernels
import StateCircuit
import Synchronization
import Testing
import TestSupport
import TurboPlonk

@Suite struct ReferenceProofTests {
    /// The hash that the reference prints of a list of elements: canonical, little-endian.
    private static func sha256(_ elements: StorageSlice<Fr>) -> String {
        SHA256Sum(of: elements.elements.flatMap(\.littleEndianBytes)).description
    }

    /// Else a run for one set would try another one, and nobody would notice.
    @Test func `the set of kernels is the one that was asked for`() {
        let name = ProcessInfo.processInfo.environment["HSP_KERNELS"] ?? ""
        #expect(name.isEmpty || KernelTable.current.name == name)
    }

    @Test(
        "with the reference's blinding factors every word of the proof and every polynomial is the reference's",
        arguments: ReferenceProof.names, KeyTable.allCases)
    func equality(name: String, table: KeyTable) throws {
        let reference = try ReferenceProof(name)
        let witness = try ReferenceWitness(name)
        let circuit = try witness.circuit
        let key = try circuit.key(insecureTau: Fr(hexadecimal: witness.file.tau), table: table)
        #expect(try key.verifyingKey == reference.verifyingKey)

        let publicInputs = try circuit.publicInputs(witness.update)
        #expect(try publicInputs == reference.publicInputs)
        var hashes: [String: [String]] = [:]
        let asked = Atomic(0)
        let prover =
            table == .cachedCosets
            ? try Prover(key: key) { _ in asked.add(1, ordering: .relaxed).newValue % 2 == 0 } : try Prover(key: key)
        let proof = try prover.prove(
            wires: witness.wires(), publicInputs: publicInputs, blinding: witness.blinding, observer: { _, _ in }
        ) { hashes[$0, default: []].append(Self.sha256($1)) }
        #expect(try proof == reference.proof)
        #expect(asked.load(ordering: .relaxed) == (table == .cachedCosets ? 5 * 18 : 0))

        let polynomials = witness.file.polynomials
        #expect(hashes["wire"] == polynomials.wiresMasked.map(\.coeffsSha256))
        #expect(hashes["permutation product values"] == [polynomials.prodPermEvalsSha256Unmasked])
        #expect(hashes["permutation product"] == [polynomials.prodPermMasked.coeffsSha256])
        #expect(hashes["linearization"] == [polynomials.linearization.coeffsSha256])
        // The reference stores no leading zeros: its last part ends at n coefficients.
        #expect(hashes["quotient part"]?.prefix(4) == polynomials.splitQuotientMasked.map(\.coeffsSha256).prefix(4))
    }

    @Test("the proof does not depend on the number of threads")
    func threads() throws {
        let witness = try ReferenceWitness("v3_cap2")
        let circuit = try witness.circuit
        let key = try circuit.key(insecureTau: Fr(hexadecimal: witness.file.tau))
        let proofs = try [1, 2, 3].map { count in
            try Parallel.withThreads(count) {
                try Prover(key: key).prove(
                    wires: witness.wires(), publicInputs: circuit.publicInputs(witness.update),
                    blinding: witness.blinding, observer: { _, _ in }, trace: nil)
            }
        }
        #expect(proofs[1] == proofs[0])
        #expect(proofs[2] == proofs[0])
    }
}
