/// The optimal ate pairing e: G1 × G2 → the r-th roots of unity in Fq12.
///
/// Vercauteren, "Optimal pairings" (2008); Miller steps in homogeneous projective coordinates after Costello, Lange and
/// Naehrig, "Faster pairing computations on curves with high-degree twists" (2010).
public enum Pairing {
    /// x = 4965661367192848881, from which q = 36x⁴ + 36x³ + 24x² + 6x + 1 and r = 36x⁴ + 36x³ + 18x² + 6x + 1.
    static let parameter: UInt64 = 4_965_661_367_192_848_881

    /// The digits of 6x + 2 in non-adjacent form below the leading one, most significant first.
    static let loopDigits: [Int8] = {
        var value = UInt128(parameter) * 6 + 2
        var digits: [Int8] = []
        while value > 0 {
            let digit: Int8 = value & 1 == 0 ? 0 : (value & 3 == 1 ? 1 : -1)
            digits.append(digit)
            value = digit < 0 ? (value + 1) >> 1 : value >> 1
        }
        return digits.dropLast().reversed()
    }()

    /// The value of the pairing at one pair of points of the subgroups; 1 if one of them is infinity.
    ///
    /// The value is that of the reduced pairing to the power 2x(6x² + 3x + 1), which is prime to r: the power that the
    /// final exponentiation gives, as in arkworks.
    public static func value(_ p: G1Point, _ q: G2Point) -> Fq12 { product([(p, q)]) }

    /// The product of the pairing's values, with one final exponentiation; 1 for no pair.
    public static func product(_ pairs: [(G1Point, G2Point)]) -> Fq12 {
        finalExponentiation(millerLoop(pairs))
    }

    /// Whether the product of the pairing's values is 1.
    public static func isProductOne(_ pairs: [(G1Point, G2Point)]) -> Bool { product(pairs) == .one }

    /// One side of a pair on its way through the loop.
    private struct Step {
        let p: G1Point
        let q: G2Point
        var t: HomogeneousTwistPoint
    }

    /// The product of the Miller values of the pairs; 1 for no pair. Pairs with infinity count as 1.
    ///
    /// Without the final exponentiation it is not the pairing's value yet: only ``finalExponentiation(_:)`` makes values
    /// comparable.
    package static func millerLoop(_ pairs: [(G1Point, G2Point)]) -> Fq12 {
        var steps = pairs.filter { !$0.0.isInfinity && !$0.1.isInfinity }
            .map { Step(p: $0.0, q: $0.1, t: HomogeneousTwistPoint($0.1)) }
        var f = Fq12.one
        for digit in loopDigits {
            f = f.squared
            for index in steps.indices {
                f = steps[index].t.double().multiply(f, at: steps[index].p)
                guard digit != 0 else { continue }
                let q = digit > 0 ? steps[index].q : -steps[index].q
                f = steps[index].t.add(q).multiply(f, at: steps[index].p)
            }
        }
        // The two last lines pass through ψ(Q) and −ψ²(Q).
        for index in steps.indices {
            let first = G2.frobenius(steps[index].q)
            f = steps[index].t.add(first).multiply(f, at: steps[index].p)
            f = steps[index].t.add(-G2.frobenius(first)).multiply(f, at: steps[index].p)
        }
        return f
    }

    /// `f^((q¹² − 1)/r · 2x(6x² + 3x + 1))`.
    ///
    /// The easy part is (q⁶ − 1)(q² + 1); the hard part is Fuentes-Castañeda, Knapp and Rodríguez-Henríquez, "Faster
    /// hashing to G2" (2011), §4.
    package static func finalExponentiation(_ f: Fq12) -> Fq12 {
        // A Miller value is a product of lines that are not zero, hence invertible.
        guard let inverse = f.inverse else { return .zero }
        let easy = f.conjugate * inverse
        let m = easy.frobenius(2) * easy

        // In the cyclotomic subgroup the conjugate is the inverse.
        func powerOfX(_ value: Fq12) -> Fq12 { value.power(variableTime: UInt256(parameter)) }
        let x = powerOfX(m)
        let x2 = x.squared
        let x6 = x2.squared * x2
        let x6x = powerOfX(x6)
        let x12xx = powerOfX(x6x.squared)
        // a = m^(6x + 6x² + 12x³), b = a·m^(−2x).
        let a = x6 * x6x * x12xx
        let b = a * x2.conjugate
        let last = (b * m.conjugate).frobenius(3)
        return last * a.frobenius(2) * b.frobenius(1) * (a * x6x * m)
    }
}

/// The line a + b·w + c·w³ through points of the twist, up to factors in Fq2, a and b still to be scaled by y and x of
/// the point of G1.
struct Line {
    let a: Fq2
    let b: Fq2
    let c: Fq2

    /// `f` times the line's value at `p`.
    func multiply(_ f: Fq12, at p: G1Point) -> Fq12 {
        f.timesLine(a.scaled(by: p.y), b.scaled(by: p.x), c)
    }
}

/// A point of the twist in homogeneous coordinates: x = X/Z, y = Y/Z.
struct HomogeneousTwistPoint {
    private var x: Fq2
    private var y: Fq2
    private var z: Fq2

    init(_ point: G2Point) {
        (x, y, z) = (point.x, point.y, .one)
    }

    /// Doubles the point; the tangent line.
    mutating func double() -> Line {
        let a = (x * y).halved
        let b = y.squared
        let c = z.squared
        let e = G2.b * (c.doubled + c)
        let f = e.doubled + e
        let g = (b + f).halved
        let h = (y + z).squared - (b + c)
        let j = x.squared
        let ee = e.squared
        let line = Line(a: -h, b: j.doubled + j, c: e - b)
        x = a * (b - f)
        y = g.squared - (ee.doubled + ee)
        z = b * h
        return line
    }

    /// Adds `q`, which is neither this point nor its negative within a Miller loop; the line through both.
    mutating func add(_ q: G2Point) -> Line {
        let theta = y - q.y * z
        let lambda = x - q.x * z
        let c = theta.squared
        let d = lambda.squared
        let e = lambda * d
        let f = z * c
        let g = x * d
        let h = e + f - g.doubled
        let line = Line(a: lambda, b: -theta, c: theta * q.x - lambda * q.y)
        x = lambda * h
        y = theta * (g - h) - e * y
        z = z * e
        return line
    }
}
