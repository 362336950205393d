import BN254

/// Counts the gates and variables of gadgets.
///
/// Gates do not depend on values, so the counts hold for every witness.
public struct GateCounter: CircuitBuilder {
    /// Variables are indistinguishable here.
    public struct Variable: Sendable {
        @inlinable
        init() {}
    }

    /// The number of gates so far.
    public private(set) var gateCount = 0
    /// The number of variables so far, 0 and 1 included.
    public private(set) var variableCount = 2
    /// The public-input gates so far, in order.
    public private(set) var publicInputGates: [Int] = []

    /// A circuit without gates.
    public init() {}

    /// The number of gates that `gadget` appends.
    public static func gateCount(of gadget: (inout GateCounter) -> Void) -> Int {
        var counter = GateCounter()
        gadget(&counter)
        return counter.gateCount
    }

    /// The variable 0.
    @inlinable
    public static var zero: Variable { Variable() }

    /// The variable 1.
    @inlinable
    public static var one: Variable { Variable() }

    /// Counts a variable.
    public mutating func variable(_ value: @autoclosure () -> Fr) -> Variable {
        variableCount += 1
        return Variable()
    }

    /// Counts a variable.
    public mutating func variable(_ source: Variable, _ value: (Fr) -> Fr) -> Variable { variable(.zero) }

    /// Counts a variable.
    public mutating func variable(_ index: Int, of values: Void) -> Variable { variable(.zero) }

    /// Nothing: there are no values.
    public func values(from sources: [Variable], _ compute: ([Fr]) -> [Fr]) {}

    /// Counts a gate.
    public mutating func append(
        _ gate: @autoclosure () -> Gate, _ w0: Variable, _ w1: Variable, _ w2: Variable, _ w3: Variable,
        _ w4: Variable
    ) {
        if gate() == .publicInput { publicInputGates.append(gateCount) }
        gateCount += 1
    }

    /// Counts a variable and a gate.
    public mutating func output(
        _ gate: @autoclosure () -> Gate, _ w0: Variable, _ w1: Variable, _ w2: Variable, _ w3: Variable,
        _ value: (Fr, Fr, Fr, Fr) -> Fr
    ) -> Variable {
        let output = variable(.zero)
        append(gate(), w0, w1, w2, w3, output)
        return output
    }

    /// Runs `body`.
    public mutating func section<Result>(
        _ name: @autoclosure () -> String, element: Int?, _ body: (inout GateCounter) -> Result
    ) -> Result {
        body(&self)
    }
}
