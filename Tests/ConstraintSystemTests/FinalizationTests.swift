import BN254
import ConstraintSystem
import Kernels
import Testing

/// Padding, the public inputs' swaps and the permutation, on circuits small enough for the eye.
struct FinalizationTests {
    /// x + y = 5 with x and y public: gates 0 and 1 the constants, 2 and 3 the inputs, 4 the sum, 5 its value.
    private static func append<Builder: CircuitBuilder>(to builder: inout Builder) -> Bool {
        builder.section("constants") { $0.appendConstants() }
        let x = builder.section("inputs") { $0.publicInput(2) }
        let y = builder.section("inputs", element: 7) { $0.publicInput(3) }
        builder.section("sum") { builder in
            let sum = builder.section("addition") { $0.add(x, y) }
            builder.constrain(sum, equals: 5)
        }
        return true
    }

    private let circuit: Witnessed

    init() throws {
        circuit = try #require(
            Witnessed {
                FinalizationTests.append(to: &$0)
            } structure: {
                FinalizationTests.append(to: &$0)
            })
    }

    @Test func publicInputsAreSwappedToTheFront() {
        let structure = circuit.structure
        #expect(
            (0..<8).map { structure.gate(row: $0) } == [
                .publicInput, .publicInput, .constant(.zero), .constant(.one), .addition, .constant(5), .padding,
                .padding,
            ])
        #expect((0..<8).map { structure.gateNumber(row: $0) } == [2, 3, 0, 1, 4, 5, 6, 7])
        #expect((0..<8).map { structure.row(gate: $0) } == [2, 3, 0, 1, 4, 5, 6, 7])
        #expect(structure.wireVariables[4] == [2, 3, 0, 1, 4, 4, 0, 0])
        #expect((0..<8).map { circuit.wires[4][$0] } == [2, 3, 0, 1, 5, 5, 0, 0])
    }

    /// Each variable's positions form one cycle, in increasing order.
    @Test func permutationCycles() {
        let permutation = circuit.structure.permutation
        // Variable 2 stands on w0 of row 4 and w4 of row 0, variable 3 on w1 of row 4 and w4 of row 1.
        #expect(permutation[4] == 32 && permutation[32] == 4)
        #expect(permutation[8 + 4] == 33 && permutation[33] == 8 + 4)
        // Variable 1 stands on w4 of row 3 only, variable 4 on w4 of rows 4 and 5.
        #expect(permutation[35] == 35)
        #expect(permutation[36] == 37 && permutation[37] == 36)
        // Variable 0 has all other positions.
        var zeros: [Int] = []
        var position = 0
        repeat {
            zeros.append(position)
            position = Int(permutation[position])
        } while position != 0
        #expect(zeros == (0..<40).filter { ![4, 12, 32, 33, 35, 36, 37].contains($0) })
    }

    /// k_i·ω^j are 5n different elements, and σ's columns hold those of the permutation.
    @Test func sigmaColumns() {
        let structure = circuit.structure
        let root = Fr.rootOfUnity(logarithmOfOrder: 3)
        let powers = (0..<8).reduce(into: [Fr.one]) { powers, _ in powers.append(powers[powers.count - 1] * root) }
        let identities = CircuitStructure.cosetConstants.flatMap { k in powers.prefix(8).map { k * $0 } }
        #expect(Set(identities).count == 40)
        let powerColumn = Column(copying: Array(powers.prefix(8)))
        let column = Column(count: 8)
        for wire in 0..<5 {
            structure.sigmaColumn(wire, powers: powerColumn, into: column)
            let expected = (0..<8).map { identities[Int(structure.permutation[8 * wire + $0])] }
            #expect(column.elements == expected)
        }
    }

    @Test func selectorColumns() {
        let column = Column(copying: [Fr](repeating: .one, count: 8))
        circuit.structure.selectorColumn(Selector.constant.rawValue, into: column)
        #expect(column.elements == [0, 0, 0, 1, 0, 5, 0, 0])
    }

    @Test func violationsAreNamed() {
        #expect(circuit.violation(publicInputs: [2, 3]) == nil)
        let input = circuit.violation(publicInputs: [2, 4])
        #expect(input?.description == "inputs: gate 3 (public input) is not satisfied")
        #expect(input?.element == 7)
        #expect(circuit.violation(publicInputs: [1, 4])?.gate == 2)

        circuit.wires[1][4] += .one
        #expect(
            circuit.violation(publicInputs: [2, 3])?.description == "sum, addition: gate 4 (addition) is not satisfied")
        circuit.wires[1][4] -= .one
        // A wire without a selector.
        circuit.wires[2][4] += .one
        let wiring = circuit.violation(publicInputs: [2, 3])
        guard case .wiring = wiring?.constraint else {
            Issue.record("the gates are satisfied, the wiring is not")
            return
        }
    }
}
