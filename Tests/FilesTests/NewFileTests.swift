import Files
import TestSupport
import Testing

@Suite struct NewFileTests {
    private struct Stop: Error {}

    @Test(arguments: [false, true])
    func aFileAppearsWholeOrNotAtAll(isNamed: Bool) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a/b/file"
        let file = try NewFile(at: path, byteCount: 8, isNamed: isNamed)
        #expect(!folder.files.contains("a/b/file"))
        try file.write([1, 2, 3], at: 4)
        try file.moveIntoPlace()
        #expect(folder.files == ["a/b/file"])
        #expect(try fileBytes(path) == [0, 0, 0, 0, 1, 2, 3, 0])
    }

    @Test(arguments: [false, true])
    func whatIsNotMovedIntoPlaceGoes(isNamed: Bool) throws {
        let folder = try TemporaryFolder()
        try folder.write("old", to: "file")
        do {
            let file = try NewFile(at: folder.path + "/file", byteCount: 3, isNamed: isNamed)
            try file.write([1, 2, 3], at: 0)
            throw Stop()
        } catch is Stop {}
        #expect(folder.files == ["file"])
        #expect(try folder.text(of: "file") == "old")
    }

    @Test(arguments: [false, true])
    func anOlderFileIsReplacedAndItsMappingStays(isNamed: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "file")
        let mapping = try MappedFile(path)
        let file = try NewFile(at: path, byteCount: 3, isNamed: isNamed)
        try file.write(Array("new".utf8), at: 0)
        try file.moveIntoPlace()
        #expect(try folder.text(of: "file") == "new")
        #expect(folder.files == ["file"])
        #expect(withExtendedLifetime(mapping) { Array(mapping.bytes) } == Array("old".utf8))
    }

    /// More than any disk has: refused before a byte is written, and nothing is left.
    @Test(arguments: [false, true])
    func aFileLargerThanTheDiskIsRefusedAtOnce(isNamed: Bool) throws {
        let folder = try TemporaryFolder()
        do throws(FileError) {
            _ = try NewFile(at: folder.path + "/file", byteCount: 1 << 60, isNamed: isNamed)
            Issue.record("2^60 bytes were free")
        } catch {
            #expect(error.isDiskFull)
            #expect(error.description.contains("no space left on device"))
        }
        #expect(folder.files == [])
    }

    @Test(arguments: [
        (0, "0 bytes"), (999, "999 bytes"), (1_001, "2 kB"), (6_000, "6 kB"), (9_000_000, "9000 kB"),
        (10_000_001, "11 MB"), (861_000_000, "861 MB"), (12_000_000_000, "12 GB"),
    ])
    func sizesInWords(size: Int, text: String) {
        #expect(size.byteCountText == text)
    }

    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        #expect(throws: FileError("create", folder.path + "/file/x", code: 20)) {
            _ = try NewFile(at: folder.path + "/file/x", byteCount: 1)
        }
    }

    @Test func anEmptyFileMapsToNoBytes() throws {
        let folder = try TemporaryFolder()
        #expect(try MappedFile(folder.write("", to: "file")).bytes.isEmpty)
    }

    @Test func foldersAreListed() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "one")
        try folder.write("", to: "two/three")
        #expect(try Folder.names(in: folder.path).sorted() == ["one", "two"])
        #expect(throws: FileError.self) { try Folder.names(in: folder.path + "/none") }
        try Folder.removeFile(folder.path + "/one")
        try Folder.removeFile(folder.path + "/one")
        #expect(folder.files == ["two/three"])
    }

    @Test func parentsOfPaths() {
        #expect(Folder.parent(of: "/a/b") == "/a")
        #expect(Folder.parent(of: "/a") == "/")
        #expect(Folder.parent(of: "a") == ".")
        #expect(Folder.parent(of: "a/b") == "a")
    }
}
