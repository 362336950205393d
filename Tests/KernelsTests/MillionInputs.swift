import BN254
import Kernels
import Synchronization
import TestSupport
import Testing

/// How many inputs the sets are compared on, and how they are made: from a seed for each block, on all cores.
enum MillionInputs {
    /// Inputs that a kernel gets at once.
    static let blockSize = 1000

    /// The sets that are compared with the portable one.
    static let others = KernelTable.all.filter { $0.name != KernelTable.portable.name }

    /// What is said on a machine that has nothing to compare.
    static let absence = "this machine can run the portable kernels only"

    /// Expects that all sets make the same of a thousand blocks of inputs.
    ///
    /// `inputs` makes a block, and says what a set makes of it; that may be asked several times.
    static func expectAgreement<Result: Equatable & SendableMetatype>(
        _ inputs: @Sendable (inout SeededGenerator) -> (KernelTable) -> Result
    ) {
        let disagreements = Atomic(0)
        Parallel.forEach(1000) { block in
            var generator = SeededGenerator(seed: UInt64(block))
            let results = inputs(&generator)
            let expected = results(.portable)
            for kernels in others where results(kernels) != expected {
                disagreements.add(1, ordering: .relaxed)
            }
        }
        #expect(disagreements.load(ordering: .relaxed) == 0)
    }

    /// Montgomery forms at the ends of the range, and with limbs of 64 or 52 bits that are full or empty.
    private static let edges: [Fr] = {
        let largest = Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue
        return [
            UInt256.zero, UInt256(1), UInt256(.max, 0, 0, 0), UInt256(0, .max, 0, 0), UInt256(.max, .max, .max, 0),
            UInt256(0, 0, 0, 1 << 61), UInt256(.max >> 12, 0, 0, 0),
            UInt256(.max, .max, .max, 0x2fff_ffff_ffff_ffff), largest,
        ].map { Fr(uncheckedMontgomery: $0) }
    }()

    /// A random element, or one time in eight an edge.
    static func element(_ generator: inout SeededGenerator) -> Fr {
        let choice = generator.next()
        if choice & 7 == 0 { return edges[Int(choice >> 3) % edges.count] }
        return Fr.random(using: &generator)
    }

    /// Columns of such elements.
    static func columns(_ number: Int, _ count: Int, _ generator: inout SeededGenerator) -> [Column] {
        (0..<number).map { _ in
            let column = Column(count: count)
            for index in 0..<count { column[index] = element(&generator) }
            return column
        }
    }

    /// `count` points a + i·b for random a and b.
    static func points(_ count: Int, _ generator: inout SeededGenerator) -> [G1Point] {
        let step = G1Point.generator * Fr.random(using: &generator)
        var points = [JacobianPoint(G1Point.generator * Fr.random(using: &generator))]
        for _ in 1..<count { points.append(points[points.count - 1] + step) }
        return G1Point.normalizing(points)
    }
}
