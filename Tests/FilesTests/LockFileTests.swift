import Files
import Foundation
import TestSupport
import Testing

/// A file that one process has at a time, and what stands in its place.
@Suite struct LockFileTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/a/b/lock" }
    private var victim: String { folder.path + "/victim" }

    init() throws { folder = try TemporaryFolder() }

    /// What taking the lock throws; nil if nothing.
    private func failure() -> FileError? {
        do throws(FileError) {
            _ = try LockFile(path)
            return nil
        } catch {
            return error
        }
    }

    @Test func oneHasItAtATime() throws {
        do {
            let lock = try LockFile(path)
            #expect(failure() == FileError("lock", path, code: EWOULDBLOCK))
            #expect(failure()?.isLocked == true)
            withExtendedLifetime(lock) {}
        }
        #expect(failure() == nil)
        #expect(folder.files == ["a/b/lock"])
    }

    @Test func whatTheHolderWroteCanBeRead() throws {
        #expect(LockFile.content(path) == nil)
        let lock = try LockFile(path)
        #expect(LockFile.content(path) == "")
        try lock.write("1234567\n")
        try lock.write("42\n")
        #expect(LockFile.content(path) == "42\n")
    }

    @Test(arguments: [
        (Decoy.symbolicLink, ELOOP), (.danglingLink, ELOOP), (.hardLink, EPERM), (.pipe, EINVAL), (.folder, EISDIR),
    ])
    func whatIsNoLockFileIsLeftAsItIs(decoy: Decoy, code: Int32) throws {
        try decoy.put(at: path, victim: victim)
        #expect(failure() == FileError("open", path, code: code))
        #expect(Decoy.isUnharmed(victim))
    }

    @Test func aLongFileIsNoLockFile() throws {
        try folder.write(Decoy.content, to: "a/b/lock")
        #expect(failure() == FileError("lock", path, code: EFBIG))
        #expect(try folder.text(of: "a/b/lock") == Decoy.content)
    }
}

/// Other files that stand in the place of ours.
@Suite struct DecoyTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/file" }
    private var victim: String { folder.path + "/victim" }

    init() throws { folder = try TemporaryFolder() }

    private func failure(_ body: () throws(FileError) -> Void) -> FileError? {
        do throws(FileError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (Decoy.symbolicLink, ELOOP), (.danglingLink, ELOOP), (.hardLink, EPERM), (.pipe, EINVAL), (.folder, EISDIR),
    ])
    func ofADownload(decoy: Decoy, code: Int32) throws {
        try decoy.put(at: path + ".part", victim: victim)
        #expect(
            failure { () throws(FileError) in _ = try PartialFile(for: path) }
                == FileError("open", path + ".part", code: code))
        #expect(Decoy.isUnharmed(victim))
    }

    /// The validator of a download beside it is written anew, in place of whatever has its name.
    @Test(arguments: [Decoy.symbolicLink, .danglingLink, .hardLink, .pipe])
    func ofAValidator(decoy: Decoy) throws {
        try decoy.put(at: path + ".part.etag", victim: victim)
        let file = try PartialFile(for: path)
        try file.restart(validator: "\"v2\"")
        #expect(Decoy.isUnharmed(victim))
        #expect(try PartialFile(for: folder.path + "/other").validator == nil)
        #expect(try folder.text(of: "file.part.etag") == "\"v2\"")
    }

    @Test(arguments: [Decoy.symbolicLink, .danglingLink, .hardLink, .pipe])
    func ofANewFile(decoy: Decoy) throws {
        try decoy.put(at: path, victim: victim)
        for isNamed in [false, true] {
            let file = try NewFile(at: path, byteCount: 3, isNamed: isNamed)
            try file.write([0x61, 0x62, 0x63], at: 0)
            try file.moveIntoPlace()
            #expect(try folder.text(of: "file") == "abc")
            #expect(Decoy.isUnharmed(victim))
        }
    }

    @Test func aPipeIsNotWaitedFor() throws {
        try Decoy.pipe.put(at: path, victim: victim)
        #expect(
            failure { () throws(FileError) in _ = try SmallFile(path, limit: 10) }
                == FileError("open", path, code: EINVAL))
        #expect(
            failure { () throws(FileError) in _ = try MappedFile(path) } == FileError("map", path, code: EINVAL))
    }

    @Test func aDownloadThatIsCutShortIsAnError() throws {
        let file = try PartialFile(for: path)
        let bytes = [UInt8](repeating: 7, count: 3 << 20)
        try file.append(bytes)
        #expect(try file.checksum() == SHA256Sum(of: bytes))
        try PatchedFile(path + ".part").setLength(1 << 20)
        #expect(
            failure { () throws(FileError) in _ = try file.checksum() }
                == FileError("read", path + ".part", code: EIO))
        try FileManager.default.removeItem(atPath: path + ".part")
        try folder.write("another's", to: "file.part")
        #expect(
            failure { () throws(FileError) in try file.moveIntoPlace() }
                == FileError("rename", path + ".part", code: ESTALE))
        #expect(try folder.text(of: "file.part") == "another's")
    }
}
