import BN254
import Kernels
import PolynomialCommitment

/// The powers of a secret τ from which a key of any circuit is made, and what proofs are verified with.
///
/// Real powers come from a ceremony after which nobody knows τ: `StructuredReferenceString` reads its file.
public struct UniversalSetup: Sendable {
    /// τ^0·G, τ^1·G, …: n + 3 points serve circuits of up to n rows.
    public let powers: Storage<G1Point>
    /// τ times the generator of G2, the β·h of verifying keys.
    public let betaH: G2Point
    /// τ, if it is known: then points are made much faster.
    private let tau: Fr?

    /// The powers of a ceremony, which are taken to be right.
    public init(powers: Storage<G1Point>, betaH: G2Point) {
        (self.powers, self.betaH, tau) = (powers, betaH, nil)
    }

    private init(powers: Storage<G1Point>, betaH: G2Point, tau: Fr) {
        (self.powers, self.betaH, self.tau) = (powers, betaH, tau)
    }

    /// The powers of a *known* τ other than zero, for circuits of up to `rowCount` rows: for tests and trials only.
    ///
    /// Whoever knows τ can prove anything.
    public static func insecure(tau: Fr, rowCount: Int) -> UniversalSetup {
        UniversalSetup(
            powers: InsecurePowers.powers(of: tau, count: rowCount + 3), betaH: .generator * tau, tau: tau)
    }

    /// Whether somebody knows τ, so that proofs prove nothing.
    public var isInsecure: Bool { tau != nil }

    /// The points L_j(τ)·G of the Lagrange polynomials of `domain`, for which there are enough powers.
    ///
    /// `progress` is told the share that is done, in 0…1. Throws ``KeyGenerationError/cancelled``.
    func lagrangeBasis(
        _ domain: EvaluationDomain, progress: (Double) -> Void
    ) throws(KeyGenerationError) -> Storage<G1Point> {
        func report(_ share: Double) throws(KeyGenerationError) {
            progress(share)
            guard !Task.isCancelled else { throw .cancelled }
        }
        if let tau {
            try report(0)
            return InsecurePowers.lagrangeBasis(of: tau, domain: domain)
        }
        do {
            return try LagrangeTransform.basis(powers: powers.readOnly.prefix(domain.size), progress: report)
        } catch {
            // Nothing else ends the transform.
            throw .cancelled
        }
    }

    /// How much longer the Lagrange basis takes than all columns of a circuit.
    var lagrangeBasisEffort: Double { isInsecure ? 1.0 / 6 : 2 }
}
