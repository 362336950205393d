import BN254
import TestSupport
import Testing

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct CeremonyFileTests {
    @Test func pointsAreThoseOfTheReference() throws {
        let (file, reference) = (try CeremonyFile(), try ReferenceKZG.load())
        #expect(file.powers.count == reference.numG1)
        #expect(file.powers[0] == .generator)
        #expect(try file.powers[1] == reference.tauG1.point)
        #expect(try file.powers.last == reference.lastG1.point)
        #expect(try file.h == reference.h.point)
        #expect(try file.betaH == reference.betaH.point)
    }

    /// e(g[i + 1], h) = e(g[i], β·h): for some i, and for a random linear combination over all.
    @Test func powersAreConsecutive() throws {
        let file = try CeremonyFile()
        let powers = file.powers
        for index in [0, 1, 2, 511, 512, 1022, 1023] {
            #expect(Pairing.isProductOne([(powers[index + 1], file.h), (-powers[index], file.betaH)]), "\(index)")
        }
        #expect(!Pairing.isProductOne([(powers[2], file.h), (-powers[0], file.betaH)]))

        var generator = SeededGenerator(seed: 44)
        var (lower, upper) = (JacobianPoint<G1>.infinity, JacobianPoint<G1>.infinity)
        for (power, next) in zip(powers, powers.dropFirst()) {
            let coefficient = UInt256(generator.next())
            lower = lower + JacobianPoint(power).multiplied(variableTime: coefficient)
            upper = upper + JacobianPoint(next).multiplied(variableTime: coefficient)
        }
        #expect(!lower.isInfinity)
        #expect(Pairing.isProductOne([(upper.affine, file.h), (-lower.affine, file.betaH)]))
        #expect(!Pairing.isProductOne([((upper + powers[0]).affine, file.h), (-lower.affine, file.betaH)]))
    }

    /// Commitments, values and proofs of the polynomials that the reference spells out.
    @Test func commitmentsAndProofs() throws {
        let (file, reference) = (try CeremonyFile(), try ReferenceKZG.load())
        var sparse = [Fr](repeating: .zero, count: 1024)
        for degree in [0, 512, 1023] { sparse[degree] = .one }
        let polynomials: [String: [Fr]] = [
            "constant 5": [5],
            "X": [0, 1],
            "i+1, degree 15": (1...16).map { Fr($0) },
            "(1000+i)^2, degree 1023": (0..<1024).map { Fr(1000 + $0).squared },
            "-1 everywhere degree 1023": [Fr](repeating: -Fr.one, count: 1024),
            "sparse X^1023 + X^512 + 1": sparse,
        ]
        var checked = 0
        for opening in reference.cases {
            guard let coefficients = polynomials[opening.polynomial] else { continue }
            checked += 1
            #expect(coefficients.count == opening.numCoeffs)
            #expect(try file.commitment(to: coefficients) == opening.commitment.point, "\(opening.polynomial)")
            // Horner's rule gives the coefficients of (p(X) − p(z))/(X − z), and p(z) at last.
            let z = try Fr(hexadecimal: opening.openAt)
            var sums: [Fr] = []
            for coefficient in coefficients.reversed() { sums.append((sums.last ?? .zero) * z + coefficient) }
            let value = sums.removeLast()
            #expect(value.hexadecimal == opening.eval)
            #expect(try file.commitment(to: sums.reversed()) == opening.proof.point, "\(opening.polynomial)")
        }
        #expect(checked == polynomials.count)
    }
}
