import BN254
import ConstraintSystem
import Kernels

/// The cosets on which the prover computes the quotient polynomial.
///
/// It has 5n + 8 coefficients, of which the eight highest follow from those of its factors, so that five cosets of n
/// points each determine the others. On the coset s_k·H, s_k = 5·ω_8n^k, X^n is the constant c_k = s_k^n.
public struct QuotientCosets: Sendable {
    /// The number of cosets.
    public static let count = 5

    /// s_0…s_4.
    public let shifts: [Fr]
    /// c_0…c_4, none of which is 1.
    let powers: [Fr]

    /// The cosets of the domain of 2^`domainLogarithm` elements, 0 to 25: beyond that Fr has no ω_8n; traps.
    public init(domainLogarithm: Int) {
        let root = Fr.rootOfUnity(logarithmOfOrder: domainLogarithm + 3)
        var (shifts, shift) = ([Fr](), Fr.multiplicativeGenerator)
        for _ in 0..<QuotientCosets.count {
            shifts.append(shift)
            shift *= root
        }
        self.shifts = shifts
        powers = shifts.map { $0.power(variableTime: UInt256(1 << UInt64(domainLogarithm))) }
    }

    /// The weights of values at c_0, c_1 and c_2 in the value at another c of the polynomial of degree 2 that has them.
    func extrapolation(to coset: Int) -> [Fr] {
        (0..<3).map { index in
            (0..<3).filter { $0 != index }.reduce(Fr.one) { product, other in
                // The points are distinct.
                let inverse = (powers[index] - powers[other]).inverse ?? .zero
                return product * (powers[coset] - powers[other]) * inverse
            }
        }
    }

    /// Element (m, k): the coefficient of X^m of the polynomial that is 1 at c_k and 0 at the other c.
    ///
    /// It is the inverse of the matrix with rows (1, c, c², c³, c⁴), by which slices of n coefficients of a polynomial
    /// become its remainders modulo X^n − c.
    var interpolation: [[Fr]] {
        let polynomials = powers.indices.map { index -> [Fr] in
            var coefficients: [Fr] = [.one]
            var denominator = Fr.one
            for (other, point) in powers.enumerated() where other != index {
                // Times (X − point).
                coefficients = zip([.zero] + coefficients, coefficients + [.zero]).map { $0 - point * $1 }
                denominator *= powers[index] - point
            }
            // The points are distinct.
            let inverse = denominator.inverse ?? .zero
            return coefficients.map { $0 * inverse }
        }
        return powers.indices.map { power in polynomials.map { $0[power] } }
    }
}
