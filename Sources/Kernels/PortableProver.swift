import BN254

/// What the prover has of its own, in plain Swift.
enum PortableProver {
    static func permutationTerms(_ terms: PermutationTerms) {
        let (beta, gamma) = (terms.beta, terms.gamma)
        let first = terms.rows.lowerBound
        let (wires, sigmas) = (terms.wires.map { $0.start + first }, terms.sigmas.map { $0.start + first })
        let (numerators, denominators) = (terms.numerators.start, terms.denominators.start)
        for index in 0..<terms.count {
            var (numerator, denominator) = (Fr.one, Fr.one)
            let point = terms.points.start[index]
            for wire in 0..<5 {
                let value = wires[wire][index] + gamma
                numerator *= value + terms.pointFactors[wire] * point
                denominator *= value + beta * sigmas[wire][index]
            }
            numerators[index] = numerator
            denominators[index] = denominator
        }
    }

    /// Works on copies of pieces of the columns: columns start at multiples of large powers of two, so that the same rows of
    /// so many push each other out of the cache.
    static func quotient(_ terms: QuotientTerms) {
        let columns = terms.columns
        let length = 64
        withUnsafeTemporaryAllocation(of: Fr.self, capacity: columns.count * length) { memory in
            guard let piece = memory.baseAddress else { return }
            for first in stride(from: 0, to: terms.count, by: length) {
                let rows = min(length, terms.count - first)
                for (place, column) in columns.enumerated() {
                    (piece + place * length).update(from: column + first, count: rows)
                }
                for row in 0..<rows {
                    terms.numerators.start[first + row] = numerator(
                        terms, QuotientRow(first: piece + row, distance: length), terms.points.start[first + row])
                }
            }
        }
    }

    private static func numerator(_ terms: QuotientTerms, _ row: QuotientRow, _ point: Fr) -> Fr {
        var (identity, permuted) = (row[QuotientColumn.product], row[QuotientColumn.shiftedProduct])
        for wire in 0..<5 {
            let value = row[QuotientColumn.wires + wire] + terms.gamma
            identity *= value + terms.pointFactors[wire] * point
            permuted *= value + terms.beta * row[QuotientColumn.sigmas + wire]
        }
        // Fourteen products.
        var sum = ResidueProductSum()
        addPowers(row, to: &sum)
        if terms.hasArithmeticSelectors {
            addArithmetic({ row[QuotientColumn.wires + $0] }, { row[QuotientColumn.selectors + $0] }, to: &sum)
        }
        sum.add(terms.alpha, identity - permuted)
        let start = terms.lagrangeFactor * (row[QuotientColumn.product] - .one)
        sum.add(start + (terms.publicInputFactors.first ?? .zero), row[QuotientColumn.lagrange])
        let publicInputs = ResidueProductSum.sum(terms.otherLagranges.count) {
            (terms.publicInputFactors[1 + $0], row[QuotientColumn.count + $0])
        }
        return sum.value + row[QuotientColumn.selectors + 11] + publicInputs
    }

    /// Adds the terms of the gate that are of high degree, five products.
    @inline(__always)
    private static func addPowers(_ row: QuotientRow, to sum: inout ResidueProductSum) {
        var product = Fr.one
        for number in 0..<4 {
            let value = row[QuotientColumn.wires + number]
            sum.add(value.squared.squared * value, row[QuotientColumn.selectors + 6 + number])
            product = number == 0 ? value : product * value
        }
        sum.add(product * row[QuotientColumn.wires + 4], row[QuotientColumn.selectors + 12])
    }

    /// Adds the others but for the constant selector, seven products.
    @inline(__always)
    private static func addArithmetic(
        _ wire: (Int) -> Fr, _ selector: (Int) -> Fr, to sum: inout ResidueProductSum
    ) {
        for number in 0..<4 { sum.add(wire(number), selector(number)) }
        sum.add(wire(0) * wire(1), selector(4))
        sum.add(wire(2) * wire(3), selector(5))
        sum.add(-selector(10), wire(4))
    }

    static func arithmeticGates(_ gates: ArithmeticGates) {
        let columns = gates.columns
        for index in 0..<gates.count {
            var sum = ResidueProductSum()
            // Selectors 10 and 11 are the last two columns.
            addArithmetic({ columns[$0][index] }, { columns[5 + min($0, 6)][index] }, to: &sum)
            gates.values.start[index] = sum.value + columns[12][index]
        }
    }
}

/// The values of all columns at one point.
private struct QuotientRow {
    /// The value of the first column.
    let first: UnsafePointer<Fr>
    /// From a column to the next one.
    let distance: Int

    @inline(__always)
    subscript(column: Int) -> Fr { first[column * distance] }
}
