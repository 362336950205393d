import BN254
import ConstraintSystem
import Cryptography
import Kernels
import StateCircuit
import TestSupport
import Testing

/// The circuits are the reference's, down to each selector, wire and value, for both range checks.
@Suite(.serialized)
struct ReferenceCircuitTests {
    @Test(arguments: ReferenceCircuit.names)
    func counts(_ name: String) throws {
        let reference = try ReferenceCircuit.load(name)
        let circuit = try reference.circuit()
        let structure = circuit.structure()
        #expect(circuit.gateCount == reference.numGatesBeforePadding)
        #expect(circuit.domainLogarithm == reference.domainLog2)
        #expect(structure.gateCount == reference.numGatesBeforePadding)
        #expect(structure.domainLogarithm == reference.domainLog2)
        #expect(structure.variableCount == reference.numVariables)
        #expect(structure.publicInputCount == reference.numPublicInputs)
        #expect(reference.pubInputGateIdsAfterRearrange == Array(0..<structure.publicInputCount))
        for row in 0..<structure.publicInputCount {
            #expect(structure.gate(row: row) == .publicInput)
            #expect(structure.gateNumber(row: row) == structure.publicInputGates[row])
            #expect(structure.row(gate: structure.publicInputGates[row]) == row)
        }
    }

    /// The sections end where the reference's stages do.
    @Test(arguments: ReferenceCircuit.names)
    func stages(_ name: String) throws {
        let reference = try ReferenceCircuit.load(name)
        let structure = try reference.circuit().structure()
        var ends = structure.sections.filter { $0.depth == 0 }.map { ($0.gates.upperBound, $0.variables.upperBound) }
        // The last section is two stages of the reference: the disjunctions, then their conjunction.
        let disjunction = try #require(structure.sections.last)
        ends.insert((disjunction.gates.upperBound, disjunction.variables.upperBound), at: ends.count - 1)
        // The reference lists the first and the last one of the signatures, which follow ten stages.
        ends.removeSubrange(11..<(11 + reference.capacity - 2))
        #expect(ends.map(\.0) == reference.stagesNumGatesNumVars.map(\.gates))
        #expect(ends.map(\.1) == reference.stagesNumGatesNumVars.map(\.variables))
    }

    @Test(arguments: ReferenceCircuit.names)
    func selectors(_ name: String) throws {
        let reference = try ReferenceCircuit.load(name)
        let structure = try reference.circuit().structure()
        let column = Column(count: structure.domainSize)
        for (index, selector) in ReferenceCircuit.selectorNames.enumerated() {
            structure.selectorColumn(index, into: column)
            let expected = try #require(reference.selectorsSha256[selector])
            #expect(column.elements.count { !$0.isZero } == expected.nonzero, "\(selector)")
            #expect(try SHA256.littleEndian(column.readOnly) == expected.sha256, "\(selector)")
        }
    }

    @Test(arguments: ReferenceCircuit.names)
    func wiring(_ name: String) throws {
        let reference = try ReferenceCircuit.load(name)
        let structure = try reference.circuit().structure()
        #expect(try structure.wireVariables.map(SHA256.littleEndian) == reference.wireVariablesSha256U32Le)
        #expect(
            try SHA256.littleEndian(structure.permutation)
                == reference.wirePermutationSha256U32LeOfWireTimesNPlusGate)
        let powers = structure.domainPowers()
        let column = Column(count: structure.domainSize)
        for (wire, expected) in reference.sigmaEvalsSha256.enumerated() {
            structure.sigmaColumn(wire, powers: powers, into: column)
            #expect(try SHA256.littleEndian(column.readOnly) == expected)
        }
    }

    /// Keys, signatures and statement are derived as the reference did, and so are the public inputs and all values.
    @Test(arguments: ReferenceCircuit.names)
    func witness(_ name: String) throws {
        let reference = try ReferenceCircuit.load(name)
        let circuit = try reference.circuit()
        let structure = circuit.structure()
        let update = try SampleUpdate.make(version: circuit.version, capacity: circuit.capacity)
        let publicInputs = circuit.publicInputs(update)
        #expect(update.validators.count == reference.instance.numEntries)
        #expect(publicInputs.map(\.hexadecimal) == reference.instance.publicInputs)

        let wires = WireColumns(zeros: circuit.domainSize)
        try circuit.witness(of: update, into: wires)
        for (wire, expected) in reference.instance.wireValuesSha256.enumerated() {
            #expect(try SHA256.littleEndian(wires[wire].readOnly) == expected)
        }
        let values = structure.variableValues(wires)
        let witness = try SHA256.littleEndian(StorageSlice(copying: values))
        #expect(witness == reference.instance.witnessSha256)
        #expect(reference.instance.satisfied)
        #expect(circuit.firstUnprovable(in: wires, structure: structure, publicInputs: publicInputs) == nil)
    }
}
