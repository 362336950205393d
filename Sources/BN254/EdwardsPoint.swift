/// A point of ed_on_bn254, the twisted Edwards curve x² + y² = 1 + d·x²·y² over Fr (a = 1), in affine coordinates.
///
/// The prime-order subgroup has order l, the modulus of ``EdwardsScalar``; the cofactor is 8. This is arkworks' form,
/// not that of EIP-2494 (a = 168700). Source: <doc:FieldsAndCurves>.
@frozen
public struct EdwardsPoint: Sendable, Hashable {
    /// The x coordinate.
    public var x: Fr
    /// The y coordinate.
    public var y: Fr

    /// The point (x, y), which the caller knows to be on the curve.
    @inlinable
    public init(uncheckedX x: Fr, y: Fr) {
        self.x = x
        self.y = y
    }

    /// The point (x, y). Throws ``BN254Error/notOnCurve(_:)``.
    public init(x: Fr, y: Fr) throws(BN254Error) {
        self.init(uncheckedX: x, y: y)
        guard isOnCurve else { throw .notOnCurve(EdwardsPoint.name) }
    }

    /// What errors call the curve.
    public static var name: String { "ed_on_bn254" }

    /// d = 168696/168700, a non-residue, so that the addition law is complete.
    public static let d = Fr(
        reducing: UInt256(0x736c_2b06_fb28_1473, 0x2498_beee_8e01_a829, 0x7a5f_d2de_e784_4661, 0x1575_bd81_8210_16c0))

    /// (0, 1).
    @inlinable
    public static var identity: EdwardsPoint { EdwardsPoint(uncheckedX: .zero, y: .one) }

    /// The standard generator of the prime-order subgroup.
    public static let generator = EdwardsPoint(
        uncheckedX: Fr(
            reducing: UInt256(
                0x59d2_810d_8287_6c32, 0xe3bc_429a_ad7e_344d, 0x1d41_e7de_df4a_927e, 0x2b8c_fd91_b905_cae3)),
        y: Fr(
            reducing: UInt256(
                0xc276_fc2c_671a_861f, 0x2a7c_1115_dbc0_e16a, 0x90ac_ed1f_1027_7b76, 0x2aaa_6c24_a758_209e)))

    /// Whether the coordinates satisfy the equation.
    public var isOnCurve: Bool {
        let (xx, yy) = (x.squared, y.squared)
        return xx + yy == .one + EdwardsPoint.d * xx * yy
    }

    /// Whether this point of the curve lies in the subgroup of order l.
    public var isInSubgroup: Bool {
        ExtendedEdwardsPoint(self).multiplied(variableTime: EdwardsScalar.modulus).isIdentity
    }

    /// Whether 8 times this point is the identity.
    public var hasSmallOrder: Bool { ExtendedEdwardsPoint(self).doubled.doubled.doubled.isIdentity }

    /// `−p`.
    @inlinable
    public static prefix func - (p: EdwardsPoint) -> EdwardsPoint { EdwardsPoint(uncheckedX: -p.x, y: p.y) }

    /// `p + q`.
    public static func + (p: EdwardsPoint, q: EdwardsPoint) -> EdwardsPoint {
        (ExtendedEdwardsPoint(p) + ExtendedEdwardsPoint(q)).affine
    }

    /// `scalar·p`. Variable time in the scalar.
    public static func * (p: EdwardsPoint, scalar: EdwardsScalar) -> EdwardsPoint {
        ExtendedEdwardsPoint(p).multiplied(variableTime: scalar.canonical).affine
    }
}
