import BN254
import Files
import Kernels
import PolynomialCommitment

extension StructuredReferenceString {
    /// Checks that all powers are what they should be.
    ///
    /// A file of a degree that is published must have the published SHA-256; any other is checked by
    /// ``verifyPowers()``. Throws ``SRSError``: `wrongChecksum`, or what that throws.
    public func verify() throws(SRSError) {
        guard let published = AztecCeremony.published(degree: degree) else { return try verifyPowers() }
        let found = checksum()
        guard found == published.checksum else {
            throw .wrongChecksum(degree: degree, expected: published.checksum, found: found)
        }
    }

    /// Checks that the powers are those of the β in β·h, whoever made the file.
    ///
    /// With g_0 the generator, they are if and only if e(g_(i+1), h) = e(g_i, β·h) for all i. One equation stands for
    /// all: e(Σ ρ_i·g_(i+1), h) = e(Σ ρ_i·g_i, β·h) for random ρ_i. If one of them fails, its ρ_i of 128 random bits
    /// makes up for it with probability 2^-128. Throws ``SRSError``: `badPower`, `notGenerator` or `notConsecutive`.
    public func verifyPowers() throws(SRSError) {
        let powers = try powers(count: powerCount)
        let coefficients = Polynomial.randomFactors(degree)
        func sum(from start: Int) -> G1Point {
            MultiScalarMultiplication.sum(
                scalars: coefficients.readOnly, bases: powers[start..<start + degree].readOnly)
        }
        let (lower, upper) = (sum(from: 0), sum(from: 1))
        guard Pairing.isProductOne([(upper, h), (-lower, betaH)]) else { throw .notConsecutive }
    }
}
