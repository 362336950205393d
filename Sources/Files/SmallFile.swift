import Glibc

/// The whole of a small file that others may replace, damage or remove at any time.
///
///     var file = try SmallFile("status.json", limit: 1 << 20)
///     if let newer = try SmallFile("status.json", limit: 1 << 20, otherThan: file.version) { file = newer }
///
/// Unlike ``MappedFile`` it is safe from files cut short in place. It never waits for the writer of a named pipe, unless
/// it is told that it may be one.
public struct SmallFile: Sendable {
    /// What tells two contents of one path apart without reading them.
    public struct Version: Sendable, Equatable {
        private let device: UInt
        private let inode: UInt
        private let size: Int
        private let modified: [Int]

        fileprivate init(_ status: stat) {
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
            size = Int(status.st_size)
            modified = [
                status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
            ]
        }
    }

    /// All bytes of the file.
    public let bytes: [UInt8]
    /// The version that the bytes are of, or an older one if the file was being changed.
    public let version: Version
    /// Whether it is a file, not a pipe, that other users of the machine may read or write.
    public let isOpenToOthers: Bool

    /// Reads the regular file at `path`.
    ///
    /// Throws ``FileError``, with `EFBIG` for a file of more than `limit` bytes.
    public init(_ path: String, limit: Int) throws(FileError) {
        guard let file = try SmallFile(path, limit: limit, otherThan: nil) else {
            throw FileError("read", path, code: EIO)
        }
        self = file
    }

    /// The same, or nil without reading if the file still is the version `known`.
    public init?(_ path: String, limit: Int, otherThan known: Version?) throws(FileError) {
        try self.init(path, limit: limit, otherThan: known, canBePipe: false)
    }

    /// Reads the file or pipe at `path`, such as `/dev/fd/3`, and waits for the pipe's writer.
    public init(fileOrPipe path: String, limit: Int) throws(FileError) {
        guard let file = try SmallFile(path, limit: limit, otherThan: nil, canBePipe: true) else {
            throw FileError("read", path, code: EIO)
        }
        self = file
    }

    private init?(_ path: String, limit: Int, otherThan known: Version?, canBePipe: Bool) throws(FileError) {
        let descriptor = unsafe open(path, O_RDONLY | (canBePipe ? 0 : O_NONBLOCK) | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", path) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("open", path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError("open", path, code: EISDIR) }
        let isFile = status.st_mode & S_IFMT == S_IFREG
        guard isFile || canBePipe else { throw FileError("open", path, code: EINVAL) }
        version = Version(status)
        isOpenToOthers = isFile && status.st_mode & 0o077 != 0
        guard version != known else { return nil }
        guard status.st_size <= limit else { throw FileError("read", path, code: EFBIG) }
        bytes = try SmallFile.read(descriptor, path, limit: limit)
    }

    private static func read(_ descriptor: Int32, _ path: String, limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .last("read", path) }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
            guard bytes.count <= limit else { throw FileError("read", path, code: EFBIG) }
        }
    }
}
