/// A constraint of a circuit that the values of the wires do not satisfy.
public struct Violation: Sendable, Hashable {
    /// What is not satisfied.
    public enum Constraint: Sendable, Hashable {
        /// The equation of a gate of this kind.
        case gate(GateKind)
        /// This wire has not the value that its variable has elsewhere.
        case wiring(wire: Int)
    }

    /// What is not satisfied.
    public let constraint: Constraint
    /// The gate, by order of creation.
    public let gate: Int
    /// The names of the sections around the gate, outermost first; none around padding.
    public let sections: [String]
    /// Which of many alike the innermost numbered section belongs to, such as the slot of a validator.
    public let element: Int?
}

extension Violation: CustomStringConvertible {
    /// One clause, lower case: where, then what.
    public var description: String {
        let place = sections.isEmpty ? "padding" : sections.joined(separator: ", ")
        return switch constraint {
        case .gate(let kind): "\(place): gate \(gate) (\(kind.rawValue)) is not satisfied"
        case .wiring(let wire): "\(place): wire \(wire) of gate \(gate) has not the value of its variable"
        }
    }
}
