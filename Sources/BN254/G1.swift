/// The curve y² = x³ + 3 over Fq, of prime order r. Source: <doc:FieldsAndCurves>.
public enum G1: ShortWeierstrassCurve {
    /// The field of the coordinates.
    public typealias BaseField = Fq
    /// 3.
    @inlinable
    public static var b: Fq { 3 }
    /// (1, 2).
    @inlinable
    public static var generator: AffinePoint<G1> { AffinePoint(uncheckedX: 1, y: 2) }
    /// True: the curve has prime order.
    public static func isInSubgroup(_ point: AffinePoint<G1>) -> Bool { true }
    /// `G1`.
    public static var name: String { "G1" }
}

/// A point of G1: 64 bytes, two ``Fq`` coordinates.
public typealias G1Point = AffinePoint<G1>
