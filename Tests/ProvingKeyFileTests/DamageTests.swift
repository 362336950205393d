import Files
import TestSupport
import Testing
import TurboPlonk

@Suite struct DamageTests {
    private let written: WrittenKey
    private var path: String { written.path }
    private var good: [UInt8] { written.bytes }

    init() throws { written = try WrittenKey() }

    /// Header and section table are 8 KiB, every bit of which is covered.
    @Test func everyByteOfHeaderAndTableMatters() throws {
        let damaged = try PatchedFile(path)
        for offset in 0..<8192 {
            for mask: UInt8 in [0x01, 0x80, 0xff] {
                try damaged.write(good[offset] ^ mask, at: offset)
                let failure = failureOfOpening(path)
                switch offset {
                case 0..<8: #expect(failure == .notAKeyFile(path: path))
                case 12..<16: #expect(failure?.code == "unsupported-format")
                default: #expect(failure == .damagedHeader(path: path), "byte \(offset)")
                }
            }
            try damaged.write(good[offset], at: offset)
        }
        #expect(failureOfOpening(path) == nil)
    }

    @Test func anotherByteOrderIsNamed() throws {
        let damaged = try PatchedFile(path)
        for offset in 8..<12 { try damaged.write(good[19 - offset], at: offset) }
        #expect(failureOfOpening(path) == .foreignByteOrder(path: path))
    }

    @Test func anotherFormatIsNamed() throws {
        try PatchedFile(path).write(2, at: 12)
        #expect(failureOfOpening(path) == .unsupportedFormat(path: path, version: 2))
        #expect(failureOfOpening(path)?.hint == "make it again: prepare-keys --force")
    }

    @Test func everyOtherLengthIsRefused() throws {
        let lengths =
            [0, 1, 7, 8, 100, 4096, 8191] + [8192, 8193, 2 << 20, 20_000_000, good.count - 1, good.count + 1]
        for length in lengths {
            try PatchedFile(path).setLength(length)
            let expected: ProvingKeyFileError =
                length < 8192
                ? .notAKeyFile(path: path)
                : .wrongLength(path: path, expected: UInt64(good.count), found: length)
            #expect(failureOfOpening(path) == expected, "\(length) bytes")
            try PatchedFile(path).setLength(0)
            try writeFile(path, good)
        }
    }

    @Test func otherFilesAreNotKeys() throws {
        #expect(failureOfOpening(written.folder.path + "/none")?.code == "file")
        #expect(failureOfOpening(written.folder.path)?.code == "file")
        try writeFile(path, [UInt8](repeating: 0, count: 10000))
        #expect(failureOfOpening(path) == .notAKeyFile(path: path))
    }

    /// Opening does not look into the sections; the check does, and names what it finds.
    @Test func damagedSectionsAreFoundAndNamed() async throws {
        let sections = ProvingKeySection.required
        for (number, section) in sections.enumerated() {
            let offset = (number + 1) * (2 << 20) + (section == .powers ? 34 * 64 + 63 : 31 * 32 + 31)
            let damaged = try PatchedFile(path)
            try damaged.write(good[offset] ^ 1, at: offset)
            let file = try ProvingKeyFile.open(path)
            await #expect(throws: ProvingKeyFileError.damagedSections(path: path, [section.description])) {
                try await file.verifySections()
            }
            try damaged.write(good[offset], at: offset)
        }
        let damaged = try PatchedFile(path)
        for offset in [2 << 20, 24 * (2 << 20), 14 * (2 << 20)] { try damaged.write(good[offset] ^ 0x10, at: offset) }
        await #expect(
            throws: ProvingKeyFileError.damagedSections(path: path, ["selector q1", "sigma 0", "powers"])
        ) { try await ProvingKeyFile.open(path).verifySections() }
    }

    @Test func damageInACosetTableIsFoundAndNamed() async throws {
        try RandomKey(hasCosetTable: true).write(to: path)
        let bytes = try fileBytes(path)
        // After the header and 24 sections.
        let offset = (25 + 17) * (2 << 20) + 5 * 32 * 32 - 1
        #expect(bytes.count == offset + 1)
        try PatchedFile(path).write(bytes[offset] ^ 1, at: offset)
        let file = try ProvingKeyFile.open(path)
        await #expect(throws: ProvingKeyFileError.damagedSections(path: path, ["sigma 4 on cosets"])) {
            try await file.verifySections()
        }
    }

    @Test func damageInALagrangeBasisIsFoundAndNamed() async throws {
        try RandomKey(hasCosetTable: true, hasLagrangeBasis: true).write(to: path)
        let bytes = try fileBytes(path)
        // After the header, 24 sections and the coset table.
        let last = 43 * (2 << 20) + 32 * 64 - 1
        #expect(bytes.count == last + 1)
        try PatchedFile(path).write(bytes[last] ^ 1, at: last)
        let file = try ProvingKeyFile.open(path)
        await #expect(throws: ProvingKeyFileError.damagedSections(path: path, ["Lagrange basis"])) {
            try await file.verifySections()
        }
    }

    @Test func theCheckTellsItsProgress() async throws {
        var shares: [Double] = []
        try await ProvingKeyFile.open(path).verifySections { shares.append($0) }
        #expect(shares.count == 24)
        #expect(shares == shares.sorted())
        #expect(shares.last == 1)
    }
}
