import Failures
import Files
import Glibc
import JSON

/// Why there is no status to be had from a file.
package enum StatusFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no such file.
    case missing
    /// The system does not let it be read or written.
    case file(FileError)
    /// It does not hold a status.
    case damaged(JSONError)

    /// Stable from release to release.
    package var code: String {
        switch self {
        case .missing: "missing"
        case .file: "file"
        case .damaged: "damaged"
        }
    }

    /// One clause, lower case.
    package var description: String {
        switch self {
        case .missing: "no such file"
        case .file(let error): error.description
        case .damaged(let error): error.description
        }
    }
}

extension SupervisorStatus {
    /// The file's name in the state directory.
    package static let fileName = "status.json"
    /// No status file is longer, in bytes.
    package static let sizeLimit = 1 << 20

    /// Reads the file at `path`, which may be hostile.
    package init(contentsOf path: String) throws(StatusFileError) {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try SmallFile(path, limit: Self.sizeLimit).bytes
        } catch {
            guard error.systemCode != EFBIG else {
                throw .damaged(JSONError(reason: "longer than \(Self.sizeLimit) bytes", code: .tooLarge))
            }
            throw error.isMissing ? .missing : .file(error)
        }
        self = try translating(StatusFileError.damaged) { () throws(JSONError) in
            let limits = JSONLimits(maximumBytes: Self.sizeLimit, maximumDepth: 8)
            return try SupervisorStatus(JSONReader(JSONValue(parsing: bytes, limits: limits)))
        }
    }

    /// Renames a file that nobody can read, so that a person may look at it. Returns whether that worked.
    package static func setAside(_ path: String, as other: String) -> Bool { unsafe rename(path, other) == 0 }

    /// Writes the file at `path`, in place of an older one: it is always whole.
    package func write(to path: String) throws(StatusFileError) {
        let text = try translating(StatusFileError.damaged) { () throws(JSONError) in try json.serialized() + "\n" }
        try translating(StatusFileError.file) { () throws(FileError) in
            let bytes = Array(text.utf8)
            let file = try NewFile(at: path, byteCount: bytes.count)
            try file.write(bytes, at: 0)
            try file.moveIntoPlace()
        }
    }
}
