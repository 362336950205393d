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
        var piece = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= limit {
            // A list of the kernel comes in pieces.
            let count = unsafe read(descriptor, &piece, piece.count)
            guard count > 0 else {
                guard count == 0, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
                return String(decoding: bytes, as: UTF8.self)
            }
            bytes += piece[..<count]
        }
        return nil
    }
}
