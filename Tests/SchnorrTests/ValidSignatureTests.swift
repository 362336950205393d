import BN254
import Rescue
import Schnorr
import TestSupport
import Testing

/// Signatures of the reference: every intermediate, every encoding.
struct ValidSignatureTests {
    private let vectors: [SchnorrVectors.Valid]

    init() throws {
        vectors = try SchnorrVectors.load().valid
        try #require(vectors.count == 20)
    }

    @Test func verify() throws {
        for vector in vectors {
            let (_, key, message, signature) = try vector.parsed()
            #expect(signature.isValid(for: key, message: message))
        }
    }

    @Test func signingGivesTheSameSignature() throws {
        for vector in vectors {
            let (secret, key, message, expected) = try vector.parsed()
            let signingKey = try #require(SigningKey(secret))
            #expect(signingKey.verificationKey == key)
            #expect(SchnorrSignature(signing: message, with: signingKey) == expected)
        }
    }

    /// R is k·G for the k that the nonce's hash leaves modulo l.
    @Test func nonce() throws {
        for vector in vectors {
            let (secret, _, message, signature) = try vector.parsed()
            let hash = Rescue.hash([SchnorrSignature.domainSeparator, Fr(reducing: secret.canonical)] + message)
            #expect(hash.hexadecimal == vector.intermediates.nonceHash)
            let nonce = EdwardsScalar(reducing: hash.canonical)
            #expect(nonce.hexadecimal == vector.intermediates.nonceRModL)
            #expect(EdwardsPoint.generator * nonce == signature.r)
        }
    }

    @Test func challenge() throws {
        for vector in vectors {
            let (_, key, message, signature) = try vector.parsed()
            let preimage =
                [SchnorrSignature.domainSeparator, key.point.x, key.point.y, signature.r.x, signature.r.y] + message
            #expect(preimage.map(\.hexadecimal) == vector.intermediates.challengePreimage)
            #expect(Rescue.hash(preimage).hexadecimal == vector.intermediates.challengeHash)
            let challenge = SchnorrSignature.challenge(key: key, r: signature.r, message: message)
            #expect(challenge.hexadecimalWord == vector.intermediates.challengeC)
        }
    }

    @Test func keyEncodings() throws {
        for vector in vectors {
            let (_, key, _, _) = try vector.parsed()
            #expect(key.tagged == vector.vk.taggedBase64)
            #expect("\"\(key.tagged)\"" == vector.vk.serdeJson)
            #expect(try VerificationKey(tagged: vector.vk.taggedBase64) == key)
            #expect(try key.point.arkUncompressed == hexBytes(vector.vk.arkUncompressedHex))
            let compressed = try hexBytes(vector.vk.arkCompressedHex)
            #expect(key.point.arkCompressed == compressed)
            #expect(try EdwardsPoint(arkCompressed: compressed) == key.point)
        }
    }

    @Test func signatureEncodings() throws {
        for vector in vectors {
            let (_, _, _, signature) = try vector.parsed()
            #expect(signature.tagged == vector.signature.taggedBase64)
            #expect("\"\(signature.tagged)\"" == vector.signature.serdeJson)
            #expect(try SchnorrSignature(tagged: vector.signature.taggedBase64) == signature)
            let uncompressed = try hexBytes(#require(vector.signature.arkUncompressedHex))
            #expect(signature.arkUncompressed == uncompressed)
            #expect(try SchnorrSignature(arkUncompressed: uncompressed) == signature)
            let compressed = try hexBytes(vector.signature.arkCompressedHex)
            #expect(signature.s.littleEndianBytes + signature.r.arkCompressed == compressed)
        }
    }
}
