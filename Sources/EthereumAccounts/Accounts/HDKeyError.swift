import Cryptography
import Failures

/// Why there is no key at a path.
public enum HDKeyError: Error, Equatable, Sendable {
    /// A seed of fewer than 16 or more than 64 bytes.
    case seedLength(Int)
    /// Not `m`, or `m/` and numbers below 2^31 with `/` between them, each with or without `'`.
    case invalidPath
    /// An index of 2^31 or more.
    case indexOutOfRange(UInt32)
    /// More than 255 levels.
    case tooDeep
    /// The one path in 2^127 at which there is no key; the next index has one.
    case noKey
    /// The library that hashes has failed.
    case cryptography(CryptographyError)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .seedLength: "hd-key-seed-length"
        case .invalidPath: "hd-key-path"
        case .indexOutOfRange: "hd-key-index"
        case .tooDeep: "hd-key-too-deep"
        case .noKey: "hd-key-none"
        case .cryptography: "hd-key-cryptography"
        }
    }
}

extension HDKeyError: CustomStringConvertible {
    /// What is wrong, on one line.
    public var description: String {
        switch self {
        case .seedLength(let count): "a seed has 16 to 64 bytes, this has \(count)"
        case .invalidPath: "a derivation path is m and numbers below 2147483648, as in m/44'/60'/0'/0/0"
        case .indexOutOfRange(let index): "\(index) in a derivation path is not below 2147483648"
        case .tooDeep: "a derivation path has at most 255 numbers"
        case .noKey: "there is no key at this derivation path, the next index has one"
        case .cryptography(let error): "no key can be derived: \(error)"
        }
    }
}

extension HDKeyError: Failure {
    /// `.configuration`, but for a failure of the library.
    package var failureKind: FailureKind {
        if case .cryptography(let error) = self { error.failureKind } else { .configuration }
    }
}
