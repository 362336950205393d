import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct MappedFileTests {
    /// The word for a file that is lost is made at each mapping: if one wrapped it once more, a process that maps file
    /// after file would be slower each time, and run out of stack in the end.
    @Test func `the thousandth mapping takes no more stack than the first`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("content", to: "file")
        let places = Mutex<[UInt]>([])
        LostMapping.setForm { message, _ in
            var local = 0
            places.withLock { places in unsafe withUnsafePointer(to: &local) { places.append(UInt(bitPattern: $0)) } }
            return message + "\n"
        }
        defer { LostMapping.setForm { message, _ in message + "\n" } }
        for _ in 0..<1000 { #expect(try MappedFile(path).bytes.count == 7) }
        let depths = places.withLock { $0 }
        #expect(depths.count == 1000 && depths.min() == depths.max())
    }
}
