import Failures

/// Why there is no proof.
public enum ProverError: Error, Sendable, Equatable {
    /// The circuit is too small or too large.
    case circuitSize(CircuitSizeError)
    /// The number of public inputs is not that of the circuit.
    case publicInputCount(expected: Int, found: Int)
    /// Wires that share a variable hold different values: the witness does not satisfy the circuit.
    case copyConstraintViolated
    /// The gate equations do not hold everywhere: the witness does not satisfy the circuit.
    case gateEquationViolated
    /// A random challenge fell on a value for which the protocol is not defined; another attempt will not.
    case unluckyChallenge
    /// The task was cancelled.
    case cancelled

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .circuitSize(let error): error.code
        case .publicInputCount: "public-input-count"
        case .copyConstraintViolated: "copy-constraint-violated"
        case .gateEquationViolated: "gate-equation-violated"
        case .unluckyChallenge: "unlucky-challenge"
        case .cancelled: "cancelled"
        }
    }
}

extension ProverError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .circuitSize(let error): error.description
        case .publicInputCount(let expected, let found):
            "the circuit has \(expected) public inputs, found \(found)"
        case .copyConstraintViolated: "the witness does not satisfy the circuit: wires that share a variable differ"
        case .gateEquationViolated: "the witness does not satisfy the circuit: a gate equation does not hold"
        case .unluckyChallenge: "a random challenge was unusable, which has a probability below 2^-230"
        case .cancelled: "cancelled"
        }
    }
}

extension ProverError: Failure {
    /// `.badDocument` for a witness that is none, `.configuration` for a circuit of another size, else `.internalError`.
    package var failureKind: FailureKind {
        switch self {
        case .circuitSize(let error): error.failureKind
        case .copyConstraintViolated, .gateEquationViolated: .badDocument
        case .publicInputCount, .unluckyChallenge, .cancelled: .internalError
        }
    }
}
