import BN254
import LightClient
import Schnorr
import TaggedBase64

/// Points, keys and states as others encode them.
let pointHarnesses: [Harness] = [
    Harness("ark-points", maximumLength: 160) { bytes in
        var input = Input(bytes)
        let kind = input.byte()
        let rest = input.remaining
        switch kind % 6 {
        case 0: check(attempt { try G1Point(arkCompressed: rest) }, rest, \.arkCompressed)
        case 1: check(attempt { try G1Point(arkUncompressed: rest) }, rest, \.arkUncompressed)
        case 2: check(attempt { try G2Point(arkCompressed: rest) }, rest, \.arkCompressed)
        case 3: check(attempt { try G2Point(arkUncompressed: rest) }, rest, \.arkUncompressed)
        case 4:
            guard let point = attempt({ try EdwardsPoint(arkCompressed: rest) }) else { return }
            claim(point.arkCompressed == rest, "a point with two spellings")
            claim(attempt { try EdwardsPoint(x: point.x, y: point.y) } == point, "a point beside the curve")
        default:
            guard let point = attempt({ try EdwardsPoint(arkUncompressed: rest) }) else { return }
            claim(point.arkUncompressed == rest, "a point with two spellings")
            claim(attempt { try EdwardsPoint(x: point.x, y: point.y) } == point, "a point beside the curve")
        }
    },

    Harness("solidity-points", maximumLength: 130) { bytes in
        if let point = attempt({ try G1Point(solidityWords: bytes) }) {
            claim(point.solidityWords == bytes, "a point with two spellings")
            claim(point.isInfinity || attempt { try G1Point(x: point.x, y: point.y) } == point, "beside the curve")
        }
        if let point = attempt({ try G2Point(solidityWords: bytes) }) {
            claim(point.solidityWords == bytes, "a point with two spellings")
        }
    },

    // Any payload under the right tag and checksum, which are not to be guessed.
    Harness("tagged-values", maximumLength: 256) { bytes in
        var input = Input(bytes)
        let kind = input.byte()
        let payload = input.remaining
        func text(_ tag: String) -> String { TaggedBase64.text(tag: tag, payload: payload) }
        switch kind % 5 {
        case 0:
            check(attempt { try VerificationKey(tagged: text("SCHNORR_VER_KEY")) }?.tagged, text("SCHNORR_VER_KEY"))
        case 1:
            check(attempt { try SchnorrSignature(tagged: text("SCHNORR_SIG")) }?.tagged, text("SCHNORR_SIG"))
        case 2: check(attempt { try ConsensusKey(tagged: text("BLS_VER_KEY")) }?.tagged, text("BLS_VER_KEY"))
        case 3:
            check(
                attempt { try LightClientState(tagged: text("LIGHT_CLIENT_STATE")) }?.tagged,
                text("LIGHT_CLIENT_STATE"))
        default:
            check(
                attempt { try StakeTableState(tagged: text("STAKE_TABLE_STATE")) }?.tagged,
                text("STAKE_TABLE_STATE"))
        }
    },

    // A mutated signature verifies for nobody, alone or in a batch.
    Harness("schnorr", maximumLength: 128) { bytes in
        var input = Input(bytes)
        guard let key = SigningKey(EdwardsScalar(input.uint64() | 1)) else { return }
        let message = [Fr(input.uint64()), Fr(reducing: input.uint256())]
        let signature = SchnorrSignature(signing: message, with: key)
        claim(signature.isValid(for: key.verificationKey, message: message), "a good signature is refused")
        let change = EdwardsScalar(input.uint64())
        let other = SchnorrSignature(s: signature.s + change, r: signature.r)
        let isSame = change == .zero
        claim(other.isValid(for: key.verificationKey, message: message) == isSame, "a changed signature")
        let batch = SchnorrSignature.areValid(
            [(key.verificationKey, other), (key.verificationKey, signature)], for: message)
        claim(batch == [isSame, true], "a batch judges otherwise")
    },
]

private func check<Curve>(
    _ point: AffinePoint<Curve>?, _ bytes: [UInt8], _ encoded: KeyPath<AffinePoint<Curve>, [UInt8]>
) {
    guard let point else { return }
    claim(point[keyPath: encoded] == bytes, "a point with two spellings")
    claim(point.isInfinity || attempt { try AffinePoint<Curve>(x: point.x, y: point.y) } == point, "beside the curve")
    claim(Curve.isInSubgroup(point), "outside the subgroup")
}

private func check(_ written: String?, _ text: String) {
    if let written { claim(written == text, "a value with two texts") }
}
