import Glibc

/// A file that arrives in pieces, perhaps over several runs: it grows as `path.part` and is renamed once it is whole.
///
/// It belongs to one process at a time. Beside it `path.part.etag` keeps the validator by which the server recognises the
/// version that the pieces are of (RFC 9110 section 8.8.3).
public final class PartialFile {
    /// Where the whole file will be.
    public let path: String
    /// The number of bytes that are there.
    public private(set) var count: Int
    /// What the server called the version that is there, if it did.
    public private(set) var validator: String?

    private let descriptor: Int32
    private var partPath: String { path + ".part" }
    private var validatorPath: String { path + ".part.etag" }

    /// Opens what there is of the file, nothing at first; folders are made.
    ///
    /// Throws ``FileError``: with `EWOULDBLOCK` while another process has it, with `ELOOP`, `EINVAL` or `EPERM` if what has
    /// its name is a link, no regular file, or a file of another name.
    public init(for path: String) throws(FileError) {
        try Folder.makeParents(of: path)
        let partPath = path + ".part"
        // It is read by copying, so that whoever cuts it short meanwhile causes an error only.
        let descriptor = try Descriptor.openLocked(partPath, flags: O_APPEND)
        do throws(FileError) {
            count = Int(try Descriptor.status(of: descriptor, partPath).st_size)
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
        validator = PartialFile.validator(at: path + ".part.etag")
    }

    deinit { close(descriptor) }

    /// Forgets what is there; from now on the pieces are of the version called `validator`.
    public func restart(validator: String?) throws(FileError) {
        guard count == 0 || ftruncate(descriptor, 0) == 0 else { throw .last("write", partPath) }
        count = 0
        try Folder.removeFile(validatorPath)
        self.validator = validator
        guard let validator else { return }
        let file = try NewFile(at: validatorPath, byteCount: validator.utf8.count)
        try file.write(Array(validator.utf8), at: 0)
        try file.moveIntoPlace()
    }

    /// Adds `bytes` at the end.
    public func append(_ bytes: [UInt8]) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw .last("write", partPath) }
            count += written
            rest = rest.dropFirst(written)
        }
    }

    /// The SHA-256 of what is there.
    public func checksum() throws(FileError) -> SHA256Sum {
        try Descriptor.checksum(of: 0..<count, of: descriptor, partPath)
    }

    /// Gives the file its name, in place of an older one; returns when that is on the disk.
    ///
    /// Throws ``FileError``, with `ESTALE` if somebody has put another file in its place.
    public func moveIntoPlace() throws(FileError) {
        guard fsync(descriptor) == 0 else { throw .last("write", partPath) }
        guard Descriptor.has(partPath, descriptor) else { throw FileError("rename", partPath, code: ESTALE) }
        guard unsafe rename(partPath, path) == 0 else { throw .last("create", path) }
        try Folder.removeFile(validatorPath)
        try Folder.synchronize(Folder.parent(of: path))
    }

    /// Removes what is there.
    public func discard() throws(FileError) {
        try Folder.removeFile(partPath)
        try Folder.removeFile(validatorPath)
    }

    private static func validator(at path: String) -> String? {
        guard let contents = try? SmallFile(path, limit: 1024).bytes, !contents.isEmpty else { return nil }
        return String(decoding: contents, as: UTF8.self)
    }
}
