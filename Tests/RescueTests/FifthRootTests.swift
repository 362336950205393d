import BN254
import Rescue
import TestSupport
import Testing

/// The inverse S-box undoes x⁵.
struct FifthRootTests {
    private let five = UInt256(5)

    /// 5·e = 4·(r − 1) + 1, so that x^(5e) = x for every x.
    @Test func exponentInvertsFiveModuloTheGroupOrder() {
        func sum(_ terms: [UInt256]) -> UInt256 {
            terms.reduce(.zero) { total, term in
                let (sum, overflow) = total.addingReportingOverflow(term)
                #expect(!overflow)
                return sum
            }
        }
        let order = Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue
        #expect(sum(Array(repeating: FifthRoot.exponent, count: 5)) == sum([order, order, order, order, UInt256(1)]))
        // 5 generates the whole multiplicative group.
        let generator = Fr.multiplicativeGenerator
        #expect(generator.power(variableTime: five).power(variableTime: FifthRoot.exponent) == generator)
    }

    @Test func `the addition chain ends in the exponent`() throws {
        var exponents = [UInt8(0): UInt256(1)]
        func sum(_ a: UInt256, _ b: UInt256) throws -> UInt256 {
            let (sum, overflow) = a.addingReportingOverflow(b)
            try #require(!overflow)
            return sum
        }
        for step in FifthRoot.steps {
            var exponent = try #require(exponents[step.base])
            for _ in 0..<step.squarings { exponent = try sum(exponent, exponent) }
            exponents[step.target] = try sum(exponent, #require(exponents[step.factor]))
        }
        let last = try #require(FifthRoot.steps.last)
        #expect(exponents[last.target] == FifthRoot.exponent)
    }

    @Test func smallCases() {
        #expect(FifthRoot.of(0) == 0)
        #expect(FifthRoot.of(1) == 1)
        #expect(FifthRoot.of(-Fr(1)) == -Fr(1))
        #expect(FifthRoot.of(32) == 2)
        #expect(FifthRoot.of(243) == 3)
        #expect(FifthRoot.of(-Fr(3125)) == -Fr(5))
    }

    @Test func edgesAndRandomElements() throws {
        var generator = SeededGenerator(seed: 1)
        let half = try #require(Fr(2).inverse)
        let edges: [Fr] = [0, 1, 2, half, half - 1, -Fr(1), -Fr(2), Fr(.max), Fr(reducing: .max), .rootOfUnity]
        // Montgomery forms at the ends of the range.
        let largest = Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue
        let forms = [UInt256(1), largest].map { Fr(uncheckedMontgomery: $0) }
        let random = (0..<500).map { _ in Fr.random(using: &generator) }
        for x in edges + forms + random {
            try #require(FifthRoot.of(x).power(variableTime: five) == x, "\(x)")
            try #require(FifthRoot.of(x.power(variableTime: five)) == x, "\(x)")
            try #require(FifthRoot.of(x) == x.power(variableTime: FifthRoot.exponent), "\(x)")
        }
    }
}
