import Failures
import LightClient

/// What can be wrong with a circuit's size or with what is to be proved.
public enum StateCircuitError: Error, Sendable, Equatable {
    /// The capacity is not within ``StateCircuit/capacities``.
    case capacityOutOfRange(Int)
    /// The stake table has more validators than the circuit has slots.
    case capacityExceeded(validators: Int, capacity: Int)
    /// There is not one signer bit and one signature for each validator.
    case countsDiffer(validators: Int, signers: Int, signatures: Int)

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .capacityOutOfRange: "capacity-out-of-range"
        case .capacityExceeded: "capacity-exceeded"
        case .countsDiffer: "counts-differ"
        }
    }
}

extension StateCircuitError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .capacityOutOfRange(let capacity): LightClientError.capacityOutOfRange(capacity).description
        case .capacityExceeded(let validators, let capacity):
            "the stake table has \(validators) validators, more than the circuit's capacity of \(capacity)"
        case .countsDiffer(let validators, let signers, let signatures):
            "\(validators) validators, but \(signers) signer bits and \(signatures) signatures"
        }
    }
}

extension StateCircuitError: Failure {
    /// `.configuration`: another capacity is needed. Counts that differ are a defect of the program.
    package var failureKind: FailureKind {
        switch self {
        case .capacityOutOfRange, .capacityExceeded: .configuration
        case .countsDiffer: .internalError
        }
    }
}
