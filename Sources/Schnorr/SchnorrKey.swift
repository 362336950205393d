import BN254
import TaggedBase64

/// A validator's public key for light-client states (its "state key"): a point of ed_on_bn254.
///
/// Decoding checks that the coordinates are canonical and on the curve, as the network's own decoder does not; the
/// subgroup is not checked, since ``SchnorrSignature/isValid(for:message:)`` follows the original there.
public struct VerificationKey: Sendable, Hashable {
    /// sk·G.
    public let point: EdwardsPoint

    /// The key of a point on the curve.
    public init(_ point: EdwardsPoint) { self.point = point }

    /// The tag of the text form.
    public static let tag = "SCHNORR_VER_KEY"

    /// Decodes `SCHNORR_VER_KEY~…`: 64 bytes, x and y little-endian.
    ///
    /// Throws `TaggedBase64Error` or `BN254Error`.
    public init(tagged text: String) throws {
        let payload = try TaggedBase64(parsing: text, expectedTag: VerificationKey.tag, maximumPayload: 64).payload
        self.init(try EdwardsPoint(arkUncompressed: payload, checkingSubgroup: false))
    }

    /// `SCHNORR_VER_KEY~…`.
    public var tagged: String { TaggedBase64.text(tag: VerificationKey.tag, payload: point.arkUncompressed) }
}

/// A private key for light-client states. Only networks made for tests and devnets sign with it.
public struct SigningKey: Sendable {
    let scalar: EdwardsScalar

    /// The key of a scalar other than 0, or nil for 0.
    public init?(_ scalar: EdwardsScalar) {
        guard !scalar.isZero else { return nil }
        self.scalar = scalar
    }

    /// A fresh key. The generator must be cryptographically secure outside tests.
    public static func random(using generator: inout some RandomNumberGenerator) -> SigningKey {
        while true {
            if let key = SigningKey(.random(using: &generator)) { return key }
        }
    }

    /// sk·G.
    public var verificationKey: VerificationKey { VerificationKey(EdwardsPoint.generator * scalar) }
}
