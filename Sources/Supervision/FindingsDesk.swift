import CommandSupport
import DaemonStatus
import Files
import StageFindings
import Synchronization

/// What the stages of a round tell in their files, taken into the status as it comes.
final class FindingsDesk: Sendable {
    /// What was taken of one stage in this round.
    private struct Taken {
        var version: SmallFile.Version?
        var failovers: [Provider.Role: UInt64] = [:]
    }

    /// How often the files are looked at while stages run.
    private static let interval = Duration.seconds(1)

    private let folder: String
    private let board: StatusBoard
    private let taken = Mutex<[String: Taken]>([:])

    /// A desk for the files in `folder`, which need not be there.
    init(folder: String, board: StatusBoard) {
        self.folder = folder
        self.board = board
    }

    /// A stage is about to start: what an earlier run of it left is no news.
    func begin(_ stage: String) {
        try? Folder.removeFile(FindingsFile.path(of: stage, in: folder))
        taken.withLock { $0[stage] = Taken() }
    }

    /// Takes what is new. Files that are damaged or gone are passed over.
    func look() {
        taken.withLock { taken in
            for (stage, known) in taken {
                let path = FindingsFile.path(of: stage, in: folder)
                guard let file = try? SmallFile(path, limit: StateFile.limit, otherThan: known.version) else {
                    continue
                }
                taken[stage]?.version = file.version
                guard let findings = Findings(file.bytes) else { continue }
                taken[stage]?.failovers = findings.failovers
                board.update { $0.take(findings, counted: known.failovers) }
            }
        }
    }

    /// Takes what is new again and again, until the task is cancelled.
    func follow() async {
        while (try? await Task.sleep(for: Self.interval)) != nil { look() }
    }
}
