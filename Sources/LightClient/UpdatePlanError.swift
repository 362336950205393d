import Failures

/// Why there is no way from a contract's state to the newest signed one.
public enum UpdatePlanError: Error, Sendable, Equatable {
    /// The network has epochs at this height, of which a contract of version 1 knows nothing.
    case epochAlreadyStarted(UInt64)
    /// Epochs of so few blocks have no room before their root; no contract can be set up with them.
    case epochsTooShort(UInt64)
    /// The contract is past the root of an epoch whose root it does not have, and takes no lower height.
    case unreachableEpochRoot(epoch: UInt64, root: UInt64, contractHeight: UInt64)
    /// The root of this epoch would lie below block 0 or past 2^64 − 1.
    case rootOutOfRange(epoch: UInt64)

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .epochAlreadyStarted: "epoch-already-started"
        case .epochsTooShort: "epochs-too-short"
        case .unreachableEpochRoot: "unreachable-epoch-root"
        case .rootOutOfRange: "root-out-of-range"
        }
    }
}

extension UpdatePlanError: CustomStringConvertible {
    /// One clause; the first in the original's words, which operators search for.
    public var description: String {
        switch self {
        case .epochAlreadyStarted(let height):
            "Epoch has already started on block \(height), please upgrade the contract to V2."
        case .epochsTooShort(let blocks): "epochs of \(blocks) blocks have no root that a contract could take"
        case .unreachableEpochRoot(let epoch, let root, let height):
            "the contract is at block \(height), past block \(root), the root of epoch \(epoch), which it never got"
        case .rootOutOfRange(let epoch): "the root of epoch \(epoch) lies below block 0 or past 2^64 - 1"
        }
    }
}

extension UpdatePlanError: Failure {
    /// `.configuration` where the contract is too old for the network. The others are `.peerNonsense`: what contract and
    /// network say does not fit together, and one of them may be wrong, or behind.
    package var failureKind: FailureKind {
        switch self {
        case .epochAlreadyStarted: .configuration
        case .epochsTooShort, .unreachableEpochRoot, .rootOutOfRange: .peerNonsense
        }
    }
}
