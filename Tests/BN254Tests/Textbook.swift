import BN254

/// Affine arithmetic straight from the definitions, one inversion an addition: the oracle for the projective formulas.
enum Textbook {
    /// The sum of two points of y² = x³ + b, by chord and tangent.
    static func sum<Curve>(_ p: AffinePoint<Curve>, _ q: AffinePoint<Curve>) -> AffinePoint<Curve> {
        if p.isInfinity { return q }
        if q.isInfinity { return p }
        let slope: Curve.BaseField
        if p.x != q.x, let inverse = (q.x - p.x).inverse {
            slope = (q.y - p.y) * inverse
        } else if p.y == q.y, let inverse = (p.y + p.y).inverse {
            let square = p.x * p.x
            slope = (square + square + square) * inverse
        } else {
            return .infinity
        }
        let x = slope * slope - p.x - q.x
        return AffinePoint(uncheckedX: x, y: slope * (p.x - x) - p.y)
    }

    /// `scalar·p`, by doubling and adding.
    static func product<Curve>(_ p: AffinePoint<Curve>, _ scalar: BigInteger) -> AffinePoint<Curve> {
        (0..<scalar.bitWidth).reversed().reduce(.infinity) { result, index in
            let double = sum(result, result)
            return scalar.bit(index) ? sum(double, p) : double
        }
    }

    /// The sum of two points of ed_on_bn254, by the complete law of the article FieldsAndCurves; nil for a denominator of 0.
    static func sum(_ p: EdwardsPoint, _ q: EdwardsPoint) -> EdwardsPoint? {
        let mixed = EdwardsPoint.d * p.x * q.x * p.y * q.y
        guard let plus = (.one + mixed).inverse, let minus = (.one - mixed).inverse else { return nil }
        return EdwardsPoint(uncheckedX: (p.x * q.y + p.y * q.x) * plus, y: (p.y * q.y - p.x * q.x) * minus)
    }

    /// `scalar·p` on ed_on_bn254, by doubling and adding.
    static func product(_ p: EdwardsPoint, _ scalar: BigInteger) -> EdwardsPoint? {
        (0..<scalar.bitWidth).reversed().reduce(EdwardsPoint.identity) { result, index in
            guard let result, let double = sum(result, result) else { return nil }
            return scalar.bit(index) ? sum(double, p) : double
        }
    }
}
