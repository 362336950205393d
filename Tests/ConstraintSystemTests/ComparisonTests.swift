import BN254
import ConstraintSystem
import TestSupport
import Testing

/// A circuit that two values decide: written once for all builders.
private protocol PairCircuit {
    static func append<Builder: CircuitBuilder>(to builder: inout Builder, _ a: Fr, _ b: Fr, _ check: RangeCheck)
}

private enum AtMost: PairCircuit {
    static func append<Builder: CircuitBuilder>(to builder: inout Builder, _ a: Fr, _ b: Fr, _ check: RangeCheck) {
        builder.appendConstants()
        let (first, second) = (builder.variable(a), builder.variable(b))
        builder.constrain(first, isAtMost: second, rangeCheck: check)
    }
}

/// The order of elements is that of their integers.
struct ComparisonTests {
    /// 0, 1, the middle of the field and its end, with their neighbours.
    private static let edges: [Fr] = {
        let half = Fr(reducing: Fr.modulus >> 1)
        return [0, 1, 2, half - .one, half, half + .one, half + 2, -Fr(2), -.one]
    }()

    @Test(arguments: edges, RangeCheck.allCases)
    func edgesAreOrdered(_ a: Fr, _ check: RangeCheck) throws {
        for b in ComparisonTests.edges { try expectOrder(a, b, check) }
    }

    @Test(arguments: RangeCheck.allCases)
    func randomElementsAreOrdered(_ check: RangeCheck) throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<50 {
            let a = Fr.random(using: &generator)
            try expectOrder(a, .random(using: &generator), check)
            try expectOrder(a, a, check)
            try expectOrder(a, a + .one, check)
        }
    }

    private func expectOrder(_ a: Fr, _ b: Fr, _ check: RangeCheck) throws {
        let circuit = try #require(
            Witnessed {
                AtMost.append(to: &$0, a, b, check)
                return true
            } structure: {
                AtMost.append(to: &$0, a, b, check)
                return true
            })
        let isAtMost = a.canonical <= b.canonical
        #expect((circuit.violation() == nil) == isAtMost, "\(a) <= \(b)")
    }
}
