import BN254
import Kernels
import PolynomialCommitment
import Testing

@Suite struct LargestDomainTests {
    /// Of a polynomial with few coefficients the values are known; 3 GiB of memory.
    @Test func itsTransformsAreRight() {
        let domain = EvaluationDomain(logarithm: EvaluationDomain.logarithms.upperBound)
        let terms: [(degree: Int, coefficient: Fr)] = [
            (0, 7), (1, 11), (4097, 13), (1 << 24 + 12_345, -Fr.one), (domain.size - 1, 17),
        ]
        let column = Column(count: domain.size)
        for term in terms { column[term.degree] = term.coefficient }
        domain.forward(column, cosetShift: 5)
        for place in [0, 1, 2, 4096, 1 << 23 + 77, domain.size - 1] {
            let index = (0..<domain.logarithm).reduce(0) { $0 << 1 | place >> $1 & 1 }
            let point = 5 * domain.generator.power(variableTime: UInt256(UInt64(index)))
            let value = terms.reduce(Fr.zero) { sum, term in
                sum + term.coefficient * point.power(variableTime: UInt256(UInt64(term.degree)))
            }
            #expect(column[place] == value, "place \(place)")
        }
        domain.inverse(column, cosetShift: 5)
        for term in terms {
            #expect(column[term.degree] == term.coefficient)
            column[term.degree] = .zero
        }
        let isZero = (0..<column.count).allSatisfy { column[$0].isZero }
        #expect(isZero)
    }
}
