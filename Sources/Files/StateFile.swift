/// A small file for the next command, such as one in the state directory: it helps, and nothing depends on it.
package struct StateFile: Sendable {
    /// The largest file that is read, in bytes: 64 KiB.
    package static let limit = 64 << 10

    private let path: String

    /// The file at `path`, which need not exist.
    package init(_ path: String) { self.path = path }

    /// Its bytes; nil if it cannot be read.
    package var bytes: [UInt8]? { try? SmallFile(path, limit: Self.limit).bytes }

    /// Puts `bytes` in place of it, for its owner alone. What cannot be written is lost.
    package func write(_ bytes: [UInt8]) {
        do throws(FileError) {
            let file = try NewFile(at: path, byteCount: bytes.count)
            try file.restrictToOwner()
            try file.write(bytes, at: 0)
            try file.moveIntoPlace()
        } catch {
            return
        }
    }
}
