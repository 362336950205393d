import BN254
import ConstraintSystem
import Kernels
import PolynomialCommitment
import StateCircuit
import Testing
import TurboPlonk

/// Circuits at the bounds of what can be proved, and one beyond them.
@Suite struct CircuitSizeTests {
    /// "I know an x whose square's square's … square is y": public inputs y, 0, 0, … and a gate for every square.
    private struct Squares: Circuit {
        let x: Fr
        let squareCount: Int
        var publicInputCount = 1

        var y: Fr { (0..<squareCount).reduce(x) { value, _ in value.squared } }

        func constrain(_ builder: inout some CircuitBuilder) {
            let y = builder.publicInput(y)
            for _ in 1..<publicInputCount { _ = builder.publicInput(.zero) }
            var value = builder.variable(x)
            for _ in 0..<squareCount { value = builder.multiply(value, value) }
            builder.constrain(value, equals: y)
        }
    }

    private func key(_ circuit: some Circuit, _ table: KeyTable = .lagrangeBasis) throws -> ProvingKey {
        let structure = circuit.structure()
        let setup = UniversalSetup.insecure(tau: 0x1234, rowCount: structure.domainSize)
        return try KeyGeneration(of: structure, from: setup).key(
            hasCosetTable: table == .cosets, hasLagrangeBasis: table == .lagrangeBasis)
    }

    /// Proves and verifies; every other public input, and every other witness, is refused.
    private func expectProof(_ circuit: Squares, rowCount: Int, _ table: KeyTable) throws {
        let structure = circuit.structure()
        #expect(structure.domainSize == rowCount)
        let key = try key(circuit, table)
        let prover = try Prover(key: key)
        let witness = circuit.witness(for: structure)
        #expect(witness.publicInputs == [circuit.y] + [Fr](repeating: .zero, count: circuit.publicInputCount - 1))
        let proof = try prover.prove(wires: witness.wires, publicInputs: witness.publicInputs)
        try Verifier.verify(proof, publicInputs: witness.publicInputs, verifyingKey: key.verifyingKey)
        for index in witness.publicInputs.indices {
            var others = witness.publicInputs
            others[index] += .one
            #expect(throws: TurboPlonkError.doesNotVerify) {
                try Verifier.verify(proof, publicInputs: others, verifyingKey: key.verifyingKey)
            }
            #expect(throws: ProverError.gateEquationViolated) {
                try prover.prove(wires: witness.wires, publicInputs: others)
            }
        }
    }

    /// Four gates and those of the squares; fewer than eight are padded.
    @Test(
        arguments: [(0, 8), (1, 8), (4, 8), (5, 16), (12, 16), (13, 32), (28, 32), (29, 64)],
        [KeyTable.none, .cosets, .lagrangeBasis])
    func smallCircuits(size: (squareCount: Int, rowCount: Int), table: KeyTable) throws {
        try expectProof(Squares(x: 3, squareCount: size.squareCount), rowCount: size.rowCount, table)
    }

    @Test func asManyPublicInputsAsTheProverTakes() throws {
        let most = CircuitLimits.maximumPublicInputCount
        try expectProof(Squares(x: 3, squareCount: 9, publicInputCount: most), rowCount: 32, .lagrangeBasis)
        let failure = #expect(throws: KeyGenerationError.self) {
            try key(Squares(x: 3, squareCount: 9, publicInputCount: most + 1))
        }
        #expect(failure == .circuitSize(.publicInputCount(17)))
        #expect(
            failure?.description == "a circuit with 17 public inputs cannot be proved, only one with up to 16")
    }

    /// Circuits that are not padded to eight rows.
    @Test(arguments: [(1, 0), (2, 1), (3, 2), (4, 2)])
    func fewerThanEightRowsAreRefused(gateCount: Int, domainLogarithm: Int) throws {
        var builder = StructureBuilder()
        for _ in 0..<gateCount { builder.constrain(builder.one, equals: .one) }
        let structure = CircuitStructure(finalizing: builder)
        #expect(structure.domainLogarithm == domainLogarithm)
        let setup = UniversalSetup.insecure(tau: 0x1234, rowCount: 8)
        #expect(throws: KeyGenerationError.circuitSize(.rowCount(domainLogarithm: domainLogarithm))) {
            try KeyGeneration(of: structure, from: setup)
        }
        let padded = CircuitStructure(finalizing: builder, minimumRowCount: 8)
        #expect(throws: Never.self) { try KeyGeneration(of: padded, from: setup) }
    }

    /// A key can come from a file, which anybody can write.
    @Test(arguments: [
        (2, 0, CircuitSizeError.rowCount(domainLogarithm: 2)), (5, 17, .publicInputCount(17)),
    ])
    func aKeyOfWhichNothingCanBeProved(domainLogarithm: Int, publicInputCount: Int, error: CircuitSizeError) throws {
        let n = 1 << domainLogarithm
        let (column, powers) = (Column(count: n), Storage<G1Point>(count: n + 3))
        func columns(_ count: Int) -> [StorageSlice<Fr>] { Array(repeating: column.readOnly, count: count) }
        let key = ProvingKey(
            verifyingKey: try VerifyingKey(
                domainSize: n, publicInputCount: publicInputCount,
                selectors: [G1Point](repeating: .infinity, count: 13),
                sigmas: [G1Point](repeating: .generator, count: 5), betaH: .generator),
            selectors: columns(13), sigmas: columns(5), sigmaValues: columns(5), powers: powers.readOnly)
        #expect(throws: ProverError.circuitSize(error)) { try Prover(key: key) }
        #expect(ProverError.circuitSize(error).code == error.code)
        #expect(ProverError.circuitSize(error).description == error.description)
    }

    @Test func theLargestCircuits() throws {
        #expect(CircuitLimits.rowCounts == 8...1 << 25)
        #expect(throws: Never.self) { try CircuitLimits.check(domainLogarithm: 25, publicInputCount: 0) }
        let failure = #expect(throws: CircuitSizeError.self) {
            try CircuitLimits.check(domainLogarithm: 26, publicInputCount: 0)
        }
        #expect(
            failure?.description == "a circuit of 2^26 rows cannot be proved, only one of 2^3 to 2^25")
        // The circuits of the product are those that can be proved.
        let largest = try StateCircuit(version: .newest, capacity: StateCircuit.capacities.upperBound)
        #expect(CircuitLimits.domainLogarithms.contains(largest.domainLogarithm))
    }

    @Test func aSetupMustHaveThreePowersMoreThanTheCircuitHasRows() throws {
        let structure = Squares(x: 3, squareCount: 4).structure()
        func setup(_ count: Int) -> UniversalSetup {
            UniversalSetup(powers: InsecurePowers.powers(of: 7, count: count), betaH: .generator * 7)
        }
        #expect(throws: KeyGenerationError.tooFewPowers(needed: 11, found: 10)) {
            try KeyGeneration(of: structure, from: setup(10))
        }
        #expect(throws: Never.self) { try KeyGeneration(of: structure, from: setup(11)) }
    }
}
