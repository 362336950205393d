import BN254
import CommandSupport
import DaemonStatus
import JSON
import StageFindings
import TestSupport
import Testing

/// `status.json`: what is written is what is read.
@Suite struct StatusFileTests {
    /// A status in which everything is set, and numbers are at their ends.
    private func full() -> SupervisorStatus {
        let time = Timestamp(milliseconds: 1_770_000_000_123)
        var status = SupervisorStatus(startedAt: time, version: "1.2.3", pid: 42)
        status.phase = .proving
        status.keyPreparation = SupervisorStatus.KeyPreparation(
            key: "v3-cap200-canonical", step: "sigma 1", share: 0.25, since: time)
        status.nextRoundAt = Timestamp(milliseconds: 1_770_000_600_000)
        status.rounds.total = .max
        status.rounds.succeeded = 7
        status.rounds.failed = 3
        status.failuresInARow = 1
        status.lastSuccessAt = time
        status.count(
            SupervisorStatus.Failure(
                stage: "submit-proof", code: 75, kind: .tryAgain, message: "\"gas\"", hint: "wait", at: time))
        status.contract = SupervisorStatus.Contract(
            address: "0xAb", chainID: .max, version: 3, height: .max - 1, view: 1 << 60, epoch: 5, readAt: time)
        status.relay = SupervisorStatus.Relay(height: .max, view: 2, epoch: 6)
        status.proofSeconds.observe(seconds: 14.25)
        status.proofsMade = 1
        status.contract?.advancedAt = time
        status.relay?.readAt = time
        status.relay?.changedAt = time
        status.sequencer = .init(height: .max, readAt: time)
        status.network = "mainnet"
        status.providers = [
            Provider(.l1, "node", .lagging, reason: "old", height: 5, askedAt: time), Provider(.relay, "r"),
        ]
        status.failovers = [.l1: .max]
        status.signatures = .init(valid: 1, dropped: 2, weight: UInt256(3), threshold: UInt256(4))
        status.intervalSeconds = 600
        status.stageSeconds = ["gen-proof": 14.5]
        status.provingKey = .init(version: 3, capacity: 200, hash: "0xab", isInsecure: true)
        status.proverMemory = 700 << 20
        status.account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
        status.pendingTransaction = .init(
            .init(nonce: 1, hash: "0xcd", height: 2, attempts: 3, offeredGasPrice: UInt256(4)), since: time)
        status.gasPrices.baseFee = UInt256(1)
        status.gasPrices.offered = UInt256(2)
        status.gasPrices.paid = UInt256(3)
        status.lastUpdateCostWei = UInt256(4)
        status.transactions = ["final": 2, "reverted": 1]
        status.feesWeiTotal = UInt256(.max, .max, .max, .max)
        status.gasUsedTotal = .max
        status.balanceWei = UInt256(5)
        status.remember(
            SupervisorStatus.Round(
                at: time, durationSeconds: 15.5, outcome: .updated, contractHeight: 1, relayHeight: 2,
                proofSeconds: 14.25, feeWei: UInt256(3), stage: nil))
        return status
    }

    @Test func survivesItsFile() throws {
        let folder = try TemporaryFolder()
        for status in [full(), SupervisorStatus(startedAt: Timestamp(milliseconds: 0), pid: 1)] {
            try status.write(to: folder.path + "/status.json")
            #expect(try SupervisorStatus(contentsOf: folder.path + "/status.json") == status)
        }
    }

    @Test func hasTheNamesOfItsSchema() throws {
        let reader = JSONReader(full().json)
        #expect(try reader.field("schema").string() == "hotshot-state-prover-status/1")
        #expect(try reader.field("started_at").string() == "2026-02-02T02:40:00.123Z")
        #expect(try reader.field("contract").field("chain_id").number().text == "18446744073709551615")
        #expect(try reader.field("lag_blocks").uint64() == 1)
        #expect(try reader.field("lag_epochs").uint64() == 1)
        #expect(try reader.field("errors").element(0).field("kind").string() == "try-again")
        #expect(try reader.field("fees_wei_total").string() == "0x" + String(repeating: "f", count: 64))
        let bucket = try reader.field("proof_seconds").field("buckets").element(6)
        #expect(try bucket.field("le").double() == 13)
        #expect(try bucket.field("count").uint64() == 0)
    }

    /// A file may say anything: no count of it ends the daemon.
    @Test(arguments: [0, 1, UInt64.max - 1, .max]) func countersStayAtTheirEnd(start: UInt64) throws {
        var status = full()
        let time = Timestamp(milliseconds: 0)
        let failure = SupervisorStatus.Failure(
            stage: "submit-proof", code: 75, kind: .tryAgain, message: "gas", at: time)
        status.errors[0].count = start
        status.proofsMade = start
        for _ in 0..<3 {
            status.count(failure)
            status.proofsMade.countOne()
        }
        let expected = start.saturatingSum(3)
        #expect(expected >= start && (expected == start + (start > .max - 3 ? .max - start : 3)))
        #expect(status.errors[0].count == expected && status.proofsMade == expected)
    }

    @Test func histogramsStayAtTheirEnd() throws {
        let folder = try TemporaryFolder()
        let most = "18446744073709551615"
        let text = try full().json.serialized()
            .replacing(/"count":[0-9]+/, with: "\"count\":\(most)").replacing(/"sum":[0-9.]+/, with: "\"sum\":1e308")
        let path = try folder.write(text, to: "status.json")
        var status = try SupervisorStatus(contentsOf: path)
        #expect(status.proofSeconds.count == .max)
        for seconds in [1e308, .greatestFiniteMagnitude, .infinity, -1, .nan, 0] {
            status.proofSeconds.observe(seconds: seconds)
        }
        #expect(status.proofSeconds.count == .max && status.proofSeconds.counts.allSatisfy { $0 == .max })
        #expect(status.proofSeconds.sum == .greatestFiniteMagnitude)
        try status.write(to: path)
        #expect(try SupervisorStatus(contentsOf: path) == status)
    }

    @Test func remembersTheNewestRounds() {
        var status = full()
        for index in 0..<300 {
            status.remember(
                SupervisorStatus.Round(
                    at: Timestamp(milliseconds: Int64(index)), durationSeconds: 0, outcome: .upToDate))
        }
        #expect(status.lastRounds.count == 200)
        #expect(status.lastRounds.first?.at == Timestamp(milliseconds: 100))
    }

    @Test func refusesEveryDamage() throws {
        let folder = try TemporaryFolder()
        let text = try full().json.serialized()
        #expect(throws: StatusFileError.missing) { try SupervisorStatus(contentsOf: folder.path + "/none") }
        for length in stride(from: 0, to: text.utf8.count - 1, by: 7) {
            let path = try folder.write(String(decoding: Array(text.utf8)[..<length], as: UTF8.self), to: "cut.json")
            #expect(throws: StatusFileError.self) { try SupervisorStatus(contentsOf: path) }
        }
        for (good, bad) in [
            ("status/1", "status/2"), ("\"proving\"", "\"dreaming\""), ("0xffff", "0xzfff"), ("02:40:00", "02:60:00"),
            ("\"code\":75", "\"code\":99999999999"), ("\"le\":0.5", "\"le\":0.6"),
        ] {
            let damaged = text.replacing(good, with: bad)
            #expect(damaged != text)
            let path = try folder.write(damaged, to: "bad.json")
            #expect(throws: StatusFileError.self, "\(bad)") { try SupervisorStatus(contentsOf: path) }
        }
        let path = try folder.write(String(repeating: " ", count: 1 << 20) + text, to: "long.json")
        #expect(throws: StatusFileError.self) { try SupervisorStatus(contentsOf: path) }
    }
}

/// RFC 3339 there and back.
@Suite struct TimestampTextTests {
    @Test func readsWhatItWrites() {
        for milliseconds in [0, 999, 951_782_400_000, 1_770_000_000_123, 4_102_444_799_999] as [Int64] {
            let time = Timestamp(milliseconds: milliseconds)
            #expect(Timestamp(text: time.description) == time)
        }
        #expect(Timestamp(text: "2000-02-29T00:00:00.000Z")?.milliseconds == 951_782_400_000)
    }

    @Test(arguments: [
        "", "2026-01-01", "2026-01-01T00:00:00Z", "2026-13-01T00:00:00.000Z", "2026-02-29T00:00:00.000Z",
        "2026-01-01 00:00:00.000Z", "2026-01-01T00:00:00.000+", "+026-01-01T00:00:00.000Z",
    ])
    func refuses(_ text: String) {
        #expect(Timestamp(text: text) == nil)
    }
}
