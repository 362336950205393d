import BN254
import Files
import TestSupport
import Testing
import TurboPlonk

@Suite struct RoundTripTests {
    @Test func whatIsWrittenIsRead() async throws {
        let (key, folder) = (try RandomKey(), try TemporaryFolder())
        let path = folder.path + "/keys/test.hspkey"
        try key.write(to: path)
        #expect(folder.files == ["keys/test.hspkey"])

        let file = try ProvingKeyFile.open(path)
        #expect(file.description == key.description)
        #expect(file.verifyingKey == key.verifyingKey)
        let read = file.provingKey
        #expect(read.verifyingKey == key.verifyingKey)
        let columns = read.selectors + read.sigmas + read.sigmaValues
        #expect(columns.count == key.columns.count)
        for (column, written) in zip(columns, key.columns) {
            #expect(column.elements.elementsEqual(written.elements), "\(written.section)")
        }
        #expect(read.powers.elements.elementsEqual(key.powers))
        try await file.verifySections()
    }

    @Test func aCosetTableIsReadCosetByCoset() async throws {
        let (key, folder) = (try RandomKey(hasCosetTable: true), try TemporaryFolder())
        let path = folder.path + "/key"
        try key.write(to: path)
        let file = try ProvingKeyFile.open(path)
        #expect(file.hasCosetTable)
        let read = file.provingKey
        #expect(read.cosetValues.count == 5 && read.cosetValues.allSatisfy { $0.count == 18 })
        for (coset, columns) in read.cosetValues.enumerated() {
            for (column, written) in zip(columns, key.cosetTable) {
                #expect(
                    column.elements.elementsEqual(written.elements[32 * coset..<32 * (coset + 1)]), "\(written.section)"
                )
            }
        }
        #expect(read.powers.elements.elementsEqual(key.powers))
        try await file.verifySections()

        let plain = folder.path + "/plain"
        try RandomKey().write(to: plain)
        let other = try ProvingKeyFile.open(plain)
        #expect(!other.hasCosetTable && other.provingKey.cosetValues.isEmpty)
    }

    @Test(arguments: [false, true])
    func aLagrangeBasisIsRead(hasCosetTable: Bool) async throws {
        let key = try RandomKey(hasCosetTable: hasCosetTable, hasLagrangeBasis: true)
        let folder = try TemporaryFolder()
        let path = folder.path + "/key"
        try key.write(to: path)
        let file = try ProvingKeyFile.open(path)
        #expect(file.hasLagrangeBasis && file.hasCosetTable == hasCosetTable)
        let read = file.provingKey
        #expect(read.lagrangeBasis.elements.elementsEqual(key.lagrangeBasis))
        #expect(read.powers.elements.elementsEqual(key.powers))
        try await file.verifySections()

        let plain = folder.path + "/plain"
        try RandomKey(hasCosetTable: hasCosetTable).write(to: plain)
        let other = try ProvingKeyFile.open(plain)
        #expect(!other.hasLagrangeBasis && other.provingKey.lagrangeBasis.isEmpty)
    }

    @Test func sectionsBeginAtMultiplesOfTwoMebibytes() throws {
        let (key, folder) = (try RandomKey(), try TemporaryFolder())
        try key.write(to: folder.path + "/key")
        let bytes = try fileBytes(folder.path + "/key")
        #expect(bytes.count == 24 * (2 << 20) + 35 * 64)
        for (number, column) in key.columns.enumerated() {
            let start = (number + 1) * (2 << 20)
            let limbs = column.elements.flatMap { element in
                (0..<4).flatMap { limb in
                    (0..<8).map { UInt8(truncatingIfNeeded: element.montgomery[limb: limb] >> UInt64(8 * $0)) }
                }
            }
            #expect(bytes[start..<start + limbs.count].elementsEqual(limbs), "\(column.section)")
        }
    }

    /// The mapping, not the file's name, is what a key needs.
    @Test func aKeyOutlivesItsFile() throws {
        let (key, folder) = (try RandomKey(), try TemporaryFolder())
        let path = folder.path + "/key"
        try key.write(to: path)
        let read = try ProvingKeyFile.open(path).provingKey
        try RandomKey(seed: 8).write(to: path)
        try Folder.removeFile(path)
        #expect(read.powers.elements.elementsEqual(key.powers))
        #expect(read.sigmas[4].elements.elementsEqual(key.columns[17].elements))
    }

    @Test func aLongCreatorIsCut() throws {
        let folder = try TemporaryFolder()
        var key = try RandomKey()
        key.description.creator = String(repeating: "x", count: 100)
        try key.write(to: folder.path + "/key")
        let creator = try ProvingKeyFile.open(folder.path + "/key").description.creator
        #expect(creator == String(repeating: "x", count: 31))
    }

    @Test func aKeyThatTheDiskCannotHoldIsRefusedAtOnce() throws {
        let (key, folder) = (try RandomKey(), try TemporaryFolder())
        // 2^28 rows take 200 GB; on a disk with that much free nothing is learnt here, but nothing is written either.
        do throws(FileError) {
            _ = try ProvingKeyWriter(
                at: folder.path + "/key", key.description, domainLogarithm: 28, betaH: key.verifyingKey.betaH)
        } catch {
            #expect(error.isDiskFull)
            #expect(folder.files == [])
        }
        #expect(!folder.files.contains("key"))
    }
}
