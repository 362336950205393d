import BN254
import CommandSupport
import DaemonStatus
import Foundation
import JSON
import StageFindings
import TestSupport
import Testing

/// What stages tell beside documents and exit codes, and what the status makes of it.
@Suite struct FindingsTests {
    private let noon = Timestamp(milliseconds: 1_770_000_000_000)
    private var evening: Timestamp { noon.advanced(by: .seconds(3600)) }

    private func full() -> Findings {
        var findings = Findings()
        findings.providers = [
            Provider(.l1, "a.example", .up, height: .max, askedAt: noon), Provider(.l1, "a.example #2"),
            Provider(.relay, "b:8083", .limited, reason: "status 429", askedAt: noon),
            Provider(.sequencer, "c", .up, height: 7, askedAt: noon),
        ]
        findings.failovers = [.l1: 3]
        findings.signatures = .init(valid: 67, dropped: 2, weight: .max, threshold: UInt256(5))
        findings.account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
        findings.pending = [
            .init(nonce: 7, hash: "0xab", height: 5153, attempts: 2, offeredGasPrice: UInt256(3_000_000_000))
        ]
        findings.settled = [
            .init(hash: "0xaa", state: "final", gasUsed: 500_000, cost: .max, at: .max),
            .init(hash: "0xbb", state: "reverted", gasUsed: 50_000, cost: nil, at: 0),
        ]
        findings.network = "mainnet"
        return findings
    }

    private func fresh() -> SupervisorStatus { SupervisorStatus(startedAt: noon, pid: 1) }

    @Test func names() {
        let urls = [
            "https://node.example/v3/***", "http://***@node.example:8545/***?***", "https://node.example/***",
            "http://[::1]:8545", "https://***/", "https://***", "https://\(String(repeating: "x", count: 200)).example",
        ]
        let names = Provider.names(of: urls)
        #expect(
            names.dropLast() == [
                "node.example", "node.example:8545", "node.example #2", "[::1]:8545", "***", "*** #2",
            ])
        #expect(names.allSatisfy { $0.count <= Provider.nameLimit })
        #expect(Set(names).count == urls.count)
    }

    @Test func surviveTheirFile() throws {
        for findings in [Findings(), full()] {
            #expect(Findings(Array(try findings.json.serialized().utf8)) == findings)
        }
    }

    @Test func whatIsDamagedIsNone() throws {
        let text = try full().json.serialized()
        for length in stride(from: 0, to: text.utf8.count - 1, by: 11) {
            #expect(Findings(Array(text.utf8.prefix(length))) == nil)
        }
        for (good, bad) in [
            ("findings/1", "findings/2"), ("\"limited\"", "\"tired\""), ("\"nonce\":7", "\"nonce\":-7"),
            ("0x70997970C5", "0x7099;970C5"), ("\"reverted\"", "\"revered\""), ("\"weight\":\"0x", "\"weight\":\"0y"),
        ] {
            let damaged = text.replacing(good, with: bad)
            #expect(damaged != text)
            #expect(Findings(Array(damaged.utf8)) == nil, "\(bad)")
        }
        let long = text + String(repeating: " ", count: 64 << 10)
        #expect(Findings(Array(long.utf8)) == nil)
    }

    /// Labels of metrics are made of them: so many, so long, and no pair twice.
    @Test func providersAreBounded() throws {
        var findings = Findings()
        for _ in 0..<2 {
            findings.providers += (0..<100).map {
                Provider(.relay, "\($0)" + String(repeating: "y", count: 500), .up)
            }
        }
        let read = try #require(Findings(Array(try findings.json.serialized().utf8)))
        #expect(read.providers.count == Provider.mostOfARole)
        #expect(Set(read.providers.map(\.name)).count == read.providers.count)
        #expect(read.providers.allSatisfy { $0.name.count == Provider.nameLimit })
    }

    @Test func theContractAdvances() {
        var status = fresh()
        func contract(_ height: UInt64, _ time: Timestamp, _ address: String = "0xab") -> SupervisorStatus.Contract {
            .init(address: address, chainID: 1, version: 3, height: height, view: height, epoch: nil, readAt: time)
        }
        status.take(contract(5, noon))
        #expect(status.contract?.advancedAt == noon)
        for height: UInt64 in [5, 4] {
            status.take(contract(height, evening))
            #expect(status.contract?.advancedAt == noon && status.contract?.readAt == evening)
        }
        status.take(contract(6, evening))
        #expect(status.contract?.advancedAt == evening)
        status.take(contract(6, evening.advanced(by: .seconds(1)), "0xcd"))
        #expect(status.contract?.advancedAt == evening.advanced(by: .seconds(1)), "another contract is another height")
    }

    @Test func theRelayChanges() {
        var status = fresh()
        status.take(.init(height: 5, view: 6), at: noon)
        status.take(.init(height: 5, view: 6), at: evening)
        #expect(status.relay?.changedAt == noon && status.relay?.readAt == evening)
        status.take(.init(height: 5, view: 7), at: evening)
        #expect(status.relay?.changedAt == evening)
    }

    @Test func failoversAreCountedOnce() {
        var status = fresh()
        var findings = Findings()
        findings.failovers = [.l1: 2]
        status.take(findings, counted: [:])
        status.take(findings, counted: [.l1: 2])
        #expect(status.failovers == [.l1: 2])
        findings.failovers = [.l1: 5]
        status.take(findings, counted: [.l1: 2])
        #expect(status.failovers == [.l1: 5])
        findings.failovers = [.l1: 1]
        status.take(findings, counted: [:])
        #expect(status.failovers == [.l1: 6])
        findings.failovers = [.l1: .max]
        status.take(findings, counted: [:])
        #expect(status.failovers == [.l1: .max])
    }

    @Test func whoWasNotAskedStaysAsHeWas() {
        var status = fresh()
        status.take(full(), counted: [:], at: noon)
        #expect(status.sequencer == .init(height: 7, readAt: noon))
        var findings = Findings()
        findings.providers = [
            Provider(.l1, "a.example", .unreachable, askedAt: evening), Provider(.l1, "a.example #2", .up),
            Provider(.l1, "new"),
        ]
        status.take(findings, counted: [:])
        let nodes = status.providers.of(.l1)
        #expect(nodes.map(\.name) == ["a.example", "a.example #2", "new"])
        #expect(nodes.map(\.state) == [.unreachable, .up, nil])
        #expect(nodes[0].height == .max, "its last height is known")
        #expect(status.providers.of(.relay).map(\.state) == [.limited])
        findings.providers = [Provider(.l1, "a.example #2")]
        status.take(findings, counted: [:])
        #expect(status.providers.of(.l1).map(\.state) == [.up], "one that is not configured any more is gone")
    }

    @Test func aTransactionIsPendingSinceItWasFirstHeardOf() {
        var status = fresh()
        status.take(full(), counted: [:], at: noon)
        var findings = full()
        findings.pending?[0].attempts = 3
        status.take(findings, counted: [:], at: evening)
        #expect(status.pendingTransaction?.since == noon)
        #expect(status.pendingTransaction?.transaction.attempts == 3)
        #expect(status.gasPrices.offered == UInt256(3_000_000_000))
        findings.pending?[0].nonce = 8
        status.take(findings, counted: [:], at: evening)
        #expect(status.pendingTransaction?.since == evening)
        status.take(Findings(), counted: [:])
        #expect(status.pendingTransaction != nil, "who knows nothing says nothing")
        findings.pending = []
        status.take(findings, counted: [:])
        #expect(status.pendingTransaction == nil)

        // Or the contract has its state by now, whoever brought it.
        status.take(full(), counted: [:])
        status.take(
            SupervisorStatus.Contract(
                address: "0xab", chainID: 1, version: 3, height: 5153, view: 1, epoch: nil, readAt: noon))
        #expect(status.pendingTransaction == nil)
    }

    @Test("a transaction counts once, whether its document tells of it or the journal does in a later run")
    func settledTransactionsAreCountedOnce() throws {
        var status = fresh()
        let now = UInt64(noon.milliseconds / 1000)
        func settled(_ hash: String, _ time: UInt64, cost: UInt64?) -> Findings.SettledTransaction {
            .init(hash: hash, state: "final", gasUsed: 100, cost: cost.map { UInt256($0) }, at: time)
        }
        var findings = Findings()
        // One is of a time before the counters began; of another one no node told the price.
        findings.settled = [
            settled("0xaa", now - 1, cost: 5), settled("0xbb", now, cost: 7), settled("0xcc", now + 1, cost: nil),
        ]
        for _ in 0..<2 {
            status.take(findings, counted: [:])
            #expect(status.transactions == ["final": 2] && status.gasUsedTotal == 200)
            #expect(status.feesWeiTotal == UInt256(7))
            status.countTransaction("0xbb", state: "final", gasUsed: 100, cost: UInt256(7))
            // A daemon that starts anew goes on.
            status = try SupervisorStatus(JSONReader(try JSONValue(parsing: try status.json.serialized())))
        }
        status.countTransaction("0xdd", state: "final", gasUsed: 100, cost: UInt256(1))
        findings.settled.append(settled("0xdd", now + 2, cost: 1))
        status.take(findings, counted: [:])
        #expect(status.transactions == ["final": 3] && status.feesWeiTotal == UInt256(8))
        // What nobody was paid for has a name and no more.
        for _ in 0..<2 { status.countTransaction("0xee", state: "superseded", gasUsed: nil, cost: nil) }
        #expect(status.transactions == ["final": 3, "superseded": 2])
        for number in 0..<1000 { status.countTransaction("0x\(number)", state: "final", gasUsed: 1, cost: nil) }
        #expect(status.countedTransactions.count == SupervisorStatus.countedLimit)
        #expect(status.transactions["final"] == 1003)
    }

    @Test func aStatusOfAnOlderVersion() throws {
        guard case .object(var members) = fresh().json else { throw TestSupportError(description: "no object") }
        for name in [
            "last_failures", "sequencer", "network", "providers", "failovers", "signatures", "interval_seconds",
            "stage_seconds", "proving_key", "prover_memory_bytes", "account", "pending_transaction", "gas_prices_wei",
            "last_update_cost_wei", "counted_since", "counted_transactions",
        ] {
            #expect(members[name] != nil)
            members[name] = nil
        }
        members["relay"] = ["height": 5, "view": 6, "epoch": nil]
        members["contract"] = [
            "address": "0xab", "chain_id": 1, "version": 3, "height": 5, "view": 6, "epoch": nil,
            "read_at": "2026-01-31T12:00:00.000Z",
        ]
        let status = try SupervisorStatus(JSONReader(.object(members)))
        #expect(status.relay?.changedAt == nil && status.contract?.advancedAt == nil)
        #expect(status.providers.isEmpty && status.pendingTransaction == nil)
        #expect(status.countedSince == status.updatedAt, "what was settled before is in the counters")
    }
}

/// The same with stages that are scripts.
@Suite(.serialized) struct FindingsOfStagesTests {
    /// A script's line that tells this.
    private func line(_ findings: Findings, _ stage: String) throws -> String {
        "printf '%s' '\(try findings.json.serialized())' >\"$HSP_FINDINGS/\(stage).json\""
    }

    @Test func areInTheStatusWhileTheStageRuns() async throws {
        let stages = try ScriptedStages()
        var findings = Findings()
        findings.pending = [.init(nonce: 1, hash: "0xab", height: 5153, attempts: 1, offeredGasPrice: UInt256(9))]
        findings.account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
        let go = stages.folder.path + "/go"
        try stages.set(
            "submit-proof",
            """
            cat >"$0.documents"; mkdir -p "$HSP_FINDINGS"
            \(try line(findings, "submit-proof"))
            while [ ! -e '\(go)' ]; do sleep 0.05; done
            findings='\(try { findings.pending = []; return try findings.json.serialized() }())'
            printf '%s' "$findings" >"$HSP_FINDINGS/submit-proof.json"
            while read -r line; do echo "${line%\\}},\\"transaction\\":{\\"state\\":\\"final\\"}}"; done <"$0.documents"
            """)
        try stages.set("read-contract", "env >\"$0.env\"; echo '{\"schema\":\"hotshot-state-update/1\"}'")
        let command = try stages.start(["--freq", "100ms"])
        let status = try await stages.status { $0.pendingTransaction != nil }
        #expect(status.rounds.total == 0)
        #expect(status.pendingTransaction?.transaction.attempts == 1)
        try stages.folder.write("", to: "go")
        let later = try await stages.status { $0.rounds.total >= 2 && $0.pendingTransaction == nil }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(later.account == findings.account)
        let environment = try stages.folder.text(of: "bin/read-contract.env")
        #expect(environment.contains("HSP_ACCOUNT=0x70997970C51812dc3A010C7d01b50e0d17dc79C8\n"))
        for stage in ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"] {
            #expect(try #require(later.stageSeconds[stage]) >= 0, "\(stage)")
        }
        #expect(later.intervalSeconds == 0.1)
    }

    @Test("what a stage wrote for harm changes nothing", arguments: ["[", "null", "1", "\\x00", "directory", "huge"])
    func hostile(text: String) async throws {
        let stages = try ScriptedStages(updates: 0)
        let file = "\"$HSP_FINDINGS/fetch-state.json\""
        let act =
            switch text {
            case "directory": "mkdir \(file)"
            case "huge": "head -c 3000000 /dev/zero | tr '\\0' ' ' >\(file)"
            default: "printf '\(text)' >\(file)"
            }
        try stages.set("fetch-state", "mkdir -p \"$HSP_FINDINGS\"; \(act); exec cat")
        let command = try stages.start()
        let status = try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGTERM)
        #expect(try await command.result().ending == .exit(143))
        #expect(status.rounds.succeeded == 1 && status.providers.isEmpty)
    }

    /// What an earlier run left is no news of this one.
    @Test func olderFilesAreGone() async throws {
        let stages = try ScriptedStages(updates: 0)
        var findings = Findings()
        findings.failovers = [.l1: 7]
        try stages.folder.write(try findings.json.serialized(), to: "state/findings/read-contract.json")
        let command = try stages.start()
        let status = try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.failovers.isEmpty)
    }
}
