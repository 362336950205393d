import Foundation
import Glibc

/// What somebody else may have put in the place of a file of ours.
public enum Decoy: String, CaseIterable, Sendable {
    /// A symbolic link to a file that somebody needs.
    case symbolicLink
    /// A symbolic link to nothing, which a careless program would make.
    case danglingLink
    /// Another name of a file that somebody needs.
    case hardLink
    /// A named pipe, which waits for its other end for ever.
    case pipe
    /// A folder.
    case folder

    /// The content of the file that somebody needs.
    public static let content = "precious, and longer than any lock file is: " + String(repeating: "x", count: 100)

    /// Puts it at `path`; the file that somebody needs is at `victim`.
    ///
    /// Throws what the system refuses.
    public func put(at path: String, victim: String) throws {
        let files = FileManager.default
        try files.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try? files.removeItem(atPath: path)
        try Data(Self.content.utf8).write(to: URL(fileURLWithPath: victim))
        switch self {
        case .symbolicLink: try files.createSymbolicLink(atPath: path, withDestinationPath: victim)
        case .danglingLink: try files.createSymbolicLink(atPath: path, withDestinationPath: victim + ".new")
        case .hardLink: try files.linkItem(atPath: victim, toPath: path)
        case .pipe:
            guard unsafe mkfifo(path, 0o600) == 0 else { throw TestSupportError(description: "mkfifo: error \(errno)") }
        case .folder: try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
    }

    /// Whether the file that somebody needs is as it was, and nothing was made beside it.
    public static func isUnharmed(_ victim: String) -> Bool {
        (try? String(contentsOfFile: victim, encoding: .utf8)) == content
            && !FileManager.default.fileExists(atPath: victim + ".new")
    }
}
