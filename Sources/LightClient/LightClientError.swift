import Failures

/// What can be wrong with a stake table, a state or an epoch.
public enum LightClientError: Error, Sendable, Equatable {
    /// The table has more validators than the circuit has slots.
    case capacityExceeded(validators: Int, capacity: Int)
    /// There is no circuit with so many slots: the number is not within ``StakeTable/capacities``.
    case capacityOutOfRange(Int)
    /// The stakes add up to 2^256 or more.
    case totalStakeOverflows
    /// The weight of the signers adds up to 2^256 or more; a table whose total is checked cannot cause it.
    case weightOverflows
    /// The block that was asked for would lie before block 0 or past 2^64 − 1.
    case epochOverflows
    /// A certificate of `epoch` is of the block at `height`, which is not the epoch's `root`; nil if it has none.
    case notTheEpochRoot(height: UInt64, epoch: UInt64, root: UInt64?)

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .capacityExceeded: "capacity-exceeded"
        case .capacityOutOfRange: "capacity-out-of-range"
        case .totalStakeOverflows: "total-stake-overflows"
        case .weightOverflows: "weight-overflows"
        case .epochOverflows: "epoch-overflows"
        case .notTheEpochRoot: "not-the-epoch-root"
        }
    }
}

extension LightClientError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .capacityExceeded(let validators, let capacity):
            "the stake table has \(validators) validators, more than its capacity of \(capacity)"
        case .capacityOutOfRange(let capacity):
            "a circuit for \(capacity) validators cannot be made; the capacity must be "
                + "\(StakeTable.capacities.lowerBound) to \(StakeTable.capacities.upperBound)"
        case .totalStakeOverflows: "the stakes add up to 2^256 or more"
        case .weightOverflows: "the signers' stakes add up to 2^256 or more"
        case .epochOverflows: "block number below 0 or past 2^64 - 1"
        case .notTheEpochRoot(let height, let epoch, let root?):
            "certifies block \(height), the root of epoch \(epoch) is block \(root)"
        case .notTheEpochRoot(let height, let epoch, nil): "certifies block \(height), epoch \(epoch) has no root"
        }
    }
}

extension LightClientError: Failure {
    /// `.configuration` for what another capacity or network would not have, `.badDocument` for stakes that nobody has and
    /// epochs that contradict their heights.
    package var failureKind: FailureKind {
        switch self {
        case .capacityExceeded, .capacityOutOfRange, .epochOverflows: .configuration
        case .totalStakeOverflows, .weightOverflows, .notTheEpochRoot: .badDocument
        }
    }

    /// What to do about it, where that helps.
    package var hint: String? {
        switch self {
        case .capacityExceeded, .capacityOutOfRange: "see --stake-table-capacity"
        case .notTheEpochRoot: "no signature covers the epoch: it follows from the height"
        case .totalStakeOverflows, .weightOverflows, .epochOverflows: nil
        }
    }
}
