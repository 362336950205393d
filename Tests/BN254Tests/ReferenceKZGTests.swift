import BN254
import TestSupport
import Testing

/// What the reference states about the ceremony's points and its openings, by pairings alone.
struct ReferenceKZGTests {
    @Test func pointsOfTheCeremony() throws {
        let reference = try ReferenceKZG.load()
        let betaH = try reference.betaH.point
        #expect(try reference.h.point == .generator)
        #expect(betaH.isInSubgroup)
        #expect(try betaH.arkCompressed == hexBytes(reference.betaHCompressedHex))
        #expect(try G2Point(arkCompressed: hexBytes(reference.betaHCompressedHex)) == betaH)
        let betaG = try reference.tauG1.point
        #expect(Pairing.isProductOne([(betaG, .generator), (-G1Point.generator, betaH)]))
    }

    /// e(C − eval·G + z·π, h) = e(π, β·h), and for no other value.
    @Test func openingProofs() throws {
        let reference = try ReferenceKZG.load()
        let (h, betaH) = (try reference.h.point, try reference.betaH.point)
        #expect(reference.cases.count == 7)
        for opening in reference.cases {
            let (commitment, proof) = (try opening.commitment.point, try opening.proof.point)
            let (z, value) = (try Fr(hexadecimal: opening.openAt), try Fr(hexadecimal: opening.eval))
            func verifies(_ claimed: Fr) -> Bool {
                let left = commitment + -(G1Point.generator * claimed) + proof * z
                return Pairing.isProductOne([(left, h), (-proof, betaH)])
            }
            #expect(verifies(value), "\(opening.polynomial)")
            #expect(!verifies(value + 1), "\(opening.polynomial)")
        }
    }
}
