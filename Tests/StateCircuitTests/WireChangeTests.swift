import BN254
import ConstraintSystem
import LightClient
import StateCircuit
import TestSupport
import Testing

/// No wire that matters can be given another value without being found.
struct WireChangeTests {
    @Test(arguments: ContractVersion.allCases)
    func changedWire(_ version: ContractVersion) throws {
        let proving = try Proving(version, capacity: 2)
        let structure = proving.structure
        let update = try Devnet(stakes: [1, 2].map { UInt256($0) }).update(version, capacity: 2)
        try #require(try proving.failure(update) == nil)
        let (wires, publicInputs) = (proving.wires, proving.circuit.publicInputs(update))
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let wire = Int.random(in: 0..<5, using: &generator)
            let row = Int.random(in: 0..<structure.domainSize, using: &generator)
            let value = wires[wire][row]
            wires[wire][row] = .random(using: &generator)
            defer { wires[wire][row] = value }
            guard let violation = structure.firstViolation(wires: wires, publicInputs: publicInputs) else {
                #expect(wire == 1 && isInverseOfZero(row: row, structure, wires))
                continue
            }
            let variables = structure.wireVariables
            let found = structure.row(gate: violation.gate)
            #expect(found == row || (0..<5).contains { variables[$0][found] == variables[wire][row] })
            #expect(violation.sections.isEmpty == (structure.gate(row: found) == .padding))
        }
    }

    /// A value changed wherever its variable stands breaks no wiring, but a gate.
    @Test func changedVariable() throws {
        let proving = try Proving(.v3, capacity: 2)
        let structure = proving.structure
        let update = try Devnet(stakes: [1, 2].map { UInt256($0) }).update(.v3, capacity: 2)
        try #require(try proving.failure(update) == nil)
        let (wires, publicInputs) = (proving.wires, proving.circuit.publicInputs(update))
        var positions: [[(wire: Int, row: Int)]] = Array(repeating: [], count: structure.variableCount)
        for (wire, variables) in structure.wireVariables.enumerated() {
            for (row, variable) in variables.enumerated() { positions[Int(variable)].append((wire, row)) }
        }
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<100 {
            let variable = positions[Int.random(in: 0..<positions.count, using: &generator)]
            let values = variable.map { wires[$0.wire][$0.row] }
            let change = Fr.random(using: &generator)
            for (wire, row) in variable { wires[wire][row] += change }
            let violation = structure.firstViolation(wires: wires, publicInputs: publicInputs)
            let isFree =
                variable.count == 1 && variable[0].wire == 1 && isInverseOfZero(row: variable[0].row, structure, wires)
            #expect((violation == nil) == isFree)
            if let violation {
                let row = structure.row(gate: violation.gate)
                #expect(violation.constraint == .gate(structure.gate(row: row).kind))
                #expect(variable.contains { structure.gateNumber(row: $0.row) == violation.gate })
            }
            for (position, value) in zip(variable, values) { wires[position.wire][position.row] = value }
        }
    }

    /// The only values that are free: what stands for the inverse of 0 in a test for zero, on w1.
    private func isInverseOfZero(row: Int, _ structure: CircuitStructure, _ wires: WireColumns) -> Bool {
        structure.gate(row: row) == .zeroTest && wires[0][row].isZero
    }
}
