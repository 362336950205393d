import BN254
import ConstraintSystem

/// A circuit with the values of its wires.
final class Witnessed {
    let structure: CircuitStructure
    let wires: WireColumns
    private let buffers: [UnsafeMutableBufferPointer<Fr>]

    /// The circuit of one gadget, run by both builders, or nil if it says that there is none.
    init?(witness: (inout WitnessBuilder) -> Bool, structure: (inout StructureBuilder) -> Bool) {
        var structureBuilder = StructureBuilder()
        guard structure(&structureBuilder) else { return nil }
        self.structure = CircuitStructure(finalizing: structureBuilder)
        let rows = self.structure.domainSize
        buffers = (0..<WireColumns.count).map { _ in .allocate(capacity: rows) }
        for buffer in buffers { buffer.initialize(repeating: .one) }
        wires = WireColumns(buffers)
        var builder = WitnessBuilder(columns: wires, row: 0)
        guard witness(&builder), builder.row == self.structure.gateCount else { return nil }
        wires.finalize(gateCount: self.structure.gateCount, publicInputGates: self.structure.publicInputGates)
    }

    deinit {
        for buffer in buffers { buffer.deallocate() }
    }

    /// The values of the variables.
    var values: [Fr] {
        var values = [Fr](repeating: .zero, count: structure.variableCount)
        for (wire, variables) in structure.wireVariables.enumerated() {
            for (row, variable) in variables.enumerated() { values[Int(variable)] = wires[wire][row] }
        }
        return values
    }

    /// What is not satisfied, if anything.
    func violation(publicInputs: [Fr] = []) -> Violation? {
        structure.firstViolation(wires: wires, publicInputs: publicInputs)
    }
}
