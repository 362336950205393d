import BN254
import Kernels
import PolynomialCommitment

extension Prover {
    /// Round 4: the evaluations at ζ of the wires and of σ_0…σ_3, and of z at ζω.
    func evaluations(_ wires: [Column], _ product: Column, at point: DomainPoint) -> Proof.Evaluations {
        Pages.populate(key.selectors + key.sigmas)
        return Proof.Evaluations(
            wires: wires.map { Polynomial.evaluate($0.readOnly.prefix(n + 2), at: point.zeta) },
            sigmas: key.sigmas.prefix(4).map { Polynomial.evaluate($0, at: point.zeta) },
            shiftedPermutationProduct: Polynomial.evaluate(product.readOnly.prefix(n + 3), at: point.shifted))
    }

    /// Round 4: the linearisation polynomial; n + 3 coefficients.
    func linearization(_ product: Column, _ quotientParts: [Column], _ factors: LinearizationCoefficients) -> Column {
        let sum = Column(uninitializedCount: n + 3)
        let polynomials =
            key.selectors + [key.sigmas[4]] + ([product] + quotientParts).map { $0.readOnly.prefix(n + 3) }
        Polynomial.combine(
            polynomials, into: sum.slice,
            factors: factors.selectors + [factors.lastSigma, factors.permutationProduct] + factors.quotientParts)
        return sum
    }

    /// Round 5: the quotients whose commitments open everything else at ζ, and z at ζω; n + 2 coefficients each.
    ///
    /// `factors` are those of the linearisation, which is used up. Throws ``ProverError/gateEquationViolated`` if the
    /// values at ζ are not those of an honest proof: with a numerator that is no multiple of X^n − 1 they are, with a
    /// probability below 6n/r, not.
    func openings(
        _ linearization: Column, _ wires: [Column], _ product: Column, _ evaluations: Proof.Evaluations,
        _ factors: LinearizationCoefficients, v: Fr, at point: DomainPoint
    ) throws(ProverError) -> [Column] {
        // 1 for the linearisation, v^1 … v^5 for the wires, v^6 … v^9 for the sigmas.
        var powers: [Fr] = [.one]
        for _ in 1...9 { powers.append(powers[powers.count - 1] * v) }
        let opened = wires.map { $0.readOnly.prefix(n + 2) } + key.sigmas.prefix(4)
        Polynomial.combine([linearization.readOnly] + opened, into: linearization.slice, factors: powers)
        let shifted = Column(copying: product.readOnly.prefix(n + 3))
        let polynomials = [linearization, shifted]
        let remainders = Column(count: 2)
        Parallel.forEach(2) { index in
            remainders[index] = Polynomial.divide(
                polynomials[index].slice, byLinearFactorWithRoot: index == 0 ? point.zeta : point.shifted)
        }
        let expected = zip(powers.dropFirst(), evaluations.wires + evaluations.sigmas).reduce(-factors.constant) {
            $0 + $1.0 * $1.1
        }
        guard remainders[0] == expected, remainders[1] == evaluations.shiftedPermutationProduct else {
            throw .gateEquationViolated
        }
        return polynomials
    }
}
