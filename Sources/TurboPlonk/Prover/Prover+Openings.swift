import BN254
import Kernels
import PolynomialCommitment

extension Prover {
    /// Round 4: the evaluations at ζ of the wires and of σ_0…σ_3, and of z at ζω.
    func evaluations(_ wires: [Column], _ product: Column, at point: DomainPoint) -> Proof.Evaluations {
        Proof.Evaluations(
            wires: wires.map { Polynomial.evaluate($0.prefix(n + 2), at: point.zeta) },
            sigmas: key.sigmas.prefix(4).map { Polynomial.evaluate($0, at: point.zeta) },
            shiftedPermutationProduct: Polynomial.evaluate(product.prefix(n + 3), at: point.shifted))
    }

    /// Round 4: the linearisation polynomial; n + 3 coefficients.
    func linearization(_ product: Column, _ quotientParts: [Column], _ factors: LinearizationCoefficients) -> Column {
        let sum = Column(count: n + 3)
        for (selector, factor) in zip(key.selectors, factors.selectors) { add(selector, times: factor, to: sum) }
        add(key.sigmas[4], times: factors.lastSigma, to: sum)
        add(product.prefix(n + 3), times: factors.permutationProduct, to: sum)
        for (part, factor) in zip(quotientParts, factors.quotientParts) {
            add(part.prefix(n + 3), times: factor, to: sum)
        }
        return sum
    }

    /// Round 5: the quotients whose commitments open everything else at ζ, and z at ζω; n + 2 coefficients each.
    ///
    /// The linearisation polynomial is used up.
    func openings(
        _ linearization: Column, _ wires: [Column], _ product: Column, v: Fr, at point: DomainPoint
    ) -> [Column] {
        // v^1 … v^5 for the wires, v^6 … v^9 for the sigmas.
        var power = Fr.one
        for polynomial in wires.map({ $0.prefix(n + 2) }) + key.sigmas.prefix(4) {
            power *= v
            add(polynomial, times: power, to: linearization)
        }
        let shifted = Column(copying: product.prefix(n + 3), count: n + 3)
        // The remainders are the values at the points, which the verifier computes from the evaluations.
        _ = Polynomial.divide(linearization.buffer, byLinearFactorWithRoot: point.zeta)
        _ = Polynomial.divide(shifted.buffer, byLinearFactorWithRoot: point.shifted)
        return [linearization, shifted]
    }

    private func add(_ polynomial: UnsafeBufferPointer<Fr>, times factor: Fr, to sum: Column) {
        Polynomial.addScaled(
            into: UnsafeMutableBufferPointer(rebasing: sum.buffer[..<polynomial.count]), polynomial, factor: factor)
    }
}
