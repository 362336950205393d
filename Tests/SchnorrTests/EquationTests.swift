import BN254
import Kernels
import Schnorr
import TestSupport
import Testing

/// Every set of kernels that this machine can run, on equations made to hold and made not to.
struct EquationTests {
    /// Scalars with digits of four bits at both ends of what they can be, below 2^252.
    private let scalars: [UInt256] = {
        func repeated(_ word: UInt64) -> UInt256 { UInt256(word, word, word, word & (.max >> 4)) }
        let largest = EdwardsScalar.modulus.subtractingReportingOverflow(UInt256(1)).partialValue
        return [0, 1, 7, 8, 9, 15, 16, 17, .max].map { UInt256($0) } + [largest]
            + [0x7777_7777_7777_7777, 0x8888_8888_8888_8888, 0x8080_8080_8080_8080, .max].map(repeated)
    }()

    @Test(arguments: KernelTable.all.indices)
    func `equations hold that are made to hold, and no others`(table: Int) throws {
        var generator = SeededGenerator(seed: 41)
        let g = EdwardsPoint.generator
        let torsion = try smallOrderPoints()
        let keys =
            [g, -g, g + g, g * EdwardsScalar(8)] + torsion.map { g + $0 }
            + (0..<4).map { _ in g * EdwardsScalar.random(using: &generator) }
        var equations: [EdwardsEquation] = []
        var expected: [Bool] = []
        for key in keys + torsion {
            for s in scalars + [EdwardsScalar.random(using: &generator).canonical] {
                for c in scalars + [EdwardsScalar.random(using: &generator).canonical] {
                    let s = EdwardsScalar(reducing: s)
                    let r = ExtendedEdwardsPoint.sum(variableTime: [
                        (s.canonical, ExtendedEdwardsPoint(g)), (c, ExtendedEdwardsPoint(-key)),
                    ]).affine
                    equations.append(EdwardsEquation(s: s, c: c, key: key, r: r))
                    expected.append(!torsion.contains(key))
                }
            }
        }
        #expect(SchnorrSignature.areSatisfied(equations, by: KernelTable.all[table]) == expected)
        let others = [g, torsion.first { $0 != .identity } ?? g]
        for other in others {
            let broken = equations.map { EdwardsEquation(s: $0.s, c: $0.c, key: $0.key, r: $0.r + other) }
            #expect(SchnorrSignature.areSatisfied(broken, by: KernelTable.all[table]).allSatisfy { !$0 })
        }
    }

    /// Formulas that agree on the curve need not agree elsewhere; verdicts do.
    @Test(arguments: KernelTable.all.indices)
    func `points off the curve get the verdict of the definition`(table: Int) {
        var generator = SeededGenerator(seed: 42)
        let g = EdwardsPoint.generator
        var equations = [EdwardsEquation(s: .zero, c: .zero, key: g, r: .identity)]
        let strange = [
            EdwardsPoint(uncheckedX: 0, y: 0), EdwardsPoint(uncheckedX: 1, y: 1), EdwardsPoint(uncheckedX: 1, y: 0),
            EdwardsPoint(uncheckedX: g.x, y: g.y + 1), EdwardsPoint(uncheckedX: g.y, y: g.x),
        ]
        for point in strange {
            for _ in 0..<5 {
                let (s, c) = (EdwardsScalar.random(using: &generator), EdwardsScalar.random(using: &generator))
                for (key, r) in [(point, g), (g, point), (point, point), (point, .identity)] {
                    equations.append(EdwardsEquation(s: s, c: c.canonical, key: key, r: r))
                    equations.append(EdwardsEquation(s: .zero, c: .zero, key: key, r: r))
                }
            }
        }
        #expect(SchnorrSignature.areSatisfied(equations, by: KernelTable.all[table]) == equations.map(\.holds))
    }
}
