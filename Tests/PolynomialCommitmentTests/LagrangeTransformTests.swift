import BN254
import Kernels
import PolynomialCommitment
import TestSupport
import Testing

@Suite struct LagrangeTransformTests {
    /// L_0(τ), L_1(τ), …: the inverse transform of the powers of τ.
    private func lagrangeValues(_ logarithm: Int, at tau: Fr) -> Column {
        let domain = EvaluationDomain(logarithm: logarithm)
        let values = Polynomial.powers(of: tau, count: domain.size)
        // 1/n·Σ ω^(−ij)·τ^i is the coefficient j of the polynomial with the values τ^i at ω^i.
        domain.interpolate(values)
        return values
    }

    private func basis(_ powers: Storage<G1Point>) -> Storage<G1Point> {
        LagrangeTransform.basis(powers: powers.readOnly) { _ in }
    }

    @Test(arguments: 0...10)
    func `values at a known number`(logarithm: Int) {
        var generator = SeededGenerator(seed: UInt64(logarithm))
        let tau = Fr.random(using: &generator)
        let (values, count) = (lagrangeValues(logarithm, at: tau), 1 << logarithm)
        let points = basis(InsecurePowers.powers(of: tau, count: count))
        for index in 0..<count { #expect(points[index] == G1Point.generator * values[index]) }
        #expect(points.elements.reduce(.infinity, +) == .generator)
    }

    /// There all L_j are zero but one, so that sums of points meet their opposites; at 0 and 1, their equals and infinity.
    @Test(arguments: [0, 1, 2, 5, 8])
    func `values at roots of unity and at 0`(logarithm: Int) {
        let (count, root) = (1 << logarithm, Fr.rootOfUnity(logarithmOfOrder: logarithm))
        for place in [0, count / 3, count - 1] {
            let tau = root.power(variableTime: UInt256(UInt64(place)))
            let points = basis(InsecurePowers.powers(of: tau, count: count))
            for index in 0..<count { #expect(points[index] == (index == place ? .generator : .infinity)) }
        }
        let (points, values) = (basis(InsecurePowers.powers(of: 0, count: count)), lagrangeValues(logarithm, at: 0))
        for index in 0..<count { #expect(points[index] == G1Point.generator * values[index]) }
    }

    /// Of powers that nobody made from a number, too: a sum of multiples of values is that of coefficients.
    @Test func `commitments from values and from coefficients`() {
        var generator = SeededGenerator(seed: 1)
        let domain = EvaluationDomain(logarithm: 12)
        let bases = InsecurePowers.powers(of: .random(using: &generator), count: domain.size)
        bases.slice.swapAt(5, 700)
        bases[9] = .infinity
        let coefficients = Column.random(domain.size, using: &generator)
        let values = coefficients.copy
        domain.evaluate(values)
        #expect(
            MultiScalarMultiplication.sum(scalars: values, bases: basis(bases))
                == MultiScalarMultiplication.sum(scalars: coefficients, bases: bases))
    }

    @Test(arguments: [0, 1, 5, 9])
    func `of a known number`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        var generator = SeededGenerator(seed: 3)
        for tau in [Fr.random(using: &generator), .zero, .one, domain.generator] {
            let points = InsecurePowers.lagrangeBasis(of: tau, domain: domain)
            let expected = basis(InsecurePowers.powers(of: tau, count: domain.size))
            #expect(points.equals(expected))
        }
    }

    /// Rows as a witness has them, and a mask (b_0 + b_1·X + b_2·X²)·(X^n − 1), with the bases that a prover has for both.
    @Test func `commitments from rows and masks`() {
        var generator = SeededGenerator(seed: 2)
        let domain = EvaluationDomain(logarithm: 11)
        let (n, tau) = (domain.size, Fr.random(using: &generator))
        let (powers, random) = (InsecurePowers.powers(of: tau, count: n + 3), Fr.random(using: &generator))
        let masks = (0..<3).map { powers[n + $0] + -powers[$0] }
        let lagrange = InsecurePowers.lagrangeBasis(of: tau, domain: domain)
        let bases = CommitmentBases(lagrange.readOnly, followedBy: masks)
        #expect(bases.count == n + 3)
        let rows: [(Int) -> Fr] = [
            { _ in .zero }, { _ in .one }, { _ in -.one }, { _ in random }, { $0 == 700 ? .one : .zero },
            { [.zero, .zero, .one, -.one, random, Fr(UInt64($0))][$0 % 6] },
            { $0 < 1000 ? random * Fr(UInt64($0)) : .zero },
        ]
        let factors: [[Fr]] = [
            [0, 0, 0], [.one, -.one, .zero], [.random(using: &generator), .random(using: &generator), random],
        ]
        for row in rows {
            for factors in factors {
                let column = Column(n + 3) { $0 < n ? row($0) : factors[$0 - n] }
                let coefficients = column.copy
                domain.interpolate(coefficients.slice.prefix(n))
                for index in 0..<3 { coefficients[index] -= factors[index] }
                let fromRows = MultiScalarMultiplication.sums([column.readOnly], bases: bases)[0]
                let fromCoefficients = MultiScalarMultiplication.sum(scalars: coefficients, bases: powers)
                #expect(fromRows == fromCoefficients)
            }
        }
    }

    @Test func `levels one by one, on any number of threads`() throws {
        let bases = InsecurePowers.powers(of: 7, count: 1 << 12)
        let expected = basis(bases)
        let transform = LagrangeTransform(logarithm: 12)
        for threads in 1...3 {
            let points = Storage(copying: bases.readOnly)
            Parallel.withThreads(threads) {
                for level in 0..<transform.levelCount {
                    var reports: [Double] = []
                    transform.perform(level: level, on: points) { reports.append($0) }
                    #expect(reports == reports.sorted() && reports.first == 0 && reports.last == 1)
                }
            }
            transform.bitReverse(points)
            #expect(points.equals(expected))
        }
    }

    private struct Stop: Error {}

    @Test func `what the report throws ends the work`() {
        let bases = InsecurePowers.powers(of: 7, count: 1 << 6)
        var count = 0
        #expect(throws: Stop.self) {
            _ = try LagrangeTransform.basis(powers: bases.readOnly) { _ in
                count += 1
                if count == 3 { throw Stop() }
            }
        }
        #expect(count == 3)
    }
}
