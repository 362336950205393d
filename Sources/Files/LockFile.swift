import Glibc

/// The right to something that one process has at a time: the lock of a file, which goes with the process however that
/// ends.
///
///     let lock = try LockFile("state/supervisor.lock")
///     try lock.write("\(getpid())\n")
///
/// The file stays when the lock goes: to remove it would take it from whoever waits for it.
public final class LockFile: Sendable {
    /// No lock file holds more, in bytes: a longer file is something else, and is left as it is.
    private static let sizeLimit = 64

    /// The path it was opened by.
    public let path: String
    private let descriptor: Int32

    /// Takes the lock; the file and the folders on the way to it are made.
    ///
    /// Throws ``FileError``: with ``FileError/isLocked`` while another process has it, with `ELOOP`, `EINVAL`, `EPERM` or
    /// `EFBIG` if what has its name is a symbolic link, no regular file, a file of another name, or no lock file.
    public init(_ path: String) throws(FileError) {
        try Folder.makeParents(of: path)
        let descriptor = try Descriptor.openLocked(path)
        do throws(FileError) {
            guard try Descriptor.status(of: descriptor, path).st_size <= Self.sizeLimit else {
                throw FileError("lock", path, code: EFBIG)
            }
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Replaces the file's content, for whoever is refused: 64 bytes at most. Throws ``FileError``.
    public func write(_ text: String) throws(FileError) {
        precondition(text.utf8.count <= Self.sizeLimit)
        guard ftruncate(descriptor, 0) == 0, unsafe pwrite(descriptor, text, text.utf8.count, 0) == text.utf8.count
        else {
            throw .last("write", path)
        }
    }

    /// What the holder of the lock at `path` wrote; nil if that cannot be read.
    public static func content(_ path: String) -> String? {
        guard let bytes = try? SmallFile(path, limit: sizeLimit).bytes else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
