import Files
import Foundation
import TestSupport
import Testing

@Suite struct ResumableFileTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/a/file" }
    private var partial: String { path + ".partial" }

    init() throws { folder = try TemporaryFolder() }

    /// What opening throws; nil if nothing.
    private func failure() -> FileError? {
        do throws(FileError) {
            _ = try ResumableFile(at: path, byteCount: 8)
            return nil
        } catch {
            return error
        }
    }

    private func readingFailure(of file: borrowing ResumableFile) -> FileError? {
        do throws(FileError) {
            _ = try file.bytes(in: 0..<8)
            return nil
        } catch {
            return error
        }
    }

    @Test func whatIsWrittenStaysUntilTheFileIsWhole() throws {
        do {
            let file = try ResumableFile(at: path, byteCount: 8)
            let (found, name) = (file.foundByteCount, file.partialPath)
            #expect(found == 0 && name == partial)
            try file.write([1, 2, 3], at: 4)
        }
        #expect(folder.files == ["a/file.partial"])
        let file = try ResumableFile(at: path, byteCount: 8)
        let found = file.foundByteCount
        #expect(found == 8)
        #expect(try file.bytes(in: 0..<8) == [0, 0, 0, 0, 1, 2, 3, 0])
        #expect(try file.checksum(of: 4..<7) == SHA256Sum(of: [1, 2, 3]))
        try file.write([9], at: 0)
        try file.moveIntoPlace()
        #expect(folder.files == ["a/file"])
        #expect(try fileBytes(path) == [9, 0, 0, 0, 1, 2, 3, 0])
    }

    @Test func checksumsOfMoreThanIsReadAtATime() throws {
        let bytes = (0..<(2 << 20) + 5).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let file = try ResumableFile(at: path, byteCount: bytes.count)
        try file.write(bytes, at: 0)
        #expect(try file.checksum(of: 0..<bytes.count) == SHA256Sum(of: bytes))
        #expect(try file.checksum(of: 3..<1 << 20) == SHA256Sum(of: Array(bytes[3..<1 << 20])))
        #expect(try file.checksum(of: 9..<9) == SHA256Sum(of: [UInt8]()))
    }

    @Test(arguments: [0, 3, 7, 9, 5000])
    func anotherLengthIsBegunAnew(length: Int) throws {
        try folder.write(String(repeating: "x", count: length), to: "a/file.partial")
        let file = try ResumableFile(at: path, byteCount: 8)
        let found = file.foundByteCount
        #expect(found == length)
        #expect(try file.bytes(in: 0..<8) == [0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func clearedItIsZero() throws {
        let file = try ResumableFile(at: path, byteCount: 8)
        try file.write([1, 2, 3, 4, 5, 6, 7, 8], at: 0)
        try file.clear()
        #expect(try fileBytes(partial) == [0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func oneHasItAtATime() throws {
        do {
            let file = try ResumableFile(at: path, byteCount: 8)
            #expect(failure() == FileError("lock", partial, code: EWOULDBLOCK))
            #expect(failure()?.isLocked == true)
            try file.write([1], at: 0)
        }
        #expect(failure() == nil)
        #expect(try fileBytes(partial).first == 1)
    }

    /// Neither followed nor touched.
    @Test func linksAreRefused() throws {
        let precious = try folder.write("precious", to: "precious")
        try FileManager.default.createDirectory(atPath: folder.path + "/a", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: partial, withDestinationPath: precious)
        #expect(failure() == FileError("open", partial, code: ELOOP))
        try FileManager.default.removeItem(atPath: partial)
        try FileManager.default.createSymbolicLink(atPath: partial, withDestinationPath: folder.path + "/nothing")
        #expect(failure() == FileError("open", partial, code: ELOOP))
        try FileManager.default.removeItem(atPath: partial)
        try FileManager.default.linkItem(atPath: precious, toPath: partial)
        #expect(failure() == FileError("open", partial, code: EPERM))
        #expect(try folder.text(of: "precious") == "precious")
        #expect(folder.files == ["a/file.partial", "precious"])
    }

    @Test func whatIsNoFileIsRefused() throws {
        try FileManager.default.createDirectory(atPath: partial, withIntermediateDirectories: true)
        #expect(failure() == FileError("open", partial, code: EISDIR))
        try FileManager.default.removeItem(atPath: partial)
        #expect(mkfifo(partial, 0o600) == 0)
        #expect(failure() == FileError("open", partial, code: EINVAL))
    }

    /// Whoever takes the name away, or cuts the file short, does not get it into place.
    @Test func whatWasTamperedWithIsNotMovedIntoPlace() throws {
        do throws(FileError) {
            let file = try ResumableFile(at: path, byteCount: 8)
            try? FileManager.default.removeItem(atPath: partial)
            _ = try? folder.write("12345678", to: "a/file.partial")
            try file.moveIntoPlace()
            Issue.record("another file was moved")
        } catch {
            #expect(error == FileError("rename", partial, code: ESTALE))
        }
        do throws(FileError) {
            let file = try ResumableFile(at: path, byteCount: 8)
            try? PatchedFile(partial).setLength(4)
            let failure = readingFailure(of: file)
            #expect(failure == FileError("read", partial, code: EIO))
            try file.moveIntoPlace()
            Issue.record("a short file was moved")
        } catch {
            #expect(error == FileError("rename", partial, code: ESTALE))
        }
        #expect(folder.files == ["a/file.partial"])
    }

    @Test func aFileLargerThanTheDiskIsRefused() throws {
        do throws(FileError) {
            _ = try ResumableFile(at: path, byteCount: 1 << 60)
            Issue.record("2^60 bytes were free")
        } catch {
            #expect(error.isDiskFull)
        }
    }
}
