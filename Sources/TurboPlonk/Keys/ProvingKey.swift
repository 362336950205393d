import BN254
import Kernels
import PolynomialCommitment

/// Everything about a circuit that proving needs and that does not depend on the witness.
///
/// The columns are those of a mapped key file or memory just computed, which stays as long as they do. Elements are in
/// Montgomery form. n is the domain size.
public struct ProvingKey: Sendable {
    /// What proofs of this circuit are verified with.
    public let verifyingKey: VerifyingKey
    /// The 13 selector polynomials: n coefficients each, lowest first, in the order of ``VerifyingKey/selectors``.
    public let selectors: [StorageSlice<Fr>]
    /// The 5 permutation polynomials σ: n coefficients each, lowest first.
    public let sigmas: [StorageSlice<Fr>]
    /// The values of the 5 permutation polynomials on the domain: n each, row by row.
    public let sigmaValues: [StorageSlice<Fr>]
    /// The values of selectors and σ on the five cosets of ``QuotientCosets``: for each coset 13 + 5 times n, in
    /// bit-reversed order; empty if they are to be computed for every proof.
    public let cosetValues: [[StorageSlice<Fr>]]
    /// The powers [τ^i]·G1 for i = 0 … n + 2.
    public let powers: StorageSlice<G1Point>
    /// The points [L_j(τ)]·G1 for j = 0 … n − 1, L_j being 1 at ω^j and 0 at the other elements of the domain; empty if
    /// values cannot be committed to before they are interpolated.
    public let lagrangeBasis: StorageSlice<G1Point>

    /// A key of these columns. Traps for other numbers of columns or elements.
    public init(
        verifyingKey: VerifyingKey, selectors: [StorageSlice<Fr>], sigmas: [StorageSlice<Fr>],
        sigmaValues: [StorageSlice<Fr>], cosetValues: [[StorageSlice<Fr>]] = [],
        powers: StorageSlice<G1Point>,
        lagrangeBasis: StorageSlice<G1Point> = StorageSlice()
    ) {
        let n = verifyingKey.domainSize
        precondition(selectors.count == 13 && sigmas.count == 5 && sigmaValues.count == 5)
        precondition((selectors + sigmas + sigmaValues).allSatisfy { $0.count == n } && powers.count == n + 3)
        precondition(lagrangeBasis.isEmpty || lagrangeBasis.count == n)
        precondition(
            cosetValues.isEmpty
                || cosetValues.count == QuotientCosets.count
                    && cosetValues.allSatisfy { $0.count == 18 && $0.allSatisfy { $0.count == n } }
        )
        self.verifyingKey = verifyingKey
        self.selectors = selectors
        self.sigmas = sigmas
        self.sigmaValues = sigmaValues
        self.cosetValues = cosetValues
        self.powers = powers
        self.lagrangeBasis = lagrangeBasis
    }
}
