import BN254
import ConstraintSystem
import Dispatch

extension StateCircuit {
    /// Writes the values of the wires of a proof of `update` into `columns`, row by row after finalisation.
    ///
    /// `columns` have ``domainSize`` rows; traps for another number. An update that cannot be proved gives values too, which
    /// ``firstUnprovable(in:structure:publicInputs:)`` finds. Uses all cores, and blocks until done.
    /// Throws ``StateCircuitError``: too many validators, or numbers that differ.
    public func witness(of update: StateUpdate, into columns: WireColumns) throws(StateCircuitError) {
        witness(of: try inputs(update), into: columns)
    }

    /// Writes the values of the wires for `inputs`.
    package func witness(of inputs: CircuitInputs<Fr>, into columns: WireColumns) {
        precondition(columns.rowCount == domainSize)
        let (constraints, layout) = (constraints, layout)
        var builder = WitnessBuilder(columns: columns, row: 0)
        let inputs = constraints.inputs(&builder, inputs)
        constraints.threshold(&builder, inputs)
        assert(builder.row == layout.schnorrKeyCommitment.lowerBound)

        // The commitments are the longest parts, so they come first.
        DispatchQueue.concurrentPerform(iterations: 2 + capacity) { part in
            switch part {
            case 0:
                columns.write(layout.schnorrKeyCommitment) { constraints.schnorrKeyCommitment(&$0, inputs) }
            case 1:
                columns.write(layout.amountCommitment) { constraints.amountCommitment(&$0, inputs) }
            default:
                columns.write(layout.signature(slot: part - 2)) {
                    _ = constraints.signatureValidity(&$0, inputs, slot: part - 2)
                }
            }
        }
        let validities = (0..<capacity).map { columns[4][layout.signature(slot: $0).upperBound - 1] }
        columns.write(layout.conjunction) { constraints.everySignerIsValid(&$0, inputs, validities) }
        columns.finalize(gateCount: layout.gateCount, publicInputGates: layout.publicInputs)
    }
}

extension WireColumns {
    /// Writes `part`, which takes exactly `rows`.
    fileprivate func write(_ rows: Range<Int>, _ part: (inout WitnessBuilder) -> Void) {
        var builder = WitnessBuilder(columns: self, row: rows.lowerBound)
        part(&builder)
        assert(builder.row == rows.upperBound)
    }
}
