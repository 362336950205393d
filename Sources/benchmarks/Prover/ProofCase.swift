import BenchmarkHarness
import CommandSupport
import ConstraintSystem
import Documents
import JSON
import Kernels
import Proving
import StateCircuit
import TurboPlonk

/// A key and an update to be proved with it: every slot of the stake table is taken, and every validator has signed.
struct ProofCase: Sendable {
    /// The number of slots.
    let capacity: Int
    /// Whether the key has a coset table.
    let hasCosetTable: Bool
    /// The path of the proving key file.
    let key: String
    /// The path of the update document.
    let document: String

    /// What is measured.
    var benchmarks: [Benchmark] { Self.parts(hasCosetTable: hasCosetTable).map(benchmark) }

    private func benchmark(_ part: Part) -> Benchmark {
        switch part {
        case .witness: witnessBenchmark
        case .prover: proverBenchmark
        case .verifier: verifierBenchmark
        case .keyOpening: keyOpeningBenchmark
        case .ready: readyBenchmark
        case .process: processBenchmark
        }
    }

    /// The circuit of all benchmarks at `capacity`. Throws `StageFailure`.
    static func circuit(capacity: Int) throws(StageFailure) -> StateCircuit {
        try failing { () throws(StateCircuitError) in try StateCircuit(version: .v3, capacity: capacity) }
    }

    /// What the document asks for. Throws `StageFailure`.
    func update() throws(StageFailure) -> SignedState {
        let document = try DocumentFile.read(document) { (reader) throws(JSONError) in
            try UpdateDocument(reader.value)
        }
        return try SignedState(of: document, askedVersion: nil, askedCapacity: nil)
    }

    /// The key and the witness, ready to be proved.
    func statement() throws -> ProofStatement {
        let (circuit, update) = (try Self.circuit(capacity: capacity), try update())
        let wires = (0..<WireColumns.count).map { _ in Column(count: circuit.domainSize) }
        let statement = ProofStatement(
            file: try ProvingKeyFile.open(key), wires: wires, publicInputs: update.publicInputs)
        try circuit.witness(of: update.stateUpdate, into: statement.columns)
        return statement
    }
}

extension SignedState {
    /// What the witness is made from.
    var stateUpdate: StateUpdate {
        StateUpdate(
            statement: statement, votingStakeTable: table.commitment, stakeTable: table.stakeTable,
            signatures: signatures)
    }
}
