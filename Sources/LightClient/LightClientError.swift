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

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .capacityExceeded: "capacity-exceeded"
        case .capacityOutOfRange: "capacity-out-of-range"
        case .totalStakeOverflows: "total-stake-overflows"
        case .weightOverflows: "weight-overflows"
        case .epochOverflows: "epoch-overflows"
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
        }
    }
}

extension LightClientError: Failure {
    /// `.configuration` for what another capacity or network would not have, `.badDocument` for stakes that nobody has.
    package var failureKind: FailureKind {
        switch self {
        case .capacityExceeded, .capacityOutOfRange, .epochOverflows: .configuration
        case .totalStakeOverflows, .weightOverflows: .badDocument
        }
    }

    /// What to do about it, where that helps.
    package var hint: String? {
        switch self {
        case .capacityExceeded, .capacityOutOfRange: "see --stake-table-capacity"
        case .totalStakeOverflows, .weightOverflows, .epochOverflows: nil
        }
    }
}
