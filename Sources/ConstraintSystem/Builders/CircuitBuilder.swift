import BN254

/// What gadgets are written against: variables, and gates that constrain them.
///
/// A gadget is written once, generic over the builder, and never looks at a value except inside the closures given
/// here. So the gates it appends do not depend on values, and three builders can run it: ``StructureBuilder`` records
/// gates and wiring, ``WitnessBuilder`` writes the values of the wires, ``GateCounter`` counts.
public protocol CircuitBuilder {
    /// What stands for a variable of the circuit: its index, its value, or nothing.
    associatedtype Variable
    /// What stands for values computed beside the constraints: the values, or nothing.
    associatedtype Values

    /// The variable 0, which holds 0.
    static var zero: Variable { get }
    /// The variable 1, which holds 1.
    static var one: Variable { get }

    /// A new variable for an input of the circuit.
    mutating func variable(_ value: @autoclosure () -> Fr) -> Variable

    /// A new variable whose value follows from that of `source`.
    mutating func variable(_ source: Variable, _ value: (Fr) -> Fr) -> Variable

    /// A new variable that holds number `index` of `values`.
    mutating func variable(_ index: Int, of values: Values) -> Variable

    /// Values that follow from those of `sources`: a hint, for variables still to be made and constrained.
    func values(from sources: [Variable], _ compute: ([Fr]) -> [Fr]) -> Values

    /// Appends a gate over existing variables.
    mutating func append(
        _ gate: @autoclosure () -> Gate, _ w0: Variable, _ w1: Variable, _ w2: Variable, _ w3: Variable,
        _ w4: Variable)

    /// A new variable, then a gate with that variable on its output wire w4.
    ///
    /// `value` is the output that the gate's equation asks for, given w0 … w3.
    mutating func output(
        _ gate: @autoclosure () -> Gate, _ w0: Variable, _ w1: Variable, _ w2: Variable, _ w3: Variable,
        _ value: (Fr, Fr, Fr, Fr) -> Fr
    ) -> Variable

    /// Runs `body`, whose gates form a section with a name for people; sections nest.
    ///
    /// `element` tells which one of many alike the section belongs to, such as the slot of a validator.
    mutating func section<Result>(
        _ name: @autoclosure () -> String, element: Int?, _ body: (inout Self) -> Result
    ) -> Result
}

extension CircuitBuilder {
    /// Runs `body` as a section that belongs to no element in particular.
    @inlinable
    public mutating func section<Result>(
        _ name: @autoclosure () -> String, _ body: (inout Self) -> Result
    ) -> Result {
        section(name(), element: nil, body)
    }

    /// The variable 0.
    @inlinable
    public var zero: Variable { Self.zero }

    /// The variable 1.
    @inlinable
    public var one: Variable { Self.one }
}
