import DaemonStatus
import StatusService
import Testing

/// The verdict at the top of the page.
@Suite struct SummaryTests {
    private let noon = SampleStatus.noon

    private func summary(_ change: (inout SupervisorStatus) -> Void) throws -> StatusSummary {
        var status = SampleStatus.waiting
        change(&status)
        return StatusSummary(try SampleStatus.reading(status), now: noon)
    }

    @Test func allIsWell() throws {
        let waiting = try summary { _ in }
        #expect(waiting.level == .ok && waiting.headline == "Waiting" && waiting.detail == "next round in 5 min")
        let level = try summary { $0.contract?.height = 5160 }
        #expect(level.level == .ok && level.headline == "Up to date")
    }

    @Test(arguments: [
        (SupervisorStatus.Phase.reading, "Reading", "asking the contract, the relay and the sequencer"),
        (.proving, "Proving", "making a proof for height 5,160"),
        (.submitting, "Submitting", "the proof for height 5,160 is on its way to the contract"),
    ])
    func work(phase: SupervisorStatus.Phase, headline: String, detail: String) throws {
        let summary = try summary {
            $0.phase = phase
            $0.nextRoundAt = nil
        }
        #expect(summary.level == .busy && summary.headline == headline && summary.detail == detail)
    }

    @Test func aKeyInTheMaking() throws {
        func detail(_ preparation: SupervisorStatus.KeyPreparation?) throws -> String? {
            let summary = try summary {
                $0.phase = .preparingKeys
                $0.nextRoundAt = nil
                $0.keyPreparation = preparation
            }
            #expect(summary.level == .busy && summary.headline == "Preparing keys")
            return summary.detail
        }
        let since = noon.advanced(by: .seconds(-70))
        #expect(try detail(nil) == "making the proving key")
        #expect(try detail(.init(since: since)) == "making the proving key for 1 min")
        #expect(
            try detail(.init(key: "v3-cap200-canonical", step: "sigma 1", share: 0.429, since: since))
                == "making the proving key v3-cap200-canonical for 1 min, 42 %, sigma 1")
        // A file may say anything.
        #expect(try detail(.init(step: "x", share: 1e300, since: noon)) == "making the proving key for 0 s, 100 %, x")
    }

    @Test(arguments: [
        (1 as UInt64, StatusSummary.Level.warning, "The last round failed"), (2, .warning, "2 rounds failed in a row"),
        (3, .failure, "3 rounds failed in a row"), (.max, .failure, "18446744073709551615 rounds failed in a row"),
    ])
    func failures(count: UInt64, level: StatusSummary.Level, headline: String) throws {
        let summary = try summary { $0.failuresInARow = count }
        #expect(summary.level == level && summary.headline == headline)
    }

    @Test func aSupervisorThatMissedItsRound() throws {
        #expect(try summary { $0.nextRoundAt = noon.advanced(by: .seconds(-60)) }.level == .ok)
        let silent = try summary { $0.nextRoundAt = noon.advanced(by: .seconds(-600)) }
        #expect(silent.level == .failure && silent.headline == "Silent")
        #expect(silent.detail == "the next round is 10 min late: is the supervisor alive?")
    }

    @Test func theEnd() throws {
        #expect(try summary { $0.phase = .stopped }.level == .warning)
        let failed = try summary {
            $0.phase = .stopped
            $0.failuresInARow = 1
        }
        #expect(failed.level == .failure && failed.headline == "Stopped after a failure")
    }

    @Test func noFileYet() {
        let summary = StatusSummary(StatusReading(), now: noon)
        #expect(summary.level == .busy && summary.headline == "No status yet")
    }

    @Test func anOldStatusBesideADamagedFile() throws {
        var reading = try SampleStatus.reading(SampleStatus.waiting)
        reading.problem = .missing
        let summary = StatusSummary(reading, now: noon)
        #expect(summary.level == .warning && summary.headline == "Waiting")
        #expect(summary.detail == "status.json does not exist; these are the numbers of 1 min ago")
    }
}
