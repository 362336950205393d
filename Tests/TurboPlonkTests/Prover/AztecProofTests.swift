import BN254
import ProvingKeys
import SRS
import Testing
import TestSupport
import TurboPlonk

/// A proof for the powers of the real ceremony.
@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)")) struct AztecProofTests {
    @Test("a V3 proof at capacity 2 with the real powers verifies against the real [τ]_2")
    func realPowers() throws {
        let directory = try #require(SharedVectors.directory)
        let setup = try StructuredReferenceString(
            contentsOf: directory.appending(path: "vectors/aztec/kzg10-aztec20-srs-32768.bin").path)
        let witness = try ReferenceWitness("v3_cap2")
        let circuit = try witness.circuit
        let powers = UniversalSetup(
            powers: try setup.powers(count: circuit.domainSize + 3), betaH: setup.betaH)
        let key = try KeyGeneration(of: circuit.structure(), from: powers).key()
        #expect(key.verifyingKey.isOfAztecCeremony)
        let inputs = try circuit.publicInputs(witness.update)
        let proof = try Prover(key: key).prove(wires: witness.wires(), publicInputs: inputs)
        try Verifier.verify(proof, publicInputs: inputs, verifyingKey: key.verifyingKey)
    }
}
