import Glibc

/// What the operating system refused to do with a file.
public struct FileError: Error, Sendable, Equatable {
    /// What was tried, as a verb that the path follows: `open`, `write`.
    public let action: String
    /// The file or folder.
    public let path: String
    /// The system's reason, an `errno` value.
    public let code: Int32

    /// An error with the system's reason `code`.
    public init(_ action: String, _ path: String, code: Int32) {
        self.action = action
        self.path = path
        self.code = code
    }

    /// An error with the reason that the last system call left in `errno`.
    static func last(_ action: String, _ path: String) -> FileError {
        FileError(action, path, code: errno)
    }

    /// Whether the file, or a folder on the way to it, does not exist.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether the user may not do this.
    public var isNotPermitted: Bool { code == EACCES || code == EPERM || code == EROFS }

    /// Whether another process has the file.
    public var isLocked: Bool { code == EWOULDBLOCK }

    /// Whether the disk, or the user's share of it, is full.
    public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
}

extension FileError: CustomStringConvertible {
    /// One clause, lower case: `cannot open key.bin: no such file or directory`.
    public var description: String {
        let reason = String(cString: strerror(code))
        return "cannot \(action) \(path): \(reason.prefix(1).lowercased() + reason.dropFirst())"
    }
}
