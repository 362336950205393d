import BN254
import CommandSupport
import StageFindings

/// What the supervisor says about itself in `status.json`, for `serve-status` and for whoever looks.
///
/// The counters go on from those of the runs before; `startedAt`, `pid` and `phase` are of this one.
package struct SupervisorStatus: Sendable, Equatable {
    /// What the supervisor does.
    package enum Phase: String, CaseIterable, Sendable {
        /// It sleeps until `nextRoundAt`.
        case waiting
        /// Contract, relay and sequencer are asked.
        case reading
        /// A proving key is made, since there is none.
        case preparingKeys = "preparing keys"
        /// Proofs are made; earlier ones of the round may be on their way to the contract.
        case proving
        /// The last proof of the round is on its way to the contract.
        case submitting
        /// It has ended.
        case stopped
    }

    /// The rounds that have ended, of all runs.
    package struct Rounds: Sendable, Equatable {
        package var total: UInt64 = 0
        package var succeeded: UInt64 = 0
        package var failed: UInt64 = 0

        package init() {}
    }

    /// How a stage failed.
    package struct Failure: Sendable, Equatable {
        /// The command's name.
        package var stage: String
        /// Its exit code, or 128 and the number of the signal that ended it.
        package var code: Int32
        package var kind: StageFailureKind
        /// What it said last on standard error.
        package var message: String
        /// What it advised, if it did.
        package var hint: String?
        package var at: Timestamp

        package init(
            stage: String, code: Int32, kind: StageFailureKind, message: String, hint: String? = nil, at: Timestamp
        ) {
            self.stage = stage
            self.code = code
            self.kind = kind
            self.message = message
            self.hint = hint
            self.at = at
        }
    }

    /// The failures of one kind at one stage, of all runs.
    package struct ErrorCount: Sendable, Equatable {
        package var stage: String
        package var kind: StageFailureKind
        package var count: UInt64

        package init(stage: String, kind: StageFailureKind, count: UInt64) {
            self.stage = stage
            self.kind = kind
            self.count = count
        }
    }

    /// The contract as it was read last, or as an update of ours has left it since.
    package struct Contract: Sendable, Equatable {
        /// The proxy's address as `read-contract` writes it, upper and lower case being its checksum.
        package var address: String
        package var chainID: UInt64
        /// The major version: 1, 2 or 3.
        package var version: Int
        /// The block height and the view of the finalized state.
        package var height: UInt64
        package var view: UInt64
        /// The epoch of that height; nil before epochs.
        package var epoch: UInt64?
        package var readAt: Timestamp
        /// When the height last grew, as far as the daemon saw; when it was first read, if it has not grown since.
        package var advancedAt: Timestamp?

        package init(
            address: String, chainID: UInt64, version: Int, height: UInt64, view: UInt64, epoch: UInt64?,
            readAt: Timestamp, advancedAt: Timestamp? = nil
        ) {
            self.advancedAt = advancedAt
            self.address = address
            self.chainID = chainID
            self.version = version
            self.height = height
            self.view = view
            self.epoch = epoch
            self.readAt = readAt
        }
    }

    /// The newest state that the relay had.
    package struct Relay: Sendable, Equatable {
        package var height: UInt64
        package var view: UInt64
        /// The epoch of that height; nil before epochs.
        package var epoch: UInt64?
        /// When it was last asked for.
        package var readAt: Timestamp?
        /// When it last was another one than before; when it was first seen, if it has been the same since.
        package var changedAt: Timestamp?

        package init(
            height: UInt64, view: UInt64, epoch: UInt64? = nil, readAt: Timestamp? = nil, changedAt: Timestamp? = nil
        ) {
            self.readAt = readAt
            self.changedAt = changedAt
            self.height = height
            self.view = view
            self.epoch = epoch
        }
    }

    /// The height of the sequencer's own newest block.
    package struct Sequencer: Sendable, Equatable {
        package var height: UInt64
        package var readAt: Timestamp

        package init(height: UInt64, readAt: Timestamp) {
            self.height = height
            self.readAt = readAt
        }
    }

    /// A transaction of which nobody knows yet what becomes of it.
    package struct PendingTransaction: Sendable, Equatable {
        package var transaction: Findings.PendingTransaction
        /// When the daemon first heard of its nonce.
        package var since: Timestamp

        package init(_ transaction: Findings.PendingTransaction, since: Timestamp) {
            self.transaction = transaction
            self.since = since
        }
    }

    /// Prices of one gas, in wei.
    package struct GasPrices: Sendable, Equatable {
        /// The base fee of the block at which the contract was last read.
        package var baseFee: UInt256?
        /// The most that the last transaction offered.
        package var offered: UInt256?
        /// What the last transaction that was mined paid.
        package var paid: UInt256?

        package init() {}
    }

    /// The key that the last proof was made with.
    package struct ProvingKey: Sendable, Equatable {
        /// The version of the contracts that it is for.
        package var version: Int?
        /// The slots of the stake table in its circuit.
        package var capacity: Int
        /// The hash of the verifying key.
        package var hash: String
        /// Whether somebody may know its secret.
        package var isInsecure: Bool

        package init(version: Int?, capacity: Int, hash: String, isInsecure: Bool) {
            self.version = version
            self.capacity = capacity
            self.hash = hash
            self.isInsecure = isInsecure
        }
    }

    /// A round that has ended.
    package struct Round: Sendable, Equatable {
        /// How it ended.
        package enum Outcome: String, CaseIterable, Sendable {
            /// The contract got at least one update, and all it needed.
            case updated
            /// There was nothing to do.
            case upToDate = "up-to-date"
            /// Another prover was faster.
            case superseded
            case failed
            /// The supervisor was asked to end.
            case interrupted
        }

        /// When it began.
        package var at: Timestamp
        package var durationSeconds: Double
        package var outcome: Outcome
        /// The heights of contract and relay at its beginning, as far as it read them.
        package var contractHeight: UInt64?
        package var relayHeight: UInt64?
        /// The time for its proofs, if it made any.
        package var proofSeconds: Double?
        /// What its transactions cost, in wei, if any was mined.
        package var feeWei: UInt256?
        /// The stage that failed, if one did.
        package var stage: String?

        package init(
            at: Timestamp, durationSeconds: Double, outcome: Outcome, contractHeight: UInt64? = nil,
            relayHeight: UInt64? = nil, proofSeconds: Double? = nil, feeWei: UInt256? = nil, stage: String? = nil
        ) {
            self.at = at
            self.durationSeconds = durationSeconds
            self.outcome = outcome
            self.contractHeight = contractHeight
            self.relayHeight = relayHeight
            self.proofSeconds = proofSeconds
            self.feeWei = feeWei
            self.stage = stage
        }
    }

    /// A proving key that is being made.
    package struct KeyPreparation: Sendable, Equatable {
        /// What it is called, such as `v3-cap200-canonical`; nil until `prepare-keys` has said so.
        package var key: String?
        /// What is being done.
        package var step: String?
        /// The share of the work that is done, or of a download, in 0…1.
        package var share: Double
        /// When it was begun.
        package var since: Timestamp

        package init(key: String? = nil, step: String? = nil, share: Double = 0, since: Timestamp) {
            self.key = key
            self.step = step
            self.share = share
            self.since = since
        }
    }

    /// What the `schema` field holds.
    package static let schema = "hotshot-state-prover-status/1"
    /// How many rounds are remembered.
    package static let roundLimit = 200
    /// How many failures are remembered.
    package static let failureLimit = 10
    /// How many of the transactions that were counted are remembered: more than stages tell of again.
    package static let countedLimit = 4 * Findings.mostSettled
    /// The commands that a round may start.
    package static let stages = [
        "read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof", "prepare-keys",
    ]

    /// When this run began.
    package var startedAt: Timestamp
    /// When the file was written.
    package var updatedAt: Timestamp
    /// The version of the product.
    package var version: String
    /// The supervisor's process.
    package var pid: Int32
    package var phase: Phase = .waiting
    /// The key that is being made, while the phase is `preparingKeys`.
    package var keyPreparation: KeyPreparation?
    /// When the next round begins, while the phase is `waiting`.
    package var nextRoundAt: Timestamp?
    package var rounds = Rounds()
    /// When a round last succeeded.
    package var lastSuccessAt: Timestamp?
    /// The newest failure, kept when rounds succeed again.
    package var lastFailure: Failure?
    /// The newest failures, oldest first, ``failureLimit`` at the most.
    package private(set) var lastFailures: [Failure] = []
    /// How many rounds in a row have failed by now.
    package var failuresInARow: UInt64 = 0
    package var errors: [ErrorCount] = []
    package var contract: Contract?
    package var relay: Relay?
    package var sequencer: Sequencer?
    /// The name of the contract's network, if it is a known one.
    package var network: String?
    /// All whom the stages ask.
    package var providers: [Provider] = []
    /// How often another provider had to be asked, by role.
    package var failovers: [Provider.Role: UInt64] = [:]
    /// The signatures on the newest state.
    package var signatures: Findings.Signatures?
    /// The pause between rounds, in seconds.
    package var intervalSeconds: Double?
    /// How long the last round in which a stage took part waited for that stage, in seconds.
    package var stageSeconds: [String: Double] = [:]
    package var provingKey: ProvingKey?
    /// The peak memory of the process that made the last proof, in bytes.
    package var proverMemory: UInt64?
    /// The time for proofs that were made, not found in the cache.
    package var proofSeconds = DurationHistogram()
    /// The number of proofs that were made.
    package var proofsMade: UInt64 = 0
    /// The number of transactions by the state that `submit-proof` gave them at their end, such as `final`.
    package var transactions: [String: UInt64] = [:]
    /// When the counters of transactions began: what was settled before is not in them.
    package var countedSince: Timestamp
    /// The hashes of the transactions that were counted last, oldest first, ``countedLimit`` at the most.
    package private(set) var countedTransactions: [String] = []
    /// What all transactions cost, in wei.
    package var feesWeiTotal = UInt256(0)
    package var gasUsedTotal: UInt64 = 0
    /// The account's balance in wei when the contract was last read.
    package var balanceWei: UInt256?
    /// The account that sends, as `submit-proof` says: `0x` and 40 digits.
    package var account: String?
    /// The oldest transaction that is pending.
    package var pendingTransaction: PendingTransaction?
    package var gasPrices = GasPrices()
    /// What the last update that became final cost, in wei.
    package var lastUpdateCostWei: UInt256?
    /// The newest rounds, oldest first, ``roundLimit`` at the most.
    package private(set) var lastRounds: [Round] = []

    /// The status of a run that begins now and has no past.
    package init(startedAt: Timestamp, version: String = ProductVersion.text, pid: Int32) {
        self.startedAt = startedAt
        updatedAt = startedAt
        countedSince = startedAt
        self.version = version
        self.pid = pid
    }

    /// How many blocks the contract is behind the relay; nil until both are known.
    package var lagBlocks: UInt64? {
        guard let contract, let relay else { return nil }
        return relay.height > contract.height ? relay.height - contract.height : 0
    }

    /// How many epochs the contract is behind the relay; nil until both are known.
    package var lagEpochs: UInt64? {
        guard let behind = contract?.epoch, let ahead = relay?.epoch else { return nil }
        return ahead > behind ? ahead - behind : 0
    }

    /// How many blocks the contract is behind the sequencer; nil until both are known.
    package var sequencerLagBlocks: UInt64? {
        guard let contract, let sequencer else { return nil }
        return sequencer.height > contract.height ? sequencer.height - contract.height : 0
    }

    /// Remembers a failure, and forgets the oldest beyond ``failureLimit``.
    package mutating func remember(_ failure: Failure) {
        lastFailures.append(failure)
        lastFailures.removeFirst(max(0, lastFailures.count - Self.failureLimit))
    }

    /// Counts a failure and remembers it as the last one.
    package mutating func count(_ failure: Failure) {
        lastFailure = failure
        remember(failure)
        if let index = errors.firstIndex(where: { $0.stage == failure.stage && $0.kind == failure.kind }) {
            errors[index].count.countOne()
        } else {
            errors.append(ErrorCount(stage: failure.stage, kind: failure.kind, count: 1))
        }
    }

    /// Remembers that a transaction was counted, and forgets the oldest beyond ``countedLimit``. False if it was remembered
    /// already.
    package mutating func rememberCounted(_ hash: String) -> Bool {
        guard !countedTransactions.contains(hash) else { return false }
        countedTransactions.append(hash)
        countedTransactions.removeFirst(max(0, countedTransactions.count - Self.countedLimit))
        return true
    }

    /// Remembers a round, and forgets the oldest beyond ``roundLimit``.
    package mutating func remember(_ round: Round) {
        lastRounds.append(round)
        lastRounds.removeFirst(max(0, lastRounds.count - Self.roundLimit))
    }
}
