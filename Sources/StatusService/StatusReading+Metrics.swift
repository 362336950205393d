import CommandSupport
import DaemonStatus
import StageFindings

extension StatusReading {
    /// The answer of `/metrics`. What is not known is left out.
    ///
    /// `processStart` is when this process began.
    package func metrics(processStart: Timestamp, now: Timestamp = .now) -> String {
        var metrics = PrometheusText()
        metrics.add(
            "build_info", .gauge, "The version of serve-status, always 1.",
            [.init(1, [("version", ProductVersion.text)])])
        metrics.addFamily(
            "process_start_time_seconds", .gauge, "When serve-status started, in seconds since the Unix epoch.",
            [.init(processStart.unixSeconds)])
        metrics.add("status_file_ok", .gauge, "Whether the status file could be read.", problem == nil ? 1 : 0)
        metrics.add(
            "ready", .gauge, "Whether the prover does what it is there for: 1 where /readiness answers 200.",
            Readiness(self, now: now).isReady ? 1 : 0)
        guard let status else { return metrics.text }
        metrics.addSupervisor(status)
        metrics.addHeights(status)
        metrics.addProviders(status)
        metrics.addSignatures(status)
        metrics.addWork(status)
        metrics.addMoney(status)
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
        addErrors(status)
        add(
            "stage_duration_seconds", .gauge,
            "How long the last round with this stage waited for it, after the end of the one before it.",
            SupervisorStatus.stages.compactMap { stage in
                status.stageSeconds[stage].map { .init($0, [("stage", stage)]) }
            })
    }

    /// A series for every stage and kind, from 0 on: the first failure is an increase then. What a file tells of other
    /// stages is one series a kind.
    private mutating func addErrors(_ status: SupervisorStatus) {
        var counts: [String: [StageFailureKind: UInt64]] = [:]
        for error in status.errors {
            let stage = SupervisorStatus.stages.contains(error.stage) ? error.stage : Self.other
            counts[stage, default: [:]][error.kind, default: 0] =
                counts[stage, default: [:]][error.kind, default: 0].saturatingSum(error.count)
        }
        let series = (SupervisorStatus.stages + [Self.other]).flatMap { stage in
            StageFailureKind.allCases.compactMap { kind -> Sample? in
                let count = counts[stage]?[kind]
                guard count != nil || stage != Self.other else { return nil }
                return Sample(count ?? 0, [("stage", stage), ("kind", kind.rawValue)])
            }
        }
        add("errors_total", .counter, "The failures of stages, by stage and kind.", series)
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
        add(
            "contract_advanced_timestamp_seconds", .gauge,
            "When the contract's height last grew, as far as the supervisor saw.",
            status.contract?.advancedAt?.unixSeconds)
        add(
            "relay_changed_timestamp_seconds", .gauge,
            "When the relays' newest state last was another one than before.",
            status.relay?.changedAt?.unixSeconds)
        add(
            "relay_read_timestamp_seconds", .gauge, "When the relays' newest state was last read.",
            status.relay?.readAt?.unixSeconds)
        add(
            "sequencer_height_blocks", .gauge, "The height of the sequencer's newest block.", status.sequencer?.height)
        add(
            "sequencer_read_timestamp_seconds", .gauge, "When the sequencer last told its height.",
            status.sequencer?.readAt.unixSeconds)
        add(
            "sequencer_lag_blocks", .gauge, "How many blocks the contract is behind the sequencer.",
            status.sequencerLagBlocks)
    }

    fileprivate mutating func addProviders(_ status: SupervisorStatus) {
        let asked = status.providers.filter { $0.state != nil }
        func labels(_ provider: Provider) -> [(String, String)] {
            [("role", provider.role.rawValue), ("provider", provider.name)]
        }
        add(
            "provider_up", .gauge, "1 if the provider gave what it was last asked for, 0 if not.",
            asked.map { Sample($0.state == .up ? 1 : 0, labels($0)) })
        add(
            "provider_state", .gauge, "1 for how the provider did when it was last asked, 0 for everything else.",
            asked.flatMap { provider in
                Provider.State.allCases.map { state in
                    Sample(state == provider.state ? 1 : 0, labels(provider) + [("state", state.rawValue)])
                }
            })
        add(
            "provider_asked_timestamp_seconds", .gauge, "When the provider was last asked.",
            asked.compactMap { provider in
                provider.askedAt.map { Sample($0.unixSeconds, labels(provider)) }
            })
        add(
            "provider_height_blocks", .gauge,
            "The newest block that the provider told: of the chain for l1, of the network for relay and sequencer.",
            asked.compactMap { provider in provider.height.map { Sample($0, labels(provider)) } })
        add(
            "provider_failovers_total", .counter,
            "How often another provider had to be asked; for relays, the validators.",
            Provider.Role.allCases.map { Sample(status.failovers[$0] ?? 0, [("role", $0.rawValue)]) })
    }

    fileprivate mutating func addSignatures(_ status: SupervisorStatus) {
        let signatures = status.signatures
        add(
            "signatures_valid", .gauge, "The valid signatures on the state that was last checked.", signatures?.valid)
        add(
            "signatures_dropped", .gauge,
            "The signatures on the state that was last checked which do not verify, are of strangers, or unreadable.",
            signatures?.dropped)
        add(
            "signatures_weight", .gauge, "The stake of the valid signatures on the state that was last checked.",
            signatures?.weight.decimal)
        add(
            "signatures_threshold", .gauge, "The stake that the state which was last checked needs.",
            signatures?.threshold.decimal)
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
        if let key = status.provingKey {
            add(
                "proving_key_info", .gauge, "The proving key that the last proof was made with, always 1.",
                [
                    .init(
                        1,
                        [
                            ("version", key.version.map(String.init) ?? ""), ("capacity", String(key.capacity)),
                            ("hash", key.hash), ("insecure", key.isInsecure ? "true" : "false"),
                        ])
                ])
        }
        add(
            "prover_memory_bytes", .gauge, "The peak memory of the process that made the last proof.",
            status.proverMemory)
        // Every state that submit-proof gives, from 0 on; what a file tells of others is one.
        var transactions = Dictionary(uniqueKeysWithValues: Self.transactionStates.map { ($0, UInt64(0)) })
        for (state, count) in status.transactions {
            let name = transactions[state] == nil ? Self.other : state
            transactions[name] = (transactions[name] ?? 0).saturatingSum(count)
        }
        add(
            "transactions_total", .counter, "The transactions, by the state they ended in.",
            transactions.sorted { $0.key < $1.key }.map { .init($0.value, [("state", $0.key)]) })
    }

    /// How a transaction can end.
    private static let transactionStates = ["final", "reverted", "superseded"]
    /// The label of what has none of the known names.
    private static let other = "other"

    fileprivate mutating func addMoney(_ status: SupervisorStatus) {
        add("fees_wei_total", .counter, "What all transactions cost, in wei.", status.feesWeiTotal.decimal)
        add("gas_used_total", .counter, "The gas that all transactions used.", status.gasUsedTotal)
        add(
            "balance_wei", .gauge, "The account's balance when the contract was last read, in wei.",
            status.balanceWei?.decimal)
        add(
            "last_update_cost_wei", .gauge, "What the last update that became final cost, in wei.",
            status.lastUpdateCostWei?.decimal)
        let prices = [
            ("base_fee", status.gasPrices.baseFee), ("offered", status.gasPrices.offered),
            ("paid", status.gasPrices.paid),
        ]
        add(
            "gas_price_wei", .gauge,
            "The price of one gas in wei: the base fee last seen, the most that was last offered, what was last paid.",
            prices.compactMap { kind, price in price.map { Sample($0.decimal, [("kind", kind)]) } })
        let pending = status.pendingTransaction
        add(
            "pending_transactions", .gauge, "1 while a transaction is pending, else 0.", pending == nil ? 0 : 1)
        add(
            "pending_transaction_start_timestamp_seconds", .gauge,
            "When the transaction that is pending was first sent; absent while none is.", pending?.since.unixSeconds)
        add(
            "pending_transaction_attempts", .gauge,
            "How many transactions of its nonce were sent by now; absent while none is pending.",
            pending?.transaction.attempts)
    }
}
