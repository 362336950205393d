import CommandSupport
import DaemonStatus

/// A status judged at a glance.
package struct StatusSummary: Sendable, Equatable {
    /// How well things are.
    package enum Level: String, CaseIterable, Sendable {
        /// All is well, and nothing is to do.
        case ok
        /// Work is under way.
        case busy
        /// Something is not as it should be, and will probably mend itself.
        case warning
        /// Somebody should look.
        case failure
    }

    /// How long after its time a round counts as overdue, in seconds.
    package static let patience: Double = 60
    /// How many failures in a row call for somebody to look.
    package static let tolerance: UInt64 = 3

    /// How well things are.
    package var level: Level
    /// A few words.
    package var headline: String
    /// One more sentence without a full stop, if there is more to say.
    package var detail: String?

    /// What `reading` means at `now`.
    package init(_ reading: StatusReading, now: Timestamp) {
        guard let status = reading.status else {
            let isMissing = reading.problem == .missing
            self.init(isMissing ? .busy : .failure, isMissing ? "No status yet" : "No status", reading.shownProblem)
            return
        }
        self = Self.judge(status, Readiness(reading, now: now), now: now)
        if let problem = reading.shownProblem {
            level = level == .failure ? .failure : .warning
            detail = "\(problem); these are the numbers of \(Elapsed.text(since: status.updatedAt, now: now))"
        }
    }

    private init(_ level: Level, _ headline: String, _ detail: String?) {
        self.level = level
        self.headline = headline
        self.detail = detail
    }

    private static func judge(
        _ status: SupervisorStatus, _ readiness: Readiness, now: Timestamp
    ) -> StatusSummary {
        let failures = status.failuresInARow
        if status.phase == .stopped {
            return failures > 0
                ? StatusSummary(.failure, "Stopped after a failure", "the supervisor has ended")
                : StatusSummary(.warning, "Stopped", "the supervisor has ended")
        }
        if let overdue = status.overdueSeconds(now: now), overdue > patience {
            let delay = Elapsed.text(seconds: overdue)
            return StatusSummary(.failure, "Silent", "the next round is \(delay) late: is the supervisor alive?")
        }
        if failures > 0 {
            let headline = failures == 1 ? "The last round failed" : "\(failures) rounds failed in a row"
            return StatusSummary(failures < tolerance ? .warning : .failure, headline, doing(status, now: now))
        }
        if let frozen = readiness.message(of: .relayFrozen) {
            return StatusSummary(.failure, "Relay frozen", frozen)
        }
        if let behind = readiness.message(of: .behind) { return StatusSummary(.failure, "Behind", behind) }
        let worries: [(Readiness.Problem.Code, String)] = [
            (.pending, "Transaction pending"), (.funds, "Out of funds"), (.unread, "Contract not read"),
        ]
        // A run that has just begun has not read it yet.
        for (code, headline) in worries where status.contract != nil {
            if let message = readiness.message(of: code) { return StatusSummary(.warning, headline, message) }
        }
        switch status.phase {
        case .waiting:
            return StatusSummary(.ok, status.lagBlocks == 0 ? "Up to date" : "Waiting", doing(status, now: now))
        case .reading: return StatusSummary(.busy, "Reading", doing(status, now: now))
        case .preparingKeys: return StatusSummary(.busy, "Preparing keys", doing(status, now: now))
        case .proving: return StatusSummary(.busy, "Proving", doing(status, now: now))
        case .submitting: return StatusSummary(.busy, "Submitting", doing(status, now: now))
        case .stopped: return StatusSummary(.warning, "Stopped", nil)
        }
    }

    private static func doing(_ status: SupervisorStatus, now: Timestamp) -> String {
        switch status.phase {
        case .waiting: "next round \(status.nextRoundAt.map { Elapsed.text(since: $0, now: now) } ?? "soon")"
        case .reading: "asking the contract, the relay and the sequencer"
        case .preparingKeys: "making the proving key\(status.keyProgress(now: now))"
        case .proving: "making a proof\(status.goal)"
        case .submitting: "the proof\(status.goal) is on its way to the contract"
        case .stopped: "the supervisor has ended"
        }
    }
}

extension SupervisorStatus {
    /// How many seconds ago the next round should have begun; nil unless one is awaited, negative before its time.
    package func overdueSeconds(now: Timestamp) -> Double? {
        guard phase == .waiting, let nextRoundAt else { return nil }
        return nextRoundAt.seconds(until: now)
    }

    /// What is known of the key that is being made: ` v3-cap200-canonical for 1 min, 42 %, sigma 1`.
    fileprivate func keyProgress(now: Timestamp) -> String {
        guard let preparation = keyPreparation else { return "" }
        let name = preparation.key.map { " \($0)" } ?? ""
        let time = Elapsed.text(seconds: max(0, preparation.since.seconds(until: now)))
        let share = preparation.share.isFinite ? min(max(preparation.share, 0), 1) : 0
        let step = preparation.step.map { ", \(Int(share * 100)) %, \($0)" } ?? ""
        return "\(name) for \(time)\(step)"
    }

    fileprivate var goal: String { relay.map { " for height \(Amount.grouped($0.height))" } ?? "" }
}
