import CommandSupport
import DaemonStatus
import Foundation
import StatusService
import TestSupport
import Testing

/// `/metrics` is what Prometheus reads, whatever the status holds.
@Suite struct MetricsTests {
    private func metrics(_ status: SupervisorStatus) throws -> Exposition {
        try Exposition(SampleStatus.reading(status).metrics(processStart: SampleStatus.noon, now: SampleStatus.noon))
    }

    @Test func theNumbersOfAStatus() throws {
        let metrics = try metrics(SampleStatus.waiting)
        #expect(metrics["process_start_time_seconds"] == 1_769_860_800)
        func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
            metrics["hotshot_state_prover_" + name, labels]
        }
        #expect(value("build_info", ["version": ProductVersion.text]) == 1)
        #expect(value("status_file_ok") == 1)
        #expect(value("last_success_timestamp_seconds") == 1_769_860_710)
        #expect(value("last_failure_timestamp_seconds") == 1_769_853_600)
        #expect(value("next_round_timestamp_seconds") == 1_769_861_100)
        #expect(value("phase", ["phase": "waiting"]) == 1)
        #expect(value("phase", ["phase": "proving"]) == 0)
        #expect(value("rounds_total", ["result": "succeeded"]) == 10)
        #expect(value("rounds_total", ["result": "failed"]) == 2)
        #expect(value("contract_height_blocks") == 5153)
        #expect(value("relay_height_blocks") == 5160)
        #expect(value("lag_blocks") == 7)
        #expect(value("lag_epochs") == 0)
        let contract = ["address": "0x303872bb82a191771321d4828888920100d0b3e4", "chain_id": "1", "version": "3"]
        #expect(value("contract_info", contract) == 1)
        #expect(value("proof_duration_seconds_bucket", ["le": "0.5"]) == 1)
        #expect(value("proof_duration_seconds_bucket", ["le": "20.0"]) == 2)
        #expect(value("proof_duration_seconds_bucket", ["le": "+Inf"]) == 3)
        #expect(value("proof_duration_seconds_sum") == 714.6)
        #expect(value("proof_duration_seconds_count") == 3)
        #expect(value("transactions_total", ["state": "final"]) == 2)
        #expect(value("fees_wei_total") == 1.5e15)
        #expect(value("gas_used_total") == 1_800_000)
        #expect(value("balance_wei") == 2.25e18)
        #expect(value("errors_total", ["stage": "submit-proof", "kind": "try-again"]) == 1)
    }

    @Test func whatAnOperatorWatches() throws {
        let metrics = try metrics(SampleStatus.full)
        func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
            metrics["hotshot_state_prover_" + name, labels]
        }
        #expect(value("contract_advanced_timestamp_seconds") == 1_769_860_100)
        #expect(value("relay_changed_timestamp_seconds") == 1_769_860_710)
        #expect(value("relay_read_timestamp_seconds") == 1_769_860_710)
        #expect(value("sequencer_height_blocks") == 5162)
        #expect(value("sequencer_read_timestamp_seconds") == 1_769_860_710)
        #expect(value("sequencer_lag_blocks") == 9)
        let (good, bad) = (
            ["role": "l1", "provider": "node.example"], ["role": "l1", "provider": "other.example:8545"]
        )
        #expect(value("provider_up", good) == 1)
        #expect(value("provider_up", bad) == 0)
        #expect(value("provider_up", ["role": "l1", "provider": "third.example"]) == nil, "it was never asked")
        #expect(value("provider_state", bad.merging(["state": "lagging"]) { $1 }) == 1)
        #expect(value("provider_state", bad.merging(["state": "up"]) { $1 }) == 0)
        #expect(value("provider_height_blocks", bad) == 20_999_900)
        #expect(value("provider_asked_timestamp_seconds", bad) == 1_769_860_710)
        #expect(value("provider_failovers_total", ["role": "l1"]) == 4)
        #expect(value("provider_failovers_total", ["role": "relay"]) == 0)
        #expect(value("signatures_valid") == 67)
        #expect(value("signatures_dropped") == 1)
        #expect(value("signatures_weight") == 3_000_000)
        #expect(value("signatures_threshold") == 2_000_001)
        #expect(value("pending_transactions") == 1)
        #expect(value("pending_transaction_start_timestamp_seconds") == 1_769_860_600)
        #expect(value("pending_transaction_attempts") == 2)
        #expect(value("gas_price_wei", ["kind": "base_fee"]) == 1.2e10)
        #expect(value("gas_price_wei", ["kind": "offered"]) == 3.15e10)
        #expect(value("gas_price_wei", ["kind": "paid"]) == 1.3e10)
        #expect(value("last_update_cost_wei") == 8e14)
        let key = [
            "version": "3", "capacity": "200", "hash": "0x" + String(repeating: "ab", count: 32), "insecure": "false",
        ]
        #expect(value("proving_key_info", key) == 1)
        #expect(value("prover_memory_bytes") == 734_003_200)
        #expect(value("stage_duration_seconds", ["stage": "gen-proof"]) == 15.25)
        #expect(value("stage_duration_seconds", ["stage": "submit-proof"]) == nil)
    }

    /// An increase is seen only of what was there before.
    @Test func countersBeginAtZero() throws {
        let metrics = try metrics(SampleStatus.fresh)
        let errors = metrics.samples.filter { $0.name == "hotshot_state_prover_errors_total" }
        #expect(errors.count == 6 * StageFailureKind.allCases.count)
        #expect(errors.allSatisfy { $0.value == "0" })
        for name in ["transactions_total", "provider_failovers_total"] {
            let samples = metrics.samples.filter { $0.name == "hotshot_state_prover_" + name }
            #expect(samples.count == 3 && samples.allSatisfy { $0.value == "0" }, "\(name)")
        }
        #expect(metrics["hotshot_state_prover_pending_transactions"] == 0)
    }

    /// However many names a file makes up.
    @Test func theNumberOfSeriesIsBounded() throws {
        var status = SampleStatus.hostile
        let most = try metrics(status).samples.count
        for index in 0..<5000 {
            status.errors.append(.init(stage: "stage \(index)", kind: .io, count: 1))
            status.transactions["state \(index)"] = 1
            status.stageSeconds["stage \(index)"] = 1
        }
        let metrics = try metrics(status)
        #expect(metrics.samples.count == most)
        #expect(metrics["hotshot_state_prover_errors_total", ["stage": "other", "kind": "io"]] == 5001)
        #expect(metrics["hotshot_state_prover_transactions_total", ["state": "other"]] == Double(UInt64.max))
    }

    @Test(.enabled(if: Promtool.path != nil, "no promtool on this system"), arguments: SampleStatus.all.indices)
    func prometheusFindsNothingToComplainOf(index: Int) async throws {
        let folder = try TemporaryFolder()
        let text = try SampleStatus.reading(SampleStatus.all[index].1).metrics(processStart: SampleStatus.noon)
        let path = try folder.write(text, to: "metrics")
        let result = try await BuiltCommand(path: "/bin/sh").run(
            ["-c", "\(Promtool.path ?? "") check metrics <'\(path)' 2>&1"])
        #expect(result.ending == .exit(0), "\(result.output)")
        #expect(result.output.isEmpty)
    }

    @Test func aKeyInTheMaking() throws {
        var status = SampleStatus.waiting
        #expect(try metrics(status).types["hotshot_state_prover_key_preparation_ratio"] == nil)
        status.phase = .preparingKeys
        status.keyPreparation = .init(key: "v3-cap200-canonical", step: "sigma 1", share: 0.5, since: SampleStatus.noon)
        let metrics = try metrics(status)
        #expect(metrics["hotshot_state_prover_phase", ["phase": "preparing keys"]] == 1)
        #expect(metrics["hotshot_state_prover_key_preparation_ratio"] == 0.5)
    }

    @Test(arguments: SampleStatus.all.indices)
    func everyStatusMakesALegalText(index: Int) throws {
        let metrics = try metrics(SampleStatus.all[index].1)
        #expect(metrics["hotshot_state_prover_status_file_ok"] == 1)
    }

    @Test func whatIsNotKnownIsLeftOut() throws {
        let fresh = try metrics(SampleStatus.fresh)
        #expect(fresh.types["hotshot_state_prover_lag_blocks"] == nil)
        #expect(fresh.types["hotshot_state_prover_balance_wei"] == nil)
        #expect(fresh["hotshot_state_prover_proof_duration_seconds_count"] == 0)
        let nothing = try Exposition(StatusReading().metrics(processStart: SampleStatus.noon))
        #expect(nothing["hotshot_state_prover_status_file_ok"] == 0)
        #expect(nothing["hotshot_state_prover_ready"] == 0)
        #expect(nothing.samples.count == 4)
    }

    @Test func aLabelSurvivesItsEscapes() throws {
        let metrics = try metrics(SampleStatus.hostile)
        let version = try #require(metrics.samples.first { $0.name == "hotshot_state_prover_supervisor_info" })
        #expect(version.labels["version"] == SampleStatus.hostile.version)
        let longest = metrics.samples.flatMap(\.labels.values).map(\.count).max()
        #expect(longest == 200)
    }

    @Test(arguments: [
        "a 1\n", "# TYPE a gauge\na 1\n", "# HELP a B.\n# TYPE a gauge\na 1", "# HELP a B.\n# TYPE a gauge\na x\n",
        "# HELP a B.\n# TYPE a gauge\na 1\na 1\n", "# HELP a B.\n# TYPE a counter\na 1\n",
        "# HELP a B.\n# TYPE a gauge\na{b=\"\\x\"} 1\n", "# HELP a B.\n# TYPE a gauge\na{b=\"c\",} 1\n",
        "# HELP a B.\n# TYPE a gauge\na{b=\"c} 1\n", "# HELP a B.\n# TYPE a gauge\nb 1\n",
        "# HELP a B.\n# TYPE a gauge\n", "# HELP a B.\n# TYPE a_total gauge\na_total 1\n",
        "# HELP a B.\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
        "# HELP a B.\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
    ])
    func theReaderRefusesWhatIsWrong(text: String) {
        #expect(throws: TestSupportError.self) { try Exposition(text) }
    }
}

/// Debian's package prometheus has it.
enum Promtool {
    static let path = ["/usr/bin/promtool"].first(where: FileManager.default.isExecutableFile(atPath:))
}
