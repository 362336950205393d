import BN254
import ConstraintSystem
import JSON
import Kernels
import LightClient
import StateCircuit
import TurboPlonk

/// The work of `gen-proof`: from a document to a proof that our own verifier accepts. The key is opened once, and with a
/// cache no proof is made twice.
public final class ProofGeneration {
    /// Where the key comes from.
    public enum KeySource: Sendable {
        /// A key file.
        case file(String)
        /// The best key for the circuit in a catalog.
        case catalog(ProvingKeyCatalog)
    }

    private let source: KeySource
    private let rangeCheck: RangeCheck?
    private let cache: ProofCache?
    private var opened: ProvingKeyFile?
    /// The prover with the key in `opened`, once there was something to prove.
    private var prover: Prover?

    /// A generation with a key that is opened when the first document comes.
    ///
    /// `rangeCheck` is that of the circuit; nil stands for the one of the deployed contracts.
    public init(key source: KeySource, rangeCheck: RangeCheck?, cache: ProofCache? = nil) {
        self.source = source
        self.rangeCheck = rangeCheck
        self.cache = cache
    }

    /// The proof of what `update` states, and how it was made.
    ///
    /// `observer` is told what is being done and the share of the whole work that is done.
    /// Throws ``StageFailure``: `.missingFile` without a key, `.configuration` if key, contract and table do not fit or the
    /// key file is damaged, `.badDocument` for a statement that cannot be proved, `.internalError` if the proof does not
    /// verify though the key is whole.
    public func prove(
        _ update: ProvableUpdate, contractKeyHash: UInt256?, observer: (String, Double) -> Void
    ) async throws(StageFailure) -> GeneratedProof {
        let clock = ContinuousClock()
        let start = clock.now
        let circuit = try circuit(for: update)
        let file = try key(for: circuit)
        let verifyingKey = file.verifyingKey
        if let contractKeyHash, contractKeyHash != verifyingKey.keccak {
            throw StageFailure(
                .configuration, "the contract verifies with another key than \(file.path) proves with",
                hint: "the contract's key has the hash \(contractKeyHash.hexadecimalWord), the file's "
                    + verifyingKey.keccak.hexadecimalWord)
        }
        let opened = clock.now
        if let proof = cache?.proof(of: update.publicInputs, verifyingKey) {
            return GeneratedProof(
                proof: proof, publicInputs: update.publicInputs, verifyingKey: verifyingKey,
                capacity: circuit.capacity, isInsecure: file.description.isInsecure, isCached: true,
                witnessTime: .zero, provingTime: .zero, verificationTime: clock.now - opened)
        }
        observer("witness", 0)
        let stateUpdate = StateUpdate(
            statement: update.statement, votingStakeTable: update.votingStakeTable, stakeTable: update.stakeTable,
            signatures: update.signatures)
        let wires = (0..<WireColumns.count).map { _ in Column(count: circuit.domainSize) }
        let columns = WireColumns(wires.map(\.buffer))
        do throws(StateCircuitError) {
            try circuit.witness(of: stateUpdate, into: columns)
        } catch {
            throw StageFailure(.configuration, error.description)
        }
        let ready = clock.now
        let proof: Proof
        do throws(ProverError) {
            proof = try prover(for: file).prove(wires: wires, publicInputs: update.publicInputs) {
                observer($0.rawValue, 0.03 + 0.97 * $1)
            }
        } catch {
            throw await failure(error, file, circuit, wires, update.publicInputs)
        }
        let proved = clock.now
        do throws(TurboPlonkError) {
            try Verifier.verify(proof, publicInputs: update.publicInputs, verifyingKey: verifyingKey)
        } catch {
            throw await damage(of: file)
                ?? StageFailure(.internalError, "the proof just made does not verify: \(error)")
        }
        let generated = GeneratedProof(
            proof: proof, publicInputs: update.publicInputs, verifyingKey: verifyingKey, capacity: circuit.capacity,
            isInsecure: file.description.isInsecure, isCached: false,
            witnessTime: ready - start, provingTime: proved - ready, verificationTime: clock.now - proved)
        cache?.keep(generated.document, verifyingKey)
        return generated
    }

    private func circuit(for update: ProvableUpdate) throws(StageFailure) -> StateCircuit {
        do throws(StateCircuitError) {
            return try StateCircuit(
                version: update.version, capacity: update.capacity,
                rangeCheck: rangeCheck ?? StateCircuit.deployedRangeCheck(update.version))
        } catch {
            throw StageFailure(.configuration, error.description)
        }
    }

    /// The key for `circuit`, the one opened before if it fits.
    private func key(for circuit: StateCircuit) throws(StageFailure) -> ProvingKeyFile {
        if let opened, fits(opened, circuit) { return opened }
        let file: ProvingKeyFile
        do throws(ProvingKeyFileError) {
            file =
                switch source {
                case .file(let path): try ProvingKeyFile.open(path)
                case .catalog(let catalog):
                    try catalog.find(
                        contractVersion: circuit.version.rawValue, capacity: circuit.capacity,
                        rangeCheck: ProvingKeyDescription.RangeCheck(circuit.rangeCheck))
                }
        } catch {
            throw StageFailure(ofKeyInUse: error)
        }
        guard fits(file, circuit) else {
            let found = file.description
            throw StageFailure(
                .configuration,
                "\(file.path) is for contract version \(found.contractVersion), capacity \(found.capacity) and the "
                    + "\(found.rangeCheck.name) range check, not for \(circuit.version.rawValue), \(circuit.capacity) "
                    + "and \(ProvingKeyDescription.RangeCheck(circuit.rangeCheck).name)")
        }
        (opened, prover) = (file, nil)
        return file
    }

    /// The prover for `file`, which is the one opened last: its tables serve all proofs.
    private func prover(for file: ProvingKeyFile) -> Prover {
        let prover = self.prover ?? Prover(key: file.provingKey)
        self.prover = prover
        return prover
    }

    private func fits(_ file: ProvingKeyFile, _ circuit: StateCircuit) -> Bool {
        let found = file.description
        return found.contractVersion == circuit.version.rawValue && found.capacity == circuit.capacity
            && found.rangeCheck == ProvingKeyDescription.RangeCheck(circuit.rangeCheck)
    }

    /// What a failure of the prover means: which part of the circuit the witness does not satisfy, or else what is wrong
    /// with the key.
    private func failure(
        _ error: ProverError, _ file: ProvingKeyFile, _ circuit: StateCircuit, _ wires: [Column], _ publicInputs: [Fr]
    ) async -> StageFailure {
        switch error {
        case .copyConstraintViolated, .gateEquationViolated:
            // The pointers do not keep the columns alive.
            let cause = withExtendedLifetime(wires) {
                circuit.firstUnprovable(
                    in: WireColumns(wires.map(\.buffer)), structure: circuit.structure(), publicInputs: publicInputs)
            }
            if let cause { return StageFailure(.badDocument, "cannot be proved: \(cause)") }
            return await damage(of: file)
                ?? StageFailure(
                    .configuration, "\(file.path): a key of another circuit, for which this witness is none",
                    hint: "make it again: prepare-keys --force")
        case .cancelled: return StageFailure(.internalError, error.description)
        case .publicInputCount, .unluckyChallenge: return StageFailure(.internalError, error.description)
        }
    }

    /// The failure that names the damaged sections of a key file; nil if it is as it was made.
    ///
    /// Reading all of it takes seconds at the size of production, so it is done only when a proof has failed.
    private func damage(of file: ProvingKeyFile) async -> StageFailure? {
        do {
            try await file.verifySections()
            return nil
        } catch let error as ProvingKeyFileError {
            return StageFailure(ofKeyInUse: error)
        } catch {
            return StageFailure(.internalError, "cancelled")
        }
    }
}
