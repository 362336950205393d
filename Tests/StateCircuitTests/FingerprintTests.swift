import BN254
import ConstraintSystem
import Cryptography
import Foundation
import LightClient
import StateCircuit
import TestSupport
import Testing

/// `Vectors/circuit_fingerprints.json`: hashes of whole circuits, big-endian, and the number of gates of each kind.
struct CircuitFingerprints: Decodable {
    struct Entry: Decodable {
        let version: Int
        let capacity: Int
        let gatesBeforePadding: Int
        let variables: Int
        let domainSize: Int
        let publicGateIdsBeforeRearrangement: [Int]
        let sectionEnds: [String: Int]
        let gateKinds: [String: Int]
        let sha256Selectors: String
        let sha256WireVariables: String
        let sha256Permutation: String
    }

    let entries: [Entry]

    /// The file's names of the kinds of gates.
    static let kinds: [String: GateKind] = [
        "const": .constant, "bool": .boolean, "io": .publicInput, "mul": .multiplication, "muladd": .productSum,
        "lc": .linearCombination, "or": .disjunction, "iszero1": .zeroTest, "sub": .subtraction,
        "addconst": .constantAddition, "fifthroot": .fifthRoot, "affine": .rescueAffine,
        "nonlin": .rescueFifthPowers, "add": .addition, "eq": .equality, "selx": .generatorWindowX,
        "sely": .generatorWindowY, "eccx": .edwardsAdditionX, "eccy": .edwardsAdditionY,
        "condsel": .conditionalSelection,
    ]

    static func load() throws -> CircuitFingerprints {
        try decodeJSON(Bundle.module.vectors("circuit_fingerprints.json"))
    }
}

/// The circuits equal an independent model of the specification.
@Suite(.serialized)
struct FingerprintTests {
    @Test(arguments: ContractVersion.allCases, [1, 2, 3, 5, 10, 20, 200])
    func fingerprint(version: ContractVersion, capacity: Int) throws {
        let entry = try #require(
            try CircuitFingerprints.load().entries.first {
                $0.version == version.rawValue && $0.capacity == capacity
            })
        let circuit = try StateCircuit(version: version, capacity: capacity)
        let structure = circuit.structure()
        #expect(circuit.gateCount == entry.gatesBeforePadding)
        #expect(structure.gateCount == entry.gatesBeforePadding)
        #expect(structure.variableCount == entry.variables)
        #expect(structure.domainSize == entry.domainSize)
        #expect(structure.publicInputGates == entry.publicGateIdsBeforeRearrangement)
        expectSectionEnds(structure, entry.sectionEnds)
        expectGateKinds(structure, entry)
        #expect(try selectorHash(structure) == entry.sha256Selectors)
        #expect(try wireHash(structure) == entry.sha256WireVariables)
        #expect(try permutationHash(structure) == entry.sha256Permutation)
    }

    private func expectSectionEnds(_ structure: CircuitStructure, _ expected: [String: Int]) {
        let outer = structure.sections.filter { $0.depth == 0 }
        func end(_ name: String) -> Int? { outer.last { $0.name.hasPrefix(name) }?.gates.upperBound }
        #expect(end("threshold") == expected["threshold_check"])
        #expect(end("commitment of the amounts") == expected["stake_table_commitments"])
        #expect(end("signature of validator") == expected["signatures"])
        #expect(end("every signer") == expected["end"])
    }

    private func expectGateKinds(_ structure: CircuitStructure, _ entry: CircuitFingerprints.Entry) {
        var counts = gateCounts(structure)
        #expect(counts.removeValue(forKey: .padding) == entry.domainSize - entry.gatesBeforePadding)
        var expected: [GateKind: Int] = [:]
        for (name, count) in entry.gateKinds {
            guard let kind = CircuitFingerprints.kinds[name] else {
                Issue.record("unknown kind of gate \(name)")
                continue
            }
            expected[kind] = count
        }
        #expect(counts == expected)
    }

    /// How many gates there are of each kind, padding included.
    private func gateCounts(_ structure: CircuitStructure) -> [GateKind: Int] {
        var counts: [GateKind: Int] = [:]
        for row in 0..<structure.domainSize { counts[structure.gate(row: row).kind, default: 0] += 1 }
        return counts
    }

    /// For each row the 13 selectors, 32 bytes each.
    private func selectorHash(_ structure: CircuitStructure) throws -> String {
        var encodings: [Gate: [UInt8]] = [:]
        var hash = try SHA256()
        for row in 0..<structure.domainSize {
            let gate = structure.gate(row: row)
            if let encoding = encodings[gate] {
                try hash.update(encoding)
                continue
            }
            let selectors = gate.selectors
            let encoding = Selector.allCases.flatMap { selectors[$0].bigEndianBytes }
            try hash.update(encoding)
            encodings[gate] = encoding
        }
        return try hash.finalize().hexadecimal
    }

    /// For each position the wire and the row that it is mapped to, 4 bytes each.
    private func permutationHash(_ structure: CircuitStructure) throws -> String {
        var targets: [UInt32] = []
        targets.reserveCapacity(2 * structure.permutation.count)
        for position in structure.permutation {
            targets.append(position >> UInt32(structure.domainLogarithm))
            targets.append(position & UInt32(structure.domainSize - 1))
        }
        return try SHA256.bigEndian(targets)
    }

    /// For each row the five variables, 4 bytes each.
    private func wireHash(_ structure: CircuitStructure) throws -> String {
        let wires = structure.wireVariables
        var variables: [UInt32] = []
        variables.reserveCapacity(5 * structure.domainSize)
        for row in 0..<structure.domainSize {
            for wire in wires { variables.append(wire[row]) }
        }
        return try SHA256.bigEndian(variables)
    }
}
