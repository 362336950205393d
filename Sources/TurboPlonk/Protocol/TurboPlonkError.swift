import BN254
import Failures
import TaggedBase64

/// What can be wrong with a key, a proof or a statement that is to be proved.
public enum TurboPlonkError: Error, Sendable, Equatable {
    /// The encoding of the named thing has not its length in bytes.
    case wrongLength(of: String, expected: Int, found: Int)
    /// The list of the named things has not its length.
    case wrongCount(of: String, expected: Int, found: Int)
    /// The named field of a key or proof is not a canonical element, or not a point of its group.
    case invalidField(String, BN254Error)
    /// The named point of a key is infinity, which it cannot be.
    case pointAtInfinity(String)
    /// The domain size is not a power of two up to 2^28.
    case invalidDomainSize(UInt256)
    /// The key has more public inputs than its domain has rows.
    case tooManyPublicInputs(UInt256)
    /// The encoded proof carries a lookup argument, which these circuits do not have.
    case hasLookupArgument
    /// The text is not the tagged base64 of a proof.
    case invalidText(TaggedBase64Error)
    /// The number of public inputs is not the key's; the contract's `WrongPlonkVK`.
    case wrongPublicInputCount(expected: Int, found: Int)
    /// The contracts know no domain of this size: their `UnsupportedDegree`.
    case unsupportedDomainSize(Int)
    /// The pairings differ: the proof is not one of this statement under this key.
    case doesNotVerify

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .wrongLength: "wrong-length"
        case .wrongCount: "wrong-count"
        case .invalidField: "invalid-field"
        case .pointAtInfinity: "point-at-infinity"
        case .invalidDomainSize: "invalid-domain-size"
        case .tooManyPublicInputs: "too-many-public-inputs"
        case .hasLookupArgument: "has-lookup-argument"
        case .invalidText: "invalid-text"
        case .wrongPublicInputCount: "wrong-public-input-count"
        case .unsupportedDomainSize: "unsupported-domain-size"
        case .doesNotVerify: "does-not-verify"
        }
    }
}

extension TurboPlonkError: CustomStringConvertible {
    /// One clause, lower case, such as `wire0: point is not on G1`.
    public var description: String {
        switch self {
        case .wrongLength(let name, let expected, let found): "\(name) takes \(expected) bytes, found \(found)"
        case .wrongCount(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
        case .invalidField(let field, let reason): "\(field): \(reason)"
        case .pointAtInfinity(let field): "\(field): point at infinity"
        case .invalidDomainSize(let size): "domain size \(size) is not a power of two up to 2^28"
        case .tooManyPublicInputs(let count): "\(count) public inputs, more than the domain has rows"
        case .hasLookupArgument: "the proof carries a lookup argument"
        case .invalidText(let reason): reason.description
        case .wrongPublicInputCount(let expected, let found):
            "the key takes \(expected) public inputs, found \(found)"
        case .unsupportedDomainSize(let size): "the contracts know no domain of size \(size)"
        case .doesNotVerify: "the proof does not verify"
        }
    }
}

extension TurboPlonkError {
    /// What `decode` returns; its error becomes one about `field`.
    static func naming<Value>(
        _ field: String, _ decode: () throws(BN254Error) -> Value
    ) throws(TurboPlonkError) -> Value {
        try translating({ TurboPlonkError.invalidField(field, $0) }, decode)
    }

    static func check(length: Int, is expected: Int, of name: String) throws(TurboPlonkError) {
        guard length == expected else { throw .wrongLength(of: name, expected: expected, found: length) }
    }
}

extension TurboPlonkError: Failure {
    /// `.badDocument`: whoever gave key, proof or statement gave another one than the two others belong to.
    package var failureKind: FailureKind { .badDocument }
}
