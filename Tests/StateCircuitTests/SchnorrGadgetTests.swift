import BN254
import ConstraintSystem
import Foundation
import LightClient
import Schnorr
import StateCircuit
import TestSupport
import Testing

/// The reference's check of one signature: `Vectors/check_signature_validity_v3_valid.json`, first and last rows.
struct SchnorrGadgetVector: Decodable {
    /// A gate: its wires' variables and its selectors that are not zero.
    struct Row: Decodable {
        let w: [UInt32]
        let s: [[String]]
    }

    /// A list without its middle.
    struct Ends<Element: Decodable>: Decodable {
        let first: [Element]
        let last: [Element]

        /// The listed elements with their indices in the whole list of `count`.
        func indexed(count: Int) -> [(index: Int, element: Element)] {
            first.enumerated().map { ($0, $1) } + last.enumerated().map { (count - last.count + $0, $1) }
        }
    }

    let firstGate: Int
    let firstNewVar: Int
    let numNewGates: Int
    let numNewVars: Int
    let gates: Ends<Row>
    let newVarValues: Ends<String>
}

/// The signature check on its own.
struct SchnorrGadgetTests {
    /// The rows and values of the reference, for the first validator of the sample update of capacity 3.
    @Test func reference() throws {
        let vector: SchnorrGadgetVector = try decodeJSON(
            Bundle.module.vectors("check_signature_validity_v3_valid.json"))
        let update = try SampleUpdate.make(version: .v3, capacity: 3)
        var structureBuilder = StructureBuilder()
        appendCheck(of: update, to: &structureBuilder)
        #expect(structureBuilder.gateCount == vector.firstGate + vector.numNewGates)
        #expect(structureBuilder.variableCount == vector.firstNewVar + vector.numNewVars)
        let structure = CircuitStructure(finalizing: structureBuilder)
        for (index, expected) in vector.gates.indexed(count: vector.numNewGates) {
            let row = vector.firstGate + index
            #expect(structure.wireVariables.map { $0[row] } == expected.w, "gate \(row)")
            let selectors = structure.gate(row: row).selectors
            let listed = Selector.allCases.filter { !selectors[$0].isZero }.map {
                [ReferenceCircuit.selectorNames[$0.rawValue], selectors[$0].hexadecimal]
            }
            #expect(listed == expected.s, "gate \(row)")
        }

        let wires = WireColumns(zeros: structure.domainSize)
        var witnessBuilder = WitnessBuilder(columns: wires, row: 0)
        appendCheck(of: update, to: &witnessBuilder)
        let values = structure.variableValues(wires)
        for (index, expected) in vector.newVarValues.indexed(count: vector.numNewVars) {
            #expect(values[vector.firstNewVar + index].hexadecimal == expected, "variable \(index)")
        }
    }

    private func appendCheck<Builder: CircuitBuilder>(of update: StateUpdate, to builder: inout Builder) {
        let (key, signature) = (update.validators[0].stateKey.point, update.signatures[0])
        builder.appendConstants()
        let inputs = [key.x, key.y, Fr(reducing: signature.s.canonical), signature.r.x, signature.r.y]
            .map { builder.variable($0) }
        let message = update.statement.message(.v3).map { builder.variable($0) }
        _ = builder.schnorrValidity(
            key: PointVariable(x: inputs[0], y: inputs[1]), message: message, s: inputs[2],
            r: PointVariable(x: inputs[3], y: inputs[4]), rangeCheck: .canonical)
    }

    /// The numbers of gates, by length of the message and range check.
    @Test(arguments: [
        (1, RangeCheck.canonical, 3898), (1, .legacy, 3129), (3, .legacy, 3129), (3, .canonical, 3898),
        (7, .legacy, 3433), (7, .canonical, 4202),
    ])
    func gateCount(messageLength: Int, rangeCheck: RangeCheck, expected: Int) {
        let variable = GateCounter.zero
        let point = PointVariable(x: variable, y: variable)
        let count = GateCounter.gateCount { builder in
            _ = builder.schnorrValidity(
                key: point, message: Array(repeating: variable, count: messageLength), s: variable, r: point,
                rangeCheck: rangeCheck)
        }
        #expect(count == expected)
    }

    /// The result is that of the verifier, whatever is changed.
    @Test func validity() throws {
        let key = try #require(SigningKey(7)).verificationKey
        let message: [Fr] = [1, 2, 3]
        let signature = SchnorrSignature(signing: message, with: try #require(SigningKey(7)))
        #expect(result(key, message, signature) == .one)
        #expect(result(key, [1, 2, 4], signature) == .zero)
        #expect(result(key, message, SchnorrSignature(s: signature.s + .one, r: signature.r)) == .zero)
        #expect(result(key, message, SchnorrSignature(s: signature.s, r: -signature.r)) == .zero)
        #expect(result(VerificationKey(-key.point), message, signature) == .zero)
        #expect(result(key, message, .absent) == .zero)
    }

    /// A slot without a validator: key (0, 1), s = 0, R = (0, 1), which the equation holds for.
    @Test func paddingIsValid() {
        #expect(result(VerificationKey(.identity), [1], .absent) == .one)
    }

    private func result(_ key: VerificationKey, _ message: [Fr], _ signature: SchnorrSignature) -> Fr {
        let wires = WireColumns(zeros: 1 << 12)
        var builder = WitnessBuilder(columns: wires, row: 0)
        return builder.schnorrValidity(
            key: PointVariable(x: key.point.x, y: key.point.y), message: message,
            s: Fr(reducing: signature.s.canonical), r: PointVariable(x: signature.r.x, y: signature.r.y),
            rangeCheck: .canonical)
    }
}
