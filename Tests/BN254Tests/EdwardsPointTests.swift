import BN254
import TestSupport
import Testing

/// ed_on_bn254 against the addition law as the specification states it.
struct EdwardsPointTests {
    private let order = PrimeFieldCase.edwardsScalar.p

    @Test func constants() throws {
        let inverse = try #require(Fr(168_700).inverse)
        #expect(EdwardsPoint.d == inverse * 168_696)
        #expect(
            EdwardsPoint.d.description
                == "9706598848417545097372247223557719406784115219466060233080913168975159366771")
        // a = 1 is a square and d is none: the addition law is complete.
        #expect(EdwardsPoint.d.squareRoot == nil)
        let base = EdwardsPoint.generator
        #expect(base.x.description == "19698561148652590122159747500897617769866003486955115824547446575314762165298")
        #expect(base.y.description == "19298250018296453272277890825869354524455968081175474282777126169995084727839")
        #expect(base.isOnCurve && base != .identity)
        #expect(Textbook.product(base, order) == .identity)
        #expect(EdwardsPoint.identity == EdwardsPoint(uncheckedX: 0, y: 1))
        #expect(EdwardsPoint.name == "ed_on_bn254")
    }

    @Test func membership() throws {
        #expect(try EdwardsPoint(x: 0, y: 1) == .identity)
        #expect(try EdwardsPoint(x: 1, y: 0).isOnCurve)
        for (x, y) in [(0, 0), (1, 1), (2, 3), (0, 2)] as [(Fr, Fr)] {
            #expect(!EdwardsPoint(uncheckedX: x, y: y).isOnCurve)
            #expect(throws: BN254Error.notOnCurve("ed_on_bn254")) { try EdwardsPoint(x: x, y: y) }
        }
    }

    /// The eight points T with 8·T = O: a cyclic group with (0, −1) of order 2 and (±1, 0) of order 4.
    @Test func smallOrderPoints() throws {
        let torsion = try self.torsion()
        #expect(Set(torsion).count == 8)
        #expect(torsion[0] == .identity)
        #expect(torsion[4] == EdwardsPoint(uncheckedX: 0, y: -Fr(1)))
        #expect(
            Set([torsion[2], torsion[6]]) == [
                EdwardsPoint(uncheckedX: 1, y: 0), EdwardsPoint(uncheckedX: -Fr(1), y: 0),
            ])
        for (index, point) in torsion.enumerated() {
            #expect(point.isOnCurve && point.hasSmallOrder)
            #expect(point.isInSubgroup == (index == 0))
            #expect(ExtendedEdwardsPoint(point).isIdentity == (index == 0))
        }
    }

    @Test func subgroupIsTheKernelOfL() throws {
        var generator = SeededGenerator(seed: 27)
        let torsion = try self.torsion()
        for _ in 0..<10 {
            let inside = EdwardsPoint.random(using: &generator)
            for point in torsion.map({ inside + $0 }) + [.randomOnCurve(using: &generator)] {
                try #require(point.isOnCurve && !point.hasSmallOrder)
                try #require(point.isInSubgroup == (Textbook.product(point, order) == .identity))
            }
            #expect(inside.isInSubgroup)
            #expect(!torsion.dropFirst().contains { (inside + $0).isInSubgroup })
        }
    }

    /// All pairs among points of small order, points of the subgroup, sums of both, and their negatives.
    @Test func additionIsComplete() throws {
        var generator = SeededGenerator(seed: 28)
        let inside = EdwardsPoint.random(using: &generator)
        let outside = EdwardsPoint.randomOnCurve(using: &generator)
        let points = try torsion() + [inside, -inside, inside + inside, outside, -outside, .generator]
        for p in points {
            let (left, double) = (ExtendedEdwardsPoint(p), try #require(Textbook.sum(p, p)))
            #expect(left.affine == p && (-left).affine == -p && left.doubled.affine == double)
            #expect(left + .identity == left && left + -left == .identity && (left + -left).isIdentity)
            for q in points {
                let right = ExtendedEdwardsPoint(q)
                let sum = try #require(Textbook.sum(p, q))
                try #require(sum.isOnCurve)
                try #require(p + q == sum && left + right == ExtendedEdwardsPoint(sum))
                try #require((left == right) == (p == q))
                // Sums and doubles have Z ≠ 1.
                let further = try #require(Textbook.sum(sum, double))
                try #require((left + right + left.doubled).affine == further)
                try #require((left + right).doubled.affine == Textbook.sum(sum, sum))
            }
        }
    }

    @Test func multiplication() throws {
        var generator = SeededGenerator(seed: 29)
        for p in [.randomOnCurve(using: &generator), .generator, try torsion()[1]] {
            var sum = EdwardsPoint.identity
            for scalar in 0..<70 as Range<UInt64> {
                try #require(p * EdwardsScalar(scalar) == sum, "\(scalar)")
                sum = try #require(Textbook.sum(sum, p))
            }
            for scalar in [.max, order.uint256] + (0..<10).map({ _ in UInt256.random(using: &generator) }) {
                let product = ExtendedEdwardsPoint(p).multiplied(variableTime: scalar)
                try #require(product.affine == Textbook.product(p, BigInteger(scalar)), "\(scalar)")
            }
        }
        for _ in 0..<10 {
            let (a, b) = (EdwardsScalar.random(using: &generator), EdwardsScalar.random(using: &generator))
            let p = EdwardsPoint.random(using: &generator)
            try #require(p * a + p * b == p * (a + b))
            try #require((p * a) * b == p * (a * b))
        }
        #expect(EdwardsPoint.generator * -EdwardsScalar(1) == -EdwardsPoint.generator)
    }

    @Test func sumsOfProducts() throws {
        var generator = SeededGenerator(seed: 30)
        #expect(ExtendedEdwardsPoint.sum(variableTime: []).isIdentity)
        let torsion = try self.torsion()
        for count in 1...6 {
            let terms = (0..<count).map { index in
                // Scalars of very different lengths, zero among them.
                let scalar = UInt256.random(using: &generator) >> (index * 85)
                let point = index % 3 == 2 ? torsion[count] : .randomOnCurve(using: &generator)
                return (scalar: scalar, point: ExtendedEdwardsPoint(point))
            }
            let separate = terms.map { $0.point.multiplied(variableTime: $0.scalar) }
                .reduce(ExtendedEdwardsPoint.identity, +)
            let textbook = try terms.reduce(EdwardsPoint.identity) { sum, term in
                let product = try #require(Textbook.product(term.point.affine, BigInteger(term.scalar)))
                return try #require(Textbook.sum(sum, product))
            }
            let sum = ExtendedEdwardsPoint.sum(variableTime: terms)
            #expect(sum == separate)
            #expect(sum.affine == textbook)
        }
    }

    /// 0, T, 2T, … 7T for a point T of order 8.
    private func torsion() throws -> [EdwardsPoint] {
        var generator = SeededGenerator(seed: 31)
        while true {
            let point = try #require(Textbook.product(.randomOnCurve(using: &generator), order))
            let multiples = (0..<8).compactMap { Textbook.product(point, BigInteger(UInt256($0))) }
            if multiples[4] != .identity { return multiples }
        }
    }
}
