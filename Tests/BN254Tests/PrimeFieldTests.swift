import BN254
import TestSupport
import Testing

/// Every operation of the three prime fields against GMP.
struct PrimeFieldTests {
    @Test(arguments: PrimeFieldCase.all)
    func constantsAreThoseOfTheModulus(field: PrimeFieldCase) {
        let p = field.p
        let modulus = field.modulus
        let radix = BigInteger.powerOfTwo(256)
        #expect(BigInteger(modulus.modulus) == p)
        #expect(modulus.negatedInverse &* modulus.modulus.limb0 == .max)
        #expect(BigInteger(modulus.r) == radix % p)
        #expect(BigInteger(modulus.rSquared) == radix.power(2) % p)
        #expect(BigInteger(modulus.rCubed) == radix.power(3) % p)
        #expect(p + p < radix)
    }

    /// The moduli in terms of the curve's parameter x, and that of the Edwards subgroup by Hasse's bound.
    @Test func moduliAreThoseOfTheCurves() {
        let x: BigInteger = 4_965_661_367_192_848_881
        let common = 36 * x.power(4) + 36 * x.power(3) + 6 * x + 1
        let (q, r) = (PrimeFieldCase.base.p, PrimeFieldCase.scalar.p)
        #expect(q == common + 24 * x.power(2))
        #expect(r == common + 18 * x.power(2))
        let trace = r + 1 - 8 * PrimeFieldCase.edwardsScalar.p
        #expect(trace.power(2) < 4 * r)
    }

    @Test func smallNumbers() {
        #expect((Fr(3) + 4).canonical == UInt256(7))
        #expect((Fr(3) * 4).canonical == UInt256(12))
        #expect((Fr(3) - 4) + 1 == .zero)
        #expect(-Fr.zero == .zero)
        #expect(Fr(7).doubled == 14)
        #expect(Fr(7).squared == 49)
        #expect(Fr(2).inverse.map { $0 * 2 } == .one)
        #expect(Fr(3).power(variableTime: UInt256(5)) == 243)
        #expect(Fr.zero.power(variableTime: .zero) == .one)
        #expect(Fr(42).description == "42")
        var sum = Fq(5)
        sum += 6
        sum *= 7
        sum -= 8
        #expect(sum == 69)
    }

    @Test(arguments: PrimeFieldCase.all)
    func specialElementsPairwise(field: PrimeFieldCase) throws {
        func check<Modulus: PrimeModulus>(_ modulus: Modulus.Type) throws {
            let oracle = try FieldOracle(modulus, p: field.p)
            let elements = oracle.specialElements
            for a in elements {
                try checkUnary(a, oracle)
                try checkPower(a, by: a.montgomery, oracle)
                for b in elements { try checkBinary(a, b, oracle) }
            }
        }
        try check(field.modulus)
    }

    @Test(arguments: PrimeFieldCase.all)
    func randomElements(field: PrimeFieldCase) throws {
        func check<Modulus: PrimeModulus>(_ modulus: Modulus.Type) throws {
            let oracle = try FieldOracle(modulus, p: field.p)
            var generator = SeededGenerator(seed: 1)
            for index in 0..<20_000 {
                let a = PrimeField<Modulus>.random(using: &generator)
                let b = PrimeField<Modulus>.random(using: &generator)
                try checkUnary(a, oracle)
                try checkBinary(a, b, oracle)
                if index % 20 == 0 { try checkPower(a, by: .random(using: &generator), oracle) }
            }
        }
        try check(field.modulus)
    }

    /// Any integer below 2^256 is reduced; exactly those below p are canonical.
    @Test(arguments: PrimeFieldCase.all)
    func integersAreReducedOrRefused(field: PrimeFieldCase) throws {
        func check<Modulus: PrimeModulus>(_ modulus: Modulus.Type) throws {
            typealias Element = PrimeField<Modulus>
            let oracle = try FieldOracle(modulus, p: field.p)
            var generator = SeededGenerator(seed: 2)
            let random = (0..<20_000).map { _ in UInt256.random(using: &generator) }
            for integer in oracle.specialIntegers.map(\.uint256) + random {
                let value = BigInteger(integer)
                let reduced = Element(reducing: integer)
                try #require(reduced.montgomery == oracle.montgomery(value), "\(integer)")
                try #require(BigInteger(reduced.canonical) == value % oracle.p, "\(integer)")
                if value < oracle.p {
                    try #require(try Element(canonical: integer) == reduced)
                } else {
                    #expect(throws: BN254Error.notCanonical(Modulus.name)) { try Element(canonical: integer) }
                }
            }
            #expect(Element(UInt64.max) == Element(reducing: UInt256(.max)))
        }
        try check(field.modulus)
    }

    /// Random elements are canonical, and fill the range evenly: 16 cells, 20,000 draws.
    @Test(arguments: PrimeFieldCase.all)
    func randomElementsFillTheRange(field: PrimeFieldCase) throws {
        func check<Modulus: PrimeModulus>(_ modulus: Modulus.Type) throws {
            var generator = SeededGenerator(seed: 3)
            var counts = [Int](repeating: 0, count: 16)
            let topLimb = Modulus.modulus.limb3
            for _ in 0..<20_000 {
                let element = PrimeField<Modulus>.random(using: &generator)
                try #require(element.montgomery < Modulus.modulus)
                let cell = element.montgomery.limb3.multipliedFullWidth(by: 16)
                counts[min(15, Int(topLimb.dividingFullWidth(cell).quotient))] += 1
            }
            // 1250 expected in each cell, standard deviation 34.
            #expect(counts.allSatisfy { (1080...1420).contains($0) }, "\(counts)")
        }
        try check(field.modulus)
    }

    @Test func negativesCompareAsIntegers() throws {
        let p = PrimeFieldCase.base.p
        for value in [0, 1, 2, (p - 1) / 2, (p + 1) / 2, p - 2, p - 1] as [BigInteger] {
            let element = try Fq(canonical: value.uint256)
            #expect(element.isLexicographicallyLargest == (value > (p - value) % p), "\(value)")
        }
    }

    // MARK: - Comparison with GMP

    private func checkBinary<Modulus>(
        _ a: PrimeField<Modulus>, _ b: PrimeField<Modulus>, _ oracle: FieldOracle<Modulus>
    ) throws {
        let (x, y) = (oracle.integer(a), oracle.integer(b))
        try #require((a + b).montgomery == oracle.montgomery(x + y), "\(x) + \(y)")
        try #require((a - b).montgomery == oracle.montgomery(x - y), "\(x) - \(y)")
        try #require((a * b).montgomery == oracle.montgomery(x * y), "\(x) · \(y)")
    }

    private func checkUnary<Modulus>(_ a: PrimeField<Modulus>, _ oracle: FieldOracle<Modulus>) throws {
        let x = oracle.integer(a)
        try #require(BigInteger(a.canonical) == x)
        try #require(try PrimeField<Modulus>(canonical: x.uint256) == a)
        try #require((-a).montgomery == oracle.montgomery(0 - x), "-\(x)")
        try #require(a.doubled.montgomery == oracle.montgomery(x + x), "2 · \(x)")
        try #require(a.squared.montgomery == oracle.montgomery(x * x), "\(x)²")
        try #require(a.inverse?.montgomery == x.inverse(modulo: oracle.p).map(oracle.montgomery), "1 / \(x)")
        try #require(a.isZero == (x == 0))
    }

    private func checkPower<Modulus>(
        _ a: PrimeField<Modulus>, by exponent: UInt256, _ oracle: FieldOracle<Modulus>
    ) throws {
        let expected = oracle.integer(a).power(BigInteger(exponent), modulo: oracle.p)
        let power = a.power(variableTime: exponent)
        try #require(power.montgomery == oracle.montgomery(expected), "\(oracle.integer(a))^\(exponent)")
    }
}
