import BN254
import Ethereum
import Failures
import TurboPlonk

/// Why bytes are not what the light client contract returns, emits or takes.
public enum ContractDataError: Error, Equatable, Sendable {
    /// Not the number of bytes that the type has.
    case wrongLength(of: String, expected: Int, found: Int)
    /// A word outside the range of its Solidity type, or a field element not below the modulus.
    case outOfRange(of: String, type: String, word: UInt256)
    /// An event with the right first topic but another number of topics.
    case wrongTopicCount(of: String, expected: Int, found: Int)
    /// Call data of another function than `newFinalizedState`.
    case notASubmission(selector: [UInt8])
    /// A proof or verifying key with a word that is none.
    case invalid(String, TurboPlonkError)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .wrongLength: "wrong-length"
        case .outOfRange: "out-of-range"
        case .wrongTopicCount: "wrong-topic-count"
        case .notASubmission: "not-a-submission"
        case .invalid: "invalid-words"
        }
    }
}

extension ContractDataError: CustomStringConvertible {
    /// One clause that names the function, event or argument.
    public var description: String {
        switch self {
        case .wrongLength(let name, let expected, let found): "\(name): expected \(expected) bytes, got \(found)"
        case .outOfRange(let name, let type, let word): "\(name): \(word.hexadecimalQuantity) is no \(type)"
        case .wrongTopicCount(let name, let expected, let found): "\(name): expected \(expected) topics, got \(found)"
        case .notASubmission(let selector): "the function \(selector.dataText) is no newFinalizedState"
        case .invalid(let name, let error): "\(name): \(error)"
        }
    }
}

extension ContractDataError: Failure {
    /// `.peerNonsense`: whatever answered is not the contract that it should be.
    package var failureKind: FailureKind { .peerNonsense }
}
