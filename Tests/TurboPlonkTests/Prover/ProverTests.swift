import BN254
import ConstraintSystem
import Kernels
import StateCircuit
import Testing
import TurboPlonk

@Suite struct ProverTests {
    private let witness: ReferenceWitness
    private let circuit: StateCircuit
    private let key: ProvingKey

    init() throws {
        witness = try ReferenceWitness("v3_cap2")
        circuit = try witness.circuit
        key = try circuit.key(insecureTau: Fr(hexadecimal: witness.file.tau))
    }

    @Test("two proofs of one statement both verify and differ in every blinded element")
    func blinding() throws {
        let inputs = try circuit.publicInputs(witness.update)
        let wires = try witness.wires()
        let proofs = try (0..<2).map { _ in try Prover(key: key).prove(wires: wires, publicInputs: inputs) }
        for proof in proofs { try Verifier.verify(proof, publicInputs: inputs, verifyingKey: key.verifyingKey) }
        for (first, second) in zip(proofs[0].points, proofs[1].points) { #expect(first != second) }
        for (first, second) in zip(proofs[0].scalars, proofs[1].scalars) { #expect(first != second) }
    }

    @Test("proving leaves the wires as they were")
    func wiresAreKept() throws {
        let wires = try witness.wires()
        _ = try Prover(key: key).prove(wires: wires, publicInputs: circuit.publicInputs(witness.update))
        for (kept, expected) in zip(wires, try witness.wires()) {
            #expect(kept.elements == expected.elements)
        }
    }

    @Test("a wrong wire value never yields a proof", arguments: [0, 1, 5, 9, 100, 4103, 4500, 12_357])
    func wrongWire(row: Int) throws {
        for wire in [0, 4] {
            let wires = try witness.wires()
            wires[wire][row] += .one
            #expect(throws: ProverError.self) {
                try Prover(key: key).prove(wires: wires, publicInputs: circuit.publicInputs(witness.update))
            }
        }
    }

    @Test("a value changed wherever its variable stands breaks a gate, not the permutation")
    func wrongVariable() throws {
        let wires = try witness.wires()
        let row = 4500
        let structure = circuit.structure()
        let variable = structure.wireVariables[4][row]
        for wire in 0..<5 {
            for row in 0..<circuit.domainSize where structure.wireVariables[wire][row] == variable {
                wires[wire][row] += .one
            }
        }
        #expect(throws: ProverError.gateEquationViolated) {
            try Prover(key: key).prove(wires: wires, publicInputs: circuit.publicInputs(witness.update))
        }
    }

    @Test("a public input that is not the witness's never yields a proof", arguments: 0..<5)
    func wrongPublicInput(index: Int) throws {
        var inputs = try circuit.publicInputs(witness.update)
        inputs[index] += .one
        #expect(throws: ProverError.gateEquationViolated) {
            try Prover(key: key).prove(wires: witness.wires(), publicInputs: inputs)
        }
    }

    @Test("the number of public inputs must be the circuit's", arguments: [0, 4, 6])
    func publicInputCount(count: Int) throws {
        let inputs = [Fr](repeating: .one, count: count)
        #expect(throws: ProverError.publicInputCount(expected: 5, found: count)) {
            try Prover(key: key).prove(wires: witness.wires(), publicInputs: inputs)
        }
    }

    @Test("a cancelled task stops proving")
    func cancellation() async throws {
        let inputs = try circuit.publicInputs(witness.update)
        let (key, wires) = (key, try witness.wires())
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try Prover(key: key).prove(wires: wires, publicInputs: inputs)
        }
        await #expect(throws: ProverError.cancelled) { try await task.value }
    }

    @Test("a proof of a key whose points are none is not valid, and nothing traps", arguments: KeyTable.allCases)
    func damagedPoints(table: KeyTable) throws {
        let whole = try circuit.key(insecureTau: Fr(hexadecimal: witness.file.tau), table: table)
        let inputs = try circuit.publicInputs(witness.update)
        let n = whole.verifyingKey.domainSize
        let ones = G1Point(uncheckedX: Fq(uncheckedMontgomery: .max), y: Fq(uncheckedMontgomery: .max))
        // The same element in other bits: its difference from the first power's is no zero that the eye sees.
        let first = whole.powers[0]
        let alias = G1Point(uncheckedX: Fq(uncheckedMontgomery: first.x.montgomery &+ Fq.modulus), y: first.y)
        for (places, point) in [(0..<3, ones), (n..<n + 3, ones), (n..<n + 3, alias), (0..<n + 3, ones)] {
            var powers = (0..<n + 3).map { whole.powers[$0] }
            for place in places { powers[place] = point }
            let key = ProvingKey(
                verifyingKey: whole.verifyingKey, selectors: whole.selectors, sigmas: whole.sigmas,
                sigmaValues: whole.sigmaValues, cosetValues: whole.cosetValues, powers: StorageSlice(copying: powers),
                lagrangeBasis: whole.lagrangeBasis)
            let proof = try Prover(key: key).prove(wires: witness.wires(), publicInputs: inputs)
            #expect(throws: TurboPlonkError.self) {
                try Verifier.verify(proof, publicInputs: inputs, verifyingKey: key.verifyingKey)
            }
        }
    }

    @Test("the steps come in order and their shares grow to 1")
    func progress() throws {
        var reports: [(ProverStep, Double)] = []
        _ = try Prover(key: key).prove(
            wires: witness.wires(), publicInputs: circuit.publicInputs(witness.update)
        ) { reports.append(($0, $1)) }
        let order = reports.compactMap { ProverStep.allCases.firstIndex(of: $0.0) }
        #expect(order == order.sorted() && Set(order).count == ProverStep.allCases.count)
        #expect(reports.map(\.1) == reports.map(\.1).sorted())
        #expect(reports.last?.1 == 1)
    }
}
