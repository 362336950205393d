import Failures
import Files
import Glibc

/// Replies kept as files: the one to `GET path` is `path.json` below a folder.
///
/// So a folder for a V3 update holds `api/lateststate.json`, `config/hotshot.json` and `node/stake-table/7.json`.
public struct SavedReplies: ReplySource {
    /// The longest file that is read, in bytes.
    public static let maximumBytes = 32 << 20

    private let directory: String

    /// The replies below `directory`.
    public init(directory: String) { self.directory = directory }

    /// The contents of the file for `path`.
    public func reply(to path: String) throws(ReplyError) -> [UInt8] {
        let name = name(of: path)
        do throws(FileError) {
            return try SmallFile(file(of: path), limit: SavedReplies.maximumBytes).bytes
        } catch {
            switch error.systemCode {
            // ELOOP: a link to itself points at nothing.
            case ENOENT, ELOOP: throw .missingFile(name)
            // A pipe could keep the reader waiting, a device could have no end. ENXIO: a socket.
            case EISDIR, EINVAL, ENXIO: throw .io(file: name, reason: "is not a regular file")
            case EFBIG: throw .io(file: name, reason: "longer than the \(SavedReplies.maximumBytes) bytes allowed")
            default: throw .io(file: name, reason: "cannot be read")
            }
        }
    }

    /// The file for `path`, as far as it may be shown.
    public func name(of path: String) -> String { PathText.shown(file(of: path)) }

    private func file(of path: String) -> String {
        (directory.hasSuffix("/") ? String(directory.dropLast()) : directory) + "/" + path + ".json"
    }

    /// Keeps a reply, in place of an earlier one for the same path; the file appears whole or not at all.
    public func save(_ bytes: [UInt8], for path: String) throws(ReplyError) {
        let (file, name) = (file(of: path), name(of: path))
        try translating({ _ in ReplyError.io(file: name, reason: "cannot be written") }) { () throws(FileError) in
            let new = try NewFile(at: file, byteCount: bytes.count)
            try new.write(bytes, at: 0)
            try new.moveIntoPlace()
        }
    }
}

/// The replies of another source, each of them kept as a file when it arrives.
public struct RecordedReplies: ReplySource {
    private let source: any ReplySource
    private let saved: SavedReplies

    /// The replies of `source`, kept in `saved`.
    public init(of source: any ReplySource, in saved: SavedReplies) {
        self.source = source
        self.saved = saved
    }

    /// The source's reply, which has been saved.
    public func reply(to path: String) async throws(ReplyError) -> [UInt8] {
        let bytes = try await source.reply(to: path)
        try saved.save(bytes, for: path)
        return bytes
    }

    /// What the source calls it.
    public func name(of path: String) -> String { source.name(of: path) }
}
