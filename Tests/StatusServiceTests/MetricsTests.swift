import CommandSupport
import DaemonStatus
import StatusService
import TestSupport
import Testing

/// `/metrics` is what Prometheus reads, whatever the status holds.
@Suite struct MetricsTests {
    private func metrics(_ status: SupervisorStatus) throws -> Exposition {
        try Exposition(SampleStatus.reading(status).metrics(processStart: SampleStatus.noon))
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
