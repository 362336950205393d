import BN254
import Kernels
import PolynomialCommitment
import TestSupport
import Testing

@Suite struct MultiScalarMultiplicationTests {
    /// Σ sᵢ·Pᵢ, one by one.
    private func naiveSum(_ scalars: [Fr], _ bases: [G1Point]) -> G1Point {
        zip(scalars, bases).reduce(JacobianPoint<G1>.infinity) { sum, pair in
            sum + JacobianPoint(pair.1).multiplied(variableTime: pair.0.canonical)
        }.affine
    }

    private func sum(_ scalars: [Fr], _ bases: [G1Point]) -> G1Point {
        MultiScalarMultiplication.sum(scalars: Storage(copying: scalars), bases: Storage(copying: bases))
    }

    private func random(_ count: Int, _ generator: inout SeededGenerator) -> [Fr] {
        (0..<count).map { _ in .random(using: &generator) }
    }

    private func powers(_ count: Int) -> [G1Point] { InsecurePowers.powers(of: 0x1234_5678, count: count).elements }

    @Test func `sums by hand`() {
        let g = G1Point.generator
        #expect(sum([], []) == .infinity)
        #expect(sum([], [g]) == .infinity)
        #expect(sum([1], [g]) == g)
        #expect(sum([0], [g]) == .infinity)
        #expect(sum([-Fr.one], [g]) == -g)
        #expect(sum([2, 3], [g, g]) == g * 5)
        #expect(sum([2, 3], [g, -g]) == -g)
        #expect(sum([7, 7], [g, -g]) == .infinity)
        #expect(sum([9], [.infinity]) == .infinity)
    }

    @Test func `all small lengths`() {
        var generator = SeededGenerator(seed: 1)
        let (scalars, bases) = (random(70, &generator), powers(70))
        for count in 0...70 {
            let prefix = Array(scalars.prefix(count))
            #expect(sum(prefix, bases) == naiveSum(prefix, bases), "\(count) scalars")
        }
    }

    @Test(arguments: [127, 512, 1000, 4096])
    func `longer sums`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let (scalars, bases) = (random(count, &generator), powers(count))
        #expect(sum(scalars, bases) == naiveSum(scalars, bases))
    }

    /// Lists of scalars that fill buckets unevenly or touch the edges of the signed digits.
    private func structuredScalars(_ count: Int, _ generator: inout SeededGenerator) -> [[Fr]] {
        func power(_ exponent: Int) -> Fr { Fr(2).power(variableTime: UInt256(UInt64(exponent))) }
        let half = Fr(reducing: Fr.modulus >> 1)
        var lists: [[Fr]] = [
            [.zero], [.one], [-Fr.one], [.one, -Fr.one], [.random(using: &generator)], [half], [half + .one],
            [half, half + .one, -Fr.one, .one, .zero], [.zero, .random(using: &generator)],
            (0..<254).map(power), (0..<254).map { power($0) - .one }, (0..<254).map { power($0) + .one },
            (0..<254).map { -power($0) },
        ]
        // Windows of all ones, of the highest bit only and of one less, for every width.
        for width in 4...17 {
            for digit in [1 << width - 1, 1 << (width - 1), 1 << (width - 1) - 1, 1 << (width - 1) + 1] {
                lists.append([(0..<252 / width).reduce(Fr.zero) { sum, _ in sum * power(width) + Fr(UInt64(digit)) }])
            }
        }
        return lists.map { list in (0..<count).map { list[$0 % list.count] } }
    }

    @Test(arguments: [5, 300])
    func `structured scalars`(count: Int) {
        var generator = SeededGenerator(seed: 2)
        let bases = powers(count)
        for scalars in structuredScalars(count, &generator) {
            #expect(sum(scalars, bases) == naiveSum(scalars, bases), "\(scalars.prefix(5))")
        }
    }

    /// Buckets much longer than a chunk of points, that end at, before and after the ends of chunks.
    @Test(arguments: [4095, 4096, 4097, 8192, 12_345, 40_000])
    func `long buckets`(count: Int) {
        let bases = InsecurePowers.powers(of: 3, count: count)
        let power = Polynomial.powers(of: 3, count: count)
        let patterns: [(Int) -> Fr] = [
            { _ in 1 }, { _ in -Fr.one }, { $0 < 4096 ? 2 : 1 }, { Fr(UInt64($0 * 3 / count)) },
            { Fr(UInt64($0 % 3 == 0 ? 12_345 : $0)) },
        ]
        for pattern in patterns {
            let scalars = Column(count, pattern)
            let exponent = (0..<count).reduce(Fr.zero) { $0 + scalars[$1] * power[$1] }
            let result = MultiScalarMultiplication.sum(scalars: scalars, bases: bases)
            #expect(result == G1Point.generator * exponent)
        }
    }

    /// Bases among which pairs of equal or opposite points, or infinity, meet in the buckets.
    private func structuredBases(_ count: Int) -> [[G1Point]] {
        let g = G1Point.generator
        let multiples = (1...32).map { g * Fr(UInt64($0)) }
        return [
            Array(repeating: g, count: count),
            Array(repeating: .infinity, count: count),
            (0..<count).map { $0 % 2 == 0 ? g : -g },
            (0..<count).map { $0 % 3 == 0 ? .infinity : g },
            (0..<count).map { multiples[$0 % 4] },
            // A_i + B_j, in arithmetic progression.
            (0..<count).map { g * Fr(UInt64(1 + $0 / 16 + $0 % 16)) },
            (0..<count).map { $0 % 5 == 0 ? -multiples[$0 % 32] : multiples[$0 % 32] },
            // Powers of two: differences of sums are other bases.
            (0..<count).map { g * Fr(2).power(variableTime: UInt256(UInt64($0 % 200))) },
        ]
    }

    @Test(arguments: [6, 64, 500])
    func `structured bases`(count: Int) {
        var generator = SeededGenerator(seed: 3)
        let scalarLists = [
            random(count, &generator),
            Array(repeating: .one, count: count),
            Array(repeating: .random(using: &generator), count: count),
            (0..<count).map { Fr(UInt64($0 % 7)) },
            (0..<count).map { $0 % 2 == 0 ? .one : -Fr.one },
        ]
        for bases in structuredBases(count) {
            for scalars in scalarLists { #expect(sum(scalars, bases) == naiveSum(scalars, bases)) }
        }
    }

    /// Among thousands of distinct bases a few meet their like, their opposite or infinity in a bucket.
    @Test func `few equal x in a long sum`() {
        var generator = SeededGenerator(seed: 6)
        let (count, tau) = (1 << 13, Fr.random(using: &generator))
        let (bases, powers) = (InsecurePowers.powers(of: tau, count: count), Polynomial.powers(of: tau, count: count))
        let scalars = Column.random(count, using: &generator)
        for (place, twin, factor) in [(5000, 77, Fr.one), (5001, 4000, -Fr.one), (8191, 0, .one), (6000, 6000, .zero)] {
            scalars[place] = scalars[twin]
            bases[place] = bases[twin] * factor
            powers[place] = powers[twin] * factor
        }
        let exponent = (0..<count).reduce(Fr.zero) { $0 + scalars[$1] * powers[$1] }
        #expect(MultiScalarMultiplication.sum(scalars: scalars, bases: bases) == G1Point.generator * exponent)
    }

    @Test func `equal scalars, equal bases`() {
        var generator = SeededGenerator(seed: 7)
        let (count, tau) = (1 << 13, Fr.random(using: &generator))
        let (scalar, scalars) = (Fr.random(using: &generator), Column.random(count, using: &generator))
        let equalScalars = Column(count) { _ in scalar }
        let bases = InsecurePowers.powers(of: tau, count: count)
        let exponent = Polynomial.powers(of: tau, count: count).elements.reduce(.zero, +) * scalar
        #expect(MultiScalarMultiplication.sum(scalars: equalScalars, bases: bases) == G1Point.generator * exponent)
        let equalBases = InsecurePowers.powers(of: 1, count: count)
        let sum = scalars.elements.reduce(.zero, +)
        #expect(MultiScalarMultiplication.sum(scalars: scalars, bases: equalBases) == G1Point.generator * sum)
        #expect(
            MultiScalarMultiplication.sum(scalars: equalScalars, bases: equalBases)
                == G1Point.generator * (scalar * Fr(UInt64(count))))
    }

    @Test func `several sums at once are those one by one`() {
        var generator = SeededGenerator(seed: 4)
        let bases = powers(900)
        let lists: [[Fr]] = [
            random(900, &generator), [], random(1, &generator), Array(repeating: .zero, count: 50),
            (0..<700).map { Fr(UInt64($0 % 3)) }, random(333, &generator),
        ]
        let columns = lists.map { list in Column(list.count) { list[$0] } }
        let baseStorage = Storage(copying: bases)
        let expected = lists.map { naiveSum($0, bases) }
        #expect(MultiScalarMultiplication.sums(columns, bases: baseStorage) == expected)
        let copy = CommitmentBases(baseStorage.readOnly)
        #expect(copy.count == bases.count)
        #expect(MultiScalarMultiplication.sums(columns.map(\.readOnly), bases: copy) == expected)
        #expect(MultiScalarMultiplication.sums([], bases: StorageSlice()).isEmpty)
    }

    /// Σ sᵢ·τⁱ·G = (Σ sᵢ·τⁱ)·G: a whole commitment against one scalar multiplication.
    @Test func `a long sum over powers of a known number, on one thread and on more`() {
        var generator = SeededGenerator(seed: 5)
        let tau = Fr.random(using: &generator)
        let scalars = Column.random(1 << 16, using: &generator)
        let bases = InsecurePowers.powers(of: tau, count: scalars.count)
        let expected = G1Point.generator * scalars.naiveValue(at: tau)
        for threads in 1...3 {
            Parallel.withThreads(threads) {
                let result = MultiScalarMultiplication.sum(scalars: scalars, bases: bases)
                #expect(result == expected, "\(threads) threads")
            }
        }
    }
}
