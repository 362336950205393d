import BN254
import Kernels
import PolynomialCommitment
import TestSupport
import Testing

/// Every set of kernels that this machine can run computes the bits of the portable one.
@Suite struct KernelAgreementTests {
    /// Elements whose Montgomery forms have limbs at their ends, and random ones.
    private func column(_ count: Int, _ generator: inout SeededGenerator) -> Column {
        let edges: [UInt256] = [
            .zero, UInt256(1), UInt256(.max, 0, 0, 0), UInt256(0, .max, 0, 0), UInt256(.max, .max, .max, 0),
            UInt256(0, 0, 0, 1 << 61), Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue,
            // All limbs of 52 bits full, as far as the modulus goes.
            UInt256(.max, .max, .max, 0x2fff_ffff_ffff_ffff),
        ]
        let column = Column.random(count, using: &generator)
        for index in 0..<count where Int.random(in: 0..<3, using: &generator) == 0 {
            column[index] = Fr(uncheckedMontgomery: edges[Int.random(in: 0..<edges.count, using: &generator)])
        }
        return column
    }

    @Test(arguments: KernelTable.all.indices, [6, 7, 8, 9, 10, 11, 12, 13, 16])
    func `transforms, forward and back, on the domain and on cosets`(table: Int, logarithm: Int) {
        var generator = SeededGenerator(seed: UInt64(logarithm))
        let plain = EvaluationDomain(logarithm: logarithm, kernels: .portable)
        let domain = EvaluationDomain(logarithm: logarithm, kernels: KernelTable.all[table])
        for shift: Fr in [1, 5, .random(using: &generator)] {
            let coefficients = column(domain.size, &generator)
            let (expected, values) = (coefficients.copy, coefficients.copy)
            plain.forward(expected, cosetShift: shift)
            domain.forward(values, cosetShift: shift)
            #expect(values.equals(expected))
            let (expectedBack, back) = (coefficients.copy, coefficients.copy)
            plain.inverse(expectedBack, cosetShift: shift)
            domain.inverse(back, cosetShift: shift)
            #expect(back.equals(expectedBack))
            domain.inverse(values, cosetShift: shift)
            #expect(values.equals(coefficients))
        }
    }

    @Test(arguments: KernelTable.all.indices, [0, 3, 6, 10, 11, 13])
    func `a transform from other memory leaves that as it was`(table: Int, logarithm: Int) {
        var generator = SeededGenerator(seed: UInt64(logarithm))
        let domain = EvaluationDomain(logarithm: logarithm, kernels: KernelTable.all[table])
        // Sources at addresses that are good for a scalar and for nothing larger, as those in a file.
        let size = domain.size
        let memory = column(3 * size + 2, &generator)
        let before = memory.copy
        for shift: Fr in [1, 5] {
            let expected = (0..<3).map { index in Column(size) { memory[index * size + 1 + $0] } }
            let results = (0..<3).map { _ in Column(size) { Fr(UInt64($0)) } }
            domain.forward(expected, cosetShift: shift)
            let sources = (0..<3).map { memory[$0 * size + 1..<($0 + 1) * size + 1].readOnly }
            domain.forward(from: sources, to: results.map(\.slice), cosetShift: shift)
            for (result, expected) in zip(results, expected) { #expect(result.equals(expected)) }
            #expect(memory.equals(before))
            // A destination that is its own source, and one that is not.
            domain.forward(
                from: [results[0].readOnly, results[1].readOnly], to: [results[0].slice, results[2].slice],
                cosetShift: shift)
            domain.forward(Array(expected[..<2]), cosetShift: shift)
            #expect(results[0].equals(expected[0]) && results[2].equals(expected[1]))
        }
    }

    @Test(arguments: KernelTable.all.indices)
    func `vectors with edge limbs`(table: Int) {
        let (kernels, count) = (KernelTable.all[table], 10_007)
        var generator = SeededGenerator(seed: 1)
        let (values, factors) = (column(count, &generator), column(count, &generator))
        for factor in column(9, &generator).elements {
            let (expected, products) = (values.copy, values.copy)
            KernelTable.portable.multiply(expected.slice, by: factors.readOnly)
            kernels.multiply(products.slice, by: factors.readOnly)
            #expect(products.equals(expected))
            #expect(
                kernels.evaluate(values.readOnly, at: factor)
                    == KernelTable.portable.evaluate(values.readOnly, at: factor))
        }
    }
}
