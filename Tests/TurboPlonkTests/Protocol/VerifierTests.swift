import BN254
import TestSupport
import Testing
import TurboPlonk

@Suite("Verifier")
struct VerifierTests {
    @Test("the reference's proofs verify", arguments: ReferenceProof.names)
    func reference(name: String) throws {
        try Verifier.verify(ReferenceProof(name).claim)
    }

    @Test("as the contract only domains of 2^5, 2^16 and 2^20 rows pass", arguments: 0...28)
    func domains(logarithm: Int) throws {
        let claim = try IdentityCircuit(tau: 3, domainLogarithm: logarithm).claim()
        try Verifier.verify(claim)
        let error = TurboPlonkError.of { () throws(TurboPlonkError) in try Verifier.verify(claim, asContract: true) }
        #expect(error == ([5, 16, 20].contains(logarithm) ? nil : .unsupportedDomainSize(1 << logarithm)))
    }

    @Test("as the contract the capacity of 10 passes and that of 2 does not")
    func capacities() throws {
        try Verifier.verify(ReferenceProof("v3_cap10").claim, asContract: true)
        #expect(throws: TurboPlonkError.unsupportedDomainSize(1 << 14)) {
            try Verifier.verify(ReferenceProof("v3_cap2").claim, asContract: true)
        }
    }

    @Test("public inputs enter: zeros belong to the circuit without gates, anything else does not")
    func publicInputs() throws {
        let circuit = IdentityCircuit(tau: 12345, domainLogarithm: 3)
        try Verifier.verify(circuit.claim(publicInputs: [0, 0, 0]))
        for inputs in [[1, 0, 0], [0, 0, 1], [1, 1, 1]] as [[Fr]] {
            #expect(throws: TurboPlonkError.doesNotVerify) {
                try Verifier.verify(circuit.claim(publicInputs: inputs))
            }
        }
    }

    /// A changed bit of a point never decodes; one of an evaluation does if the word stays below r.
    @Test("no single bit of a proof can change unnoticed", arguments: 0..<36)
    func proofBitFlips(word: Int) throws {
        let claim = try ReferenceProof("v3_cap2").claim
        let words = claim.proof.solidityWords
        var decoded = 0
        for bit in 256 * word..<256 * (word + 1) {
            guard let proof = try? Proof(solidityWords: words.flipping(bit: bit)) else { continue }
            decoded += 1
            #expect(throws: TurboPlonkError.doesNotVerify, "bit \(bit)") {
                try Verifier.verify(proof, publicInputs: claim.publicInputs, verifyingKey: claim.verifyingKey)
            }
        }
        #expect(word < 26 ? decoded == 0 : (250...254).contains(decoded))
    }

    @Test("no single bit of a public input can change unnoticed", arguments: 0..<5)
    func inputBitFlips(index: Int) throws {
        let claim = try ReferenceProof("v3_cap3").claim
        let word = claim.publicInputs[index].bigEndianBytes
        for bit in 0..<256 {
            guard let changed = try? Fr(bigEndianBytes: word.flipping(bit: bit)) else { continue }
            var inputs = claim.publicInputs
            inputs[index] = changed
            #expect(throws: TurboPlonkError.doesNotVerify, "bit \(bit)") {
                try Verifier.verify(claim.proof, publicInputs: inputs, verifyingKey: claim.verifyingKey)
            }
        }
    }

    @Test("one more in any evaluation or input is refused in every reference proof", arguments: ReferenceProof.names)
    func oneMore(name: String) throws {
        let claim = try ReferenceProof(name).claim
        for index in claim.proof.scalars.indices {
            var scalars = claim.proof.scalars
            scalars[index] += .one
            #expect(throws: TurboPlonkError.doesNotVerify, "\(Proof.scalarNames[index])") {
                try Verifier.verify(
                    Proof(points: claim.proof.points, scalars: scalars), publicInputs: claim.publicInputs,
                    verifyingKey: claim.verifyingKey)
            }
        }
        for index in claim.publicInputs.indices {
            var inputs = claim.publicInputs
            inputs[index] += .one
            #expect(throws: TurboPlonkError.doesNotVerify, "input \(index)") {
                try Verifier.verify(claim.proof, publicInputs: inputs, verifyingKey: claim.verifyingKey)
            }
        }
    }

    @Test("another point in any place, infinity among them, does not verify", arguments: 0..<13)
    func otherPoints(index: Int) throws {
        let claim = try ReferenceProof("v1_cap2").claim
        let original = claim.proof.points[index]
        for other in [.infinity, .generator, -original, original + .generator] {
            var points = claim.proof.points
            points[index] = other
            // The contract takes infinity for a point, so it decodes.
            let proof = try Proof(solidityWords: Proof(points: points, scalars: claim.proof.scalars).solidityWords)
            #expect(throws: TurboPlonkError.doesNotVerify, "\(other)") {
                try Verifier.verify(proof, publicInputs: claim.publicInputs, verifyingKey: claim.verifyingKey)
            }
        }
    }

    @Test("a point beside the curve is refused by name, though nobody decoded it", arguments: 0..<13)
    func strayPoints(index: Int) throws {
        let claim = try ReferenceProof("v1_cap2").claim
        var points = claim.proof.points
        points[index] = G1Point(uncheckedX: points[index].x, y: points[index].y + .one)
        #expect(throws: TurboPlonkError.invalidField(Proof.pointNames[index], .notOnCurve("G1"))) {
            try Verifier.verify(
                Proof(points: points, scalars: claim.proof.scalars), publicInputs: claim.publicInputs,
                verifyingKey: claim.verifyingKey)
        }
    }

    @Test("a proof with two points, two scalars or two inputs exchanged does not verify")
    func exchanges() throws {
        let claim = try ReferenceProof("v3_cap2").claim
        for (first, second) in zip(0..<13, 1..<13) {
            var points = claim.proof.points
            points.swapAt(first, second)
            #expect(throws: TurboPlonkError.doesNotVerify) {
                try Verifier.verify(
                    Proof(points: points, scalars: claim.proof.scalars), publicInputs: claim.publicInputs,
                    verifyingKey: claim.verifyingKey)
            }
        }
        for (first, second) in zip(0..<10, 1..<10) {
            var scalars = claim.proof.scalars
            scalars.swapAt(first, second)
            #expect(throws: TurboPlonkError.doesNotVerify) {
                try Verifier.verify(
                    Proof(points: claim.proof.points, scalars: scalars), publicInputs: claim.publicInputs,
                    verifyingKey: claim.verifyingKey)
            }
        }
        for (first, second) in zip(0..<5, 1..<5) {
            var inputs = claim.publicInputs
            inputs.swapAt(first, second)
            #expect(throws: TurboPlonkError.doesNotVerify) {
                try Verifier.verify(claim.proof, publicInputs: inputs, verifyingKey: claim.verifyingKey)
            }
        }
    }

    @Test("two words exchanged are refused, wherever they stand")
    func wordExchanges() throws {
        let claim = try ReferenceProof("v2_cap2").claim
        let words = claim.proof.solidityWords
        for (first, second) in zip(0..<36, 1..<36) {
            let exchanged = words.replacing(word: first, by: words.word(second))
                .replacing(word: second, by: words.word(first))
            #expect(throws: TurboPlonkError.self, "words \(first) and \(second)") {
                try Verifier.verify(
                    Proof(solidityWords: exchanged), publicInputs: claim.publicInputs, verifyingKey: claim.verifyingKey)
            }
        }
    }

    @Test("a proof does not verify under the key of another version or capacity")
    func otherKeys() throws {
        let references = try ReferenceProof.all()
        for reference in references {
            for other in references where other.name != reference.name {
                let (claim, key) = (try reference.claim, try other.verifyingKey)
                let error = TurboPlonkError.of { () throws(TurboPlonkError) in
                    try Verifier.verify(claim.proof, publicInputs: claim.publicInputs, verifyingKey: key)
                }
                let count = claim.publicInputs.count
                let expected =
                    count == key.publicInputCount
                    ? TurboPlonkError.doesNotVerify
                    : .wrongPublicInputCount(expected: key.publicInputCount, found: count)
                #expect(error == expected, "\(reference.name) under \(other.name)")
            }
        }
    }

    @Test("one public input too many or too few is refused before anything is computed")
    func inputCounts() throws {
        let claim = try ReferenceProof("v2_cap2").claim
        for inputs in [claim.publicInputs + [.zero], claim.publicInputs.dropLast(), []] {
            #expect(throws: TurboPlonkError.wrongPublicInputCount(expected: 11, found: inputs.count)) {
                try Verifier.verify(claim.proof, publicInputs: inputs, verifyingKey: claim.verifyingKey)
            }
        }
    }
}

@Suite("Batch verifier")
struct BatchVerifierTests {
    /// The reference's five proofs under five keys, and proofs under keys of three other setups.
    private func claims() throws -> [ProofClaim] {
        try ReferenceProof.all().map { try $0.claim }
            + (1...3).map { try IdentityCircuit(tau: Fr($0), domainLogarithm: 5).claim() }
    }

    @Test("proofs of several keys and setups verify together, and so does none at all")
    func valid() throws {
        try BatchVerifier.verify([])
        try BatchVerifier.verify(claims())
        try BatchVerifier.verify(claims() + claims())
    }

    @Test("one bad proof among good ones fails the batch, and the single checks find it", arguments: 0..<8)
    func oneBad(index: Int) throws {
        var claims = try claims()
        let bad = claims[index]
        var scalars = bad.proof.scalars
        scalars[9] += .one
        claims[index] = ProofClaim(
            Proof(points: bad.proof.points, scalars: scalars), publicInputs: bad.publicInputs,
            verifyingKey: bad.verifyingKey)
        #expect(throws: TurboPlonkError.doesNotVerify) { try BatchVerifier.verify(claims) }
        let failing = claims.indices.filter { position in
            TurboPlonkError.of { () throws(TurboPlonkError) in try Verifier.verify(claims[position]) } != nil
        }
        #expect(failing == [index])
    }

    /// With equal weights the errors would cancel: one opening is off by the generator, the other by its negative.
    @Test("errors of two proofs that cancel out do not pass")
    func cancellingErrors() throws {
        let claim = try ReferenceProof("v3_cap2").claim
        let claims = [G1Point.generator, -.generator].map { offset in
            var points = claim.proof.points
            // The last message: no challenge but u depends on it.
            points[11] = points[11] + offset
            return ProofClaim(
                Proof(points: points, scalars: claim.proof.scalars), publicInputs: claim.publicInputs,
                verifyingKey: claim.verifyingKey)
        }
        #expect(throws: TurboPlonkError.doesNotVerify) { try BatchVerifier.verify(claims) }
    }

    @Test("a wrong number of inputs or a domain that the contract does not know fails the batch")
    func malformed() throws {
        let claim = try ReferenceProof("v3_cap2").claim
        let short = ProofClaim(claim.proof, publicInputs: [], verifyingKey: claim.verifyingKey)
        #expect(throws: TurboPlonkError.wrongPublicInputCount(expected: 5, found: 0)) {
            try BatchVerifier.verify([claim, short])
        }
        #expect(throws: TurboPlonkError.unsupportedDomainSize(1 << 14)) {
            try BatchVerifier.verify([claim], asContract: true)
        }
    }
}
