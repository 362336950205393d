import BN254
import Files
import SRS
import TestSupport
import Testing

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct AztecFileTests {
    private func path(_ degree: Int) throws -> String {
        let directory = try #require(SharedVectors.directory)
        return directory.appendingPathComponent("vectors/aztec/kzg10-aztec20-srs-\(degree).bin").path
    }

    @Test func thePublishedFileHasItsChecksum() throws {
        let setup = try StructuredReferenceString(contentsOf: path(1024))
        #expect(setup.degree == 1024)
        #expect(setup.powerCount == 1025)
        #expect(setup.checksum() == AztecCeremony.published(degree: 1024)?.checksum)
        try setup.verify()
        try setup.verifyPowers()
    }

    /// Facts of the article Setups and of the reference's `kzg_aztec.json`.
    @Test func pointsAreThoseOfTheCeremony() throws {
        let setup = try StructuredReferenceString(contentsOf: path(1024))
        let storage = try setup.powers(count: 1025)
        let powers = storage.elements
        #expect(powers[0] == G1Point(uncheckedX: 1, y: 2))
        #expect(
            powers[1].x.description
                == "20449530420899268687302952649477614135834879920908224423340014304031627405049")
        #expect(
            powers[1].y.description
                == "17515048112805791705685986509311726821353577104405763528022564402866062101162")
        #expect(setup.h == .generator)
        #expect(
            setup.betaH.arkCompressed
                == (try hexBytes(
                    "b0838893ec1f237e8b07323b0744599f4e97b598b3b589bcc2bc37b8d5c41801"
                        + "c18393c0fa30fe4e8b038e357ad851eae8de9107584effe7c7f1f651b2010e26")))
        #expect(Pairing.isProductOne([(powers[1024], setup.h), (-powers[1023], setup.betaH)]))
    }

    /// 32768 is no published degree, so this file has to pass the check of its powers.
    @Test func theUnpublishedFileFitsTogether() throws {
        let setup = try StructuredReferenceString(contentsOf: path(32768))
        #expect(AztecCeremony.published(degree: 32768) == nil)
        try setup.verify()
        let small = try StructuredReferenceString(contentsOf: path(1024))
        let (many, few) = (try setup.powers(count: 1025), try small.powers(count: 1025))
        #expect(many.elements == few.elements)
        #expect(throws: SRSError.tooFewPowers(needed: 32770, found: 32769)) { try setup.powers(count: 32770) }
    }

    /// Two bits that an own encoder would not set would be set in about half of the points if flags were not handled.
    @Test func writingGivesTheSameBytes() throws {
        let setup = try StructuredReferenceString(contentsOf: path(1024))
        let folder = try TemporaryFolder()
        let copy = folder.path + "/deep/er/copy.bin"
        try StructuredReferenceString.write(powers: setup.powers(count: 1025), betaH: setup.betaH, to: copy)
        #expect(try fileBytes(copy) == fileBytes(path(1024)))
        #expect(folder.files == ["deep/er/copy.bin"])
    }

    /// Any change makes the published file another one, also such that no other check would find.
    @Test func aChangedPublishedFileIsRefused() throws {
        var bytes = try fileBytes(path(1024))
        bytes.swapPowers(500, 501)
        let setup = try TestSetup(bytes: bytes).open()
        let published = try #require(AztecCeremony.published(degree: 1024))
        #expect(
            throws: SRSError.wrongChecksum(
                degree: 1024, expected: published.checksum, found: SHA256Sum(of: bytes))
        ) { try setup.verify() }
        #expect(throws: SRSError.notConsecutive) { try setup.verifyPowers() }
    }
}
