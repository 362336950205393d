extension JacobianPoint {
    /// `2p`. Formula dbl-2009-l of the Explicit-Formulas Database (a = 0); infinity stays infinity.
    @inlinable
    public var doubled: JacobianPoint {
        let a = x.squared
        let b = y.squared
        let c = b.squared
        let d = ((x + b).squared - a - c).doubled
        let e = a.doubled + a
        let newX = e.squared - d.doubled
        return JacobianPoint(newX, e * (d - newX) - c.doubled.doubled.doubled, (y * z).doubled)
    }

    /// `p + q`. Formula add-2007-bl, all special cases included.
    @inlinable
    public static func + (p: JacobianPoint, q: JacobianPoint) -> JacobianPoint {
        if p.isInfinity { return q }
        if q.isInfinity { return p }
        let (z1z1, z2z2) = (p.z.squared, q.z.squared)
        let (u1, u2) = (p.x * z2z2, q.x * z1z1)
        let (s1, s2) = (p.y * q.z * z2z2, q.y * p.z * z1z1)
        let h = u2 - u1
        let r = (s2 - s1).doubled
        if h.isZero { return r.isZero ? p.doubled : .infinity }
        let i = h.doubled.squared
        let j = h * i
        let v = u1 * i
        let newX = r.squared - j - v.doubled
        return JacobianPoint(
            newX, r * (v - newX) - (s1 * j).doubled, ((p.z + q.z).squared - z1z1 - z2z2) * h)
    }

    /// `p + q`. Formula madd-2007-bl, all special cases included.
    @inlinable
    public static func + (p: JacobianPoint, q: AffinePoint<Curve>) -> JacobianPoint {
        if q.isInfinity { return p }
        if p.isInfinity { return JacobianPoint(q) }
        let z1z1 = p.z.squared
        let h = q.x * z1z1 - p.x
        let r = (q.y * p.z * z1z1 - p.y).doubled
        if h.isZero { return r.isZero ? p.doubled : .infinity }
        let hh = h.squared
        let i = hh.doubled.doubled
        let j = h * i
        let v = p.x * i
        let newX = r.squared - j - v.doubled
        return JacobianPoint(newX, r * (v - newX) - (p.y * j).doubled, (p.z + h).squared - z1z1 - hh)
    }

    /// `−p`.
    @inlinable
    public static prefix func - (p: JacobianPoint) -> JacobianPoint { JacobianPoint(p.x, -p.y, p.z) }

    /// `scalar·p`, by windows of four bits. Variable time in the scalar, which may be any integer below 2^256.
    @inlinable
    public func multiplied(variableTime scalar: UInt256) -> JacobianPoint {
        var multiples = [JacobianPoint.infinity, self]
        for _ in 2..<16 { multiples.append(multiples[multiples.count - 1] + self) }
        var result = JacobianPoint.infinity
        for window in (0..<(scalar.bitWidth + 3) / 4).reversed() {
            result = result.doubled.doubled.doubled.doubled
            let digit = Int(scalar.bits(at: 4 * window, count: 4))
            if digit != 0 { result = result + multiples[digit] }
        }
        return result
    }
}

extension AffinePoint {
    /// `scalar·p`. Variable time in the scalar.
    public static func * (p: AffinePoint, scalar: Fr) -> AffinePoint {
        JacobianPoint(p).multiplied(variableTime: scalar.canonical).affine
    }

    /// `p + q`.
    public static func + (p: AffinePoint, q: AffinePoint) -> AffinePoint { (JacobianPoint(p) + q).affine }

    /// The affine forms of many points, with one inversion.
    public static func normalizing(_ points: [JacobianPoint<Curve>]) -> [AffinePoint] {
        var inverses = points.map(\.z)
        inverses.invertAll()
        return zip(points, inverses).map { point, inverse in
            guard !point.isInfinity else { return .infinity }
            let square = inverse.squared
            return AffinePoint(uncheckedX: point.x * square, y: point.y * square * inverse)
        }
    }
}
