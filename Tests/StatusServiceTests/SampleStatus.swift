import BN254
import CommandSupport
import DaemonStatus
import Files
import JSON
import Logging
import StageFindings
import StatusService

/// Statuses made up for tests; the sample moment is noon of 31 January 2026.
enum SampleStatus {
    static let noon = Timestamp(milliseconds: 1_769_860_800_000)

    /// A supervisor that has run for a day and waits for its next round.
    static var waiting: SupervisorStatus {
        var status = SupervisorStatus(startedAt: noon.advanced(by: .seconds(-86400)), version: "0.1.0", pid: 4711)
        status.updatedAt = noon.advanced(by: .seconds(-90))
        status.nextRoundAt = noon.advanced(by: .seconds(300))
        status.rounds.total = 12
        status.rounds.succeeded = 10
        status.rounds.failed = 2
        status.lastSuccessAt = noon.advanced(by: .seconds(-90))
        status.count(
            SupervisorStatus.Failure(
                stage: "submit-proof", code: 75, kind: .tryAgain, message: "the gas price is 41 gwei",
                hint: "see --max-gas-price", at: noon.advanced(by: .seconds(-7200))))
        status.contract = SupervisorStatus.Contract(
            address: "0x303872BB82a191771321d4828888920100d0b3e4", chainID: 1, version: 3, height: 5153, view: 5200,
            epoch: 52, readAt: noon.advanced(by: .seconds(-90)))
        status.relay = SupervisorStatus.Relay(height: 5160, view: 5208, epoch: 52)
        for seconds in [0.4, 14.2, 700] { status.proofSeconds.observe(seconds: seconds) }
        status.proofsMade = 3
        status.transactions = ["final": 2, "reverted": 1]
        status.feesWeiTotal = UInt256(1_500_000_000_000_000)
        status.gasUsedTotal = 1_800_000
        status.balanceWei = UInt256(2_250_000_000_000_000_000)
        status.remember(
            SupervisorStatus.Round(
                at: noon.advanced(by: .seconds(-700)), durationSeconds: 3, outcome: .failed, contractHeight: 5000,
                relayHeight: 5100, stage: "submit-proof"))
        status.remember(
            SupervisorStatus.Round(
                at: noon.advanced(by: .seconds(-100)), durationSeconds: 18.5, outcome: .updated, contractHeight: 5000,
                relayHeight: 5153, proofSeconds: 14.2, feeWei: UInt256(800_000_000_000_000)))
        return status
    }

    /// The same with everything that a status can tell.
    static var full: SupervisorStatus {
        var status = waiting
        status.count(
            SupervisorStatus.Failure(
                stage: "fetch-state", code: 69, kind: .unreachable, message: "connection refused",
                at: noon.advanced(by: .seconds(-3600))))
        if let last = status.lastFailures.first {
            status.count(last)
            status.errors[0].count = 1
        }
        let then = noon.advanced(by: .seconds(-90))
        status.contract?.advancedAt = noon.advanced(by: .seconds(-700))
        status.relay?.readAt = then
        status.relay?.changedAt = then
        status.sequencer = SupervisorStatus.Sequencer(height: 5162, readAt: then)
        status.network = "mainnet"
        status.intervalSeconds = 600
        status.providers = [
            Provider(.l1, "node.example", .up, height: 21_000_000, askedAt: then),
            Provider(
                .l1, "other.example:8545", .lagging, reason: "its newest block is 20999900, another one's 21000000",
                height: 20_999_900, askedAt: then),
            Provider(.l1, "third.example"), Provider(.relay, "relay.example", .up, height: 5160, askedAt: then),
            Provider(.sequencer, "query.example", .up, height: 5162, askedAt: then),
        ]
        status.failovers = [.l1: 4]
        status.signatures = .init(
            valid: 67, dropped: 1, weight: UInt256(3_000_000), threshold: UInt256(2_000_001))
        status.stageSeconds = ["read-contract": 0.5, "gen-proof": 15.25]
        status.provingKey = .init(
            version: 3, capacity: 200, hash: "0x" + String(repeating: "ab", count: 32), isInsecure: false)
        status.proverMemory = 700 << 20
        status.account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
        status.pendingTransaction = .init(
            .init(
                nonce: 41, hash: "0x" + String(repeating: "cd", count: 32), height: 5160, attempts: 2,
                offeredGasPrice: UInt256(31_500_000_000)), since: noon.advanced(by: .seconds(-200)))
        status.gasPrices.baseFee = UInt256(12_000_000_000)
        status.gasPrices.offered = UInt256(31_500_000_000)
        status.gasPrices.paid = UInt256(13_000_000_000)
        status.lastUpdateCostWei = UInt256(800_000_000_000_000)
        return status
    }

    /// A relay that has handed out one state for two hours, while the network went on.
    static var frozen: SupervisorStatus {
        var status = full
        status.contract?.height = 5160
        status.contract?.advancedAt = noon.advanced(by: .seconds(-7600))
        status.relay?.changedAt = noon.advanced(by: .seconds(-7600))
        status.sequencer?.height = 9999
        status.pendingTransaction = nil
        return status
    }

    /// What a fresh supervisor writes first.
    static var fresh: SupervisorStatus {
        var status = SupervisorStatus(startedAt: noon, version: "0.1.0", pid: 4711)
        status.phase = .reading
        return status
    }

    /// Every number at its end, and texts that mean harm.
    static var hostile: SupervisorStatus {
        var status = full
        let text = "\"</code><script>alert(1)</script>\\\n\r{}&'\u{0}\u{7f}é\u{202e}"
        status.version = text
        status.lastFailure?.stage = text
        status.lastFailure?.message = text
        status.lastFailure?.hint = text
        status.contract?.address = text + String(repeating: "x", count: 5000)
        status.errors = [
            SupervisorStatus.ErrorCount(stage: text, kind: .killed, count: .max),
            SupervisorStatus.ErrorCount(stage: text, kind: .killed, count: 2),
            SupervisorStatus.ErrorCount(stage: String(repeating: "x", count: 5000), kind: .io, count: 1),
        ]
        status.transactions = [text: .max, "final": .max, "another": .max]
        status.network = text
        status.providers = [
            Provider(.l1, text, .nonsense, reason: text, height: .max, askedAt: noon), Provider(.relay, text, .up),
        ]
        status.failovers = [.relay: .max]
        status.signatures = .init(valid: .max, dropped: .max, weight: .max, threshold: .max)
        status.stageSeconds = ["gen-proof": 1e300, "another": 1]
        status.provingKey = .init(version: .max, capacity: .min, hash: text, isInsecure: true)
        status.proverMemory = .max
        status.pendingTransaction = .init(
            .init(nonce: .max, hash: text, height: .max, attempts: .max, offeredGasPrice: .max),
            since: Timestamp(milliseconds: 0))
        status.gasPrices.offered = .max
        status.lastUpdateCostWei = .max
        status.intervalSeconds = 1e300
        for _ in 0..<20 {
            status.count(
                .init(
                    stage: text, code: -1, kind: .killed, message: text, hint: text,
                    at: Timestamp(milliseconds: 253_402_300_799_999)))
        }
        status.contract?.height = 0
        status.relay?.height = .max
        status.rounds.total = .max
        status.feesWeiTotal = .max
        status.balanceWei = .max
        status.failuresInARow = .max
        status.remember(
            SupervisorStatus.Round(
                at: Timestamp(milliseconds: 253_402_300_799_999), durationSeconds: 1e300, outcome: .failed,
                contractHeight: 0, relayHeight: .max, proofSeconds: -1e300, feeWei: .max, stage: text))
        return status
    }

    static let all = [
        ("waiting", waiting), ("full", full), ("frozen", frozen), ("fresh", fresh), ("hostile", hostile),
    ]

    /// What is known when the file holds `status`.
    static func reading(_ status: SupervisorStatus) throws -> StatusReading { try StatusReading(status.json) }
}

extension Logger {
    /// A log that nobody reads.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
