import BN254
import CommandSupport
import ConstraintSystem
import Documents
import JSON
import Kernels
import LightClient
import ProofDocuments
import ProvingKeys
import StateCircuit
import Synchronization
import TurboPlonk

/// The work of `gen-proof`: from a document to a proof that our own verifier accepts. The key is opened once, and with a
/// cache no proof is made twice.
///
/// There are two steps, so that one update can be prepared while another one is proved.
public final class ProofGeneration: Sendable {
    /// Where the key comes from.
    public enum KeySource: Sendable {
        /// A key file.
        case file(String)
        /// The best key for the circuit in a catalog.
        case catalog(ProvingKeyCatalog)
    }

    /// The memory that a proof takes for every row of the circuit, at least: 20 columns and their
    /// commitment bases, without a coset table many more.
    private static let bytesPerRow = 700

    private let source: KeySource
    private let rangeCheck: RangeCheck?
    private let cache: ProofCache?
    private let missingKeyNote: MissingKeyNote?
    /// The key that was opened last.
    private let opened = Mutex<ProvingKeyFile?>(nil)

    /// A generation with a key that is opened when the first update comes.
    ///
    /// `rangeCheck` is that of the circuit; nil stands for the one of the deployed contracts. With a `missingKeyNote` a key
    /// that is not in the catalog is noted there, and the failure for want of it is silent.
    public init(
        key source: KeySource, rangeCheck: RangeCheck?, cache: ProofCache? = nil,
        missingKeyNote: MissingKeyNote? = nil
    ) {
        self.missingKeyNote = missingKeyNote
        self.source = source
        self.rangeCheck = rangeCheck
        self.cache = cache
    }

    /// The first step: finds the key and computes the witness. Uses all cores, and blocks until done.
    ///
    /// Throws `StageFailure`: `.missingFile` without a key, `.configuration` if the key is not for the contract, or for too
    /// little memory, `.tryAgain` if the contract has a key that nobody here knows.
    public func prepare(_ update: SignedState, contractKeyHash: UInt256?) throws(StageFailure) -> PreparedProof {
        let clock = ContinuousClock()
        let start = clock.now
        let circuit = try circuit(for: update)
        try MachineMemory.check(
            for: "a proof for \(circuit.capacity) validators",
            atLeast: circuit.domainSize * ProofGeneration.bytesPerRow)
        let file = try key(for: circuit)
        let verifyingKey = file.verifyingKey
        if let contractKeyHash, contractKeyHash != verifyingKey.keccak {
            // Known keys are those of contracts; of another one whoever read the contract had one node's word.
            let isKnown = KnownKey.all.contains { $0.verifyingKey.keccak == contractKeyHash }
            throw StageFailure(
                isKnown ? .configuration : .tryAgain,
                "the contract verifies with another key than \(file.path) proves with",
                hint: "the contract's key has the hash \(contractKeyHash.hexadecimalWord), the file's "
                    + verifyingKey.keccak.hexadecimalWord
            ).onOneWord()
        }
        let isKept = cache?.mayHold(update.publicInputs, verifyingKey) ?? false
        let wires = isKept ? nil : try witness(of: update, circuit)
        return PreparedProof(
            update: update, circuit: circuit, file: file, witness: PreparedProof.Witness(wires),
            preparationTime: clock.now - start)
    }

    /// The second step: the proof of what was prepared, and how it was made.
    ///
    /// `observer` is told what is being done and the share of the whole work that is done.
    /// Throws `StageFailure`: `.badDocument` for a statement that cannot be proved, `.configuration` if the key file is
    /// damaged, `.internalError` if the proof does not verify though the key is whole.
    public func prove(
        _ prepared: PreparedProof, observer: (String, Double) -> Void
    ) async throws(StageFailure) -> GeneratedProof {
        let clock = ContinuousClock()
        let (update, circuit, file) = (prepared.update, prepared.circuit, prepared.file)
        let verifyingKey = file.verifyingKey
        let start = clock.now
        // Asked now, since the update before this one may have been the same.
        if let proof = cache?.proof(of: update.publicInputs, verifyingKey) {
            return GeneratedProof(
                proof: proof, publicInputs: update.publicInputs, verifyingKey: verifyingKey,
                capacity: circuit.capacity, isInsecure: file.description.isInsecure, isCached: true,
                witnessTime: .zero, provingTime: .zero, verificationTime: clock.now - start)
        }
        let wires = if let wires = prepared.witness.take() { wires } else { try witness(of: update, circuit) }
        let ready = clock.now
        let proof: Proof
        do throws(ProverError) {
            proof = try Prover(key: file.provingKey).prove(wires: consume wires, publicInputs: update.publicInputs) {
                observer($0.rawValue, $1)
            }
        } catch {
            throw await failure(error, file, circuit, update)
        }
        let proved = clock.now
        do throws(TurboPlonkError) {
            try Verifier.verify(proof, publicInputs: update.publicInputs, verifyingKey: verifyingKey)
        } catch {
            throw await damage(of: file)
                ?? StageFailure(error, as: .internalError, prefix: "the proof just made does not verify: ")
        }
        let generated = GeneratedProof(
            proof: proof, publicInputs: update.publicInputs, verifyingKey: verifyingKey, capacity: circuit.capacity,
            isInsecure: file.description.isInsecure, isCached: false,
            witnessTime: prepared.preparationTime + (ready - start), provingTime: proved - ready,
            verificationTime: clock.now - proved)
        cache?.keep(generated.document, verifyingKey)
        return generated
    }

    /// To be called behind the last update: gives back the pages of the key, which takes a while.
    public func finish() { opened.withLock { $0 }?.releasePages() }

    /// The values of the circuit's wires, a column each.
    private func witness(of update: SignedState, _ circuit: StateCircuit) throws(StageFailure) -> [Column] {
        let stateUpdate = StateUpdate(
            statement: update.statement, votingStakeTable: update.table.commitment,
            stakeTable: update.table.stakeTable, signatures: update.signatures)
        let wires = (0..<WireColumns.count).map { _ in Column(count: circuit.domainSize) }
        try failing { () throws(StateCircuitError) in
            try circuit.witness(of: stateUpdate, into: WireColumns(wires))
        }
        return wires
    }

    private func circuit(for update: SignedState) throws(StageFailure) -> StateCircuit {
        try failing { () throws(StateCircuitError) in
            try StateCircuit(
                version: update.version, capacity: update.table.capacity,
                rangeCheck: rangeCheck ?? StateCircuit.deployedRangeCheck(update.version))
        }
    }

    /// The key for `circuit`, the one opened before if it fits.
    private func key(for circuit: StateCircuit) throws(StageFailure) -> ProvingKeyFile {
        if let opened = opened.withLock({ $0 }), fits(opened, circuit) { return opened }
        let file =
            switch source {
            case .file(let path): try open(path, for: circuit.identity)
            case .catalog(let catalog): try find(circuit, in: catalog)
            }
        file.prefetch()
        opened.withLock { $0 = file }
        return file
    }

    private func find(
        _ circuit: StateCircuit, in catalog: ProvingKeyCatalog
    ) throws(StageFailure) -> ProvingKeyFile {
        do throws(ProvingKeyCatalogError) {
            return try catalog.find(circuit.identity)
        } catch {
            guard case .noKey = error else {
                // The input is documents, and the key a setting: lest a document be blamed for it.
                throw StageFailure(error, badDocumentIs: .configuration)
            }
            let usual = StateCircuit.deployedRangeCheck(circuit.version)
            let key = WantedKey(circuit: circuit.identity, hasUsualRangeCheck: circuit.rangeCheck == usual)
            let failure = StageFailure(error, hint: key.hint)
            guard let missingKeyNote else { throw failure }
            try missingKeyNote.leave(key, for: failure)
            throw failure.silently
        }
    }

    private func open(_ path: String, for circuit: CircuitIdentity) throws(StageFailure) -> ProvingKeyFile {
        let (file, found) = try failing(badDocumentIs: .configuration) { () throws(ProvingKeyFileError) in
            let file = try ProvingKeyFile.open(path)
            return (file, try file.circuit)
        }
        guard found == circuit else {
            throw StageFailure(
                .configuration,
                "\(path) is for contract version \(found.contractVersion), capacity \(found.capacity) and the "
                    + "\(found.rangeCheck.rawValue) range check, not for \(circuit.contractVersion), \(circuit.capacity) "
                    + "and \(circuit.rangeCheck.rawValue)"
            ).onOneWord()
        }
        return file
    }

    private func fits(_ file: ProvingKeyFile, _ circuit: StateCircuit) -> Bool {
        (try? file.circuit) == circuit.identity
    }

    /// What a failure of the prover means: which part of the circuit the witness does not satisfy, or else what is wrong
    /// with the key.
    private func failure(
        _ error: ProverError, _ file: ProvingKeyFile, _ circuit: StateCircuit, _ update: SignedState
    ) async -> StageFailure {
        switch error {
        case .copyConstraintViolated, .gateEquationViolated:
            let wires: [Column]
            do throws(StageFailure) { wires = try witness(of: update, circuit) } catch { return error }
            let cause = circuit.firstUnprovable(
                in: WireColumns(wires), structure: circuit.structure(), publicInputs: update.publicInputs)
            if let cause { return StageFailure(cause, prefix: "cannot be proved: ") }
            return await damage(of: file)
                ?? StageFailure(
                    .configuration, "\(file.path): a key of another circuit, for which this witness is none",
                    hint: "make it again: prepare-keys --force")
        case .circuitSize(let error): return StageFailure(error, prefix: "\(file.path): ")
        case .cancelled, .publicInputCount, .unluckyChallenge: return StageFailure(error)
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
            return StageFailure(
                error, badDocumentIs: .configuration,
                hint: "look at all of it with prepare-keys --check \(file.path), "
                    + "make it again with prepare-keys --force")
        } catch {
            return StageFailure(.internalError, "cancelled")
        }
    }
}

extension StateCircuit {
    /// What its key is called by.
    fileprivate var identity: CircuitIdentity {
        CircuitIdentity(contractVersion: version.rawValue, capacity: capacity, rangeCheck: rangeCheck)
    }
}
