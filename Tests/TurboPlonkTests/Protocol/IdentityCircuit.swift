import BN254
import TurboPlonk

/// The circuit without gates in which every wire stands for itself, and proofs of it made by hand.
///
/// All selectors are zero and σ_i(X) = k_i·X, so that [σ_i] = k_i·[τ]. With all wires zero the permutation product is
/// the constant 1 and the quotient 0. What is opened at ζ is a multiple of X and a constant:
///
///     F(X) = lastSigma·k_4·X + Σ_{i<4} v^(6 + i)·k_i·X + …,   W_ζ = (lastSigma·k_4 + Σ v^(6 + i)·k_i)·[1],   W_ζω = 0
///
/// τ and the domain are free, which the reference's proofs do not offer.
struct IdentityCircuit {
    let tau: Fr
    let domainLogarithm: Int

    func verifyingKey(publicInputCount: Int = 0) throws -> VerifyingKey {
        try VerifyingKey(
            domainSize: 1 << domainLogarithm, publicInputCount: publicInputCount,
            selectors: [G1Point](repeating: .infinity, count: 13),
            sigmas: VerifyingKey.cosetConstants.map { .generator * ($0 * tau) }, betaH: .generator * tau)
    }

    /// A proof that is valid when all `publicInputs` are zero.
    func claim(publicInputs: [Fr] = []) throws -> ProofClaim {
        let key = try verifyingKey(publicInputCount: publicInputs.count)
        let k = VerifyingKey.cosetConstants
        let nothing = [G1Point](repeating: .infinity, count: 5)
        var transcript = SolidityTranscript.initial(verifyingKey: key, publicInputs: publicInputs)
        let (beta, gamma) = transcript.challenges(afterWires: nothing)
        let alpha = transcript.challenge(afterPermutationProduct: .generator)
        let zeta = transcript.challenge(afterQuotientParts: nothing)
        let evaluations = Proof.Evaluations(
            wires: [Fr](repeating: .zero, count: 5), sigmas: k.prefix(4).map { $0 * zeta },
            shiftedPermutationProduct: .one)
        let v = transcript.challenge(afterEvaluations: evaluations)
        let coefficients = LinearizationCoefficients(
            evaluations: evaluations, publicInputs: publicInputs, beta: beta, gamma: gamma, alpha: alpha,
            at: DomainPoint(zeta, domainLogarithm: domainLogarithm))
        var slope = coefficients.lastSigma * k[4]
        var power = v.squared.squared * v.squared
        for constant in k.prefix(4) {
            slope += power * constant
            power *= v
        }
        let proof = Proof(
            wires: nothing, permutationProduct: .generator, quotientParts: nothing, opening: .generator * slope,
            shiftedOpening: .infinity, evaluations: evaluations)
        return ProofClaim(proof, publicInputs: publicInputs, verifyingKey: key)
    }
}
