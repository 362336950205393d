import Glibc
import Text

/// A path fit to be shown. What stands where a path should stand may be anything, such as the words of a mnemonic that
/// somebody gave to an option for its file; so a path is shown only if it is seen to be one.
package enum PathText {
    /// The longest name of a file or folder that is shown without being seen, in characters.
    private static let longestName = 40
    /// How files are called that the commands are given or make.
    private static let endings = [".json", ".ndjson", ".key", ".txt", ".dat", ".pem", ".log"]

    /// `path` on one line, if there is such a file, if a folder above it is there, or if it is the plain name of a
    /// file such as `prover.json`, or such a path from the root; otherwise how long it is: `a path of 75 characters`.
    package static func shown(_ path: some StringProtocol) -> String {
        let path = String(path)
        guard isPath(path) else {
            let count = path.unicodeScalars.count
            return path.isEmpty ? "an empty path" : "a path of \(count) character\(count == 1 ? "" : "s")"
        }
        return LineText.escaped(path)
    }

    private static func isPath(_ path: String) -> Bool {
        exists(path) || hasKnownFolder(path) || isPlain(path)
    }

    /// Whether the first folder that it names is there: a text that is no path begins with no such name and a slash.
    private static func hasKnownFolder(_ path: String) -> Bool {
        let start = path.utf8.prefix { $0 == UInt8(ascii: "/") }.count
        let name = path.utf8.dropFirst(start).prefix { $0 != UInt8(ascii: "/") }
        guard start + name.count < path.utf8.count, start <= 1, !name.isEmpty else { return false }
        return exists((start == 0 ? "" : "/") + String(decoding: Array(name), as: UTF8.self) + "/")
    }

    /// Whether nothing but names of letters, digits, points and dashes is in it, and it ends as files of the commands do.
    /// A relative path may be a secret with the name of a file behind it.
    private static func isPlain(_ path: String) -> Bool {
        endings.contains { path.hasSuffix($0) } && (path.hasPrefix("/") || !path.contains("/"))
            && path.utf8.split(separator: UInt8(ascii: "/")).allSatisfy { name in
                name.count <= longestName && name.allSatisfy(isPlain)
            }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0
    }
}
