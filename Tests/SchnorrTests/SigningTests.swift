import BN254
import Schnorr
import TestSupport
import Testing

/// Signing and verifying agree where the reference has no vectors.
struct SigningTests {
    private let largest = EdwardsScalar.zero - .one

    @Test func keysAtTheEndsOfTheRange() throws {
        #expect(SigningKey(.zero) == nil)
        let one = try #require(SigningKey(.one)), minusOne = try #require(SigningKey(largest))
        #expect(one.verificationKey.point == .generator)
        #expect(minusOne.verificationKey.point == -EdwardsPoint.generator)
        for key in [one, minusOne] {
            for message in [[], [0], [-Fr(1), 0, -Fr(1)]] as [[Fr]] {
                let signature = SchnorrSignature(signing: message, with: key)
                #expect(signature.isValid(for: key.verificationKey, message: message))
                #expect(!signature.isValid(for: key.verificationKey, message: message + [0]))
            }
        }
    }

    @Test func randomKeysAndMessages() {
        var generator = SeededGenerator(seed: 1)
        let keys = (0..<8).map { _ in SigningKey.random(using: &generator) }
        #expect(Set(keys.map(\.verificationKey)).count == keys.count)
        for length in 0..<24 {
            let message = (0..<length).map { _ in Fr.random(using: &generator) }
            let key = keys[length % keys.count], other = keys[(length + 1) % keys.count]
            let signature = SchnorrSignature(signing: message, with: key)
            #expect(signature == SchnorrSignature(signing: message, with: key))
            #expect(signature.isValid(for: key.verificationKey, message: message))
            #expect(!signature.isValid(for: other.verificationKey, message: message))
        }
    }

    /// The challenge is cut to 248 bits, and so is below l.
    @Test func challengesAreShort() {
        var generator = SeededGenerator(seed: 2)
        let key = SigningKey.random(using: &generator).verificationKey
        var seen = UInt256.zero
        for value in 0..<64 as Range<UInt64> {
            let challenge = SchnorrSignature.challenge(key: key, r: .generator, message: [Fr(value)])
            #expect(challenge.bitWidth <= 248 && challenge < EdwardsScalar.modulus)
            seen.limb3 |= challenge.limb3
        }
        // Every one of the upper bits that may be set is, in one of 64 challenges (but for one chance in 2^58).
        #expect(seen.limb3 == .max >> 8)
    }
}
