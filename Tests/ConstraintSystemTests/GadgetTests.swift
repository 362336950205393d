import BN254
import ConstraintSystem
import TestSupport
import Testing

/// Each gadget's gates, wires and values are the reference's.
struct GadgetTests {
    private let vectors: [String: GadgetVector]
    /// The signature check is tested where it lives, in StateCircuitTests.
    private let elsewhere: Set = ["check_signature_validity_v3_valid"]

    init() throws {
        vectors = try GadgetVector.load()
        try #require(vectors.count == 37)
    }

    @Test func gates() throws {
        for (name, vector) in vectors where !elsewhere.contains(name) {
            var builder = StructureBuilder()
            let isKnown = builder.appendGadget(name)
            try #require(isKnown, "\(name)")
            #expect(builder.gateCount == vector.firstGate + vector.numNewGates, "\(name)")
            #expect(builder.variableCount == vector.firstNewVar + vector.numNewVars, "\(name)")
            let structure = CircuitStructure(finalizing: builder)
            for (index, expected) in vector.gates.indexed(count: vector.numNewGates) {
                let row = vector.firstGate + index
                #expect(structure.wireVariables.map { $0[row] } == expected.w, "\(name), gate \(row)")
                let selectors = structure.gate(row: row).selectors
                let listed = Selector.allCases.filter { !selectors[$0].isZero }.map {
                    [GadgetVector.selectorNames[$0.rawValue], selectors[$0].hexadecimal]
                }
                #expect(listed == expected.s, "\(name), gate \(row)")
            }
        }
    }

    @Test func values() throws {
        for (name, vector) in vectors where !elsewhere.contains(name) {
            let circuit = try #require(
                Witnessed {
                    $0.appendGadget(name)
                } structure: {
                    $0.appendGadget(name)
                })
            for (index, expected) in vector.newVarValues.indexed(count: vector.numNewVars) {
                let variable = vector.firstNewVar + index
                #expect(circuit.values[variable].hexadecimal == expected, "\(name), variable \(variable)")
            }
            #expect(circuit.violation() == nil, "\(name)")
        }
    }

    @Test func counts() throws {
        for (name, vector) in vectors where !elsewhere.contains(name) {
            var counter = GateCounter()
            _ = counter.appendGadget(name)
            #expect(counter.gateCount == vector.firstGate + vector.numNewGates, "\(name)")
            #expect(counter.variableCount == vector.firstNewVar + vector.numNewVars, "\(name)")
        }
    }
}
