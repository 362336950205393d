import BN254
import Kernels
import PolynomialCommitment

extension Prover {
    /// Round 1: the five wire polynomials, masked; n + 3 coefficients each, of which the last is zero.
    func wirePolynomials(_ values: [Column], _ blinding: BlindingFactors) -> [Column] {
        let polynomials = values.map { Column(copying: $0.prefix(n), count: n + 3) }
        for polynomial in polynomials { domain.interpolate(domainPart(polynomial)) }
        for (polynomial, factors) in zip(polynomials, blinding.wires) { mask(polynomial, factors) }
        return polynomials
    }

    /// The first n elements of a longer column.
    func domainPart(_ column: Column) -> UnsafeMutableBufferPointer<Fr> {
        UnsafeMutableBufferPointer(start: column.base, count: n)
    }

    /// Adds (Σ b_i·X^i)·(X^n − 1).
    func mask(_ polynomial: Column, _ factors: [Fr]) {
        for (index, factor) in factors.enumerated() {
            polynomial.base[index] -= factor
            polynomial.base[n + index] += factor
        }
    }
}
