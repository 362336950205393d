import Failures

/// Why libcrypto gave no result. Shows nothing of keys, passwords or content.
public enum CryptographyError: Error, Equatable, Sendable {
    /// There is not as much memory as the work takes.
    case outOfMemory
    /// Parameters for which the function is not defined, or for which it would take more memory than allowed.
    case invalidParameters
    /// The library does not do what was asked for, called by the name of the algorithm; `reason` is its own.
    case failed(algorithm: String, reason: String)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .outOfMemory: "cryptography-memory"
        case .invalidParameters: "cryptography-parameters"
        case .failed: "cryptography-failed"
        }
    }
}

extension CryptographyError: CustomStringConvertible {
    /// What is wrong, on one line.
    public var description: String {
        switch self {
        case .outOfMemory: "there is not enough memory"
        case .invalidParameters: "the parameters are not allowed"
        case .failed(let algorithm, let reason): "libcrypto does not do \(algorithm): \(reason)"
        }
    }
}

extension CryptographyError: Failure {
    /// `.internalError`: the library does not do what it is there for, or memory is short.
    package var failureKind: FailureKind { .internalError }
}
