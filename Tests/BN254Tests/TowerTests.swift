import BN254
import TestSupport
import Testing

/// The extensions Fq2, Fq6 and Fq12 of the base field.
struct TowerTests {
    private static let u = Fq2(0, 1)
    private static let v = Fq6(.zero, .one, .zero)
    private static let w = Fq12(.zero, .one)

    private static func embedded(_ element: Fq2) -> Fq6 { Fq6(element, .zero, .zero) }
    private static func embedded(_ element: Fq6) -> Fq12 { Fq12(element, .zero) }

    @Test func definingRelations() {
        let (u, v, w) = (TowerTests.u, TowerTests.v, TowerTests.w)
        #expect(u * u == -.one)
        #expect(Fq2.nonResidue == Fq2(9, 0) + u)
        #expect(v * v * v == TowerTests.embedded(Fq2.nonResidue))
        #expect(w * w == TowerTests.embedded(v))
    }

    /// (1 + 2u)(3 + 4u) = −5 + 10u and so on, by hand.
    @Test func smallNumbers() {
        #expect(Fq2(1, 2) * Fq2(3, 4) == Fq2(-Fq(5), 10))
        #expect(Fq2(1, 2).squared == Fq2(-Fq(3), 4))
        #expect(Fq2(1, 2).conjugate == Fq2(1, -Fq(2)))
        #expect(Fq2(1, 2).timesNonResidue == Fq2(7, 19))
        #expect(Fq2(1, 2).scaled(by: 3) == Fq2(3, 6))
        #expect(Fq2(1, 2).inverse.map { $0.scaled(by: 5) } == Fq2(1, -Fq(2)))
    }

    @Test func fieldLaws() throws {
        try checkFieldLaws(of: Fq2.self)
        try checkFieldLaws(of: Fq6.self)
        try checkFieldLaws(of: Fq12.self)
    }

    /// The products are those of polynomials in u, v and w, term by term.
    @Test func productsAreThoseOfPolynomials() throws {
        var generator = SeededGenerator(seed: 13)
        for _ in 0..<200 {
            let (a, b) = (Fq2.random(using: &generator), Fq2.random(using: &generator))
            try #require(a * b == Fq2(a.c0 * b.c0 - a.c1 * b.c1, a.c0 * b.c1 + a.c1 * b.c0))

            let (c, d) = (Fq6.random(using: &generator), Fq6.random(using: &generator))
            var coefficients = [Fq2](repeating: .zero, count: 5)
            for (i, x) in [c.c0, c.c1, c.c2].enumerated() {
                for (j, y) in [d.c0, d.c1, d.c2].enumerated() { coefficients[i + j] += x * y }
            }
            let xi = Fq2.nonResidue
            try #require(
                c * d
                    == Fq6(
                        coefficients[0] + coefficients[3] * xi, coefficients[1] + coefficients[4] * xi, coefficients[2])
            )

            let (e, f) = (Fq12.random(using: &generator), Fq12.random(using: &generator))
            try #require(e * f == Fq12(e.c0 * f.c0 + e.c1 * f.c1 * TowerTests.v, e.c0 * f.c1 + e.c1 * f.c0))
        }
    }

    @Test func shortcutsAreFullProducts() throws {
        var generator = SeededGenerator(seed: 14)
        for _ in 0..<200 {
            let a = Fq2.random(using: &generator)
            let factor = Fq.random(using: &generator)
            try #require(a.timesNonResidue == a * Fq2.nonResidue)
            try #require(a.scaled(by: factor) == a * Fq2(factor, .zero))
            let b = Fq6.random(using: &generator)
            try #require(b.timesV == b * TowerTests.v)
            let c = Fq12.random(using: &generator)
            let line = (0..<3).map { _ in Fq2.random(using: &generator) }
            // a + b·w + c·w³, and w³ = v·w.
            let full = Fq12(Fq6(line[0], .zero, .zero), Fq6(line[1], line[2], .zero))
            try #require(c.timesLine(line[0], line[1], line[2]) == c * full)
        }
    }

    @Test func conjugationAndFrobeniusArePowersOfQ() throws {
        let q = PrimeFieldCase.base.p
        var generator = SeededGenerator(seed: 15)
        for _ in 0..<10 {
            let a = Fq2.random(using: &generator)
            #expect(a.conjugate == a.power(bitwise: q))
            let b = Fq12.random(using: &generator)
            var powers = [b]
            for _ in 1...12 { powers.append(powers[powers.count - 1].power(bitwise: q)) }
            for exponent in 1...3 { #expect(b.frobenius(exponent) == powers[exponent]) }
            #expect(b.conjugate == powers[6])
            #expect(powers[12] == b)
            #expect(Set(powers.dropLast()).count == 12)
        }
    }

    @Test func powersAgreeWithRepeatedProducts() throws {
        var generator = SeededGenerator(seed: 16)
        let a = Fq12.random(using: &generator)
        var power = Fq12.one
        for exponent in 0..<70 {
            try #require(a.power(variableTime: UInt256(UInt64(exponent))) == power)
            power *= a
        }
        let exponent = UInt256.random(using: &generator)
        #expect(a.power(variableTime: exponent) == a.power(bitwise: BigInteger(exponent)))
        #expect(a.power(variableTime: .max) == a.power(bitwise: BigInteger(.max)))
    }

    private func checkFieldLaws<F: RandomField>(of field: F.Type) throws {
        var generator = SeededGenerator(seed: 17)
        #expect(F.zero.isZero && !F.one.isZero && F.zero.inverse == nil && F.one.inverse == .one)
        for _ in 0..<200 {
            let (a, b, c) = (
                F.random(using: &generator), F.random(using: &generator), F.random(using: &generator)
            )
            try #require(a + b == b + a && (a + b) + c == a + (b + c))
            try #require(a + .zero == a && a - b == a + (-b) && (a - a).isZero && !a.isZero)
            try #require(a * b == b * a && (a * b) * c == a * (b * c))
            try #require(a * .one == a && (a * .zero).isZero && a * (b + c) == a * b + a * c)
            try #require(a.doubled == a + a && a.squared == a * a)
            let inverse = try #require(a.inverse)
            try #require(a * inverse == .one)
        }
    }
}
