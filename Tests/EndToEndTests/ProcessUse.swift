import Foundation
import TestSupport

/// What a process holds, as the kernel tells it.
struct ProcessUse: Sendable {
    /// Open file descriptors.
    let files: Int
    /// Memory of its own, in KiB: without the pages of files, which come and go as the system likes.
    let memory: Int

    init(files: Int, memory: Int) { (self.files, self.memory) = (files, memory) }

    /// What process number `process` holds now.
    init(of process: pid_t) throws {
        files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
        let maps = try String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)
        guard let match = maps.firstMatch(of: /Anonymous:\s+(\d+) kB/), let memory = Int(match.1) else {
            throw TestSupportError(description: "process \(process) has no memory")
        }
        self.memory = memory
    }
}

/// A port of 127.0.0.1 that nobody listens on.
func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw TestSupportError(description: "no socket") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
        }
    }
    guard result else { throw TestSupportError(description: "no free port") }
    return UInt16(bigEndian: address.sin_port)
}
