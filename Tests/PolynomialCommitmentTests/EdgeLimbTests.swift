import BN254
import Kernels
import PolynomialCommitment
import TestSupport
import Testing

/// Every set of kernels computes the bits of the portable one from all pairs of elements with edge limbs, and from 10^6
/// random elements.
@Suite struct EdgeLimbTests {
    /// Montgomery forms below r whose limbs are 0, 1, 2^51, 2^52 − 1, or those of r.
    private static let edges: [Fr] = {
        let digit: UInt64 = 1 << 52 - 1
        let top = Fr.modulus.limb3 >> 16
        let integers = EdgeLimbs.integers(low: [0, 1, 1 << 51, digit], high: [0, 1, top - 1, top])
        let largest = Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue
        return (integers.map(EdgeLimbs.words).map { UInt256($0.0, $0.1, $0.2, $0.3) } + [largest])
            .filter { $0 < Fr.modulus }.map { Fr(uncheckedMontgomery: $0) }
    }()

    /// The sum of two columns, the second one times `factor`, to the first one.
    private func terms(_ sum: Column, _ column: Column, _ factor: Fr) -> LinearCombinations {
        LinearCombinations(
            sources: [sum.readOnly, column.readOnly], targets: [sum.slice],
            factors: [factor.squared, factor], rows: 0..<column.count)
    }

    @Test(arguments: KernelTable.all.indices)
    func `all pairs of edge elements`(table: Int) {
        let (kernels, edges) = (KernelTable.all[table], Self.edges)
        #expect(edges.count > 800)
        let column = Column(edges.count) { edges[$0] }
        let count = column.count
        var failures = 0
        for (index, edge) in edges.enumerated() {
            let (expected, products) = (column.copy, column.copy)
            let factors = Column(count) { _ in edge }
            KernelTable.portable.multiply(expected.slice, by: factors.readOnly)
            kernels.multiply(products.slice, by: factors.readOnly)
            failures += products.equals(expected) ? 0 : 1
            // The sums' other summand is an edge element, too: a different one for every factor.
            let summands = Column(count) { edges[($0 + index) % count] }
            let sums = summands.copy
            KernelTable.portable.combine(terms(summands, column, edge))
            kernels.combine(terms(sums, column, edge))
            failures += sums.equals(summands) ? 0 : 1
            // Two neighbours of vectors of eight meet in every sum of two steps.
            let value = kernels.evaluate(column.readOnly, at: edge)
            failures += value == KernelTable.portable.evaluate(column.readOnly, at: edge) ? 0 : 1
        }
        #expect(failures == 0)
    }

    @Test(arguments: KernelTable.all.indices)
    func `a million random elements`(table: Int) {
        let (kernels, count) = (KernelTable.all[table], 1_000_003)
        var generator = SeededGenerator(seed: 1)
        let (values, factors) = (
            Column.random(count, using: &generator), Column.random(count, using: &generator)
        )
        let factor = Fr.random(using: &generator)
        let (expected, products) = (values.copy, values.copy)
        KernelTable.portable.multiply(expected.slice, by: factors.readOnly)
        kernels.multiply(products.slice, by: factors.readOnly)
        #expect(products.equals(expected))
        KernelTable.portable.combine(terms(expected, values, factor))
        kernels.combine(terms(products, values, factor))
        #expect(products.equals(expected))
        let value = kernels.evaluate(values.readOnly, at: factor)
        #expect(value == KernelTable.portable.evaluate(values.readOnly, at: factor))
    }

    /// At every logarithm, with columns that make sums grow and columns of edge elements; 10^6 random elements at the last.
    @Test(arguments: KernelTable.all.indices, Array(6...13) + [20])
    func `transforms at their bounds`(table: Int, logarithm: Int) {
        let largest = Fr(uncheckedMontgomery: Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue)
        let plain = EvaluationDomain(logarithm: logarithm, kernels: .portable)
        let domain = EvaluationDomain(logarithm: logarithm, kernels: KernelTable.all[table])
        var generator = SeededGenerator(seed: UInt64(logarithm))
        let (n, edges) = (domain.size, Self.edges)
        var columns = [Column.random(n, using: &generator)]
        if logarithm < 20 {
            columns += [
                Column(n) { _ in largest }, Column(n) { $0 % 2 == 0 ? largest : .zero },
                Column(n) { $0 < n / 2 ? largest : .zero }, Column(n) { $0 < n / 2 ? .zero : largest },
                Column(n) { $0 == n - 1 ? largest : .zero }, Column(n) { $0 % 3 == 0 ? .one : largest },
                Column(n) { edges[$0 % edges.count] },
                Column(n) { _ in edges[Int.random(in: 0..<edges.count, using: &generator)] },
            ]
        }
        for shift: Fr in [1, 5] where logarithm < 20 || shift != 1 {
            let expected = columns.map(\.copy)
            let results = columns.map(\.copy)
            plain.forward(expected, cosetShift: shift)
            domain.forward(results, cosetShift: shift)
            for (result, expected) in zip(results, expected) { #expect(result.equals(expected)) }
            domain.inverse(results, cosetShift: shift)
            for (result, column) in zip(results, columns) { #expect(result.equals(column)) }
            let (expectedBack, back) = (columns.map(\.copy), columns.map(\.copy))
            plain.inverse(expectedBack, cosetShift: shift)
            domain.inverse(back, cosetShift: shift)
            for (result, expected) in zip(back, expectedBack) { #expect(result.equals(expected)) }
        }
    }
}
