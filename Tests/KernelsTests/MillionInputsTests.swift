import BN254
import Kernels
import TestSupport
import Testing

/// 10^6 inputs of each kernel that works on scalars: the sets compute the same words.
///
/// Products, evaluations and transforms have theirs in `PolynomialCommitmentTests`.
@Suite(.serialized, .enabled(if: !MillionInputs.others.isEmpty, "\(MillionInputs.absence)"))
struct MillionInputsTests {
    private static let count = MillionInputs.blockSize

    @Test func `a million rows of the quotient, with five public inputs`() {
        MillionInputs.expectAgreement { generator in
            let columns = MillionInputs.columns(32, Self.count, &generator)
            let factors = MillionInputs.columns(1, 14, &generator)[0].elements
            return { kernels in
                let numerators = Column(count: Self.count)
                withExtendedLifetime(columns) {
                    kernels.quotient(
                        QuotientTerms(
                            wires: MillionInputs.pointers(columns[0..<5]),
                            selectors: MillionInputs.pointers(columns[5..<18]),
                            sigmas: MillionInputs.pointers(columns[18..<23]), product: columns[23].base,
                            shiftedProduct: columns[24].base, lagrange: columns[25].base, lagrangeFactor: factors[0],
                            publicInputLagranges: MillionInputs.pointers(columns[27...]),
                            publicInputFactors: Array(factors[9...]), points: columns[26].base,
                            pointFactors: Array(factors[1..<6]), alpha: factors[6], beta: factors[7],
                            gamma: factors[8], numerators: numerators.base, count: Self.count))
                }
                return numerators.elements
            }
        }
    }

    @Test func `a million rows of the permutation argument`() {
        MillionInputs.expectAgreement { generator in
            let columns = MillionInputs.columns(11, Self.count, &generator)
            let factors = MillionInputs.columns(1, 7, &generator)[0].elements
            return { kernels in
                let (numerators, denominators) = (Column(count: Self.count), Column(count: Self.count))
                withExtendedLifetime(columns) {
                    kernels.permutationTerms(
                        PermutationTerms(
                            wires: MillionInputs.pointers(columns[0..<5]),
                            sigmas: MillionInputs.pointers(columns[5..<10]), points: columns[10].base,
                            pointFactors: Array(factors[..<5]), beta: factors[5], gamma: factors[6],
                            numerators: numerators.base, denominators: denominators.base, count: Self.count))
                }
                return [numerators.elements, denominators.elements]
            }
        }
    }

    @Test func `a million rows of linear combinations of as many columns as an opening has`() {
        MillionInputs.expectAgreement { generator in
            let columns = MillionInputs.columns(11, Self.count, &generator)
            let factors = MillionInputs.columns(1, 22, &generator)[0].elements
            return { kernels in
                let targets = [Column(count: Self.count), Column(count: Self.count)]
                withExtendedLifetime(columns) {
                    kernels.combine(
                        LinearCombinations(
                            sources: MillionInputs.pointers(columns), targets: targets.map(\.base), factors: factors,
                            count: Self.count))
                }
                return targets.map(\.elements)
            }
        }
    }

    /// One element in 72 or so is a zero, which has none.
    @Test func `a million inverses`() {
        MillionInputs.expectAgreement { generator in
            let column = MillionInputs.columns(1, Self.count, &generator)[0]
            return { kernels in
                let inverses = Column(copying: column.readOnly, count: Self.count)
                let scratch = Column(count: KernelTable.inversionScratchCount(Self.count))
                withExtendedLifetime((inverses, scratch)) {
                    kernels.invert(inverses.base, Self.count, scratch.base)
                }
                return inverses.elements
            }
        }
    }
}
