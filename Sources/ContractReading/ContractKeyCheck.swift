import BN254
import CommandSupport
import LightClient
import LightClientContract
import Logging
import ProofDocuments
import ProvingKeys
import StateCircuit
import TurboPlonk

/// The comparison of the contract's verifying key with the key that proofs would be made with here.
public struct ContractKeyCheck: Sendable {
    /// Where the local key comes from.
    public enum Source: Sendable {
        /// A key file, which must be there.
        case file(String)
        /// The key of a catalog for the contract's version and a capacity, if there is one.
        case catalog(ProvingKeyCatalog, capacity: Int)
        /// There is none.
        case none
    }

    private let source: Source
    private let isStrict: Bool
    private let said = SaidOnce()

    /// A comparison. `isStrict` makes a difference a failure, where else it is a warning.
    public init(source: Source, isStrict: Bool) {
        self.source = source
        self.isStrict = isStrict
    }

    /// Compares, and reports to `logger`, the same thing once.
    ///
    /// Without a local key there is nothing to compare, in strict mode too. A catalog that has none is passed over, one
    /// whose key cannot be used costs a warning.
    /// Throws `.configuration` for a difference in strict mode, also when there is a local key and the contract does not
    /// tell its own; what opening the file of `.file` throws.
    public func run(_ snapshot: ContractSnapshot, logger: Logger) throws(StageFailure) {
        let contractKey = snapshot.verifyingKey
        if contractKey == nil {
            warn("the contract does not tell its verifying key, it has no _getVk()", logger)
        }
        guard let file = try localKey(for: snapshot.version, logger: logger) else { return }
        guard contractKey != file.verifyingKey else {
            if said.isNews(file.path) { logger.info("the contract's verifying key is that of \(file.path)") }
            return
        }
        let message =
            contractKey == nil
            ? "the contract's verifying key cannot be compared with that of \(file.path)"
            : "the contract verifies with another key than \(file.path) proves with"
        let hint = contractKey.map { key in
            "the contract's key has the hash \(key.keccak.hexadecimalWord), the file's "
                + file.verifyingKey.keccak.hexadecimalWord
        }
        if isStrict { throw StageFailure(.configuration, message, hint: hint) }
        warn(message + (hint.map { "; \($0)" } ?? ""), logger)
    }

    private func warn(_ text: String, _ logger: Logger) {
        if said.isNews(text) { logger.warning("\(text)") }
    }

    private func localKey(
        for version: ContractVersion, logger: Logger
    ) throws(StageFailure) -> ProvingKeyFile? {
        switch source {
        case .none: return nil
        case .file(let path): return try ProvingKeyFile.opening(path)
        case .catalog(let catalog, let capacity):
            do throws(ProvingKeyCatalogError) {
                return try catalog.find(
                    CircuitIdentity(
                        contractVersion: version.rawValue, capacity: capacity,
                        rangeCheck: StateCircuit.deployedRangeCheck(version)))
            } catch {
                if case .noKey = error { return nil }
                // Nobody asked for this key: a defect of it is no reason not to read the contract.
                warn("\(error), not compared with the contract's key", logger)
                return nil
            }
        }
    }
}
