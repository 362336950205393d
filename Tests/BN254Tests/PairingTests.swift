import BN254
import TestSupport
import Testing

struct PairingTests {
    private let q = PrimeFieldCase.base.p
    private let r = PrimeFieldCase.scalar.p

    /// (q¹² − 1)/r · 2x(6x² + 3x + 1), the exponent that the documentation promises.
    private var finalExponent: BigInteger {
        let x: BigInteger = 4_965_661_367_192_848_881
        return (q.power(12) - 1) / r * (2 * x * (6 * x * x + 3 * x + 1))
    }

    @Test func finalExponentiationIsThePowerItClaims() {
        var generator = SeededGenerator(seed: 23)
        #expect((q.power(12) - 1) % r == 0)
        let random = (0..<3).map { _ in Fq12.random(using: &generator) }
        let miller = Pairing.millerLoop([(.generator, .generator)])
        for value in random + [miller, .one, -.one] {
            #expect(Pairing.finalExponentiation(value) == value.power(bitwise: finalExponent))
        }
        #expect(Pairing.finalExponentiation(.zero) == .zero)
    }

    @Test func bilinearity() {
        var generator = SeededGenerator(seed: 24)
        for _ in 0..<5 {
            let (a, b) = (Fr.random(using: &generator), Fr.random(using: &generator))
            let (p, q) = (G1Point.random(using: &generator), G2Point.random(using: &generator))
            let value = Pairing.value(p, q)
            #expect(Pairing.value(p * a, q * b) == value.power(variableTime: (a * b).canonical))
            #expect(Pairing.value(p * a, q) == Pairing.value(p, q * a))
            let (p2, q2) = (G1Point.random(using: &generator), G2Point.random(using: &generator))
            #expect(Pairing.value(p + p2, q) == value * Pairing.value(p2, q))
            #expect(Pairing.value(p, q + q2) == value * Pairing.value(p, q2))
        }
    }

    /// Values are r-th roots of unity, and only infinity gives 1.
    @Test func nonDegeneracy() {
        var generator = SeededGenerator(seed: 25)
        for _ in 0..<5 {
            let (p, q) = (G1Point.random(using: &generator), G2Point.random(using: &generator))
            let value = Pairing.value(p, q)
            #expect(value != .one)
            #expect(value.power(variableTime: Fr.modulus) == .one)
            #expect(value * Pairing.value(-p, q) == .one)
            #expect(Pairing.value(-p, -q) == value)
            #expect(value.conjugate * value == .one)
            #expect(Pairing.value(.infinity, q) == .one)
            #expect(Pairing.value(p, .infinity) == .one)
        }
        #expect(Pairing.value(.infinity, .infinity) == .one)
    }

    @Test func productsOfSeveralPairs() {
        var generator = SeededGenerator(seed: 26)
        #expect(Pairing.product([]) == .one)
        #expect(Pairing.isProductOne([]))
        var pairs = (0..<4).map { _ in (G1Point.random(using: &generator), G2Point.random(using: &generator)) }
        pairs.insert((.infinity, .generator), at: 1)
        pairs.append((.generator, .infinity))
        for count in 1...pairs.count {
            let prefix = Array(pairs.prefix(count))
            let product = prefix.reduce(Fq12.one) { $0 * Pairing.value($1.0, $1.1) }
            #expect(Pairing.product(prefix) == product)
            #expect(!Pairing.isProductOne(prefix))
            #expect(Pairing.isProductOne(prefix + prefix.map { (-$0.0, $0.1) }))
        }
        // e(aP, Q)·e(P, bQ)·e(−(a + b)P, Q) = 1, and not with a + b + 1.
        let (a, b) = (Fr.random(using: &generator), Fr.random(using: &generator))
        let (p, q) = pairs[0]
        #expect(Pairing.isProductOne([(p * a, q), (p, q * b), (-(p * (a + b)), q)]))
        #expect(!Pairing.isProductOne([(p * a, q), (p, q * b), (-(p * (a + b + 1)), q)]))
    }
}
