import BN254
import CommandSupport
import JSON
import StageFindings

/// The form of `status.json`. Times are RFC 3339 in UTC with milliseconds, amounts of wei hexadecimal quantities as in
/// the update document; what is not known is null.
extension SupervisorStatus {
    /// The document.
    package var json: JSONValue {
        [
            "schema": .string(Self.schema),
            "version": .string(version),
            "pid": .number(JSONNumber(Int(pid))),
            "started_at": .time(startedAt),
            "updated_at": .time(updatedAt),
            "phase": .string(phase.rawValue),
            "key_preparation": keyPreparation?.json ?? .null,
            "next_round_at": .time(nextRoundAt),
            "rounds": [
                "total": .integer(rounds.total), "succeeded": .integer(rounds.succeeded),
                "failed": .integer(rounds.failed),
            ],
            "failures_in_a_row": .integer(failuresInARow),
            "last_success_at": .time(lastSuccessAt),
            "last_failure": lastFailure?.json ?? .null,
            "last_failures": .array(lastFailures.map(\.json)),
            "errors": .array(errors.map(\.json)),
            "contract": contract?.json ?? .null,
            "relay": relay?.json ?? .null,
            "lag_blocks": .integer(lagBlocks),
            "lag_epochs": .integer(lagEpochs),
            "sequencer": sequencer?.json ?? .null,
            "network": network.map { .string($0) } ?? .null,
            "providers": .array(providers.map(\.json)),
            "failovers": .counts(failovers.map { ($0.key.rawValue, $0.value) }),
            "signatures": signatures?.json ?? .null,
            "interval_seconds": .seconds(intervalSeconds),
            "stage_seconds": .object(
                JSONObject(stageSeconds.sorted { $0.key < $1.key }.map { ($0.key, .seconds($0.value)) })),
            "proving_key": provingKey?.json ?? .null,
            "prover_memory_bytes": .integer(proverMemory),
            "proof_seconds": proofSeconds.json,
            "proofs_made": .integer(proofsMade),
            "transactions": .counts(transactions.map { ($0.key, $0.value) }),
            "counted_since": .time(countedSince),
            "counted_transactions": .array(countedTransactions.map { .string($0) }),
            "fees_wei_total": .wei(feesWeiTotal),
            "gas_used_total": .integer(gasUsedTotal),
            "balance_wei": .wei(balanceWei),
            "account": account.map { .string($0) } ?? .null,
            "pending_transaction": pendingTransaction?.json ?? .null,
            "gas_prices_wei": [
                "base_fee": .wei(gasPrices.baseFee), "offered": .wei(gasPrices.offered), "paid": .wei(gasPrices.paid),
            ],
            "last_update_cost_wei": .wei(lastUpdateCostWei),
            "last_rounds": .array(lastRounds.map(\.json)),
        ]
    }

    /// Reads the document; members that are not known do not count. Throws `JSONError`.
    package init(_ document: JSONReader) throws(JSONError) {
        let schema = try document.field("schema")
        guard try schema.string() == Self.schema else { throw schema.error("expected \"\(Self.schema)\"") }
        let processNumber = try document.field("pid")
        guard let pid = Int32(exactly: try processNumber.int()) else {
            throw processNumber.error("expected the number of a process", code: .outOfRange)
        }
        self.init(
            startedAt: try document.field("started_at").time(), version: try document.field("version").string(),
            pid: pid)
        updatedAt = try document.field("updated_at").time()
        phase = try document.field("phase").name()
        keyPreparation = try document.optionalField("key_preparation").map(KeyPreparation.init)
        nextRoundAt = try document.optionalField("next_round_at")?.time()
        rounds.total = try document.field("rounds").field("total").uint64()
        rounds.succeeded = try document.field("rounds").field("succeeded").uint64()
        rounds.failed = try document.field("rounds").field("failed").uint64()
        failuresInARow = try document.field("failures_in_a_row").uint64()
        lastSuccessAt = try document.optionalField("last_success_at")?.time()
        lastFailure = try document.optionalField("last_failure").map(Failure.init)
        errors = try document.field("errors").elements().map(ErrorCount.init)
        contract = try document.optionalField("contract").map(Contract.init)
        relay = try document.optionalField("relay").map(Relay.init)
        proofSeconds = try DurationHistogram(document.field("proof_seconds"))
        proofsMade = try document.field("proofs_made").uint64()
        for (state, count) in try document.field("transactions").members() { transactions[state] = try count.uint64() }
        feesWeiTotal = try document.field("fees_wei_total").wei()
        gasUsedTotal = try document.field("gas_used_total").uint64()
        balanceWei = try document.optionalField("balance_wei")?.wei()
        try readFindings(document)
        for round in try document.field("last_rounds").elements().suffix(Self.roundLimit) {
            remember(try Round(round))
        }
    }
}

/// What versions before this one did not write.
extension SupervisorStatus {
    private mutating func readFindings(_ document: JSONReader) throws(JSONError) {
        for failure in try document.optionalField("last_failures")?.elements().suffix(Self.failureLimit) ?? [] {
            remember(try Failure(failure))
        }
        sequencer = try document.optionalField("sequencer").map(Sequencer.init)
        network = try document.optionalField("network")?.name(atMost: Provider.nameLimit)
        providers = try document.optionalField("providers").map([Provider].init) ?? []
        if let counts = try document.optionalField("failovers") {
            for role in Provider.Role.allCases { failovers[role] = try counts.optionalField(role.rawValue)?.uint64() }
        }
        signatures = try document.optionalField("signatures").map(Findings.Signatures.init)
        intervalSeconds = try document.optionalField("interval_seconds")?.duration()
        if let times = try document.optionalField("stage_seconds") {
            for stage in Self.stages { stageSeconds[stage] = try times.optionalField(stage)?.duration() }
        }
        provingKey = try document.optionalField("proving_key").map(ProvingKey.init)
        proverMemory = try document.optionalField("prover_memory_bytes")?.uint64()
        account = try document.optionalField("account")?.account()
        pendingTransaction = try document.optionalField("pending_transaction").map(PendingTransaction.init)
        if let prices = try document.optionalField("gas_prices_wei") {
            gasPrices.baseFee = try prices.optionalField("base_fee")?.wei()
            gasPrices.offered = try prices.optionalField("offered")?.wei()
            gasPrices.paid = try prices.optionalField("paid")?.wei()
        }
        lastUpdateCostWei = try document.optionalField("last_update_cost_wei")?.wei()
        // Whoever did not remember what he counted has counted everything up to then.
        countedSince = try document.optionalField("counted_since")?.time() ?? updatedAt
        for hash in try document.optionalField("counted_transactions")?.elements().suffix(Self.countedLimit) ?? [] {
            _ = rememberCounted(try hash.name(atMost: Provider.nameLimit))
        }
    }
}

extension SupervisorStatus.Sequencer {
    fileprivate var json: JSONValue { ["height": .integer(height), "read_at": .time(readAt)] }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(height: try reader.field("height").uint64(), readAt: try reader.field("read_at").time())
    }
}

extension SupervisorStatus.PendingTransaction {
    fileprivate var json: JSONValue { ["since": .time(since), "transaction": transaction.json] }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            try Findings.PendingTransaction(reader.field("transaction")), since: try reader.field("since").time())
    }
}

extension SupervisorStatus.ProvingKey {
    fileprivate var json: JSONValue {
        [
            "version": version.map { .number(JSONNumber($0)) } ?? .null, "capacity": .number(JSONNumber(capacity)),
            "verifying_key_hash": .string(hash), "insecure": .bool(isInsecure),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            version: try reader.optionalField("version")?.int(), capacity: try reader.field("capacity").int(),
            hash: try reader.field("verifying_key_hash").name(atMost: Provider.nameLimit),
            isInsecure: try reader.field("insecure").bool())
    }
}

extension SupervisorStatus.KeyPreparation {
    fileprivate var json: JSONValue {
        [
            "key": key.map { .string($0) } ?? .null, "step": step.map { .string($0) } ?? .null,
            "share": JSONNumber(share).map { .number($0) } ?? 0, "since": .time(since),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            key: try reader.optionalField("key")?.string(), step: try reader.optionalField("step")?.string(),
            share: try reader.field("share").double(), since: try reader.field("since").time())
    }

    /// What a line of `prepare-keys --report-progress` tells, as begun now; nil if it is another line.
    package init?(progress line: JSONValue) {
        guard let progress = try? JSONReader(line).optionalField("progress"),
            let key = try? progress.field("key").string(), let step = try? progress.field("step").string(),
            let share = try? progress.field("share").double(), share.isFinite
        else { return nil }
        self.init(
            key: String(key.prefix(Self.textLimit)), step: String(step.prefix(Self.textLimit)),
            share: min(max(share, 0), 1), since: .now)
    }

    /// The longest text of a line that is kept, in characters.
    private static let textLimit = 64
}

extension SupervisorStatus.Failure {
    fileprivate var json: JSONValue {
        [
            "stage": .string(stage), "code": .number(JSONNumber(Int(code))), "kind": .string(kind.rawValue),
            "message": .string(message), "hint": hint.map { .string($0) } ?? .null, "at": .time(at),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        let number = try reader.field("code")
        guard let code = Int32(exactly: try number.int()) else {
            throw number.error("expected an exit code", code: .outOfRange)
        }
        self.init(
            stage: try reader.field("stage").string(), code: code, kind: try reader.field("kind").name(),
            message: try reader.field("message").string(), hint: try reader.optionalField("hint")?.string(),
            at: try reader.field("at").time())
    }
}

extension SupervisorStatus.ErrorCount {
    fileprivate var json: JSONValue {
        ["stage": .string(stage), "kind": .string(kind.rawValue), "count": .integer(count)]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            stage: try reader.field("stage").string(), kind: try reader.field("kind").name(),
            count: try reader.field("count").uint64())
    }
}

extension SupervisorStatus.Contract {
    fileprivate var json: JSONValue {
        [
            "address": .string(address), "chain_id": .integer(chainID), "version": .number(JSONNumber(version)),
            "height": .integer(height), "view": .integer(view), "epoch": .integer(epoch), "read_at": .time(readAt),
            "advanced_at": .time(advancedAt),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            address: try reader.field("address").string(), chainID: try reader.field("chain_id").uint64(),
            version: try reader.field("version").int(), height: try reader.field("height").uint64(),
            view: try reader.field("view").uint64(), epoch: try reader.optionalField("epoch")?.uint64(),
            readAt: try reader.field("read_at").time(), advancedAt: try reader.optionalField("advanced_at")?.time())
    }
}

extension SupervisorStatus.Relay {
    fileprivate var json: JSONValue {
        [
            "height": .integer(height), "view": .integer(view), "epoch": .integer(epoch), "read_at": .time(readAt),
            "changed_at": .time(changedAt),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            height: try reader.field("height").uint64(), view: try reader.field("view").uint64(),
            epoch: try reader.optionalField("epoch")?.uint64(), readAt: try reader.optionalField("read_at")?.time(),
            changedAt: try reader.optionalField("changed_at")?.time())
    }
}

extension SupervisorStatus.Round {
    fileprivate var json: JSONValue {
        [
            "at": .time(at), "duration_seconds": .seconds(durationSeconds), "outcome": .string(outcome.rawValue),
            "contract_height": .integer(contractHeight), "relay_height": .integer(relayHeight),
            "proof_seconds": .seconds(proofSeconds), "fee_wei": .wei(feeWei),
            "stage": stage.map { .string($0) } ?? .null,
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            at: try reader.field("at").time(), durationSeconds: try reader.field("duration_seconds").double(),
            outcome: try reader.field("outcome").name(),
            contractHeight: try reader.optionalField("contract_height")?.uint64(),
            relayHeight: try reader.optionalField("relay_height")?.uint64(),
            proofSeconds: try reader.optionalField("proof_seconds")?.double(),
            feeWei: try reader.optionalField("fee_wei")?.wei(), stage: try reader.optionalField("stage")?.string())
    }
}

/// `{"buckets":[{"le":0.5,"count":0}, …],"count":3,"sum":41.2}`; the bucket without a bound is `count`.
extension DurationHistogram {
    fileprivate var json: JSONValue {
        [
            "buckets": .array(
                zip(Self.bounds, counts).map { ["le": .seconds($0), "count": .integer($1)] }),
            "count": .integer(count), "sum": .seconds(sum),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        let buckets = try reader.field("buckets")
        var bounds: [Double] = []
        var counts: [UInt64] = []
        for bucket in try buckets.elements() {
            bounds.append(try bucket.field("le").double())
            counts.append(try bucket.field("count").uint64())
        }
        guard bounds == Self.bounds else { throw buckets.error("other buckets than this version counts in") }
        self.init(
            counts: counts, count: try reader.field("count").uint64(), sum: try reader.field("sum").double())
    }
}

extension JSONValue {
    fileprivate static func seconds(_ value: Double?) -> JSONValue {
        value.flatMap { JSONNumber($0) }.map { .number($0) } ?? .null
    }

    /// An object of numbers, by name.
    fileprivate static func counts(_ counts: [(String, UInt64)]) -> JSONValue {
        .object(JSONObject(counts.sorted { $0.0 < $1.0 }.map { ($0.0, .integer($0.1)) }))
    }
}

extension JSONReader {
    /// Seconds, finite and not negative.
    fileprivate func duration() throws(JSONError) -> Double {
        let seconds = try double()
        guard seconds.isFinite, seconds >= 0 else { throw error("expected seconds", code: .outOfRange) }
        return seconds
    }
}
