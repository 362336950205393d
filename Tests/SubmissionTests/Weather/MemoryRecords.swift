import Ethereum
import JSON
import Journal
import Synchronization

/// A journal in memory, as text: what a process reads that begins is what was written, and nothing else.
final class MemoryRecords: SubmissionRecords {
    private struct State {
        var texts: [String: String] = [:]
        var entries: [String: SubmissionEntry] = [:]
    }

    private let state = Mutex(State())

    /// What a new process knows.
    func restart() throws {
        try state.withLock { state in
            state.entries = try state.texts.mapValues { try SubmissionEntry(JSONReader(try JSONValue(parsing: $0))) }
        }
    }

    func entries() throws(JournalError) -> [SubmissionEntry] {
        state.withLock { $0.entries.sorted { $0.key < $1.key }.map(\.value).sorted { $0.nonce < $1.nonce } }
    }

    func write(_ entry: SubmissionEntry) throws(JournalError) {
        let key = "\(entry.nonce)-\(entry.contract)-\(Hash256(of: entry.calldata))"
        guard let text = try? entry.json.serialized() else { throw .damaged(path: key, reason: "not to be written") }
        state.withLock { state in
            state.texts[key] = text
            state.entries[key] = entry
        }
    }

    func prune() throws(JournalError) {}

    /// Whether a transaction is written down.
    func contains(_ hash: Hash256) -> Bool {
        state.withLock { $0.entries.values.contains { $0.hashes.contains(hash) } }
    }
}
