import Ethereum
import Failures
import Files
import Glibc
import JSON

/// What was signed for one account on one chain, on the disk before it is sent.
///
/// A folder `submissions/CHAIN-ACCOUNT` in the state directory, with a file for each submission, whichever contract it is
/// for: they share their nonces. A file is written beside its place, synchronised and renamed, so that it is there whole
/// or not at all; then the folder is synchronised. Whoever holds the object holds the folder's lock (`flock`), which ends
/// with the process.
public final class SubmissionJournal: SubmissionRecords {
    /// The number of settled entries that are kept, for people to look at.
    public static let keptEntries = 100
    /// Files above this are no entries: 512 KiB.
    static let largestFile = 512 << 10

    /// The folder.
    public let folder: String
    private let chainID: UInt64
    private let account: Address
    private let lock: FolderLock
    private let onChange: (@Sendable ([SubmissionEntry]) -> Void)?

    /// Opens the journal, making its folder, and locks it. What an older version kept in a folder for each contract,
    /// `submissions/CHAIN-CONTRACT-ACCOUNT`, comes here.
    ///
    /// `onChange` gets all entries, by nonce, at once and after each change.
    /// Throws ``JournalError/locked(path:)`` while another process has it, or an older folder.
    public init(
        stateDirectory: String, chainID: UInt64, account: Address,
        onChange: (@Sendable ([SubmissionEntry]) -> Void)? = nil
    ) throws(JournalError) {
        self.onChange = onChange
        self.chainID = chainID
        self.account = account
        let parent = stateDirectory + "/submissions"
        folder = "\(parent)/\(chainID)-\(account.lowercase)"
        lock = try FolderLock(folder)
        for older in try olderFolders(in: parent) { try adopt(older) }
        tell()
    }

    /// Whoever cannot read the entries is told of that when they are used.
    private func tell() {
        guard let onChange, let entries = try? entries() else { return }
        onChange(entries)
    }

    /// All entries by nonce, in the order of their files' names.
    ///
    /// Throws ``JournalError/damaged(path:reason:)`` if one is not what was written: it may tell of a pending transaction.
    public func entries() throws(JournalError) -> [SubmissionEntry] {
        try entryNames(in: folder).map { (name) throws(JournalError) in
            try entry(at: folder + "/" + name) { $0.fileName == name }
        }.sorted { $0.nonce < $1.nonce }
    }

    /// Makes the entry durable, in place of an older version of it.
    ///
    /// Throws ``JournalError/unfit(reason:)``, with nothing written, if ``entries()`` would refuse it.
    public func write(_ entry: SubmissionEntry) throws(JournalError) {
        guard entry.chainID == chainID, entry.account == account else {
            throw .unfit(reason: "it is of another chain or account")
        }
        let bytes = try translating(JournalError.file) { () throws(FileError) in
            Array(try SubmissionJournal.text(of: entry).utf8)
        }
        guard bytes.count <= Self.largestFile else {
            throw .unfit(reason: "its transactions take more than \(Self.largestFile >> 10) KiB")
        }
        try translating(JournalError.file) { () throws(FileError) in
            let file = try NewFile(at: path(of: entry), byteCount: bytes.count)
            try file.write(bytes, at: 0)
            try file.moveIntoPlace()
        }
        tell()
    }

    /// Removes the oldest settled entries above ``keptEntries``.
    public func prune() throws(JournalError) {
        let settled = try entries().filter(\.progress.isSettled)
        try translating(JournalError.file) { () throws(FileError) in
            for entry in settled.dropLast(Self.keptEntries) { try Folder.removeFile(path(of: entry)) }
        }
    }

    private func path(of entry: SubmissionEntry) -> String { folder + "/" + entry.fileName }

    private func entryNames(in folder: String) throws(JournalError) -> [String] {
        let names = try translating(JournalError.file) { () throws(FileError) in try Folder.names(in: folder) }
        return names.filter { $0.hasSuffix(".json") }.sorted()
    }

    private func entry(at path: String, hasName: (SubmissionEntry) -> Bool) throws(JournalError) -> SubmissionEntry {
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
            guard hasName(entry) else {
                throw JSONError(path: "nonce", reason: "not that of the file's name", code: .invalidValue)
            }
            guard entry.chainID == chainID, entry.account == account else {
                throw JSONError(path: "account", reason: "not that of the folder", code: .invalidValue)
            }
            return entry
        }
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

extension SubmissionJournal {
    /// The folders of this account that an older version made, one for each contract.
    private func olderFolders(in parent: String) throws(JournalError) -> [(path: String, contract: Address)] {
        let names = try translating(JournalError.file) { () throws(FileError) in try Folder.names(in: parent) }
        let (first, last) = ("\(chainID)-", "-\(account.lowercase)")
        return names.sorted().compactMap { name in
            guard name.hasPrefix(first), name.hasSuffix(last), name.utf8.count > first.utf8.count + last.utf8.count,
                let contract = try? Address(text: String(name.dropFirst(first.count).dropLast(last.count)))
            else { return nil }
            return (parent + "/" + name, contract)
        }
    }

    /// Moves the entries of an older folder here, each whole or not at all, and removes the folder.
    private func adopt(_ older: (path: String, contract: Address)) throws(JournalError) {
        let lock = try FolderLock(older.path)
        var moves: [(name: String, entry: SubmissionEntry)] = []
        for name in try entryNames(in: older.path) {
            let entry = try entry(at: older.path + "/" + name) {
                $0.olderFileName == name && $0.contract == older.contract
            }
            moves.append((name, entry))
        }
        for (name, entry) in moves {
            try write(try merged(entry))
            try translating(JournalError.file) { () throws(FileError) in
                try Folder.removeFile(older.path + "/" + name)
            }
        }
        lock.removeFolder()
    }

    /// An entry that comes from elsewhere, with what is here of it already: an older version may have run in between.
    private func merged(_ entry: SubmissionEntry) throws(JournalError) -> SubmissionEntry {
        guard var known = try entries().first(where: { $0.fileName == entry.fileName }) else { return entry }
        for transaction in entry.transactions { _ = known.add(transaction) }
        if !entry.progress.isSettled { known.progress = .open }
        return known
    }
}
