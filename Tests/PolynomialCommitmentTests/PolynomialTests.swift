import BN254
import Kernels
import PolynomialCommitment
import TestSupport
import Testing

@Suite struct PolynomialTests {
    private static let counts = [0, 1, 2, 3, 100, 4095, 4096, 4097, 20_000]

    @Test(arguments: counts)
    func `evaluation is the definition`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let column = Column.random(count, using: &generator)
        for point in [Fr.zero, .one, -Fr.one, .random(using: &generator)] {
            #expect(Polynomial.evaluate(column, at: point) == column.naiveValue(at: point))
        }
    }

    @Test(arguments: counts)
    func `quotient times divisor plus remainder is the dividend`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let dividend = Column.random(count, using: &generator)
        for root in [Fr.zero, .one, .random(using: &generator)] {
            let quotient = dividend.copy
            let remainder = Polynomial.divide(quotient.slice, byLinearFactorWithRoot: root)
            #expect(remainder == dividend.naiveValue(at: root))
            for threads in [1, 4] {
                let other = dividend.copy
                let value = Parallel.withThreads(threads) {
                    Polynomial.divide(other.slice, byLinearFactorWithRoot: root)
                }
                #expect(value == remainder && other.equals(quotient))
            }
            guard count > 0 else { continue }
            #expect(quotient[count - 1].isZero)
            // Coefficient i of (X − root)·quotient + remainder.
            for index in 0..<count {
                let shifted = index == 0 ? remainder : quotient[index - 1]
                #expect(shifted - root * quotient[index] == dividend[index])
            }
        }
    }

    @Test func `division by hand`() {
        // X³ − 1 = (X − 1)(X² + X + 1); X³ = (X − 2)(X² + 2X + 4) + 8.
        let first = Column(4) { [-Fr.one, .zero, .zero, .one][$0] }
        #expect(Polynomial.divide(first.slice, byLinearFactorWithRoot: 1) == .zero)
        #expect(first.elements == [1, 1, 1, 0])
        let second = Column(4) { $0 == 3 ? .one : .zero }
        #expect(Polynomial.divide(second.slice, byLinearFactorWithRoot: 2) == 8)
        #expect(second.elements == [4, 2, 1, 0])
    }

    @Test(arguments: counts)
    func `sums are element by element`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let (a, b) = (Column.random(count + 3, using: &generator), Column.random(count, using: &generator))
        let factor = Fr.random(using: &generator)
        let sum = a.copy
        Polynomial.combine([sum.readOnly, b.readOnly], into: sum.slice, factors: [2, factor])
        for index in 0..<count + 3 {
            let other = index < count ? factor * b[index] : .zero
            #expect(sum[index] == a[index].doubled + other)
        }
    }

    @Test(arguments: counts)
    func `powers follow each other`(count: Int) {
        for base in [Fr.zero, .one, 5] {
            let powers = Polynomial.powers(of: base, count: count)
            #expect(powers.count == count)
            var power = Fr.one
            for index in 0..<count {
                #expect(powers[index] == power)
                power *= base
            }
        }
    }

    @Test func `the number of threads changes nothing`() {
        let results = [1, 2, 3].map { threads in
            Parallel.withThreads(threads) {
                let column = Polynomial.powers(of: 7, count: 30_000)
                let source = Polynomial.powers(of: 3, count: 20_000)
                Polynomial.combine([column.readOnly, source.readOnly], into: column.slice, factors: [1, 9])
                return [Polynomial.evaluate(column, at: 11)] + column.elements
            }
        }
        #expect(results[0] == results[1] && results[0] == results[2])
    }
}
