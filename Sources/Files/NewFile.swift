import Glibc

/// A file being written, which appears at its path whole or not at all.
///
///     let file = try NewFile(at: "keys/v3.hspkey", byteCount: 4096)
///     try file.write(bytes, at: 0)
///     try file.moveIntoPlace()
///
/// Until then it has no name, so that nothing is left of it however the process ends; or, where the file system knows no
/// such files, a temporary name in the same folder, and is removed when the value goes.
public struct NewFile: ~Copyable {
    /// Where the file will appear.
    public let path: String

    private let descriptor: Int32
    /// The name it has until it is in place, if it has one.
    private var temporaryPath: String?

    /// Makes an empty file of `byteCount` bytes, all zero, and the folders on the way to it.
    ///
    /// Throws ``FileError``, with ``FileError/isDiskFull`` if so many bytes are not free.
    public init(at path: String, byteCount: Int) throws(FileError) {
        try self.init(at: path, byteCount: byteCount, isNamed: false)
    }

    /// The same, with a temporary name from the beginning if `isNamed`.
    package init(at path: String, byteCount: Int, isNamed: Bool) throws(FileError) {
        try Folder.makeParents(of: path)
        var temporaryPath: String?
        var descriptor: Int32 = -1
        if !isNamed {
            // O_TMPFILE, a macro that is not imported: the kernel's flag and O_DIRECTORY.
            descriptor = unsafe open(Folder.parent(of: path), 0o20_000_000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o644)
        }
        if descriptor < 0 {
            let name = NewFile.temporaryName(for: path)
            temporaryPath = name
            descriptor = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        }
        guard descriptor >= 0 else { throw .last("create", path) }
        do throws(FileError) {
            try Folder.checkFreeSpace(for: byteCount, of: descriptor, path)
            guard ftruncate(descriptor, byteCount) == 0 else { throw .last("write", path) }
        } catch {
            close(descriptor)
            if let temporaryPath { unsafe unlink(temporaryPath) }
            throw error
        }
        self.path = path
        self.descriptor = descriptor
        self.temporaryPath = temporaryPath
    }

    deinit {
        close(descriptor)
        if let temporaryPath { unsafe unlink(temporaryPath) }
    }

    private static func temporaryName(for path: String) -> String {
        path + ".\(String(UInt32.random(in: .min ... .max), radix: 16)).new"
    }

    /// Nobody but its owner may read it, from the beginning on.
    package func restrictToOwner() throws(FileError) {
        guard fchmod(descriptor, 0o600) == 0 else { throw .last("create", path) }
    }

    /// Writes `bytes` from `offset` on and waits until they are on the disk, so that the last step is a quick one.
    public func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        try Descriptor.write(bytes.span, at: offset, to: descriptor, path)
    }

    /// Gives the file its name, in place of an older one; returns when that is on the disk.
    public consuming func moveIntoPlace() throws(FileError) {
        guard fsync(descriptor) == 0 else { throw .last("write", path) }
        if temporaryPath == nil {
            // A file without a name can be given a free one only, so the older file is replaced in a second step.
            let name = NewFile.temporaryName(for: path)
            guard unsafe linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
                throw .last("create", path)
            }
            temporaryPath = name
        }
        if let name = temporaryPath {
            guard unsafe rename(name, path) == 0 else { throw .last("create", path) }
            temporaryPath = nil
        }
        try Folder.synchronize(Folder.parent(of: path))
    }
}
