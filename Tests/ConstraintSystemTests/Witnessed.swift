import BN254
import ConstraintSystem
import Kernels

/// A circuit with the values of its wires.
final class Witnessed {
    let structure: CircuitStructure
    let wires: WireColumns

    /// The circuit of one gadget, run by both builders, or nil if it says that there is none.
    init?(witness: (inout WitnessBuilder) -> Bool, structure: (inout StructureBuilder) -> Bool) {
        var structureBuilder = StructureBuilder()
        guard structure(&structureBuilder) else { return nil }
        self.structure = CircuitStructure(finalizing: structureBuilder)
        let rows = self.structure.domainSize
        let ones = [Fr](repeating: .one, count: rows)
        wires = WireColumns((0..<WireColumns.count).map { _ in Column(copying: ones) })
        var builder = WitnessBuilder(columns: wires, row: 0)
        guard witness(&builder), builder.row == self.structure.gateCount else { return nil }
        wires.finalize(gateCount: self.structure.gateCount, publicInputGates: self.structure.publicInputGates)
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
