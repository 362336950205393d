import BN254
import ConstraintSystem
import Kernels
import PolynomialCommitment

/// The gates of low degree, g: their eight selectors need not be transformed on all five cosets.
///
/// g has degree 3n + 1 at the most, n − 1 + 2·(n + 1). With its slices g_0, g_1, g_2 of n coefficients and g_3 of two,
/// the remainder modulo X^n − c is g_0 + c·g_1 + c²·g_2 + c³·g_3. g_3 follows from the leading coefficients; without it
/// the remainder is a polynomial of degree 2 in c, so that its values at c_0, c_1, c_2 give those at c_3 and c_4.
extension Prover {
    /// Whether remainders of g are extrapolated: to read the selectors' values from a table takes no longer.
    var areGatesExtrapolated: Bool { key.cosetValues.isEmpty }

    /// The values of g on one of the first three cosets; nil on others, or if g is not extrapolated.
    func arithmeticGates(coset: Int, _ memory: inout QuotientMemory) throws(ProverError) -> Column? {
        guard areGatesExtrapolated, coset < 3 else { return nil }
        let gates = Column(uninitializedCount: n)
        memory.gates.append(gates)
        let selectors = try fixedValues(
            Selector.lowDegree.map { key.selectors[$0.rawValue] }, coset: coset, &memory, report: { _ in })
        let wires = memory.values[..<5].map(\.readOnly)
        Parallel.chunks(of: n, minimum: 1 << 10) { rows in
            KernelTable.current.arithmeticGates(
                ArithmeticGates(wires: wires, selectors: selectors, rows: rows, values: gates[rows]))
        }
        return gates
    }

    /// Adds to the numerators of the last two cosets what they have not of g.
    func extrapolateGates(_ input: QuotientInput, _ memory: QuotientMemory) {
        let wires = input.wires.map { wire in LeadingCoefficients(degree: n + 1) { wire[$0] } }
        func selector(_ selector: Selector) -> LeadingCoefficients {
            LeadingCoefficients(degree: n - 1) { key.selectors[selector.rawValue][$0] }
        }
        // Of X^(3n + 1) and X^(3n).
        let leading = selector(.product01) * wires[0] * wires[1] + selector(.product23) * wires[2] * wires[3]
        for coset in 3..<QuotientCosets.count {
            let weights = cosets.extrapolation(to: coset)
            let numerator = memory.slices[coset]
            Polynomial.combine(
                (memory.gates + [numerator]).map(\.readOnly), into: numerator.slice, factors: weights + [.one])
            func cube(_ power: Fr) -> Fr { power.squared * power }
            let factor = zip(weights, cosets.powers).reduce(cube(cosets.powers[coset])) { $0 - $1.0 * cube($1.1) }
            for index in 0..<2 { numerator[index] += factor * leading.coefficients[1 - index] }
        }
    }
}

extension Selector {
    /// The selectors of what has degree 3n + 1 at the most.
    fileprivate static let lowDegree: [Selector] = [
        .linear0, .linear1, .linear2, .linear3, .product01, .product23, .output, .constant,
    ]
    /// The selectors of products of five wires.
    static let highDegree: [Selector] = [.fifthPower0, .fifthPower1, .fifthPower2, .fifthPower3, .productOfAll]
}
