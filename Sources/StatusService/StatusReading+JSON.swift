import CommandSupport
import DaemonStatus
import JSON

extension StatusReading {
    /// The answer of `/api/status`: the document as it is, and what follows from it at `now`.
    package func json(now: Timestamp) -> JSONValue {
        let summary = StatusSummary(self, now: now)
        let readiness = Readiness(self, now: now)
        func seconds(since time: Timestamp?) -> JSONValue {
            time.flatMap { JSONNumber($0.seconds(until: now)) }.map { .number($0) } ?? .null
        }
        func count(_ value: UInt64?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }
        return [
            "status": document ?? .null,
            "file": ["ok": .bool(problem == nil), "problem": shownProblem.map { .string($0) } ?? .null],
            "derived": [
                "level": .string(summary.level.rawValue), "headline": .string(summary.headline),
                "detail": summary.detail.map { .string($0) } ?? .null,
                "revision": .string(revision(now: now)),
                "seconds_since_update": seconds(since: status?.updatedAt),
                "seconds_since_success": seconds(since: status?.lastSuccessAt),
                "seconds_overdue": status?.overdueSeconds(now: now).flatMap { JSONNumber(max(0, $0)) }
                    .map { .number($0) } ?? .null,
                "lag_blocks": count(status?.lagBlocks), "lag_epochs": count(status?.lagEpochs),
                "sequencer_lag_blocks": count(status?.sequencerLagBlocks),
                "readiness": readiness.json,
                "mean_proof_seconds": status?.meanProofSeconds.flatMap { JSONNumber($0) }
                    .map { .number($0) } ?? .null,
            ],
        ]
    }

    /// What changes whenever the page should.
    package func revision(now: Timestamp) -> String {
        let summary = StatusSummary(self, now: now)
        return [
            status?.updatedAt.description ?? "none", summary.level.rawValue, summary.headline, problem?.code ?? "ok",
            Readiness(self, now: now).problems.map(\.code.rawValue).joined(separator: ","),
        ].joined(separator: " ")
    }
}

extension SupervisorStatus {
    /// The mean time for a proof, in seconds; nil before the first.
    var meanProofSeconds: Double? { proofSeconds.count > 0 ? proofSeconds.sum / Double(proofSeconds.count) : nil }
}
