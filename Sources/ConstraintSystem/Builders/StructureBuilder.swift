import BN254

/// Records the gates, the wiring and the sections of gadgets.
///
/// A variable is its index. Variables 0 and 1 exist from the start; their gates do not, see
/// ``CircuitBuilder/appendConstants()``. There may be 2^16 gates that differ in kind or constant, and 2^32 variables;
/// more trap.
public struct StructureBuilder: CircuitBuilder {
    /// The distinct gates, in order of first use. Padding is number 0.
    private(set) var distinctGates: [Gate] = [.padding]
    private var numbers: [Gate: UInt16] = [.padding: 0]
    /// The number of each gate among ``distinctGates``.
    private(set) var gates: [UInt16] = []
    /// The variable on each wire of each gate: five arrays.
    private(set) var wires: [[UInt32]]
    /// The public-input gates, in order.
    private(set) var publicInputGates: [Int] = []
    /// The sections, in the order of their beginnings.
    private(set) var sections: [Section] = []
    private var depth = 0
    /// The number of variables so far, 0 and 1 included.
    public private(set) var variableCount = 2

    /// A circuit without gates, with room for `gateCount`.
    public init(reservingGates gateCount: Int = 0) {
        wires = Array(repeating: [], count: WireColumns.count)
        gates.reserveCapacity(gateCount)
        for wire in wires.indices { wires[wire].reserveCapacity(gateCount) }
    }

    /// The number of gates so far.
    public var gateCount: Int { gates.count }

    /// 0.
    public static var zero: UInt32 { 0 }

    /// 1.
    public static var one: UInt32 { 1 }

    /// The next index.
    public mutating func variable(_ value: @autoclosure () -> Fr) -> UInt32 { nextVariable() }

    /// The next index.
    public mutating func variable(_ source: UInt32, _ value: (Fr) -> Fr) -> UInt32 { nextVariable() }

    /// The next index.
    public mutating func variable(_ index: Int, of values: Void) -> UInt32 { nextVariable() }

    /// Nothing: there are no values.
    public func values(from sources: [UInt32], _ compute: ([Fr]) -> [Fr]) {}

    /// Records a gate.
    public mutating func append(
        _ gate: @autoclosure () -> Gate, _ w0: UInt32, _ w1: UInt32, _ w2: UInt32, _ w3: UInt32, _ w4: UInt32
    ) {
        let gate = gate()
        if gate == .publicInput { publicInputGates.append(gateCount) }
        gates.append(number(of: gate))
        wires[0].append(w0)
        wires[1].append(w1)
        wires[2].append(w2)
        wires[3].append(w3)
        wires[4].append(w4)
    }

    /// The next index, on the output wire of a gate.
    public mutating func output(
        _ gate: @autoclosure () -> Gate, _ w0: UInt32, _ w1: UInt32, _ w2: UInt32, _ w3: UInt32,
        _ value: (Fr, Fr, Fr, Fr) -> Fr
    ) -> UInt32 {
        let output = nextVariable()
        append(gate(), w0, w1, w2, w3, output)
        return output
    }

    /// Runs `body` and records where its gates and variables begin and end.
    public mutating func section<Result>(
        _ name: @autoclosure () -> String, element: Int?, _ body: (inout StructureBuilder) -> Result
    ) -> Result {
        let index = sections.count
        sections.append(
            Section(
                name: name(), element: element, depth: depth, gates: gateCount..<gateCount,
                variables: variableCount..<variableCount))
        depth += 1
        let result = body(&self)
        depth -= 1
        sections[index].gates = sections[index].gates.lowerBound..<gateCount
        sections[index].variables = sections[index].variables.lowerBound..<variableCount
        return result
    }

    private mutating func nextVariable() -> UInt32 {
        defer { variableCount += 1 }
        return UInt32(variableCount)
    }

    /// The number of `gate` among ``distinctGates``, new or known.
    private mutating func number(of gate: Gate) -> UInt16 {
        if let number = numbers[gate] { return number }
        let number = UInt16(distinctGates.count)
        distinctGates.append(gate)
        numbers[gate] = number
        return number
    }
}
