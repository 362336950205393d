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
                column[index] = Fr(uncheckedMontgomery: edges[Int.random(in: 0..<edges.count, using: &generator)])
            }
            return column
        }
    }

    @Test(arguments: KernelTable.all.indices, [1, 7, 8, 64, 1000])
    func `the terms of the permutation argument`(table: Int, count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let columns = Self.columns(13, count, &generator)
        let factors = Self.columns(1, 7, &generator)[0].elements
        KernelTable.all[table].permutationTerms(
            PermutationTerms(
                wires: columns[0..<5].map(\.readOnly), sigmas: columns[5..<10].map(\.readOnly), rows: 0..<count,
                points: columns[10].readOnly, pointFactors: Array(factors[..<5]), beta: factors[5], gamma: factors[6],
                numerators: columns[11].slice, denominators: columns[12].slice))
        for index in 0..<count {
            var (numerator, denominator) = (Fr.one, Fr.one)
            for wire in 0..<5 {
                let value = columns[wire][index] + factors[6]
                numerator *= value + factors[wire] * columns[10][index]
                denominator *= value + factors[5] * columns[5 + wire][index]
            }
            #expect(columns[11][index] == numerator && columns[12][index] == denominator)
        }
    }

    /// Whole columns are read at the rows that are asked for, all else from its beginning.
    @Test(arguments: KernelTable.all.indices, [8..<16, 5..<22, 3..<4])
    func `some rows of columns`(table: Int, rows: Range<Int>) {
        var generator = SeededGenerator(seed: UInt64(rows.lowerBound))
        let kernels = KernelTable.all[table]
        let columns = Self.columns(23, 24, &generator)
        let own = Self.columns(6, rows.count, &generator).map(\.readOnly)
        let factors = Self.columns(1, 9, &generator)[0].elements
        let wholes = columns.map(\.readOnly)
        let parts = columns.map { Storage(copying: $0[rows].readOnly).readOnly }
        func terms(_ columns: [StorageSlice<Fr>], _ rows: Range<Int>, _ results: [Column]) {
            kernels.permutationTerms(
                PermutationTerms(
                    wires: Array(columns[0..<5]), sigmas: Array(columns[18..<23]), rows: rows, points: own[0],
                    pointFactors: Array(factors[..<5]), beta: factors[5], gamma: factors[6],
                    numerators: results[0].slice, denominators: results[1].slice))
            kernels.quotient(
                QuotientTerms(
                    wires: Array(columns[0..<5]), selectors: Array(columns[5..<18]), sigmas: Array(columns[18..<23]),
                    rows: rows, product: own[1], shiftedProduct: own[2], lagrange: own[3], lagrangeFactor: factors[0],
                    otherLagranges: [own[4]], publicInputFactors: [factors[1], factors[2]], points: own[5],
                    pointFactors: Array(factors[..<5]), alpha: factors[6], beta: factors[7], gamma: factors[8],
                    numerators: results[2].slice))
        }
        let (expected, results) = (
            (0..<3).map { _ in Column(count: rows.count) }, (0..<3).map { _ in Column(count: rows.count) }
        )
        terms(parts, 0..<rows.count, expected)
        terms(wholes, rows, results)
        for (result, expected) in zip(results, expected) { #expect(result.equals(expected)) }

        let sums = Column.random(24, using: &generator)
        let before = sums.elements
        kernels.combine(
            LinearCombinations(
                sources: wholes, targets: [sums.slice], factors: Array(repeating: factors[0], count: 23), rows: rows))
        for row in 0..<24 {
            let sum = factors[0] * columns.reduce(Fr.zero) { $0 + $1[row] }
            #expect(sums[row] == (rows.contains(row) ? sum : before[row]))
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
                    wires: columns[0..<5].map(\.readOnly), selectors: columns[5..<18].map(\.readOnly),
                    sigmas: columns[18..<23].map(\.readOnly), rows: 0..<count, product: columns[23].readOnly,
                    shiftedProduct: columns[24].readOnly, lagrange: columns[25].readOnly, lagrangeFactor: factors[0],
                    otherLagranges: columns[28...].dropFirst().map(\.readOnly),
                    publicInputFactors: Array(factors[9...]),
                    points: columns[26].readOnly, pointFactors: Array(factors[1..<6]), alpha: factors[6],
                    beta: factors[7], gamma: factors[8], numerators: result.slice)
            }
            KernelTable.portable.quotient(terms(expected))
            KernelTable.all[table].quotient(terms(columns[27]))
            #expect(columns[27].equals(expected))
            // The definition, at one point.
            let index = Int.random(in: 0..<count, using: &generator)
            let values = columns.map { $0[index] }
            let (w, q) = (values[0..<5], Array(values[5..<18]))
            var sum = q[0] * w[0] + q[1] * w[1] + q[2] * w[2] + q[3] * w[3] + q[4] * w[0] * w[1]
            sum += q[5] * w[2] * w[3] - q[10] * w[4] + q[11] + q[12] * w.reduce(.one, *)
            for wire in 0..<4 { sum += q[6 + wire] * w[wire].power(variableTime: UInt256(5)) }
            for input in 0..<publicInputs { sum += factors[9 + input] * values[input == 0 ? 25 : 28 + input] }
            let identity = (0..<5).reduce(values[23]) { $0 * (w[$1] + factors[8] + factors[1 + $1] * values[26]) }
            let permuted = (0..<5).reduce(values[24]) {
                $0 * (w[$1] + factors[8] + factors[7] * values[18 + $1])
            }
            sum += factors[6] * (identity - permuted) + factors[0] * (values[23] - .one) * values[25]
            #expect(expected[index] == sum)
        }
    }

    @Test(arguments: KernelTable.all.indices, [1, 8, 13, 512])
    func `the gates of low degree, and the numerator that is given them`(table: Int, count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let kernels = KernelTable.all[table]
        // Rows from the fourth on.
        let columns = Self.columns(30, count + 3, &generator)
        let (rows, readOnly) = (3..<count + 3, columns.map(\.readOnly))
        let (wires, selectors) = (Array(readOnly[..<5]), Array(readOnly[5..<18]))
        let low = [0, 1, 2, 3, 4, 5, 10, 11].map { selectors[$0] }
        let high = [6, 7, 8, 9, 12].map { selectors[$0] }
        let gates = Column(count: count)
        kernels.arithmeticGates(ArithmeticGates(wires: wires, selectors: low, rows: rows, values: gates.slice))
        for index in 0..<count {
            let (w, q) = (wires.map { $0[3 + index] }, selectors.map { $0[3 + index] })
            let linear = (0..<4).reduce(q[11] - q[10] * w[4]) { $0 + q[$1] * w[$1] }
            #expect(gates[index] == linear + q[4] * w[0] * w[1] + q[5] * w[2] * w[3])
        }

        let factors = Self.columns(1, 12, &generator)[0].elements
        func numerators(_ selectors: [StorageSlice<Fr>], gates: StorageSlice<Fr>?) -> [Fr] {
            let result = Column(count: count)
            kernels.quotient(
                QuotientTerms(
                    wires: wires, selectors: selectors, sigmas: Array(readOnly[18..<23]), rows: rows, gates: gates,
                    product: readOnly[23][rows], shiftedProduct: readOnly[24][rows], lagrange: readOnly[25][rows],
                    lagrangeFactor: factors[0], otherLagranges: [readOnly[26][rows], readOnly[27][rows]],
                    publicInputFactors: Array(factors[9...]), points: readOnly[28][rows],
                    pointFactors: Array(factors[1..<6]), alpha: factors[6], beta: factors[7], gamma: factors[8],
                    numerators: result.slice))
            return result.elements
        }
        #expect(numerators(high, gates: gates.readOnly) == numerators(selectors, gates: nil))
    }

    @Test(arguments: KernelTable.all.indices, [1, 2, 5, 64])
    func `linear combinations, in place too`(table: Int, sources: Int) {
        var generator = SeededGenerator(seed: UInt64(sources))
        for (targets, count) in [(1, 1), (1, 100), (min(sources, 5), 9), (min(sources, 5), 1000)] {
            let columns = Self.columns(sources, count, &generator)
            let factors = Self.columns(1, sources * targets, &generator)[0].elements
            let expected = (0..<targets).map { target in
                (0..<count).map { index in
                    (0..<sources).reduce(Fr.zero) { $0 + factors[target * sources + $1] * columns[$1][index] }
                }
            }
            KernelTable.all[table].combine(
                LinearCombinations(
                    sources: columns.map(\.readOnly), targets: columns[..<targets].map(\.slice), factors: factors,
                    rows: 0..<count))
            for target in 0..<targets { #expect(columns[target].elements == expected[target]) }
        }
    }

    @Test(arguments: KernelTable.all.indices, [1, 7, 8, 9, 4096, 5000])
    func `inverses, with and without zeros`(table: Int, count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let kernels = KernelTable.all[table]
        let scratch = Column(count: kernels.scratch.inversion(count))
        for zero in [nil, 0, count / 2, count - 1] as [Int?] {
            let values = Column.random(count, using: &generator)
            if let zero { values[zero] = .zero }
            let inverses = values.copy
            kernels.invert(inverses.slice, scratch: scratch)
            for index in 0..<count {
                #expect(
                    index == zero
                        ? inverses[index].isZero : inverses[index] * values[index] == .one)
            }
        }
    }
}
