import BN254
import Schnorr
import TestSupport
import Testing

/// Many signatures at once get the verdicts that each one gets alone.
struct BatchTests {
    private typealias Offer = (key: VerificationKey, signature: SchnorrSignature)

    /// Valid and invalid signatures of every kind on `message`, and points that no decoder lets in.
    private func offers(on message: [Fr], _ generator: inout SeededGenerator) throws -> [Offer] {
        let keys = (0..<8).map { _ in SigningKey.random(using: &generator) }
        var offers: [Offer] = []
        for (index, signer) in keys.enumerated() {
            let key = signer.verificationKey
            let valid = SchnorrSignature(signing: message, with: signer)
            let other = SchnorrSignature(signing: message + [1], with: signer)
            offers += [
                (key, valid), (key, other),
                (keys[(index + 1) % keys.count].verificationKey, valid),
                (key, SchnorrSignature(s: valid.s + .one, r: valid.r)),
                (key, SchnorrSignature(s: valid.s, r: -valid.r)),
                (key, SchnorrSignature(s: -valid.s, r: valid.r)),
                (key, SchnorrSignature(s: valid.s, r: .identity)),
                (key, .absent),
                (VerificationKey(-key.point), valid),
                (VerificationKey(.identity), valid), (VerificationKey(.identity), .absent),
                // Off the curve.
                (key, SchnorrSignature(s: valid.s, r: EdwardsPoint(uncheckedX: valid.r.y, y: valid.r.x + 1))),
                (VerificationKey(EdwardsPoint(uncheckedX: key.point.x + 1, y: key.point.y)), valid),
                (VerificationKey(EdwardsPoint(uncheckedX: 0, y: 0)), valid),
                (key, SchnorrSignature(s: .zero, r: EdwardsPoint(uncheckedX: 0, y: 0))),
            ]
            // In a class of the cofactor: the equation holds without the cofactor only if the points say so.
            for torsion in try smallOrderPoints() {
                offers.append((VerificationKey(key.point + torsion), valid))
                offers.append((key, SchnorrSignature(s: valid.s, r: valid.r + torsion)))
                offers.append(
                    (VerificationKey(torsion), SchnorrSignature(s: valid.s, r: EdwardsPoint.generator * valid.s)))
            }
            // s·G = R + c·(G + T) with R = k·G and s = c + k: only c·T decides, so some are valid and some are not.
            let nonce = EdwardsScalar.random(using: &generator)
            let r = EdwardsPoint.generator * nonce
            for torsion in try smallOrderPoints() {
                let mixed = VerificationKey(EdwardsPoint.generator + torsion)
                let challenge = SchnorrSignature.challenge(key: mixed, r: r, message: message)
                offers.append((mixed, SchnorrSignature(s: EdwardsScalar(reducing: challenge) + nonce, r: r)))
            }
        }
        return offers
    }

    @Test func `batches of all kinds are judged as one by one`() throws {
        var generator = SeededGenerator(seed: 31)
        for length in [0, 1, 3, 7] {
            let message = (0..<length).map { _ in Fr.random(using: &generator) }
            let offers = try offers(on: message, &generator).shuffled(using: &generator)
            let expected = offers.map { $0.signature.isValid(for: $0.key, message: message) }
            #expect(expected.contains(true) && expected.contains(false))
            #expect(SchnorrSignature.areValid(offers, for: message) == expected)
            for count in 0..<20 {
                let some = Array(offers.prefix(count))
                #expect(SchnorrSignature.areValid(some, for: message) == Array(expected.prefix(count)))
            }
        }
    }

    @Test func `every place of a batch can be the only invalid one`() throws {
        var generator = SeededGenerator(seed: 32)
        let message = [Fr.random(using: &generator)]
        var offers: [Offer] = (0..<17).map { _ in
            let key = SigningKey.random(using: &generator)
            return (key.verificationKey, SchnorrSignature(signing: message, with: key))
        }
        #expect(SchnorrSignature.areValid(offers, for: message).allSatisfy { $0 })
        for place in offers.indices {
            let valid = offers[place].signature
            offers[place].signature = SchnorrSignature(s: valid.s + .one, r: valid.r)
            #expect(SchnorrSignature.areValid(offers, for: message) == offers.indices.map { $0 != place })
            offers[place].signature = valid
        }
    }
}
