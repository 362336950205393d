import BN254
import ConstraintSystem

/// The linearisation polynomial as a combination of polynomials that both sides hold, the prover by their coefficients
/// and the verifier by their commitments:
///
///     lin(X) = Σ selectors[i]·q_i(X) + permutationProduct·z(X) + lastSigma·σ_4(X) + Σ quotientParts[i]·t_i(X)
///
/// lin(ζ) = −`constant` for an honest proof. Source: <doc:ProverRounds>, round 4.
public struct LinearizationCoefficients: Sendable, Hashable {
    /// The 13 selectors' factors in the order of `Selector`: the monomials of the gate equation at w_i(ζ).
    public let selectors: [Fr]
    /// z's factor: α·Π_{0..4}(w_i(ζ) + β·k_i·ζ + γ) + α²·L1(ζ).
    public let permutationProduct: Fr
    /// σ_4's factor: −α·β·z(ζω)·Π_{0..3}(w_i(ζ) + β·σ_i(ζ) + γ).
    public let lastSigma: Fr
    /// The five parts' factors: −Z_H(ζ)·ζ^(i·(n + 2)).
    public let quotientParts: [Fr]
    /// r0 = PI(ζ) − α²·L1(ζ) − α·z(ζω)·(w_4(ζ) + γ)·Π_{0..3}(w_i(ζ) + β·σ_i(ζ) + γ).
    public let constant: Fr

    /// The factors for a proof's evaluations; `point` is ζ beside the key's domain.
    public init(
        evaluations: Proof.Evaluations, publicInputs: [Fr], beta: Fr, gamma: Fr, alpha: Fr, at point: DomainPoint
    ) {
        let wires = evaluations.wires
        let firstLagrange = alpha.squared * point.firstLagrange
        let identity = zip(wires, VerifyingKey.cosetConstants).reduce(Fr.one) { product, factor in
            product * (factor.0 + beta * factor.1 * point.zeta + gamma)
        }
        // Four factors: the last wire has no opened σ.
        let permutation = zip(wires, evaluations.sigmas).reduce(alpha * evaluations.shiftedPermutationProduct) {
            product, factor in product * (factor.0 + beta * factor.1 + gamma)
        }
        selectors = Self.gateMonomials(wires)
        permutationProduct = alpha * identity + firstLagrange
        lastSigma = -(beta * permutation)
        let step = point.power * point.zeta.squared
        var part = -point.vanishing
        quotientParts = (0..<VerifyingKey.wireCount).map { _ in
            defer { part *= step }
            return part
        }
        constant = point.publicInput(publicInputs) - firstLagrange - permutation * (wires[4] + gamma)
    }

    /// What each selector is multiplied with in the gate equation, in the order of ``Selector``.
    static func gateMonomials(_ w: [Fr]) -> [Fr] {
        let (first, second) = (w[0] * w[1], w[2] * w[3])
        return Selector.allCases.map { selector in
            switch selector {
            case .linear0: w[0]
            case .linear1: w[1]
            case .linear2: w[2]
            case .linear3: w[3]
            case .product01: first
            case .product23: second
            case .fifthPower0: w[0].squared.squared * w[0]
            case .fifthPower1: w[1].squared.squared * w[1]
            case .fifthPower2: w[2].squared.squared * w[2]
            case .fifthPower3: w[3].squared.squared * w[3]
            case .output: -w[4]
            case .constant: .one
            case .productOfAll: first * second * w[4]
            }
        }
    }
}
