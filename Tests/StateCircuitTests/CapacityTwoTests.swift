import BN254
import ConstraintSystem
import LightClient
import StateCircuit
import TestSupport
import Testing

/// Every gate, position and value of the circuits of capacity 2: `circuit_v*_cap2.json` in full.
///
/// The hashes that ``ReferenceCircuitTests`` compare cover the same; this tells where a difference begins.
struct CapacityTwoTests {
    /// What the full files hold beside the hashes.
    struct FullCircuit: Decodable {
        struct Row: Decodable {
            /// The variables of the five wires.
            let w: [UInt32]
            /// Pairs of the index of a selector and that of its value in `selectorValues`.
            let s: [[Int]]
        }

        let gates: [Row]
        let selectorValues: [String]
        let wirePermutationFlat: [UInt32]
        let witness: [String]
    }

    @Test(
        .enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"),
        arguments: ContractVersion.allCases)
    func rows(_ version: ContractVersion) throws {
        let reference: FullCircuit = try decodeJSON(
            SharedVectors.data("vectors/reference/circuit_v\(version.rawValue)_cap2.json"))
        let selectorValues = try reference.selectorValues.map { try Fr(hexadecimal: $0) }
        let circuit = try StateCircuit(version: version, capacity: 2)
        let structure = circuit.structure()
        try #require(reference.gates.count == structure.gateCount)
        let firstDifference = (0..<structure.domainSize).first { row in
            let wires = structure.wireVariables.map { $0[row] }
            let selectors = structure.gate(row: row).selectors
            var expected = [Fr](repeating: .zero, count: Selector.allCases.count)
            guard row < reference.gates.count else {
                return wires != [0, 0, 0, 0, 0] || Selector.allCases.contains { !selectors[$0].isZero }
            }
            for pair in reference.gates[row].s { expected[pair[0]] = selectorValues[pair[1]] }
            return wires != reference.gates[row].w || Selector.allCases.map { selectors[$0] } != expected
        }
        #expect(firstDifference == nil)
        let permutation = reference.wirePermutationFlat
        #expect(structure.permutation.indices.first { structure.permutation[$0] != permutation[$0] } == nil)
        #expect(structure.permutation.count == permutation.count)

        let wires = WireColumns(zeros: circuit.domainSize)
        try circuit.witness(of: SampleUpdate.make(version: version, capacity: 2), into: wires)
        let values = structure.variableValues(wires).map(\.hexadecimal)
        #expect(values.indices.first { values[$0] != reference.witness[$0] } == nil)
        #expect(values.count == reference.witness.count)
    }
}
