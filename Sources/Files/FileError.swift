import Failures
import Glibc

/// What the operating system refused to do with a file.
public struct FileError: Error, Sendable, Equatable {
    /// What was tried, as a verb that the path follows: `open`, `write`.
    public let action: String
    /// The file or folder.
    public let path: String
    /// The system's reason, an `errno` value.
    public let systemCode: Int32

    /// An error with the system's reason `code`.
    public init(_ action: String, _ path: String, code: Int32) {
        self.action = action
        self.path = path
        systemCode = code
    }

    /// An error with the reason that the last system call left in `errno`.
    static func last(_ action: String, _ path: String) -> FileError {
        FileError(action, path, code: errno)
    }

    /// Whether the file, or a folder on the way to it, does not exist.
    public var isMissing: Bool { systemCode == ENOENT || systemCode == ENOTDIR }

    /// Whether the user may not do this.
    public var isNotPermitted: Bool { [EACCES, EPERM, EROFS].contains(systemCode) }

    /// Whether another process has the file.
    public var isLocked: Bool { systemCode == EWOULDBLOCK }

    /// Whether the disk, or the user's share of it, is full.
    public var isDiskFull: Bool { [ENOSPC, EDQUOT, EFBIG].contains(systemCode) }
}

extension FileError: CustomStringConvertible {
    /// One clause, lower case: `cannot open key.bin: no such file or directory`. See ``PathText`` for when the path is shown.
    public var description: String {
        "cannot \(action) \(PathText.shown(path)): \(systemWords(systemCode))"
    }
}

extension FileError: Failure {
    /// `.missingFile`, `.notPermitted`, else `.io`.
    package var failureKind: FailureKind { isMissing ? .missingFile : isNotPermitted ? .notPermitted : .io }

    /// A name that stays the same between versions, for programs to match.
    package var code: String {
        switch systemCode {
        case _ where isMissing: "file-missing"
        case _ where isNotPermitted: "file-not-permitted"
        case _ where isLocked: "file-locked"
        case EFBIG: "file-too-large"
        case _ where isDiskFull: "disk-full"
        default: "file"
        }
    }

    /// What to do about a disk or a limit; other reasons speak for themselves.
    package var hint: String? {
        switch systemCode {
        case ENOSPC, EDQUOT: "make room on that disk"
        case EFBIG where action == "write": "raise the limit on the size of files: ulimit -f, LimitFSIZE of the service"
        case EMFILE: "raise the limit on open files: ulimit -n, LimitNOFILE of the service"
        case ENOMEM: "raise the limit on addresses: ulimit -v, LimitAS of the service"
        case EROFS: "mount it so that it can be written to"
        default: nil
        }
    }

    /// The text has the path.
    package var namesPlace: Bool { true }
}
