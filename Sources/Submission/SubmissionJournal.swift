import Ethereum
import Failures
import Files
import Glibc
import JSON

/// What was signed for one account on one contract, on the disk before it is sent.
///
/// A folder `submissions/CHAIN-CONTRACT-ACCOUNT` in the state directory, with a file for each submission. A file is
/// written beside its place, synchronised and renamed, so that it is there whole or not at all; then the folder is
/// synchronised. Whoever holds the object holds the folder's lock (`flock`), which ends with the process.
public final class SubmissionJournal: Sendable {
    /// The number of settled entries that are kept, for people to look at.
    public static let keptEntries = 100
    /// Files above this are no entries: 512 KiB.
    static let largestFile = 512 << 10

    /// The folder.
    public let folder: String
    private let lock: Int32

    /// Opens the journal, making its folder, and locks it.
    ///
    /// Throws ``JournalError/locked(path:)`` while another process has it.
    public init(
        stateDirectory: String, chainID: UInt64, contract: Address, account: Address
    ) throws(JournalError) {
        folder = "\(stateDirectory)/submissions/\(chainID)-\(contract.lowercase)-\(account.lowercase)"
        let path = folder + "/lock"
        try translating(JournalError.file) { () throws(FileError) in try Folder.makeParents(of: path) }
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .file(FileError("create", path, code: errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .locked(path: path) : .file(FileError("lock", path, code: code))
        }
        lock = descriptor
    }

    deinit { close(lock) }

    /// All entries by nonce, in the order in which they were begun.
    ///
    /// Throws ``JournalError/damaged(path:reason:)`` if one is not what was written: it may tell of a pending transaction.
    public func entries() throws(JournalError) -> [SubmissionEntry] {
        let names = try translating(JournalError.file) { () throws(FileError) in try Folder.names(in: folder) }
        return try names.filter { $0.hasSuffix(".json") }.sorted()
            .map { (name) throws(JournalError) in try entry(name) }
            .sorted { $0.nonce < $1.nonce }
    }

    /// Makes the entry durable, in place of an older version of it.
    public func write(_ entry: SubmissionEntry) throws(JournalError) {
        try translating(JournalError.file) { () throws(FileError) in
            let bytes = Array(try SubmissionJournal.text(of: entry).utf8)
            let file = try NewFile(at: path(of: entry), byteCount: bytes.count)
            try file.write(bytes, at: 0)
            try file.moveIntoPlace()
        }
    }

    /// Removes the oldest settled entries above ``keptEntries``.
    public func prune() throws(JournalError) {
        let settled = try entries().filter { !$0.progress.isUnsettled }
        try translating(JournalError.file) { () throws(FileError) in
            for entry in settled.dropLast(Self.keptEntries) { try Folder.removeFile(path(of: entry)) }
        }
    }

    private func path(of entry: SubmissionEntry) -> String { folder + "/" + entry.fileName }

    private func entry(_ name: String) throws(JournalError) -> SubmissionEntry {
        let path = folder + "/" + name
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try SmallFile(path, limit: Self.largestFile).bytes
        } catch {
            throw error.systemCode == EFBIG ? .damaged(path: path, reason: "too large") : .file(error)
        }
        return try translating({ JournalError.damaged(path: path, reason: $0.description) }) {
            () throws(JSONError) in
            let limits = JSONLimits(maximumBytes: Self.largestFile, maximumDepth: 8)
            let entry = try SubmissionEntry(JSONReader(try JSONValue(parsing: bytes, limits: limits)))
            guard entry.fileName == name else {
                throw JSONError(path: "nonce", reason: "not that of the file's name", code: .invalidValue)
            }
            guard folder.hasSuffix(SubmissionJournal.folderName(of: entry)) else {
                throw JSONError(path: "account", reason: "not that of the folder", code: .invalidValue)
            }
            return entry
        }
    }

    private static func folderName(of entry: SubmissionEntry) -> String {
        "/\(entry.chainID)-\(entry.contract.lowercase)-\(entry.account.lowercase)"
    }

    private static func text(of entry: SubmissionEntry) throws(FileError) -> String {
        do throws(JSONError) {
            return try entry.json.serialized() + "\n"
        } catch {
            // An entry's texts are hexadecimal digits: jansson refuses them only for want of memory.
            throw FileError("write", entry.fileName, code: ENOMEM)
        }
    }
}
