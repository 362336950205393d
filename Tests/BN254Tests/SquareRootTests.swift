import BN254
import TestSupport
import Testing

/// Square roots, with Euler's criterion as the judge of what is a square.
struct SquareRootTests {
    @Test func smallNumbers() {
        #expect(Fr.zero.squareRoot == .zero && Fq.zero.squareRoot == .zero && Fq2.zero.squareRoot == .zero)
        #expect(Fq(4).squareRoot?.squared == 4)
        #expect(Fr(4).squareRoot?.squared == 4)
        // r ≡ 1 and q ≡ 3 mod 4: −1 is a square in Fr and in Fq2, but not in Fq.
        #expect((-Fr.one).squareRoot?.squared == -.one)
        #expect((-Fq.one).squareRoot == nil)
        #expect((-Fq2.one).squareRoot.map { $0 == Fq2(0, 1) || $0 == -Fq2(0, 1) } == true)
        // 5 generates the group of Fr, 3 that of Fq, and ξ is no square by construction.
        #expect(Fr(5).squareRoot == nil)
        #expect(Fq(3).squareRoot == nil)
        #expect(Fq2.nonResidue.squareRoot == nil)
    }

    @Test func rootsInFr() throws {
        let p = PrimeFieldCase.scalar.p
        try check(special: (0...Fr.twoAdicity).map(Fr.rootOfUnity(logarithmOfOrder:)), order: p - 1, \.squareRoot)
    }

    @Test func rootsInFq() throws {
        try check(special: [Fq(1), Fq(2), Fq(3), -Fq(2), -Fq(3)], order: PrimeFieldCase.base.p - 1, \.squareRoot)
    }

    /// Real and pure imaginary elements take paths of their own.
    @Test func rootsInFq2() throws {
        var generator = SeededGenerator(seed: 9)
        let real = (0..<40).map { _ in Fq2(.random(using: &generator), .zero) }
        let imaginary = (0..<40).map { _ in Fq2(.zero, .random(using: &generator)) }
        let special = [.one, Fq2(0, 1), Fq2(0, 2), Fq2(1, 1), Fq2(3, 4)] + real + imaginary
        try check(special: special, order: PrimeFieldCase.base.p.power(2) - 1, \.squareRoot)
    }

    /// `order` is that of the multiplicative group.
    private func check<F: RandomField>(special: [F], order: BigInteger, _ squareRoot: (F) -> F?) throws {
        var generator = SeededGenerator(seed: 10)
        let elements = special + (0..<200).map { _ in .random(using: &generator) }
        var squares = 0
        for element in elements {
            let criterion = element.power(bitwise: order / 2)
            try #require(criterion == .one || criterion == -.one)
            let root = squareRoot(element)
            try #require((root != nil) == (criterion == .one), "\(element)")
            if let root {
                squares += 1
                try #require(root * root == element)
            }
            let square = element * element
            let rootOfSquare = try #require(squareRoot(square))
            try #require(rootOfSquare == element || rootOfSquare == -element)
        }
        #expect((60..<elements.count - 60).contains(squares))
    }
}
