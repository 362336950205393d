import Failures
import Files

/// Why there is no key.
public enum KeyGenerationError: Error, Sendable, Equatable {
    /// The circuit is too small or too large.
    case circuitSize(CircuitSizeError)
    /// The setup serves smaller circuits only.
    case tooFewPowers(needed: Int, found: Int)
    /// The key file cannot be written.
    case file(FileError)
    /// What was made is no key: the circuit lacks something, or the setup is none.
    case invalidKey(TurboPlonkError)
    /// The task was cancelled.
    case cancelled

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .circuitSize(let error): error.code
        case .tooFewPowers: "too-few-powers"
        case .file: "file"
        case .invalidKey: "invalid-key"
        case .cancelled: "cancelled"
        }
    }
}

extension KeyGenerationError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .circuitSize(let error): error.description
        case .tooFewPowers(let needed, let found): "\(needed) powers are needed, the setup has \(found)"
        case .file(let error): error.description
        case .invalidKey(let error): "the key just made is not one: \(error)"
        case .cancelled: "cancelled"
        }
    }
}

extension KeyGenerationError: Failure {
    /// `.configuration` for a circuit that the setup or the library does not serve, that of the file, else `.internalError`.
    package var failureKind: FailureKind {
        switch self {
        case .circuitSize(let error): error.failureKind
        case .tooFewPowers: .configuration
        case .file(let error): error.failureKind
        case .invalidKey, .cancelled: .internalError
        }
    }

    /// That of the file.
    package var hint: String? {
        if case .file(let error) = self { error.hint } else { nil }
    }
}
