/// The quadratic extension Fq6[w]/(w² − v): c0 + c1·w, in which pairing values lie.
///
/// As an extension of Fq2 it is Fq2[w]/(w⁶ − ξ).
@frozen
public struct Fq12: Sendable, Hashable {
    /// The coefficient of 1.
    public var c0: Fq6
    /// The coefficient of w.
    public var c1: Fq6

    /// c0 + c1·w.
    @inlinable
    public init(_ c0: Fq6, _ c1: Fq6) {
        self.c0 = c0
        self.c1 = c1
    }

    /// c0 − c1·w, which is also the q⁶-th power; the inverse for elements of the cyclotomic subgroup.
    @inlinable
    public var conjugate: Fq12 { Fq12(c0, -c1) }

    /// The product with a line a + b·w + c·w³ (w³ = v·w).
    @inlinable
    package func timesLine(_ a: Fq2, _ b: Fq2, _ c: Fq2) -> Fq12 {
        let v0 = c0.scaled(by: a)
        let v1 = c1.times(b, c)
        return Fq12(v0 + v1.timesV, (c0 + c1).times(a + b, c) - v0 - v1)
    }

    /// The q^power-th power, for `power` in 1…3.
    package func frobenius(_ power: Int) -> Fq12 {
        let conjugated = power % 2 == 1
        // The coefficient of w^i is raised to q^power and multiplied by ξ^(i·(q^power − 1)/6).
        func map(_ coefficient: Fq2, _ exponent: Int) -> Fq2 {
            (conjugated ? coefficient.conjugate : coefficient) * Fq12.frobeniusCoefficients[power - 1][exponent]
        }
        return Fq12(
            Fq6(map(c0.c0, 0), map(c0.c1, 2), map(c0.c2, 4)),
            Fq6(map(c1.c0, 1), map(c1.c1, 3), map(c1.c2, 5)))
    }

    /// ξ^(i·(q^k − 1)/6) for k = 1, 2, 3 (rows) and i = 0…5.
    static let frobeniusCoefficients: [[Fq2]] = {
        let (sixth, _) = Fq.modulus.subtractingReportingOverflow(UInt256(1)).partialValue
            .quotientAndRemainder(dividingBy: 6)
        // γ_1 = ξ^((q − 1)/6); γ_(k+1) = γ_k^q · γ_1, a q-th power in Fq2 being the conjugate.
        let first = Fq2.nonResidue.power(variableTime: sixth)
        let second = first.conjugate * first
        let third = second.conjugate * first
        return [first, second, third].map { gamma in
            (0..<6).map { gamma.power(variableTime: UInt256(UInt64($0))) }
        }
    }()
}

extension Fq12: Field {
    /// 0.
    @inlinable
    public static var zero: Fq12 { Fq12(.zero, .zero) }
    /// 1.
    @inlinable
    public static var one: Fq12 { Fq12(.one, .zero) }
    /// Whether this is 0.
    @inlinable
    public var isZero: Bool { c0.isZero && c1.isZero }

    /// `a + b`.
    @inlinable
    public static func + (a: Fq12, b: Fq12) -> Fq12 { Fq12(a.c0 + b.c0, a.c1 + b.c1) }
    /// `a − b`.
    @inlinable
    public static func - (a: Fq12, b: Fq12) -> Fq12 { Fq12(a.c0 - b.c0, a.c1 - b.c1) }
    /// `−a`.
    @inlinable
    public static prefix func - (a: Fq12) -> Fq12 { Fq12(-a.c0, -a.c1) }
    /// `2a`.
    @inlinable
    public var doubled: Fq12 { Fq12(c0.doubled, c1.doubled) }

    /// `a·b`, by three products in Fq6 (Karatsuba).
    @inlinable
    public static func * (a: Fq12, b: Fq12) -> Fq12 {
        let v0 = a.c0 * b.c0
        let v1 = a.c1 * b.c1
        return Fq12(v0 + v1.timesV, (a.c0 + a.c1) * (b.c0 + b.c1) - v0 - v1)
    }

    /// `a²`, by two products in Fq6.
    @inlinable
    public var squared: Fq12 {
        let product = c0 * c1
        return Fq12((c0 + c1) * (c0 + c1.timesV) - product - product.timesV, product.doubled)
    }

    /// `a⁻¹`: the conjugate over the norm to Fq6, which is zero for zero only.
    public var inverse: Fq12? {
        guard let inverse = (c0.squared - c1.squared.timesV).inverse else { return nil }
        return Fq12(c0 * inverse, -(c1 * inverse))
    }
}
