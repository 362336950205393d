import BN254
import Kernels

/// A finalised circuit without values: selectors and wiring, all that the proving key depends on.
///
/// Rows are the gates after finalisation: padded to a power of two, public inputs in front. "Gate" numbers are those of
/// the order of creation. Source: <doc:Finalisation>.
public struct CircuitStructure: Sendable {
    /// log2 of ``domainSize``.
    public let domainLogarithm: Int
    /// The number of gates before padding.
    public let gateCount: Int
    /// The number of variables, 0 and 1 included.
    public let variableCount: Int
    /// The public-input gates in order of creation; their rows are 0, 1, 2, …
    public let publicInputGates: [Int]
    /// The sections in the order of their beginnings, in terms of gates.
    public let sections: [Section]
    /// The variable on wire 0…4 of each row: five arrays of n indices.
    public let wireVariables: [[UInt32]]
    /// σ as 5n positions: where position p = wire·n + row is mapped to.
    ///
    /// σ maps each position of a variable to the variable's next position, the last one to the first.
    public let permutation: [UInt32]

    /// The distinct gates of the circuit.
    let distinctGates: [Gate]
    /// The selectors of each of ``distinctGates``.
    let distinctSelectors: [Selectors]
    /// The number of each row's gate among ``distinctGates``.
    let gateNumbers: [UInt16]
    /// The gates of the first rows, where swaps have moved them.
    let gatesOfMovedRows: [Int]

    /// n, the number of rows: a power of two.
    public var domainSize: Int { 1 << domainLogarithm }

    /// The number of public inputs.
    public var publicInputCount: Int { publicInputGates.count }

    /// The smallest k such that `gateCount` gates fit into 2^k rows.
    public static func domainLogarithm(gateCount: Int) -> Int {
        gateCount <= 1 ? 0 : Int.bitWidth - (gateCount - 1).leadingZeroBitCount
    }

    /// The circuit of the gates recorded by `builder`, of which there may be 2^28, the order of the largest domain.
    ///
    /// It is padded to a power of two, and to `minimumRowCount` rows or more. Traps if there are more than 2^28.
    public init(finalizing builder: StructureBuilder, minimumRowCount: Int = 1) {
        domainLogarithm = CircuitStructure.domainLogarithm(gateCount: max(builder.gateCount, minimumRowCount))
        // Then positions, up to 5n, fit into 32 bits.
        precondition(domainLogarithm <= Fr.twoAdicity)
        gateCount = builder.gateCount
        variableCount = builder.variableCount
        publicInputGates = builder.publicInputGates
        sections = builder.sections
        distinctGates = builder.distinctGates
        distinctSelectors = builder.distinctGates.map(\.selectors)

        let missing = (1 << domainLogarithm) - gateCount
        let rearrangement = PublicInputRearrangement(publicInputGates: builder.publicInputGates)
        // Padding gates are number 0, with variable 0 on all wires.
        var numbers = builder.gates + Array(repeating: 0, count: missing)
        rearrangement.forEachSwap { numbers.swapAt($0, $1) }
        gateNumbers = numbers
        let wires = builder.wires.map { wire in
            var variables = wire + Array(repeating: 0, count: missing)
            rearrangement.forEachSwap { variables.swapAt($0, $1) }
            return variables
        }
        wireVariables = wires
        permutation = CircuitStructure.permutation(of: wires, variableCount: builder.variableCount)
        gatesOfMovedRows = rearrangement.gatesOfMovedRows
    }

    /// The gate in `row`.
    public func gate(row: Int) -> Gate { distinctGates[Int(gateNumbers[row])] }

    /// The number of the gate in `row` by order of creation.
    public func gateNumber(row: Int) -> Int { row < gatesOfMovedRows.count ? gatesOfMovedRows[row] : row }

    /// The row of gate `number` by order of creation.
    public func row(gate number: Int) -> Int {
        number < gatesOfMovedRows.count ? gatesOfMovedRows.firstIndex(of: number) ?? number : number
    }

    /// Writes the values of selector `index` in 0…12, in the order of ``Selector``, row by row into n elements.
    public func selectorColumn(_ index: Int, into column: Column) {
        precondition(column.count == domainSize && Selector.allCases.indices.contains(index))
        let values = distinctSelectors.map { $0[Selector.allCases[index]] }
        for (row, number) in gateNumbers.enumerated() { column[row] = values[Int(number)] }
    }
}
