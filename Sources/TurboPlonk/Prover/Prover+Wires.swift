import BN254
import Kernels
import PolynomialCommitment

/// A column that is blinded has n + 3 elements: n rows and the factors b_i of the mask (Σ b_i·X^i)·(X^n − 1), zero where
/// there are fewer than three. As the mask is zero on the domain, the masked polynomial has these rows still.
extension Prover {
    /// The n rows, blinded; in their own memory if nobody else holds it.
    func blinded(_ rows: consuming Column, _ factors: [Fr]) -> Column {
        let column = Column(extending: rows, count: n + 3)
        for index in 0..<3 { column[n + index] = index < factors.count ? factors[index] : .zero }
        return column
    }

    /// The n + 3 coefficients of masked polynomials take the place of rows and factors.
    func interpolate(_ columns: [Column]) {
        for column in columns {
            domain.interpolate(column.slice.prefix(n))
            // b_i is the coefficient of X^(n + i) already.
            for index in 0..<3 { column[index] -= column[n + index] }
        }
    }

    /// What rows and factors are multiplied with to commit to the masked polynomial: L_j(τ)·G for row j, and
    /// (τ^(n + i) − τ^i)·G for factor i. As in all bases, what a damaged key has in the place of coordinates is replaced.
    static func rowBases(_ key: ProvingKey) -> CommitmentBases {
        let n = key.verifyingKey.domainSize
        let masks = (0..<3).map { index in
            CommitmentBases.canonical(key.powers[n + index]) + -CommitmentBases.canonical(key.powers[index])
        }
        return CommitmentBases(key.lagrangeBasis, followedBy: masks)
    }
}
