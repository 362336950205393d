import BN254
import Files
import TestSupport
import Testing
import TurboPlonk

/// Writers that go before the key is finished, and those that come after them.
@Suite struct UnfinishedKeyTests {
    private let folder: TemporaryFolder
    private let key: RandomKey
    /// The file of a writer that nothing interrupted.
    private let whole: [UInt8]
    private var path: String { folder.path + "/key" }
    private var partial: String { path + ".partial" }

    init() throws {
        folder = try TemporaryFolder()
        key = try RandomKey(hasLagrangeBasis: true)
        try key.write(to: folder.path + "/whole")
        whole = try fileBytes(folder.path + "/whole")
        try Folder.removeFile(folder.path + "/whole")
    }

    /// Writes some sections in the order of the file, and goes.
    @discardableResult
    private func begin(_ key: RandomKey, sections: Range<Int>) throws -> ProvingKeyWriter.Remains {
        var writer = try key.writer(at: path)
        for section in key.sections[sections] { try key.write(section, to: &writer) }
        return writer.remains
    }

    /// Finishes the key, and expects it to be as if nothing had happened.
    private func finish(_ key: RandomKey? = nil, _ expected: [UInt8]? = nil) throws -> ProvingKeyWriter.Remains {
        let key = key ?? self.key
        var writer = try key.writer(at: path)
        let remains = writer.remains
        for section in key.sections where !writer.has(section) { try key.write(section, to: &writer) }
        let commitments = writer.commitments(to: ProvingKeySection.polynomials)
        #expect(commitments == key.commitments)
        try writer.finish(key.verifyingKey)
        let isEqual = try fileBytes(path) == expected ?? whole
        #expect(isEqual)
        #expect(folder.files == ["key"])
        return remains
    }

    @Test(arguments: [0, 1, 13, 24, 25])
    func aWriterGoesOnWhereTheOneBeforeWent(count: Int) throws {
        #expect(try begin(key, sections: 0..<count) == ProvingKeyWriter.Remains())
        #expect(folder.files == ["key.partial"])
        #expect(failureOfOpening(partial) == .notAKeyFile(path: partial))
        let remains = try finish()
        #expect(remains.kept == Array(key.sections[..<count]))
        #expect(remains.damaged.isEmpty && !remains.isDiscarded)
    }

    @Test func sectionsMayComeInAnyOrder() throws {
        try begin(key, sections: 20..<25)
        try begin(key, sections: 3..<4)
        #expect(try finish().kept == [key.sections[3]] + key.sections[20...])
    }

    /// Every change that a disk or a program can make costs the work that it touches, never the key.
    @Test func whatIsDamagedIsMadeAgain() throws {
        let section = 2 << 20
        let record = 8192 + 128 + 128 * 4
        // Of section 4: its last byte, its checksum, its commitment, the record's own checksum.
        for offset in [5 * section + 32 * 32 - 1, record, record + 32 + 63, record + 127] {
            try begin(key, sections: 0..<10)
            let byte = try fileBytes(partial)[offset]
            try PatchedFile(partial).write(byte ^ 1, at: offset)
            let remains = try finish()
            #expect(remains.kept == Array(key.sections[..<4] + key.sections[5..<10]), "byte \(offset)")
            // What has no record was never written.
            #expect(remains.damaged == (offset > section ? [key.sections[4]] : []))
            #expect(!remains.isDiscarded)
        }
        // Records of other sections.
        try begin(key, sections: 0..<10)
        let bytes = try fileBytes(partial)
        for index in 0..<128 { try PatchedFile(partial).write(bytes[record + 128 + index], at: record + index) }
        #expect(try finish().kept.count == 9)
    }

    @Test func whatIsNoKeyIsDiscarded() throws {
        for offset in [8192, 8192 + 7, 8192 + 32, 8192 + 63] {
            try begin(key, sections: 0..<10)
            let byte = try fileBytes(partial)[offset]
            try PatchedFile(partial).write(byte ^ 0x80, at: offset)
            #expect(try finish() == discarded)
        }
        for length in [1, 8192, 8 << 20, whole.count - 1, whole.count + 1] {
            try begin(key, sections: 0..<10)
            try PatchedFile(partial).setLength(length)
            #expect(try finish() == discarded)
        }
        try begin(key, sections: 0..<10)
        try writeFile(partial, [UInt8](repeating: 0x5a, count: whole.count))
        #expect(try finish() == discarded)
        // A finished key is not an unfinished one either.
        try writeFile(partial, whole)
        #expect(try finish() == discarded)
    }

    private var discarded: ProvingKeyWriter.Remains { ProvingKeyWriter.Remains(isDiscarded: true) }

    @Test func anotherKeyTakesNothingOver() throws {
        let changes: [(inout ProvingKeyDescription) -> Void] = [
            { $0.label = ProvingKeyLabel(2, 2, 0) }, { $0.label = ProvingKeyLabel(3, 3, 0) },
            { $0.label = ProvingKeyLabel(3, 2, 1) }, { $0.isInsecure = false },
            { $0.setup = SHA256Sum(of: [1]) }, { $0.creator = "1.2.4" },
        ]
        let others =
            changes.map { change in
                var other = key
                change(&other.description)
                return other
            } + [
                try RandomKey(betaH: .generator * 5, hasLagrangeBasis: true),
                try RandomKey(logarithm: 6, hasLagrangeBasis: true), try RandomKey(),
                try RandomKey(hasCosetTable: true), try RandomKey(hasCosetTable: true, hasLagrangeBasis: true),
            ]
        for other in others {
            try other.write(to: folder.path + "/whole")
            let expected = try fileBytes(folder.path + "/whole")
            try Folder.removeFile(folder.path + "/whole")
            try begin(key, sections: 0..<25)
            #expect(try finish(other, expected) == discarded)
        }
    }

    /// The setup's name is not all: with other powers nothing fits.
    @Test func otherPowersTakeNothingOver() throws {
        try begin(key, sections: 0..<25)
        var other = key
        other.powers.swapAt(0, 1)
        var writer = try other.writer(at: path)
        let kept = writer.remains.kept
        #expect(kept.count == 25)
        try other.write(.powers, to: &writer)
        var written: [ProvingKeySection] = []
        for section in other.sections where writer.has(section) { written.append(section) }
        #expect(written == [.powers])
    }

    @Test func theSameSectionIsNotWrittenTwice() throws {
        try begin(key, sections: 0..<25)
        let written = try modified()
        try begin(key, sections: 0..<25)
        #expect(try modified() == written)
    }

    private func modified() throws -> SmallFile.Version { try SmallFile(partial, limit: 1 << 30).version }

    @Test func oneWriterAtATime() throws {
        var writer = try key.writer(at: path)
        try key.write(.powers, to: &writer)
        #expect(throws: FileError.self) { try begin(key, sections: 0..<25) }
        for section in key.sections where !writer.has(section) { try key.write(section, to: &writer) }
        try writer.finish(key.verifyingKey)
        let isEqual = try fileBytes(path) == whole
        #expect(isEqual)
    }
}
