import Failures
import Files
import TurboPlonk

/// Why a catalog gives no key.
public enum ProvingKeyCatalogError: Error, Sendable, Equatable {
    /// The folder cannot be read, or the key's file cannot be used.
    case unusable(ProvingKeyFileError)
    /// There is no key for the circuit: no file of this pattern.
    case noKey(CircuitIdentity, pattern: String, folder: String)
    /// There are several keys for the circuit, none better than the others.
    case ambiguous([String])

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .unusable(let error): error.code
        case .noKey: "no-key"
        case .ambiguous: "ambiguous"
        }
    }

    /// What to do about it, where that is plain.
    public var hint: String? {
        switch self {
        case .unusable(let error): error.hint
        case .noKey(let circuit, _, _):
            "make one: prepare-keys --contract-version \(circuit.contractVersion) "
                + "--stake-table-capacity \(circuit.capacity)"
        case .ambiguous: "say which one to use"
        }
    }
}

extension ProvingKeyCatalogError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .unusable(let error): error.description
        case .noKey(_, let pattern, let folder): "no proving key \(pattern) in \(PathText.shown(folder))"
        case .ambiguous(let paths): "several proving keys fit: \(paths.joined(separator: ", "))"
        }
    }
}

extension ProvingKeyCatalogError: Failure {
    /// No key: `.missingFile`; several: `.configuration`; one that cannot be used: as that says.
    package var failureKind: FailureKind {
        switch self {
        case .unusable(let error): error.failureKind
        case .noKey: .missingFile
        case .ambiguous: .configuration
        }
    }

    /// The text has the path.
    package var namesPlace: Bool { true }
}
