import Glibc

/// A file in which the kernel says something.
package enum SystemFile {
    /// More than the kernel says in any file that is read here.
    private static let limit = 1 << 16

    /// Its text; nil if it cannot be read, is not ASCII, or is longer than 64 KiB.
    package static func text(_ path: String) -> String? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            // A list of the kernel comes in pieces.
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                unsafe count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
            }
            if piece.isEmpty { return bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : nil }
            bytes += piece
        }
        return nil
    }
}
