/// A point of ed_on_bn254 in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z, Z ≠ 0.
///
/// Hisil, Wong, Carter and Dawson, "Twisted Edwards curves revisited" (2008); the formulas are complete.
@frozen
public struct ExtendedEdwardsPoint: Sendable {
    var x: Fr
    var y: Fr
    var t: Fr
    var z: Fr

    init(_ x: Fr, _ y: Fr, _ t: Fr, _ z: Fr) {
        self.x = x
        self.y = y
        self.t = t
        self.z = z
    }

    /// The same point as `point`.
    public init(_ point: EdwardsPoint) { self.init(point.x, point.y, point.x * point.y, .one) }

    /// The neutral element.
    public static var identity: ExtendedEdwardsPoint { ExtendedEdwardsPoint(.identity) }

    /// Whether this is the neutral element.
    public var isIdentity: Bool { x.isZero && y == z }

    /// The same point in affine coordinates.
    public var affine: EdwardsPoint {
        // The addition law being complete, Z is never zero.
        guard let inverse = z.inverse else { return .identity }
        return EdwardsPoint(uncheckedX: x * inverse, y: y * inverse)
    }

    /// `2p`. Formula dbl-2008-hwcd with a = 1.
    public var doubled: ExtendedEdwardsPoint {
        let a = x.squared
        let b = y.squared
        let c = z.squared.doubled
        let e = (x + y).squared - a - b
        let g = a + b
        let f = g - c
        let h = a - b
        return ExtendedEdwardsPoint(e * f, g * h, e * h, f * g)
    }

    /// `p + q`. Formula add-2008-hwcd with a = 1.
    public static func + (p: ExtendedEdwardsPoint, q: ExtendedEdwardsPoint) -> ExtendedEdwardsPoint {
        let a = p.x * q.x
        let b = p.y * q.y
        let c = EdwardsPoint.d * p.t * q.t
        let d = p.z * q.z
        let e = (p.x + p.y) * (q.x + q.y) - a - b
        let f = d - c
        let g = d + c
        let h = b - a
        return ExtendedEdwardsPoint(e * f, g * h, e * h, f * g)
    }

    /// `−p`.
    public static prefix func - (p: ExtendedEdwardsPoint) -> ExtendedEdwardsPoint {
        ExtendedEdwardsPoint(-p.x, p.y, -p.t, p.z)
    }
}

extension ExtendedEdwardsPoint: Equatable {
    /// Whether both are the same point.
    public static func == (p: ExtendedEdwardsPoint, q: ExtendedEdwardsPoint) -> Bool {
        p.x * q.z == q.x * p.z && p.y * q.z == q.y * p.z
    }
}

extension ExtendedEdwardsPoint {
    /// `scalar·p`, by windows of four bits. Variable time in the scalar, which may be any integer below 2^256.
    public func multiplied(variableTime scalar: UInt256) -> ExtendedEdwardsPoint {
        ExtendedEdwardsPoint.sum(variableTime: [(scalar, self)])
    }

    /// The sum of `scalar·point` over a few terms, with shared doublings (Straus). Variable time in the scalars.
    public static func sum(
        variableTime terms: [(scalar: UInt256, point: ExtendedEdwardsPoint)]
    ) -> ExtendedEdwardsPoint {
        let tables = terms.map { term in
            (2..<16).reduce(into: [.identity, term.point]) { multiples, _ in
                multiples.append(multiples[multiples.count - 1] + term.point)
            }
        }
        let windows = ((terms.map(\.scalar.bitWidth).max() ?? 0) + 3) / 4
        var result = ExtendedEdwardsPoint.identity
        for window in (0..<windows).reversed() {
            result = result.doubled.doubled.doubled.doubled
            for (term, table) in zip(terms, tables) {
                let digit = Int(term.scalar.bits(at: 4 * window, count: 4))
                if digit != 0 { result = result + table[digit] }
            }
        }
        return result
    }
}
