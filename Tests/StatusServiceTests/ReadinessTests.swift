import BN254
import CommandSupport
import DaemonStatus
import JSON
import StatusService
import TestSupport
import Testing

/// `/readiness`: each thing that keeps the contract from being up to date has a name there.
@Suite struct ReadinessTests {
    private let noon = SampleStatus.noon

    private func readiness(_ change: (inout SupervisorStatus) -> Void) throws -> Readiness {
        var status = SampleStatus.full
        change(&status)
        return Readiness(try SampleStatus.reading(status), now: noon)
    }

    @Test func ready() throws {
        for status in [SampleStatus.full, SampleStatus.waiting] {
            let readiness = Readiness(try SampleStatus.reading(status), now: noon)
            #expect(readiness.isReady, "\(readiness.problems)")
        }
    }

    @Test func withoutAStatus() throws {
        let readiness = Readiness(StatusReading(), now: noon)
        #expect(readiness.problems.map(\.code) == [.status])
        var reading = try SampleStatus.reading(SampleStatus.full)
        reading.problem = .missing
        #expect(Readiness(reading, now: noon).problems.map(\.code) == [.status])
        #expect(try self.readiness { $0.contract = nil }.has(.unread))
    }

    @Test func theSupervisor() throws {
        #expect(try readiness { $0.phase = .stopped }.problems.map(\.code) == [.stopped])
        #expect(try readiness { $0.nextRoundAt = noon.advanced(by: .seconds(-61)) }.problems.map(\.code) == [.silent])
        #expect(try readiness { $0.failuresInARow = 2 }.isReady)
        let failing = try readiness { $0.failuresInARow = 3 }
        #expect(failing.problems.map(\.code) == [.failing])
        #expect(failing.problems[0].message.contains("the gas price is 41 gwei"))
        // Half an hour, and two rounds of ten minutes.
        #expect(try readiness { $0.contract?.readAt = noon.advanced(by: .seconds(-2990)) }.isReady)
        #expect(try readiness { $0.contract?.readAt = noon.advanced(by: .seconds(-3010)) }.has(.unread))
    }

    @Test func aFrozenRelay() throws {
        func frozen(for seconds: Int64, sequencer: UInt64?) throws -> Bool {
            try readiness { status in
                status.relay?.changedAt = noon.advanced(by: .seconds(-90 - seconds))
                status.sequencer = sequencer.map { .init(height: $0, readAt: noon) }
                status.contract?.height = 5160
            }.has(.relayFrozen)
        }
        #expect(try frozen(for: 1201, sequencer: 5200))
        #expect(try !frozen(for: 1199, sequencer: 5200), "two rounds")
        #expect(try !frozen(for: 3000, sequencer: 5160), "the network stands still")
        #expect(try !frozen(for: 3000, sequencer: 5165))
        #expect(try frozen(for: 3601, sequencer: nil))
        #expect(try !frozen(for: 3599, sequencer: nil))
        let summary = StatusSummary(
            try SampleStatus.reading(SampleStatus.frozen), now: noon)
        #expect(summary.level == .failure && summary.headline == "Relay frozen")
        #expect(
            summary.detail
                == "the relay's state of block 5,160 is the newest for 2 h 5 min, the sequencer is at 9,999")
    }

    @Test func behind() throws {
        func behind(for seconds: Int64, _ height: UInt64) throws -> Bool {
            try readiness { status in
                status.contract?.height = height
                status.contract?.advancedAt = noon.advanced(by: .seconds(-seconds))
            }.has(.behind)
        }
        #expect(try behind(for: 3001, 5000))
        #expect(try !behind(for: 2999, 5000))
        #expect(try !behind(for: 9999, 5160), "as high as the relay, and nearly as the sequencer")
    }

    @Test func money() throws {
        #expect(try readiness { $0.balanceWei = UInt256(1) }.problems.map(\.code) == [.funds])
        #expect(
            try readiness { $0.pendingTransaction?.since = noon.advanced(by: .seconds(-1801)) }.problems.map(\.code)
                == [.pending])
    }

    /// Limits follow what a file says; whatever that is, they are numbers.
    @Test(arguments: [0, 0.1, 600, 1e300]) func anyInterval(seconds: Double) throws {
        _ = try readiness {
            $0.intervalSeconds = seconds
            $0.relay?.changedAt = Timestamp(milliseconds: 0)
            $0.contract?.readAt = Timestamp(milliseconds: 253_402_300_799_999)
        }
    }

    @Test func theAnswer() async throws {
        let frozen = try await StatusServer.with(reading: {
            var reading = StatusReading()
            reading.problem = .missing
            return reading
        }) { try await WireClient($0).send("GET", "/readiness") }
        #expect(frozen.status == 503)
        #expect(frozen.headers["content-type"] == "application/json")
        let answer = JSONReader(try JSONValue(parsing: frozen.body))
        #expect(try !answer.field("ready").bool())
        #expect(try answer.field("problems").element(0).field("code").string() == "status")

        // The samples are of the past, so one of now.
        var status = SampleStatus.full
        status.nextRoundAt = Timestamp.now.advanced(by: .seconds(60))
        status.contract?.readAt = .now
        status.contract?.advancedAt = .now
        status.pendingTransaction = nil
        let ready = try await StatusServer.with(status) { try await $0.send("GET", "/readiness") }
        #expect(ready.status == 200, "\(ready.body)")
        #expect(ready.body == #"{"ready":true,"problems":[]}"#)
    }
}
