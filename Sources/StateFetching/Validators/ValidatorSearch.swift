import BN254
import CommandSupport
import EspressoAPI
import LightClient
import Logging

/// The search for the newest state on which the validators themselves, with what the relays have, reach the threshold.
///
/// Every signature is verified when it arrives, and counts if its key is in the table of the block's epoch. A validator
/// that lies, or does not answer, is not asked again. Source: <doc:SignaturesFromValidators>.
struct ValidatorSearch: Sendable {
    /// What is searched for.
    struct Goal: Sendable {
        /// The contract's version.
        let version: ContractVersion
        /// The network's epochs and its genesis table.
        let network: NetworkConfiguration
        /// The height that the contract has, if the document says it.
        let contractHeight: UInt64?
    }

    /// What bounds a search.
    struct Limits: Sendable {
        /// The heights that are tried from one place down.
        var heights = 8
        /// The heights that are tried because relays offered them.
        var offeredHeights = 4
        /// The requests under way at a time.
        var concurrency = 16
        /// The time for all of it.
        var time = Duration.seconds(60)
    }

    let validators: [ValidatorClient]
    let sequencer: SequencerClient
    let goal: Goal
    let logger: Logger
    var limits = Limits()

    /// The newest statement that reaches the threshold, with the signatures that do.
    ///
    /// `offered` is what the relays have. Throws `.tryAgain` if no height reaches it, `.unreachable` if no validator
    /// answers.
    func run(_ offered: [StateBundle]) async throws(StageFailure) -> StateBundle {
        let deadline = ContinuousClock.now + limits.time
        var panel = ValidatorPanel(validators, logger: logger)
        await panel.askHeights(limits, until: deadline)
        guard !panel.isEmpty else {
            throw StageFailure(.unreachable, "none of \(validators.count) validators tells its newest block")
        }
        if panel.heights.isEmpty { panel.assumeHeight(try await sequencerHeight()) }
        var tables = EpochTables(sequencer: sequencer, goal: goal)
        let heights = try await candidates(panel, offered, &tables)
        guard let highest = heights.first else {
            throw StageFailure(.tryAgain, "the validators have no block yet that they sign")
        }
        var best: SignatureTally?
        for height in heights where ContinuousClock.now < deadline {
            let table: StakeTable
            do throws(StageFailure) {
                table = try await tables.table(at: height)
            } catch {
                logger.about(error).with(.height, height).warning(
                    "block \(height) of the validators is passed over: \(error)")
                continue
            }
            var tally = SignatureTally(height: height, version: goal.version, table: table)
            for bundle in offered where bundle.statement.state.blockHeight == height { tally.add(bundle) }
            await panel.askSignatures(into: &tally, limits, until: deadline)
            if let found = tally.winner {
                logger.with(.height, height).info("block \(height): \(tally.origins)")
                return found
            }
            if tally.weight > best?.weight ?? .zero { best = tally }
        }
        let reason = best.map { "the most are on block \($0.height): \($0.summary)" } ?? "block \(highest) has none"
        throw StageFailure(.tryAgain, "threshold not reached with the validators' signatures: \(reason)")
    }

    private func sequencerHeight() async throws(StageFailure) -> UInt64 {
        try await failing { () async throws(ReplyError) in try await sequencer.newestHeight() }
    }

    // MARK: - Heights

    /// The heights to try, the newest first, all of them blocks that validators sign and above the contract's.
    ///
    /// There are two places to start from: the newest height that enough validators say they have, as many as could hold
    /// the threshold; and the middle one, which no minority can lead astray. Both are tried downwards, and so is what the
    /// relays offered. If nothing of this is above the contract's height, the newest is taken as it is: then the contract
    /// needs nothing.
    private func candidates(
        _ panel: ValidatorPanel, _ offered: [StateBundle], _ tables: inout EpochTables
    ) async throws(StageFailure) -> [UInt64] {
        let newest = panel.heights.sorted(by: >)
        guard !newest.isEmpty else { return [] }
        let (middle, schedule) = (newest[newest.count / 2], goal.network.schedule)
        let table = try await tables.table(at: middle)
        let needed = min(max(table.fewestForThreshold, 1), newest.count)
        var heights = Set(signedHeights(from: newest[needed - 1]) + signedHeights(from: middle))
        heights.formUnion(offered.prefix(limits.offeredHeights).map(\.statement.state.blockHeight))
        // A later epoch than that of the middle would cost the sequencer a search for a table that may not be there.
        let sorted = heights.filter { height in
            height > 0 && schedule.epochIfEnabled(at: height) ?? 0 <= schedule.epochIfEnabled(at: middle) ?? 0
        }.sorted(by: >)
        guard let held = goal.contractHeight, let first = sorted.first, first > held else { return sorted }
        return Array(sorted.prefix { $0 > held })
    }

    /// The signed blocks from `start` down, at most as many as are tried.
    private func signedHeights(from start: UInt64) -> [UInt64] {
        var found: [UInt64] = []
        // From a root to the end of its epoch no block is signed; two such gaps are looked across.
        let lowest = start - min(start, UInt64(limits.heights) + 2 * (EpochSchedule.rootDistance + 1))
        for height in (lowest...start).reversed() where isSigned(height) && found.count < limits.heights {
            found.append(height)
        }
        return found
    }

    /// Whether validators hand out signatures on the block at `height`: on none from the root of an epoch to its end.
    private func isSigned(_ height: UInt64) -> Bool {
        let schedule = goal.network.schedule
        return height > 0 && !(schedule.isEnabled(at: height) && schedule.isAtOrPastEpochRoot(height))
    }
}

/// The stake tables of a search, each of which is fetched once.
private struct EpochTables {
    let sequencer: SequencerClient
    let goal: ValidatorSearch.Goal
    private var known: [UInt64: Result<StakeTable, StageFailure>] = [:]

    init(sequencer: SequencerClient, goal: ValidatorSearch.Goal) {
        self.sequencer = sequencer
        self.goal = goal
    }

    /// The table whose validators sign the block at `height`.
    mutating func table(at height: UInt64) async throws(StageFailure) -> StakeTable {
        guard goal.version.features.hasEpochs, let epoch = goal.network.schedule.epochIfEnabled(at: height) else {
            return goal.network.genesisStakeTable
        }
        if let known = known[epoch] { return try known.get() }
        let result: Result<StakeTable, StageFailure>
        do throws(StageFailure) {
            result = .success(try await sequencer.table(epoch: epoch))
        } catch {
            result = .failure(error)
        }
        known[epoch] = result
        return try result.get()
    }
}

extension StakeTable {
    /// The fewest validators whose stake reaches the threshold.
    fileprivate var fewestForThreshold: Int {
        var weight = UInt256.zero
        var count = 0
        for stake in entries.map(\.stake).sorted(by: >) where weight < threshold {
            weight = weight.addingReportingOverflow(stake).partialValue
            count += 1
        }
        return count
    }
}
