import Files
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite struct MappedFileTests {
    /// The word for a file that is lost is made at each mapping: if one wrapped it once more, a process that maps file
    /// after file would be slower each time, and run out of stack in the end.
    @Test func `the thousandth mapping calls no more functions than the first`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("content", to: "file")
        let depths = Mutex<[Int]>([])
        LostMapping.setForm { message, _ in
            let depth = Thread.callStackReturnAddresses.count
            depths.withLock { $0.append(depth) }
            return message + "\n"
        }
        defer { LostMapping.setForm { message, _ in message + "\n" } }
        for _ in 0..<1000 { #expect(try MappedFile(path).bytes.count == 7) }
        let found = depths.withLock { $0 }
        #expect(found.count == 1000 && found.min() == found.max() && found[0] > 1)
    }

    @Test func `a file of every length that there can be is an error, and no trap`() throws {
        // Only a file system in memory takes such a length.
        let path = "/dev/shm/\(UUID().uuidString)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return print("there is no /dev/shm to write to on this machine") }
        defer { unlink(path) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, Int.max) == 0 else { return print("/dev/shm takes no file of 2^63 - 1 bytes") }
        let error = #expect(throws: FileError.self) { try MappedFile(path) }
        #expect(error?.systemCode == EFBIG)
    }
}
