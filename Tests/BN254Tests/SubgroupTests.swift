import BN254
import TestSupport
import Testing

/// Membership in the subgroup of order r, against multiplication by r.
struct SubgroupTests {
    private let q = PrimeFieldCase.base.p
    private let r = PrimeFieldCase.scalar.p

    /// The twist has (2q − r)·r points, and 10069 is the smallest prime that divides the cofactor 2q − r.
    private var cofactor: BigInteger { q + q - r }
    private let smallOrder: BigInteger = 10_069

    @Test func cofactorOfTheTwist() throws {
        let divisors = (2...10_069).filter { cofactor % BigInteger(UInt256(UInt64($0))) == 0 }
        #expect(divisors == [10_069])
        var generator = SeededGenerator(seed: 20)
        for _ in 0..<5 {
            let point = G2Point.randomOnCurve(using: &generator)
            #expect(Textbook.product(point, cofactor * r).isInfinity)
            #expect(!Textbook.product(point, cofactor).isInfinity)
        }
    }

    @Test func everyPointOfG1IsInTheSubgroup() {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<20 {
            let point = G1Point.randomOnCurve(using: &generator)
            #expect(point.isInSubgroup)
            #expect(Textbook.product(point, r).isInfinity)
        }
    }

    @Test func subgroupOfTheTwistIsTheKernelOfR() throws {
        var generator = SeededGenerator(seed: 22)
        #expect(G2Point.infinity.isInSubgroup)
        #expect(G2Point.generator.isInSubgroup)
        for _ in 0..<20 {
            let outside = G2Point.randomOnCurve(using: &generator)
            let cleared = Textbook.product(outside, cofactor)
            // The component of order 10069 alone, and added to a point of the subgroup.
            let small = Textbook.product(outside, r * (cofactor / smallOrder))
            try #require(Textbook.product(small, smallOrder).isInfinity && !small.isInfinity)
            for point in [outside, cleared, .random(using: &generator), small, small + cleared, -small] {
                try #require(point.isOnCurve)
                try #require(point.isInSubgroup == Textbook.product(point, r).isInfinity, "\(point)")
            }
            try #require(!outside.isInSubgroup && cleared.isInSubgroup)
            try #require(!small.isInSubgroup && !(small + cleared).isInSubgroup)
        }
    }
}
