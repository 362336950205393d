import BN254
import CommandSupport
import Files
import Glibc
import JSON
import Logging
import ProofDocuments
import TurboPlonk

/// Proofs kept in a folder, so that none is made twice for one statement.
///
/// There is a file for each verifying key and public inputs, a document `{"proof":{…}}` that `verify-proof` reads too.
/// Nothing in it is believed: a proof that does not verify is made anew. That the folder cannot be read or written costs
/// a warning and no more.
public struct ProofCache: Sendable {
    /// How many proofs are kept: the newest.
    public static let maximumCount = 64

    private static let suffix = ".proof.json"
    /// A proof takes some 6 KB.
    private static let maximumBytes = 64 << 10

    private let directory: String
    private let logger: Logger

    /// The proofs in `directory`, which need not exist. Damaged files are reported to `logger`.
    public init(directory: String, logger: Logger) {
        self.directory = directory
        self.logger = logger
    }

    /// Whether a proof of `publicInputs` may be kept: there is a file, of which nothing is read.
    func mayHold(_ publicInputs: [Fr], _ verifyingKey: VerifyingKey) -> Bool {
        Folder.holds(path(of: publicInputs, verifyingKey))
    }

    /// The kept proof of `publicInputs`, verified here and now; nil if there is none that is valid.
    func proof(of publicInputs: [Fr], _ verifyingKey: VerifyingKey) -> Proof? {
        guard mayHold(publicInputs, verifyingKey) else { return nil }
        let path = path(of: publicInputs, verifyingKey)
        do throws(StageFailure) {
            let kept = try read(path)
            guard kept.publicInputs == publicInputs, kept.verifyingKeyHash == verifyingKey.keccak else {
                throw StageFailure(.badDocument, "is about another statement")
            }
            try failing { () throws(TurboPlonkError) in
                try Verifier.verify(kept.proof, publicInputs: publicInputs, verifyingKey: verifyingKey)
            }
            return kept.proof
        } catch {
            logger.warning("kept proof \(path): \(error); proving anew")
            return nil
        }
    }

    /// Keeps a proof, in place of an older one of the same statement, and drops the oldest beyond ``maximumCount``.
    func keep(_ document: ProofDocument, _ verifyingKey: VerifyingKey) {
        let path = path(of: document.publicInputs, verifyingKey)
        do {
            let value: JSONValue = document.standalone
            let bytes = Array((try value.serialized() + "\n").utf8)
            let file = try NewFile(at: path, byteCount: bytes.count)
            try file.write(bytes, at: 0)
            try file.moveIntoPlace()
            try dropOldest()
        } catch {
            logger.warning("the proof is not kept for a second time: \(error)")
        }
    }

    private func read(_ path: String) throws(StageFailure) -> ProofDocument {
        let bytes = try failing { () throws(FileError) in
            try SmallFile(path, limit: Self.maximumBytes).bytes
        }
        let value = try failing { () throws(JSONError) in
            try JSONValue(parsing: bytes, limits: JSONLimits(maximumBytes: Self.maximumBytes))
        }
        return try failing { () throws(ProofDocumentError) in try ProofDocument(of: JSONReader(value)) }
    }

    /// The file's name is the SHA-256 of the key's hash and the inputs, 32 big-endian bytes each.
    private func path(of publicInputs: [Fr], _ verifyingKey: VerifyingKey) -> String {
        let words = verifyingKey.keccak.bigEndianBytes + publicInputs.flatMap(\.bigEndianBytes)
        return "\(directory)/\(SHA256Sum(of: words))\(Self.suffix)"
    }

    /// Files with other names are left alone.
    private func dropOldest() throws {
        let kept = try Folder.names(in: directory).filter { name in
            name.hasSuffix(Self.suffix) && name.utf8.count == 2 * SHA256Sum.byteCount + Self.suffix.utf8.count
        }
        guard kept.count > Self.maximumCount else { return }
        let dated = kept.map { name in
            var status = stat()
            // One that is gone meanwhile, or nobody may look at, counts as the oldest: all zero.
            _ = unsafe lstat("\(directory)/\(name)", &status)
            return (status.st_mtim.tv_sec, status.st_mtim.tv_nsec, name)
        }
        for (_, _, name) in dated.sorted(by: { $0 < $1 }).dropLast(Self.maximumCount) {
            try Folder.removeFile("\(directory)/\(name)")
        }
    }
}
