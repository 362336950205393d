// A circuit of one's own, from its gates to a verified proof: "I know an x such that x³ + x + 5 = y", where y is public.
import BN254
import ConstraintSystem
import TurboPlonk

/// The statement, with the values that make it true.
struct Cubic: Circuit {
    /// What the prover knows, and what everybody knows.
    let x, y: Fr

    /// The gates. They may not depend on the values: the key is made before anybody knows them.
    func constrain(_ builder: inout some CircuitBuilder) {
        let y = builder.publicInput(y)
        let x = builder.variable(x)
        let square = builder.multiply(x, x)
        let cube = builder.multiply(square, x)
        let sum = builder.add(cube, x)
        let left = builder.add(sum, constant: 5)
        builder.constrain(left, equals: y)
    }
}

/// What must not happen: it ends the program.
struct Unsound: Error {}

// 1. Once for a circuit: its key. Any values give the same gates. Whoever knows the secret of a setup can prove anything:
//    outside of trials the powers come from a ceremony, as a file that `StructuredReferenceString` of SRS reads.
let structure = Cubic(x: 0, y: 0).structure()
let setup = UniversalSetup.insecure(tau: 0x1234, rowCount: structure.domainSize)
let key = try KeyGeneration(of: structure, from: setup).key()
print("a circuit of \(structure.gateCount) gates in \(structure.domainSize) rows")

// 2. Who knows x = 3 proves that it belongs to y = 35.
let witness = Cubic(x: 3, y: 35).witness(for: structure)
let prover = try Prover(key: key)
let proof = try prover.prove(wires: witness.wires, publicInputs: witness.publicInputs)
print("a proof of \(proof.solidityWords.count) bytes that an x belongs to y = 35")

// 3. Who has the verifying key and y is convinced, and learns nothing of x.
try Verifier.verify(proof, publicInputs: [35], verifyingKey: key.verifyingKey)
print("it verifies")

// The same proof is none for another y.
do {
    try Verifier.verify(proof, publicInputs: [36], verifyingKey: key.verifyingKey)
    throw Unsound()
} catch TurboPlonkError.doesNotVerify {
    print("it does not verify for y = 36")
}

// And who knows no x gets no proof.
do {
    let wrong = Cubic(x: 4, y: 35).witness(for: structure)
    _ = try prover.prove(wires: wrong.wires, publicInputs: wrong.publicInputs)
    throw Unsound()
} catch let error as ProverError {
    print("no proof for x = 4: \(error)")
}
