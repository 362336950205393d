import Foundation
import JSON
import TestSupport

/// What the daemon, its window and the state directory hold at a moment.
struct SoakUse: Sendable {
    var supervisor: ProcessUse
    var window: ProcessUse
    /// Files of the state directory but journal and proofs, which have a number each that they may have, and what stages
    /// tell the daemon, which comes and goes with a round.
    var files = 0
    /// Their bytes.
    var bytes = 0
    /// Entries of the journal.
    var entries = 0
    /// Their bytes.
    var entryBytes = 0
    /// Kept proofs.
    var proofs = 0
    /// Their bytes.
    var proofBytes = 0

    /// What a supervisor holds, for tests.
    init(memory: Int, files: Int) {
        supervisor = ProcessUse(files: files, memory: memory)
        window = ProcessUse(files: 9, memory: 9000)
    }

    /// What is held now.
    init(_ world: WholeNetwork) throws {
        func use(_ command: String) throws -> ProcessUse {
            guard let process = world.processes(command).first else {
                throw TestSupportError(description: "\(command) is gone")
            }
            return try ProcessUse(of: process)
        }
        (supervisor, window) = (try use("supervise"), try use("serve-status"))
        let files = FileManager.default
        for case let name as String in files.enumerator(atPath: world.stateDirectory) ?? .init() {
            // What is there only while it is written may be gone.
            guard let facts = try? files.attributesOfItem(atPath: world.stateDirectory + "/" + name),
                facts[.type] as? FileAttributeType == .typeRegular, let size = facts[.size] as? Int
            else { continue }
            if name.hasPrefix("submissions/"), name.hasSuffix(".json") {
                (entries, entryBytes) = (entries + 1, entryBytes + size)
            } else if name.hasPrefix("proofs/") {
                (proofs, proofBytes) = (proofs + 1, proofBytes + size)
            } else if !name.hasPrefix("findings/") || !name.hasSuffix(".json") {
                (self.files, bytes) = (self.files + 1, bytes + size)
            }
        }
    }
}

/// What was held at the end of each round by one daemon and its window.
struct SoakUses: Sendable {
    /// A figure that must not grow.
    struct Figure: Sendable {
        var name: String
        var early: Int
        var late: Int
        /// The most that it may be late.
        var limit: Int
    }

    private(set) var samples: [(round: Int, use: SoakUse)] = []

    /// Begins anew, with another daemon.
    mutating func restart() { samples = [] }

    mutating func add(_ use: SoakUse, in round: Int) { samples.append((round, use)) }

    /// Rounds in which the growth of memory and files is told from their ups and downs.
    private static let enough = 200

    /// What was held early and late: the least, or the median, of the first and of the last fifth of the rounds.
    ///
    /// In a long run nothing may grow by more than half a KiB a round, so that a leak of one shows. In a short one caches
    /// still fill, and nobody can tell.
    var figures: [Figure] {
        guard let first = samples.first, let last = samples.last else { return [] }
        // The first half of a long run fills what has a limit, such as the rounds that the status remembers, and the gaps
        // between blocks of memory.
        let start = samples.count >= Self.enough ? samples.count / 2 : 0
        let kept = Array(samples.dropFirst(start))
        let part = max(1, kept.count / 5)
        let (early, late) = (kept.prefix(part), kept.suffix(part))
        let isLong = last.round - first.round + 1 >= Self.enough
        let distance = Self.median(late.map(\.round)) - Self.median(early.map(\.round))
        let growth = isLong ? distance / 2 : 16 << 10
        // What is open or there for a moment does not count: memory goes up and down by some hundred KiB.
        func least(
            _ name: String, growth: Int? = nil, limit: Int? = nil, _ value: (SoakUse) -> Int
        ) -> Figure {
            let (before, after) = (
                early.map { value($0.use) }.min() ?? 0, late.map { value($0.use) }.min() ?? 0
            )
            return Figure(
                name: name, early: before, late: after, limit: limit ?? before + (growth ?? (isLong ? 1 : 8)))
        }
        // An entry has all transactions that were signed for it: there may be more of them late by chance.
        func each(_ name: String, _ bytes: (SoakUse) -> Int, _ count: (SoakUse) -> Int) -> Figure {
            let (before, after) = (
                Self.median(early.map { bytes($0.use) / max(1, count($0.use)) }),
                Self.median(late.map { bytes($0.use) / max(1, count($0.use)) })
            )
            return Figure(name: name, early: before, late: after, limit: before == 0 ? after : before * 3 / 2)
        }
        return [
            least("memory of `supervise`, KiB", growth: growth) { $0.supervisor.memory },
            least("memory of `serve-status`, KiB", growth: growth) { $0.window.memory },
            least("descriptors of `supervise`") { $0.supervisor.files },
            least("descriptors of `serve-status`") { $0.window.files },
            least("other files of the state directory") { $0.files },
            least("their bytes, KiB", growth: growth) { $0.bytes >> 10 },
            least("entries of the journal", limit: 100 + 4, \.entries),
            each("bytes of an entry", \.entryBytes, \.entries),
            least("kept proofs", limit: 64, \.proofs),
            each("bytes of a proof", \.proofBytes, \.proofs),
        ]
    }

    private static func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }
}
