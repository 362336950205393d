/// The quadratic extension Fq[u]/(u² + 1): c0 + c1·u. Coordinates of G2.
@frozen
public struct Fq2: Sendable, Hashable {
    /// The coefficient of 1 (the real part).
    public var c0: Fq
    /// The coefficient of u (the imaginary part).
    public var c1: Fq

    /// c0 + c1·u.
    @inlinable
    public init(_ c0: Fq, _ c1: Fq) {
        self.c0 = c0
        self.c1 = c1
    }

    /// ξ = 9 + u, neither a square nor a cube, over which Fq6 is built.
    @inlinable
    public static var nonResidue: Fq2 { Fq2(9, 1) }

    /// c0 − c1·u, which is also the q-th power.
    @inlinable
    public var conjugate: Fq2 { Fq2(c0, -c1) }

    /// The product with ξ = 9 + u.
    @inlinable
    public var timesNonResidue: Fq2 {
        let eightfold = doubled.doubled.doubled
        return Fq2(eightfold.c0 + c0 - c1, eightfold.c1 + c1 + c0)
    }

    /// The product with an element of Fq.
    @inlinable
    public func scaled(by factor: Fq) -> Fq2 { Fq2(c0 * factor, c1 * factor) }

    /// Half of this.
    @inlinable
    var halved: Fq2 { scaled(by: Fq2.half) }

    @usableFromInline
    static let half = Fq(reducing: (Fq.modulus >> 1).addingReportingOverflow(UInt256(1)).partialValue)
}

extension Fq2: Field {
    /// 0.
    @inlinable
    public static var zero: Fq2 { Fq2(.zero, .zero) }
    /// 1.
    @inlinable
    public static var one: Fq2 { Fq2(.one, .zero) }
    /// Whether this is 0.
    @inlinable
    public var isZero: Bool { c0.isZero && c1.isZero }

    /// `a + b`.
    @inlinable
    public static func + (a: Fq2, b: Fq2) -> Fq2 { Fq2(a.c0 + b.c0, a.c1 + b.c1) }
    /// `a − b`.
    @inlinable
    public static func - (a: Fq2, b: Fq2) -> Fq2 { Fq2(a.c0 - b.c0, a.c1 - b.c1) }
    /// `−a`.
    @inlinable
    public static prefix func - (a: Fq2) -> Fq2 { Fq2(-a.c0, -a.c1) }
    /// `2a`.
    @inlinable
    public var doubled: Fq2 { Fq2(c0.doubled, c1.doubled) }

    /// `a·b`, by three products (Karatsuba).
    @inlinable
    public static func * (a: Fq2, b: Fq2) -> Fq2 {
        let real = a.c0 * b.c0
        let imaginary = a.c1 * b.c1
        let mixed = (a.c0 + a.c1) * (b.c0 + b.c1)
        return Fq2(real - imaginary, mixed - real - imaginary)
    }

    /// `a²`: (c0 + c1)(c0 − c1) + 2·c0·c1·u.
    @inlinable
    public var squared: Fq2 { Fq2((c0 + c1) * (c0 - c1), (c0 * c1).doubled) }

    /// `a⁻¹`: the conjugate over the norm c0² + c1², which is zero for zero only.
    public var inverse: Fq2? {
        guard let inverse = (c0.squared + c1.squared).inverse else { return nil }
        return conjugate.scaled(by: inverse)
    }
}

extension Fq2 {
    /// A square root, or nil for a non-residue.
    ///
    /// With n² = c0² + c1² (a norm of a square is a square in Fq), x0² = (c0 ± n)/2 for one of the signs, and
    /// x1 = c1/(2·x0). Where c1 = 0 the root is √c0 or √(−c0)·u.
    public var squareRoot: Fq2? {
        if c1.isZero {
            if let root = c0.squareRoot { return Fq2(root, .zero) }
            return (-c0).squareRoot.map { Fq2(.zero, $0) }
        }
        guard let norm = (c0.squared + c1.squared).squareRoot else { return nil }
        let candidates = [(c0 + norm) * Fq2.half, (c0 - norm) * Fq2.half]
        guard let real = candidates.lazy.compactMap(\.squareRoot).first, let inverse = real.doubled.inverse else {
            return nil
        }
        let root = Fq2(real, c1 * inverse)
        return root.squared == self ? root : nil
    }
}
