import BN254
import Kernels
import PolynomialCommitment
import Synchronization

extension ProvingKeyFile {
    /// Checks that the Lagrange basis, if the file has one, is that of the powers, which are taken to be right.
    ///
    /// For random v_j the sum Σ v_j·L_j(τ)·G is the commitment to the polynomial that is v_j at ω^j. If one of the points is
    /// another point of G1, its v_j of 128 random bits makes up for it with probability 2^-128. Throws
    /// ``ProvingKeyFileError/wrongLagrangeBasis(path:)``.
    public func verifyLagrangeBasis() throws(ProvingKeyFileError) {
        guard hasLagrangeBasis else { return }
        let key = provingKey
        let domain = EvaluationDomain(logarithm: verifyingKey.domainLogarithm)
        let scalars = Polynomial.randomFactors(domain.size)
        guard ProvingKeyFile.areOfG1(key.lagrangeBasis) else { throw .wrongLagrangeBasis(path: path) }
        let sum = MultiScalarMultiplication.sum(scalars: scalars.readOnly, bases: key.lagrangeBasis)
        domain.interpolate(scalars)
        guard sum == MultiScalarMultiplication.sum(scalars: scalars.readOnly, bases: key.powers) else {
            throw .wrongLagrangeBasis(path: path)
        }
    }

    /// Whether all coordinates are below the modulus and fit the curve's equation.
    private static func areOfG1(_ points: StorageSlice<G1Point>) -> Bool {
        let areRight = Atomic(true)
        Parallel.chunks(of: points.count, minimum: 1 << 10) { range in
            let isRight = range.allSatisfy { index in
                let point = points[index]
                return point.x.montgomery < Fq.modulus && point.y.montgomery < Fq.modulus && point.isOnCurve
            }
            if !isRight { areRight.store(false, ordering: .relaxed) }
        }
        return areRight.load(ordering: .relaxed)
    }
}
