/// The cubic extension Fq2[v]/(v³ − ξ), ξ = 9 + u: c0 + c1·v + c2·v².
@frozen
public struct Fq6: Sendable, Hashable {
    /// The coefficient of 1.
    public var c0: Fq2
    /// The coefficient of v.
    public var c1: Fq2
    /// The coefficient of v².
    public var c2: Fq2

    /// c0 + c1·v + c2·v².
    @inlinable
    public init(_ c0: Fq2, _ c1: Fq2, _ c2: Fq2) {
        self.c0 = c0
        self.c1 = c1
        self.c2 = c2
    }

    /// The product with v.
    @inlinable
    public var timesV: Fq6 { Fq6(c2.timesNonResidue, c0, c1) }

    /// The product with b0 + b1·v.
    @inlinable
    func times(_ b0: Fq2, _ b1: Fq2) -> Fq6 {
        let v0 = c0 * b0
        let v1 = c1 * b1
        return Fq6(
            v0 + (c2 * b1).timesNonResidue,
            (c0 + c1) * (b0 + b1) - v0 - v1,
            v1 + c2 * b0)
    }

    /// The product with an element of Fq2.
    @inlinable
    func scaled(by factor: Fq2) -> Fq6 { Fq6(c0 * factor, c1 * factor, c2 * factor) }
}

extension Fq6: Field {
    /// 0.
    @inlinable
    public static var zero: Fq6 { Fq6(.zero, .zero, .zero) }
    /// 1.
    @inlinable
    public static var one: Fq6 { Fq6(.one, .zero, .zero) }
    /// Whether this is 0.
    @inlinable
    public var isZero: Bool { c0.isZero && c1.isZero && c2.isZero }

    /// `a + b`.
    @inlinable
    public static func + (a: Fq6, b: Fq6) -> Fq6 { Fq6(a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2) }
    /// `a − b`.
    @inlinable
    public static func - (a: Fq6, b: Fq6) -> Fq6 { Fq6(a.c0 - b.c0, a.c1 - b.c1, a.c2 - b.c2) }
    /// `−a`.
    @inlinable
    public static prefix func - (a: Fq6) -> Fq6 { Fq6(-a.c0, -a.c1, -a.c2) }
    /// `2a`.
    @inlinable
    public var doubled: Fq6 { Fq6(c0.doubled, c1.doubled, c2.doubled) }

    /// `a·b`, by six products in Fq2 (Karatsuba for cubic extensions).
    @inlinable
    public static func * (a: Fq6, b: Fq6) -> Fq6 {
        let v0 = a.c0 * b.c0
        let v1 = a.c1 * b.c1
        let v2 = a.c2 * b.c2
        return Fq6(
            v0 + ((a.c1 + a.c2) * (b.c1 + b.c2) - v1 - v2).timesNonResidue,
            (a.c0 + a.c1) * (b.c0 + b.c1) - v0 - v1 + v2.timesNonResidue,
            (a.c0 + a.c2) * (b.c0 + b.c2) - v0 - v2 + v1)
    }

    /// `a²`.
    @inlinable
    public var squared: Fq6 { self * self }

    /// `a⁻¹`: the adjugate over the norm to Fq2, which is zero for zero only.
    public var inverse: Fq6? {
        let t0 = c0.squared - (c1 * c2).timesNonResidue
        let t1 = c2.squared.timesNonResidue - c0 * c1
        let t2 = c1.squared - c0 * c2
        guard let inverse = (c0 * t0 + (c2 * t1 + c1 * t2).timesNonResidue).inverse else { return nil }
        return Fq6(t0, t1, t2).scaled(by: inverse)
    }
}
