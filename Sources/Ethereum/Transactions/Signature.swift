import BN254

/// An ECDSA signature over secp256k1 from which the signer can be recovered.
public struct Signature: Hashable, Sendable {
    /// The order of the group, n. Source: SEC 2, section 2.4.1.
    public static let order = UInt256(
        0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, 0xffff_ffff_ffff_ffff)

    /// The x coordinate of the nonce's point, 1 to n - 1.
    public let r: UInt256
    /// The proof, 1 to n - 1.
    public let s: UInt256
    /// Whether the y coordinate of the nonce's point is odd.
    public let yParity: Bool

    /// The signature of these parts; nil unless both integers are in 1..<n.
    public init?(r: UInt256, s: UInt256, yParity: Bool) {
        guard !r.isZero, r < Self.order, !s.isZero, s < Self.order else { return nil }
        self.r = r
        self.s = s
        self.yParity = yParity
    }

    /// Whether `s` is at most n / 2, as Ethereum wants it (EIP-2); of `s` and n - `s` exactly one is.
    public var isLowS: Bool { s <= Self.order >> 1 }
}
