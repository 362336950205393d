import Glibc

/// A file of known length that is made in any order, over several runs: it is `path.partial` until it is whole.
///
///     let file = try ResumableFile(at: "keys/v3.hspkey", byteCount: 4096)
///     try file.write(bytes, at: 512)
///     try file.moveIntoPlace()
///
/// What has not been written is zero; what has been, its owner knows by what he wrote, and checks by its checksum. One
/// process has the file at a time. It is read by copying, so that whoever cuts it short meanwhile causes an error only.
public struct ResumableFile: ~Copyable {
    /// Where the file will appear.
    public let path: String
    /// Where it is until then.
    public let partialPath: String
    /// The number of bytes that were there already: if not the right one, the file is begun anew.
    public let foundByteCount: Int

    private let byteCount: Int
    private let descriptor: Int32

    /// The name of the unfinished file that will appear at `path`.
    public static func partialPath(for path: String) -> String { path + ".partial" }

    /// Opens what there is of the file, or makes one of `byteCount` bytes, all zero, and the folders on the way to it. One
    /// of another length is begun anew.
    ///
    /// Throws ``FileError``: with `EWOULDBLOCK` while another process has it, with ``FileError/isDiskFull`` if the bytes
    /// that it still lacks are not free, with `ELOOP`, `EINVAL` or `EPERM` if what has its name is a link, no regular file,
    /// or a file of another user or another name.
    public init(at path: String, byteCount: Int) throws(FileError) {
        try Folder.makeParents(of: path)
        let partialPath = ResumableFile.partialPath(for: path)
        let descriptor = try Descriptor.openLocked(partialPath)
        let status: stat
        do throws(FileError) {
            status = try Descriptor.status(of: descriptor, partialPath)
            guard status.st_uid == geteuid() else { throw FileError("open", partialPath, code: EPERM) }
        } catch {
            close(descriptor)
            throw error
        }
        let foundByteCount: Int
        do throws(FileError) {
            foundByteCount = Int(status.st_size)
            let isOld = foundByteCount == byteCount
            if !isOld, ftruncate(descriptor, 0) != 0 { throw .last("write", partialPath) }
            let present = isOld ? min(byteCount, 512 * Int(status.st_blocks)) : 0
            try Folder.checkFreeSpace(for: byteCount - present, of: descriptor, path)
            if !isOld, ftruncate(descriptor, byteCount) != 0 { throw .last("write", partialPath) }
        } catch {
            // An empty file is of no use to the next one.
            var status = stat()
            if unsafe fstat(descriptor, &status) == 0, status.st_size == 0 { unsafe unlink(partialPath) }
            close(descriptor)
            throw error
        }
        (self.path, self.partialPath, self.foundByteCount) = (path, partialPath, foundByteCount)
        (self.byteCount, self.descriptor) = (byteCount, descriptor)
    }

    deinit { close(descriptor) }

    /// Throws ``FileError`` unless the bytes that a file of `byteCount` bytes at `path` still lacks are free on its disk, with
    /// ``FileError/isDiskFull``. The folders on the way to it are made, and nothing else.
    public static func checkFreeSpace(at path: String, byteCount: Int) throws(FileError) {
        try Folder.makeParents(of: path)
        let folder = Folder.parent(of: path)
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", folder) }
        defer { close(descriptor) }
        var status = stat()
        let isBegun = unsafe lstat(partialPath(for: path), &status) == 0 && Int(status.st_size) == byteCount
        let present = isBegun ? min(byteCount, 512 * Int(status.st_blocks)) : 0
        try Folder.checkFreeSpace(for: byteCount - present, of: descriptor, path)
    }

    /// A copy of the bytes in `range`, which lies in the file. Throws ``FileError``.
    public func bytes(in range: Range<Int>) throws(FileError) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
        return try Descriptor.bytes(in: range, of: descriptor, partialPath)
    }

    /// The SHA-256 of the bytes in `range`, which lies in the file. Throws ``FileError``.
    public func checksum(of range: Range<Int>) throws(FileError) -> SHA256Sum {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
        return try Descriptor.checksum(of: range, of: descriptor, partialPath)
    }

    /// Writes `bytes` from `offset` on and waits until they are on the disk. Throws ``FileError``.
    public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
        try unsafe write(Span(_unsafeBytes: bytes), at: offset)
    }

    /// Writes `bytes` from `offset` on and waits until they are on the disk. Throws ``FileError``.
    public func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        try write(bytes.span, at: offset)
    }

    private func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileError) {
        precondition(offset >= 0 && bytes.count <= byteCount - offset)
        try Descriptor.write(bytes, at: offset, to: descriptor, partialPath)
    }

    /// All bytes are zero again. Throws ``FileError``.
    public func clear() throws(FileError) {
        guard ftruncate(descriptor, 0) == 0, ftruncate(descriptor, byteCount) == 0 else {
            throw .last("write", partialPath)
        }
    }

    /// Gives the file its name, in place of an older one; returns when that is on the disk.
    ///
    /// Throws ``FileError``, with `ESTALE` if somebody has put another file in its place or cut it short.
    public consuming func moveIntoPlace() throws(FileError) {
        guard fsync(descriptor) == 0 else { throw .last("write", partialPath) }
        guard Descriptor.has(partialPath, descriptor),
            try Descriptor.status(of: descriptor, partialPath).st_size == byteCount
        else { throw FileError("rename", partialPath, code: ESTALE) }
        guard unsafe rename(partialPath, path) == 0 else { throw .last("create", path) }
        try Folder.synchronize(Folder.parent(of: path))
    }
}
