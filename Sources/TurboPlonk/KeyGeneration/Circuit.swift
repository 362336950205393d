import BN254
import ConstraintSystem
import Kernels

/// A statement to be proved, with the values that make it true: what a program that has a circuit of its own writes.
///
///     struct Square: Circuit {
///         let root: Fr
///         let square: Fr
///
///         func constrain(_ builder: inout some CircuitBuilder) {
///             let square = builder.publicInput(square)
///             let root = builder.variable(root)
///             builder.constrain(builder.multiply(root, root), equals: square)
///         }
///     }
///
/// A builder makes the gates in the order of the calls, and the gates may not depend on the values: any values give the
/// same ``structure()``, the right ones give a ``witness(for:)``.
public protocol Circuit {
    /// Makes variables, and gates that constrain them.
    func constrain(_ builder: inout some CircuitBuilder)
}

extension Circuit {
    /// Selectors and wiring, from which keys are made: two gates for the constants 0 and 1, those of ``constrain(_:)``, and
    /// padding to a power of two and to the fewest rows that can be proved.
    ///
    /// Traps at more than 2^28 gates.
    public func structure() -> CircuitStructure {
        var builder = StructureBuilder()
        builder.appendConstants()
        constrain(&builder)
        return CircuitStructure(finalizing: builder, minimumRowCount: CircuitLimits.rowCounts.lowerBound)
    }

    /// The values of the wires in a circuit of this structure. Whether they satisfy it is not asked here.
    ///
    /// Traps for the structure of a circuit with another number of gates.
    public func witness(for structure: CircuitStructure) -> Witness {
        // Counted first: the witness's builder has no more rows than these.
        var counter = GateCounter()
        counter.appendConstants()
        constrain(&counter)
        precondition(counter.gateCount == structure.gateCount, "the witness of a circuit with other gates")
        let columns = (0..<WireColumns.count).map { _ in Column(count: structure.domainSize) }
        let wires = WireColumns(columns)
        var builder = WitnessBuilder(columns: wires, row: 0)
        builder.appendConstants()
        constrain(&builder)
        wires.finalize(gateCount: structure.gateCount, publicInputGates: structure.publicInputGates)
        return Witness(wires: columns, publicInputs: (0..<structure.publicInputCount).map { columns[4][$0] })
    }
}

/// The values of a circuit's wires.
public struct Witness: Sendable {
    /// Five columns of n values, row by row.
    public let wires: [Column]
    /// The values of the public inputs among them, in the order in which they were made.
    public let publicInputs: [Fr]
}
