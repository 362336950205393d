import BN254
import Schnorr
import TestSupport
import Testing

/// Signatures and keys that must not verify.
struct RejectionTests {
    private let vectors: SchnorrVectors

    init() throws { vectors = try SchnorrVectors.load() }

    @Test func invalidSignaturesOfTheReference() throws {
        try #require(vectors.invalid.count == 5)
        for vector in vectors.invalid {
            let key = try VerificationKey(tagged: vector.vkTaggedBase64)
            #expect([key.point.x, key.point.y].map(\.hexadecimal) == [vector.vkX, vector.vkY])
            let signature = try SchnorrSignature(tagged: vector.signature.taggedBase64)
            #expect(try signature == vector.signature.parsed())
            let message = try vector.message.map { try Fr(hexadecimal: $0) }
            #expect(!signature.isValid(for: key, message: message), "\(vector.name)")
        }
    }

    @Test func defaults() throws {
        let absent = SchnorrSignature.absent
        #expect(absent.tagged == vectors.defaultSignature.taggedBase64)
        #expect(try SchnorrSignature(tagged: vectors.defaultSignature.taggedBase64) == absent)
        #expect(
            try absent.s.littleEndianBytes + absent.r.arkCompressed
                == hexBytes(vectors.defaultSignature.arkCompressedHex))

        let identity = VerificationKey(.identity)
        #expect(identity.tagged == vectors.defaultVerKey.taggedBase64)
        #expect(try VerificationKey(tagged: vectors.defaultVerKey.taggedBase64) == identity)
        #expect(try identity.point.arkCompressed == hexBytes(vectors.defaultVerKey.arkCompressedHex))

        // s·G = R + c·vk holds here, with all three at the identity: it is the key that is refused.
        #expect(!absent.isValid(for: identity, message: []))
        #expect(!absent.isValid(for: identity, message: [1, 2, 3]))
    }

    /// For a key of small order, R = s·G − c·vk satisfies the equation for one of eight challenges, with no secret.
    @Test func smallOrderKeys() throws {
        var generator = SeededGenerator(seed: 3)
        let torsion = try smallOrderPoints()
        #expect(Set(torsion).count == 8)
        for point in torsion {
            let key = VerificationKey(point)
            #expect(point.hasSmallOrder)
            #expect(try VerificationKey(tagged: key.tagged) == key)
            var satisfied = 0
            for _ in 0..<64 {
                let s = EdwardsScalar.random(using: &generator)
                let message = [Fr.random(using: &generator)]
                let signature = SchnorrSignature(s: s, r: EdwardsPoint.generator * s)
                let challenge = SchnorrSignature.challenge(key: key, r: signature.r, message: message)
                if ExtendedEdwardsPoint(point).multiplied(variableTime: challenge).isIdentity { satisfied += 1 }
                #expect(!signature.isValid(for: key, message: message))
            }
            // The equation held at least once, so the refusal is not by chance.
            #expect(satisfied > 0)
        }
    }

    /// The equation is not multiplied by the cofactor: a component of small order in the key or in R breaks it.
    @Test func componentsOfSmallOrder() throws {
        var generator = SeededGenerator(seed: 4)
        let signingKey = SigningKey.random(using: &generator)
        let key = signingKey.verificationKey
        for point in try smallOrderPoints() where point != .identity {
            let message = [Fr.random(using: &generator)]
            let signature = SchnorrSignature(signing: message, with: signingKey)
            #expect(signature.isValid(for: key, message: message))
            let shifted = SchnorrSignature(s: signature.s, r: signature.r + point)
            #expect(!shifted.isValid(for: key, message: message))
            #expect(!signature.isValid(for: VerificationKey(key.point + point), message: message))
        }
    }
}
