import BN254
import TestSupport
import Testing

/// The groups of both curves against chord-and-tangent arithmetic.
struct GroupLawTests {
    @Test func generatorsAndConstants() throws {
        #expect(G1Point.generator == AffinePoint(uncheckedX: 1, y: 2))
        #expect(G1.b == 3)
        #expect(G2.b * Fq2(9, 1) == Fq2(3, 0))
        #expect(
            G2.b.c0.description == "19485874751759354771024239261021720505790618469301721065564631296452457478373"
                && G2.b.c1.description == "266929791119991161246907387137283842545076965332900288569378510910307636690")
        let h = G2Point.generator
        let coordinates = [h.x.c0, h.x.c1, h.y.c0, h.y.c1].map(\.description)
        #expect(
            coordinates == [
                "10857046999023057135944570762232829481370756359578518086990519993285655852781",
                "11559732032986387107991004021392285783925812861821192530917403151452391805634",
                "8495653923123431417604973247489272438418190587263600148770280649306958101930",
                "4082367875863433681332203403145435568316851327593401208105741076214120093531",
            ])
        #expect(G1.name == "G1" && G2.name == "G2")
    }

    @Test func doubleOfTheGeneratorOfG1() throws {
        // 2·(1, 2): slope 3/4, x = 9/16 − 2, y = (3/4)(1 − x) − 2.
        let quarter = try #require(Fq(4).inverse)
        let slope = quarter * 3
        let x = slope.squared - 2
        let expected = AffinePoint<G1>(uncheckedX: x, y: slope * (1 - x) - 2)
        #expect(G1Point.generator + G1Point.generator == expected)
        #expect(
            expected.x.description == "1368015179489954701390400359078579693043519447331113978918064868415326638035")
        #expect(
            expected.y.description == "9918110051302171585080402603319702774565515993150576347155970296011118125764")
    }

    @Test func membership() throws {
        #expect(G1Point.infinity.isOnCurve && G2Point.infinity.isOnCurve)
        #expect(G1Point.generator.isOnCurve && G2Point.generator.isOnCurve)
        #expect(G1Point.infinity.isInfinity && !G1Point.generator.isInfinity)
        for (x, y) in [(1, 1), (2, 2), (0, 1), (1, 0)] as [(Fq, Fq)] {
            #expect(!G1Point(uncheckedX: x, y: y).isOnCurve)
            #expect(throws: BN254Error.notOnCurve("G1")) { try G1Point(x: x, y: y) }
            #expect(!G2Point(uncheckedX: Fq2(x, 0), y: Fq2(y, 1)).isOnCurve)
            #expect(throws: BN254Error.notOnCurve("G2")) { try G2Point(x: Fq2(x, 0), y: Fq2(y, 1)) }
        }
        // (0, 0) stands for infinity, but is no pair of coordinates.
        #expect(throws: BN254Error.notOnCurve("G1")) { try G1Point(x: 0, y: 0) }
        #expect(throws: BN254Error.notOnCurve("G2")) { try G2Point(x: .zero, y: .zero) }
        #expect(try G1Point(x: 1, y: 2) == .generator)
        #expect(try G2Point(x: G2Point.generator.x, y: G2Point.generator.y) == .generator)
    }

    @Test func additionInG1() throws { try checkAddition(on: G1.self) }
    @Test func additionInG2() throws { try checkAddition(on: G2.self) }

    @Test func multiplicationInG1() throws { try checkMultiplication(on: G1.self) }
    @Test func multiplicationInG2() throws { try checkMultiplication(on: G2.self) }

    /// All pairs among infinity, a few points, their negatives and doubles, in every representation.
    private func checkAddition<Curve: ShortWeierstrassCurve>(on curve: Curve.Type) throws
    where Curve.BaseField: RandomField {
        var generator = SeededGenerator(seed: 18)
        let p = AffinePoint<Curve>.randomOnCurve(using: &generator)
        let q = AffinePoint<Curve>.randomOnCurve(using: &generator)
        let points = [.infinity, p, -p, Textbook.sum(p, p), q, -q, Textbook.sum(p, q), .generator]
        for a in points {
            try #require(a.isOnCurve)
            try #require(a == .infinity || a != -a)
            for b in points {
                let expected = Textbook.sum(a, b)
                try #require(a + b == expected)
                for left in representations(of: a, using: &generator) {
                    try #require(left.affine == a && (-left).affine == -a)
                    try #require(left.doubled.affine == Textbook.sum(a, a))
                    try #require((left + b).affine == expected)
                    for right in representations(of: b, using: &generator) {
                        try #require((left + right).affine == expected)
                        try #require((left == right) == (a == b))
                    }
                }
            }
        }
        let sums = points.flatMap { a in points.map { JacobianPoint(a) + JacobianPoint($0) } }
        #expect(AffinePoint.normalizing(sums) == sums.map(\.affine))
        #expect(AffinePoint<Curve>.normalizing([]).isEmpty)
    }

    /// The point with Z = 1, and with a random Z; for infinity any X and Y.
    private func representations<Curve>(
        of point: AffinePoint<Curve>, using generator: inout SeededGenerator
    ) -> [JacobianPoint<Curve>] where Curve.BaseField: RandomField {
        var scaled = JacobianPoint(point)
        let z = Curve.BaseField.random(using: &generator)
        if point.isInfinity {
            (scaled.x, scaled.y) = (z.squared, z.squared * z)
            return [JacobianPoint(point), .infinity, scaled]
        }
        (scaled.x, scaled.y, scaled.z) = (point.x * z.squared, point.y * z.squared * z, z)
        return [JacobianPoint(point), scaled]
    }

    private func checkMultiplication<Curve: ShortWeierstrassCurve>(on curve: Curve.Type) throws
    where Curve.BaseField: RandomField {
        let order = PrimeFieldCase.scalar.p
        var generator = SeededGenerator(seed: 19)
        let p = AffinePoint<Curve>.randomOnCurve(using: &generator)
        var sum = AffinePoint<Curve>.infinity
        for scalar in 0..<70 as Range<UInt64> {
            try #require(p * Fr(scalar) == sum, "\(scalar)")
            sum = Textbook.sum(sum, p)
        }
        for _ in 0..<20 {
            let scalar = UInt256.random(using: &generator)
            let expected = Textbook.product(p, BigInteger(scalar))
            try #require(JacobianPoint(p).multiplied(variableTime: scalar).affine == expected, "\(scalar)")
        }
        let largest = JacobianPoint(p).multiplied(variableTime: .max).affine
        #expect(largest == Textbook.product(p, BigInteger(.max)))
        #expect(JacobianPoint<Curve>.infinity.multiplied(variableTime: .max).isInfinity)

        // In the subgroup scalars count modulo r, and the product is linear in both arguments.
        let base = AffinePoint<Curve>.generator
        #expect(JacobianPoint(base).multiplied(variableTime: order.uint256).isInfinity)
        #expect(base * -Fr(1) == -base)
        #expect(Textbook.product(base, order).isInfinity)
        for _ in 0..<10 {
            let (a, b) = (Fr.random(using: &generator), Fr.random(using: &generator))
            let point = AffinePoint<Curve>.random(using: &generator)
            try #require(point * a + point * b == point * (a + b))
            try #require((point * a) * b == point * (a * b))
            try #require((point + base) * a == point * a + base * a)
        }
    }
}
