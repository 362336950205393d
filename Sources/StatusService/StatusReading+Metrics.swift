import CommandSupport
import DaemonStatus

extension StatusReading {
    /// The answer of `/metrics`. What is not known is left out.
    ///
    /// `processStart` is when this process began.
    package func metrics(processStart: Timestamp) -> String {
        var metrics = PrometheusText()
        metrics.add(
            "build_info", .gauge, "The version of serve-status, always 1.",
            [.init(1, [("version", ProductVersion.text)])])
        metrics.addFamily(
            "process_start_time_seconds", .gauge, "When serve-status started, in seconds since the Unix epoch.",
            [.init(processStart.unixSeconds)])
        metrics.add("status_file_ok", .gauge, "Whether the status file could be read.", problem == nil ? 1 : 0)
        guard let status else { return metrics.text }
        metrics.addSupervisor(status)
        metrics.addHeights(status)
        metrics.addWork(status)
        return metrics.text
    }
}

extension PrometheusText {
    fileprivate mutating func addSupervisor(_ status: SupervisorStatus) {
        add(
            "supervisor_info", .gauge, "The version of the supervisor, always 1.",
            [.init(1, [("version", status.version)])])
        add(
            "supervisor_start_timestamp_seconds", .gauge, "When the supervisor started.",
            status.startedAt.unixSeconds)
        add(
            "status_updated_timestamp_seconds", .gauge, "When the status file was written.",
            status.updatedAt.unixSeconds)
        add(
            "phase", .gauge, "1 for what the supervisor does now, 0 for everything else.",
            SupervisorStatus.Phase.allCases.map { .init($0 == status.phase ? 1 : 0, [("phase", $0.rawValue)]) })
        add(
            "key_preparation_ratio", .gauge, "The share of the proving key that is made, while one is being made.",
            status.keyPreparation.map { $0.share.isFinite ? min(max($0.share, 0), 1) : 0 })
        add(
            "next_round_timestamp_seconds", .gauge, "When the next round begins.",
            status.nextRoundAt?.unixSeconds)
        add(
            "last_success_timestamp_seconds", .gauge, "When a round last succeeded.",
            status.lastSuccessAt?.unixSeconds)
        add(
            "last_failure_timestamp_seconds", .gauge, "When a round last failed.",
            status.lastFailure?.at.unixSeconds)
        add("consecutive_failures", .gauge, "The rounds that have failed since one succeeded.", status.failuresInARow)
        add(
            "rounds_total", .counter, "The rounds that ended, by result.",
            [
                .init(status.rounds.succeeded, [("result", "succeeded")]),
                .init(status.rounds.failed, [("result", "failed")]),
            ])
        add(
            "last_round_duration_seconds", .gauge, "How long the last round took.",
            status.lastRounds.last?.durationSeconds)
        // A pair that occurs twice would make Prometheus refuse all metrics.
        var errors: [(stage: String, kind: StageFailureKind, count: UInt64)] = []
        for error in status.errors {
            let stage = String(error.stage.prefix(Self.labelLimit))
            if let index = errors.firstIndex(where: { $0.stage == stage && $0.kind == error.kind }) {
                let (sum, isTooLarge) = errors[index].count.addingReportingOverflow(error.count)
                errors[index].count = isTooLarge ? .max : sum
            } else {
                errors.append((stage, error.kind, error.count))
            }
        }
        add(
            "errors_total", .counter, "The failures of stages, by stage and kind.",
            errors.map { .init($0.count, [("stage", $0.stage), ("kind", $0.kind.rawValue)]) })
    }

    fileprivate mutating func addHeights(_ status: SupervisorStatus) {
        if let contract = status.contract {
            add(
                "contract_info", .gauge, "The light client contract, always 1.",
                [
                    .init(
                        1,
                        [
                            ("address", contract.address.lowercased()), ("chain_id", String(contract.chainID)),
                            ("version", String(contract.version)),
                        ])
                ])
        }
        add(
            "contract_height_blocks", .gauge, "The block height of the contract's finalized state.",
            status.contract?.height)
        add("contract_view", .gauge, "The view of the contract's finalized state.", status.contract?.view)
        add("contract_epoch", .gauge, "The epoch of the contract's finalized state.", status.contract?.epoch)
        add(
            "contract_read_timestamp_seconds", .gauge, "When the contract was last read.",
            status.contract?.readAt.unixSeconds)
        add("relay_height_blocks", .gauge, "The block height of the relay's newest state.", status.relay?.height)
        add("relay_view", .gauge, "The view of the relay's newest state.", status.relay?.view)
        add("relay_epoch", .gauge, "The epoch of the relay's newest state.", status.relay?.epoch)
        add("lag_blocks", .gauge, "How many blocks the contract is behind the relay.", status.lagBlocks)
        add("lag_epochs", .gauge, "How many epochs the contract is behind the relay.", status.lagEpochs)
    }

    fileprivate mutating func addWork(_ status: SupervisorStatus) {
        let proofs = status.proofSeconds
        let buckets = zip(DurationHistogram.bounds, proofs.counts).map { bound, count in
            Sample(count, suffix: "_bucket", [("le", bound.description)])
        }
        add(
            "proof_duration_seconds", .histogram, "The time for a proof.",
            buckets + [
                Sample(proofs.count, suffix: "_bucket", [("le", "+Inf")]), Sample(proofs.sum, suffix: "_sum"),
                Sample(proofs.count, suffix: "_count"),
            ])
        add("proofs_total", .counter, "The proofs that were made.", status.proofsMade)
        // Two states that only differ beyond the limit of a label are one.
        var transactions: [String: UInt64] = [:]
        for (state, count) in status.transactions {
            let (sum, isTooLarge) = transactions[String(state.prefix(Self.labelLimit)), default: 0]
                .addingReportingOverflow(count)
            transactions[String(state.prefix(Self.labelLimit))] = isTooLarge ? .max : sum
        }
        add(
            "transactions_total", .counter, "The transactions, by the state they ended in.",
            transactions.sorted { $0.key < $1.key }.map { .init($0.value, [("state", $0.key)]) })
        add("fees_wei_total", .counter, "What all transactions cost, in wei.", status.feesWeiTotal.decimal)
        add("gas_used_total", .counter, "The gas that all transactions used.", status.gasUsedTotal)
        add(
            "balance_wei", .gauge, "The account's balance when the contract was last read, in wei.",
            status.balanceWei?.decimal)
    }
}
