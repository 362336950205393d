/// A part of the prover's work, in the order of the rounds.
public enum ProverStep: String, Sendable, CaseIterable {
    /// Round 1: the wire polynomials and their commitments.
    case wires = "wire polynomials"
    /// Round 2: the permutation product polynomial and its commitment.
    case permutationProduct = "permutation product"
    /// Round 3: the quotient polynomial on its cosets.
    case quotient = "quotient polynomial"
    /// Round 3: the commitments of the quotient's five parts.
    case quotientCommitments = "quotient commitments"
    /// Rounds 4 and 5: evaluations, linearisation and opening proofs.
    case openings = "opening proofs"

    /// The share of the whole work that is done when this step begins, in 0…1, as measured at n = 2^20 with a key that
    /// has a Lagrange basis and no coset table.
    var start: Double {
        switch self {
        case .wires: 0
        case .permutationProduct: 0.11
        case .quotient: 0.17
        case .quotientCommitments: 0.67
        case .openings: 0.89
        }
    }

    /// The share of the whole work that is done when `fraction` of this step is done.
    func share(_ fraction: Double) -> Double {
        let end = ProverStep.allCases.first { $0.start > start }?.start ?? 1
        return start + fraction * (end - start)
    }
}
