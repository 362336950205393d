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
        addGate(row, to: &sum)
        sum.add(terms.alpha, identity - permuted)
        let start = terms.lagrangeFactor * (row[QuotientColumn.product] - .one)
        sum.add(start + (terms.publicInputFactors.first ?? .zero), row[QuotientColumn.lagrange])
        let publicInputs = ResidueProductSum.sum(terms.otherLagranges.count) {
            (terms.publicInputFactors[1 + $0], row[QuotientColumn.count + $0])
        }
        return sum.value + row[QuotientColumn.selectors + 11] + publicInputs
    }

    /// Adds the gate's equation but for the constant selector, twelve products.
    @inline(__always)
    private static func addGate(_ row: QuotientRow, to sum: inout ResidueProductSum) {
        @inline(__always)
        func wire(_ number: Int) -> Fr { row[QuotientColumn.wires + number] }
        @inline(__always)
        func selector(_ number: Int) -> Fr { row[QuotientColumn.selectors + number] }
        let (first, second) = (wire(0) * wire(1), wire(2) * wire(3))
        for number in 0..<4 {
            let value = wire(number)
            sum.add(value, selector(number))
            sum.add(value.squared.squared * value, selector(6 + number))
        }
        sum.add(first, selector(4))
        sum.add(second, selector(5))
        sum.add(-selector(10), wire(4))
        sum.add(first * second * wire(4), selector(12))
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
