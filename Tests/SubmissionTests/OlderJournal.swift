import Ethereum
import JSON
import Journal
import TestSupport

/// The journal as versions before the journal of an account left it: a folder for each contract, and entries that know no
/// blocks.
enum OlderJournal {
    /// Writes entries of one contract below the state directory. Returns the path of their folder.
    static func write(_ entries: [SubmissionEntry], in state: TemporaryFolder) throws -> String {
        guard let first = entries.first else { throw TestSupportError(description: "no entry") }
        let name = "submissions/\(first.chainID)-\(first.contract.lowercase)-\(first.account.lowercase)"
        for entry in entries {
            guard case .object(var object) = entry.json else { throw TestSupportError(description: "\(entry.json)") }
            for field in ["free_in", "newest_seen", "mined_in", "reason"] { object[field] = nil }
            let digits = String(entry.nonce)
            let hash = Hash256(of: entry.calldata).description.dropFirst(2).prefix(16)
            let file = String(repeating: "0", count: 20 - digits.count) + digits + "-" + hash + ".json"
            try state.write(try JSONValue.object(object).serialized() + "\n", to: "\(name)/\(file)")
        }
        try state.write("", to: "\(name)/lock")
        return state.path + "/" + name
    }
}
