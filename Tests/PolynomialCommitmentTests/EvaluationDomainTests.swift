import BN254
import Kernels
import PolynomialCommitment
import TestSupport
import Testing

@Suite struct EvaluationDomainTests {
    /// 1, a shift of cosets in use, and one of small order.
    private static let shifts: [Fr] = [1, 5, Fr.rootOfUnity(logarithmOfOrder: 28)]

    @Test(arguments: 0...6)
    func `small transforms are the definition`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        var generator = SeededGenerator(seed: UInt64(logarithm))
        let coefficients = Column.random(domain.size, using: &generator)
        for shift in Self.shifts {
            let values = coefficients.copy
            domain.forward(values, cosetShift: shift)
            domain.bitReverse(values)
            for index in 0..<domain.size {
                let point = shift * domain.generator.power(variableTime: UInt256(UInt64(index)))
                #expect(values[index] == coefficients.naiveValue(at: point))
            }
        }
    }

    @Test(arguments: 0...24)
    func `the generator has the order of the domain`(logarithm: Int) {
        // The tables are not needed for it, so only small domains are made.
        let domain = EvaluationDomain(logarithm: min(logarithm, 16))
        #expect(domain.size == 1 << domain.logarithm)
        #expect(domain.generator.power(variableTime: UInt256(UInt64(domain.size))) == .one)
        #expect(domain.size == 1 || domain.generator.power(variableTime: UInt256(UInt64(domain.size / 2))) == -Fr.one)
        #expect(domain.sizeInverse * Fr(UInt64(domain.size)) == .one)
    }

    @Test func `generators are those of the specification`() throws {
        // See the article FieldsAndCurves of BN254.
        #expect(
            try EvaluationDomain(logarithm: 16).generator
                == Fr(hexadecimal: "0x00eeb2cb5981ed45649abebde081dcff16c8601de4347e7dd1628ba2daac43b7"))
        #expect(
            try EvaluationDomain(logarithm: 5).generator
                == Fr(hexadecimal: "0x09c532c6306b93d29678200d47c0b2a99c18d51b838eeb1d3eed4c533bb512d0"))
    }

    @Test(arguments: [7, 8, 9, 10, 11, 12, 13, 14, 17])
    func `large transforms give the values of the polynomial`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        var generator = SeededGenerator(seed: UInt64(logarithm))
        let coefficients = Column.random(domain.size, using: &generator)
        for shift in Self.shifts {
            let values = coefficients.copy
            domain.forward(values, cosetShift: shift)
            domain.bitReverse(values)
            for _ in 0..<4 {
                let index = Int.random(in: 0..<domain.size, using: &generator)
                let point = shift * domain.generator.power(variableTime: UInt256(UInt64(index)))
                #expect(values[index] == coefficients.naiveValue(at: point))
            }
        }
    }

    @Test(arguments: 0...15)
    func `the inverse transform takes back the forward one`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        var generator = SeededGenerator(seed: UInt64(100 + logarithm))
        let coefficients = Column.random(domain.size, using: &generator)
        for shift in Self.shifts {
            let values = coefficients.copy
            domain.forward(values, cosetShift: shift)
            domain.inverse(values, cosetShift: shift)
            #expect(values.equals(coefficients))
            domain.inverse(values, cosetShift: shift)
            domain.forward(values, cosetShift: shift)
            #expect(values.equals(coefficients))
        }
    }

    /// Only elements below r may come out, equal as bits, however large the values on the way.
    @Test(arguments: [1, 2, 5, 10, 11, 14])
    func `values at the bounds stay exact`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        let n = domain.size
        let largest = Fr(uncheckedMontgomery: Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue)
        let patterns: [(Int) -> Fr] = [
            { _ in largest }, { $0 % 2 == 0 ? largest : .zero }, { $0 % 2 == 0 ? .zero : largest },
            { $0 < n / 2 ? largest : .zero }, { $0 < n / 2 ? .zero : largest }, { $0 == n - 1 ? largest : .zero },
            { $0 % 3 == 0 ? .one : largest }, { _ in .zero },
        ]
        for pattern in patterns {
            for shift in Self.shifts {
                let values = Column(n, pattern)
                domain.forward(values, cosetShift: shift)
                #expect(values.isCanonical)
                let spectrum = values.copy
                domain.inverse(values, cosetShift: shift)
                #expect(values.equals(Column(n, pattern)))
                // And as values, the inverse first.
                let coefficients = Column(n, pattern)
                domain.inverse(coefficients, cosetShift: shift)
                #expect(coefficients.isCanonical)
                domain.bitReverse(spectrum)
                let place = n / 3
                let point = shift * domain.generator.power(variableTime: UInt256(UInt64(place)))
                #expect(spectrum[place] == values.naiveValue(at: point))
            }
        }
    }

    @Test(arguments: [3, 10, 12])
    func `transforms are linear`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        var generator = SeededGenerator(seed: 5)
        let (a, b) = (Column.random(domain.size, using: &generator), Column.random(domain.size, using: &generator))
        let factor = Fr.random(using: &generator)
        let sum = Column(domain.size) { a[$0] + factor * b[$0] }
        domain.forward([a, b, sum], cosetShift: 5)
        #expect((0..<domain.size).allSatisfy { sum[$0] == a[$0] + factor * b[$0] })
    }

    @Test(arguments: [0, 1, 4, 10, 13])
    func `several columns at once are transformed as one by one`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        var generator = SeededGenerator(seed: 6)
        for shift in Self.shifts {
            let columns = (0..<5).map { _ in Column.random(domain.size, using: &generator) }
            let copies = columns.map(\.copy)
            domain.forward(columns, cosetShift: shift)
            for copy in copies { domain.forward(copy, cosetShift: shift) }
            for (column, copy) in zip(columns, copies) { #expect(column.equals(copy)) }
            domain.inverse(columns, cosetShift: shift)
            for copy in copies { domain.inverse(copy, cosetShift: shift) }
            for (column, copy) in zip(columns, copies) { #expect(column.equals(copy)) }
        }
        domain.forward([Column](), cosetShift: 5)
    }

    @Test(arguments: [4, 11, 15])
    func `natural order goes in and out`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        // X: its values are the elements of the domain.
        let column = Column(domain.size) { $0 == 1 ? .one : .zero }
        domain.evaluate(column)
        let powers = Polynomial.powers(of: domain.generator, count: domain.size)
        #expect(column.equals(powers))
        domain.interpolate(column)
        #expect(column.equals(Column(domain.size) { $0 == 1 ? .one : .zero }))
    }

    @Test(arguments: [0, 1, 2, 9, 14])
    func `bits are reversed`(logarithm: Int) {
        let domain = EvaluationDomain(logarithm: logarithm)
        let column = Column(domain.size) { Fr(UInt64($0)) }
        domain.bitReverse(column)
        for place in 0..<domain.size {
            let other = (0..<logarithm).reduce(0) { $0 | (place >> $1 & 1) << (logarithm - 1 - $1) }
            #expect(column[place] == Fr(UInt64(other)))
        }
    }

    @Test(arguments: [5, 13, 16])
    func `the number of threads changes nothing`(logarithm: Int) {
        let results = [1, 2, 3].map { threads in
            Parallel.withThreads(threads) {
                var generator = SeededGenerator(seed: 9)
                let domain = EvaluationDomain(logarithm: logarithm)
                let column = Column.random(domain.size, using: &generator)
                domain.forward(column, cosetShift: 5)
                domain.interpolate(column)
                return column
            }
        }
        #expect(results[1].equals(results[0]))
        #expect(results[2].equals(results[0]))
    }
}
