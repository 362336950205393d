import BN254
import Kernels
import TestSupport
import Testing

/// The prover's own kernels: every set computes the bits of the portable one, and that computes the definition.
@Suite struct ProverKernelAgreementTests {
    /// Columns of elements with edge limbs among random ones.
    private static func columns(_ number: Int, _ count: Int, _ generator: inout SeededGenerator) -> [Column] {
        let edges: [UInt256] = [
            .zero, UInt256(1), UInt256(.max, 0, 0, 0), UInt256(.max, .max, .max, 0), UInt256(0, 0, 0, 1 << 61),
            Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue,
        ]
        return (0..<number).map { _ in
            let column = Column.random(count, using: &generator)
            for index in 0..<count where Int.random(in: 0..<3, using: &generator) == 0 {
                column.base[index] = Fr(uncheckedMontgomery: edges[Int.random(in: 0..<edges.count, using: &generator)])
            }
            return column
        }
    }

    private static func pointers(_ columns: some Sequence<Column>) -> [UnsafePointer<Fr>] {
        columns.map { UnsafePointer($0.base) }
    }

    @Test(arguments: KernelTable.all.indices, [1, 7, 8, 64, 1000])
    func `the terms of the permutation argument`(table: Int, count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let columns = Self.columns(13, count, &generator)
        let factors = Self.columns(1, 7, &generator)[0].elements
        withExtendedLifetime(columns) {
            KernelTable.all[table].permutationTerms(
                PermutationTerms(
                    wires: Self.pointers(columns[0..<5]), sigmas: Self.pointers(columns[5..<10]),
                    points: columns[10].base, pointFactors: Array(factors[..<5]), beta: factors[5], gamma: factors[6],
                    numerators: columns[11].base, denominators: columns[12].base, count: count))
            for index in 0..<count {
                var (numerator, denominator) = (Fr.one, Fr.one)
                for wire in 0..<5 {
                    let value = columns[wire].base[index] + factors[6]
                    numerator *= value + factors[wire] * columns[10].base[index]
                    denominator *= value + factors[5] * columns[5 + wire].base[index]
                }
                #expect(columns[11].base[index] == numerator && columns[12].base[index] == denominator)
            }
        }
    }

    @Test(arguments: KernelTable.all.indices, [1, 4, 8, 512])
    func `the numerator of the quotient`(table: Int, count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for publicInputs in [0, 1, 5, 16] {
            let columns = Self.columns(28 + publicInputs, count, &generator)
            let factors = Self.columns(1, 9 + publicInputs, &generator)[0].elements
            let expected = Column(count: count)
            func terms(_ result: Column) -> QuotientTerms {
                QuotientTerms(
                    wires: Self.pointers(columns[0..<5]), selectors: Self.pointers(columns[5..<18]),
                    sigmas: Self.pointers(columns[18..<23]), product: columns[23].base,
                    shiftedProduct: columns[24].base, lagrange: columns[25].base, lagrangeFactor: factors[0],
                    publicInputLagranges: Self.pointers(columns[28...]), publicInputFactors: Array(factors[9...]),
                    points: columns[26].base, pointFactors: Array(factors[1..<6]), alpha: factors[6],
                    beta: factors[7], gamma: factors[8], numerators: result.base, count: count)
            }
            withExtendedLifetime(columns) {
                KernelTable.portable.quotient(terms(expected))
                KernelTable.all[table].quotient(terms(columns[27]))
                #expect(columns[27].equals(expected))
                // The definition, at one point.
                let index = Int.random(in: 0..<count, using: &generator)
                let values = columns.map { $0.base[index] }
                let (w, q) = (values[0..<5], Array(values[5..<18]))
                var sum = q[0] * w[0] + q[1] * w[1] + q[2] * w[2] + q[3] * w[3] + q[4] * w[0] * w[1]
                sum += q[5] * w[2] * w[3] - q[10] * w[4] + q[11] + q[12] * w.reduce(.one, *)
                for wire in 0..<4 { sum += q[6 + wire] * w[wire].power(variableTime: UInt256(5)) }
                for input in 0..<publicInputs { sum += factors[9 + input] * values[28 + input] }
                let identity = (0..<5).reduce(values[23]) { $0 * (w[$1] + factors[8] + factors[1 + $1] * values[26]) }
                let permuted = (0..<5).reduce(values[24]) {
                    $0 * (w[$1] + factors[8] + factors[7] * values[18 + $1])
                }
                sum += factors[6] * (identity - permuted) + factors[0] * (values[23] - .one) * values[25]
                #expect(expected.base[index] == sum)
            }
        }
    }

    @Test(arguments: KernelTable.all.indices, [1, 2, 5, 64])
    func `linear combinations, in place too`(table: Int, sources: Int) {
        var generator = SeededGenerator(seed: UInt64(sources))
        for (targets, count) in [(1, 1), (1, 100), (min(sources, 5), 9), (min(sources, 5), 1000)] {
            let columns = Self.columns(sources, count, &generator)
            let factors = Self.columns(1, sources * targets, &generator)[0].elements
            let expected = (0..<targets).map { target in
                (0..<count).map { index in
                    (0..<sources).reduce(Fr.zero) { $0 + factors[target * sources + $1] * columns[$1].base[index] }
                }
            }
            withExtendedLifetime(columns) {
                KernelTable.all[table].combine(
                    LinearCombinations(
                        sources: Self.pointers(columns), targets: columns[..<targets].map(\.base), factors: factors,
                        count: count))
            }
            for target in 0..<targets { #expect(columns[target].elements == expected[target]) }
        }
    }

    @Test(arguments: KernelTable.all.indices, [1, 7, 8, 9, 4096, 5000])
    func `inverses, with and without zeros`(table: Int, count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let scratch = Column(count: KernelTable.inversionScratchCount(count))
        for zero in [nil, 0, count / 2, count - 1] as [Int?] {
            let values = Column.random(count, using: &generator)
            if let zero { values.base[zero] = .zero }
            let inverses = values.copy
            KernelTable.all[table].invert(inverses.base, count, scratch.base)
            for index in 0..<count {
                #expect(
                    index == zero
                        ? inverses.base[index].isZero : inverses.base[index] * values.base[index] == .one)
            }
        }
    }
}
