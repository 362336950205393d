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
                Self.numerators(kernels, columns, factors, selectors: columns[5..<18], gates: nil)
            }
        }
    }

    @Test func `a million rows of the gates of low degree, and of the quotient with them`() {
        MillionInputs.expectAgreement { generator in
            let columns = MillionInputs.columns(32, Self.count, &generator)
            let factors = MillionInputs.columns(1, 14, &generator)[0].elements
            return { kernels in
                let gates = Column(count: Self.count)
                kernels.arithmeticGates(
                    ArithmeticGates(
                        wires: columns[0..<5].map(\.readOnly), selectors: columns[5..<13].map(\.readOnly),
                        rows: 0..<Self.count, values: gates.slice))
                return [
                    gates.elements,
                    Self.numerators(kernels, columns, factors, selectors: columns[13..<18], gates: gates.readOnly),
                ]
            }
        }
    }

    /// The numerators of the quotient of 32 columns, 14 factors, and these selectors.
    private static func numerators(
        _ kernels: KernelTable, _ columns: [Column], _ factors: [Fr], selectors: ArraySlice<Column>,
        gates: StorageSlice<Fr>?
    ) -> [Fr] {
        let numerators = Column(count: count)
        kernels.quotient(
            QuotientTerms(
                wires: columns[0..<5].map(\.readOnly), selectors: selectors.map(\.readOnly),
                sigmas: columns[18..<23].map(\.readOnly), rows: 0..<count, gates: gates,
                product: columns[23].readOnly, shiftedProduct: columns[24].readOnly, lagrange: columns[25].readOnly,
                lagrangeFactor: factors[0], otherLagranges: columns[28...].map(\.readOnly),
                publicInputFactors: Array(factors[9...]), points: columns[26].readOnly,
                pointFactors: Array(factors[1..<6]), alpha: factors[6], beta: factors[7], gamma: factors[8],
                numerators: numerators.slice))
        return numerators.elements
    }

    @Test func `a million magnitudes of scalars`() {
        MillionInputs.expectAgreement { generator in
            let scalars = MillionInputs.columns(1, Self.count, &generator)[0]
            return { kernels in
                let magnitudes = Storage<UInt64>(count: 4 * Self.count)
                kernels.magnitudes(of: scalars.readOnly, to: magnitudes.slice)
                return magnitudes.elements
            }
        }
    }

    @Test func `a million rows of the permutation argument`() {
        MillionInputs.expectAgreement { generator in
            let columns = MillionInputs.columns(11, Self.count, &generator)
            let factors = MillionInputs.columns(1, 7, &generator)[0].elements
            return { kernels in
                let (numerators, denominators) = (Column(count: Self.count), Column(count: Self.count))
                kernels.permutationTerms(
                    PermutationTerms(
                        wires: columns[0..<5].map(\.readOnly), sigmas: columns[5..<10].map(\.readOnly),
                        rows: 0..<Self.count, points: columns[10].readOnly, pointFactors: Array(factors[..<5]),
                        beta: factors[5], gamma: factors[6], numerators: numerators.slice,
                        denominators: denominators.slice))
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
                kernels.combine(
                    LinearCombinations(
                        sources: columns.map(\.readOnly), targets: targets.map(\.slice), factors: factors,
                        rows: 0..<Self.count))
                return targets.map(\.elements)
            }
        }
    }

    /// One element in 72 or so is a zero, which has none.
    @Test func `a million inverses`() {
        MillionInputs.expectAgreement { generator in
            let column = MillionInputs.columns(1, Self.count, &generator)[0]
            return { kernels in
                let inverses = Column(copying: column.readOnly)
                let scratch = Column(count: kernels.scratch.inversion(Self.count))
                kernels.invert(inverses.slice, scratch: scratch)
                return inverses.elements
            }
        }
    }
}
