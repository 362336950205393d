import BN254
import Kernels
import Rescue
import TaggedBase64

/// A Schnorr signature over ed_on_bn254 with Rescue as the hash: (s, R).
///
/// Source: <doc:SchnorrSignatures>.
public struct SchnorrSignature: Sendable, Hashable {
    /// c·sk + k mod l.
    public let s: EdwardsScalar
    /// k·G.
    public let r: EdwardsPoint

    /// The signature (s, R).
    public init(s: EdwardsScalar, r: EdwardsPoint) {
        self.s = s
        self.r = r
    }

    /// s = 0, R = identity: what the circuit holds for a validator that did not sign.
    public static let absent = SchnorrSignature(s: .zero, r: .identity)

    /// The domain separator `SCHNORR_WITH_RESCUE_HASH_v01`, read big-endian.
    public static let domainSeparator: Fr = {
        let bytes = [UInt8](repeating: 0, count: 4) + Array("SCHNORR_WITH_RESCUE_HASH_v01".utf8)
        return Fr(reducing: UInt256(bigEndian: bytes.span))
    }()

    /// Signs `message`. The nonce is the hash of key and message, so that one message has one signature.
    ///
    /// Variable time: for tests and devnets.
    public init(signing message: [Fr], with key: SigningKey) {
        let secret = Fr(reducing: key.scalar.canonical)
        let nonce = EdwardsScalar(
            reducing: Rescue.hash([SchnorrSignature.domainSeparator, secret] + message).canonical)
        let r = EdwardsPoint.generator * nonce
        let c = SchnorrSignature.challenge(key: key.verificationKey, r: r, message: message)
        self.init(s: EdwardsScalar(reducing: c) * key.scalar + nonce, r: r)
    }

    /// The challenge c: the low 248 bits of H(separator, vk, R, message).
    public static func challenge(key: VerificationKey, r: EdwardsPoint, message: [Fr]) -> UInt256 {
        challenge(hash: Rescue.hash(challengeInput(key: key, r: r, message: message)))
    }

    /// What is hashed for the challenge.
    static func challengeInput(key: VerificationKey, r: EdwardsPoint, message: [Fr]) -> [Fr] {
        [domainSeparator, key.point.x, key.point.y, r.x, r.y] + message
    }

    /// The challenge c of a hash: its low 248 bits.
    static func challenge(hash: Fr) -> UInt256 {
        var value = hash.canonical
        value.limb3 &= .max >> 8
        return value
    }

    /// Whether this signs `message` under `key`: s·G = R + c·vk, and vk is not of small order.
    public func isValid(for key: VerificationKey, message: [Fr]) -> Bool {
        let challenge = SchnorrSignature.challenge(key: key, r: r, message: message)
        return equation(for: key, challenge: challenge).holds
    }

    /// s·G = R + c·vk, of which nothing is known yet.
    func equation(for key: VerificationKey, challenge: UInt256) -> EdwardsEquation {
        EdwardsEquation(s: s, c: challenge, key: key.point, r: r)
    }
}

extension SchnorrSignature {
    /// The tag of the text form.
    public static let tag = "SCHNORR_SIG"

    /// Decodes `SCHNORR_SIG~…`: 96 bytes, s, R.x and R.y little-endian.
    ///
    /// Throws `TaggedBase64Error` or `BN254Error`.
    public init(tagged text: String) throws {
        let payload = try TaggedBase64(parsing: text, expectedTag: SchnorrSignature.tag, maximumPayload: 96).payload
        try self.init(arkUncompressed: payload)
    }

    /// `SCHNORR_SIG~…`.
    public var tagged: String { TaggedBase64.text(tag: SchnorrSignature.tag, payload: arkUncompressed) }

    /// 96 bytes: s, R.x, R.y little-endian.
    public var arkUncompressed: [UInt8] { s.littleEndianBytes + r.arkUncompressed }

    /// Decodes 96 bytes: s, R.x, R.y little-endian.
    ///
    /// Throws `BN254Error`: wrong length, s not below l, coordinates not canonical, R not on the curve.
    public init(arkUncompressed bytes: [UInt8]) throws(BN254Error) {
        guard bytes.count == 96 else { throw .wrongLength(of: "Schnorr signature", expected: 96, found: bytes.count) }
        self.init(
            s: try EdwardsScalar(littleEndian: bytes.span),
            r: try EdwardsPoint(arkUncompressed: Array(bytes[32...]), checkingSubgroup: false))
    }
}
