import CommandSupport
import Documents
import EspressoAPI
import LightClient

/// Whether a contract that needs no update is one of this network.
///
/// Relay and sequencer of another network whose chain is lower offer nothing that the contract does not have; without this
/// check they would say for ever that there is nothing to do. What an update is held against is held against here too: the
/// table that votes.
struct UpToDateCheck: Sendable {
    let input: PlannerInput
    let schedule: EpochSchedule
    let capacity: Int
    let sequencer: SequencerClient

    private static let hint = "are relay and sequencer of the contract's network?"

    /// Compares what the document has and, where that is of another epoch than the contract, the sequencer's table.
    ///
    /// Throws `.peerNonsense` if the network's state or its table is another than the contract's, and the sequencer's
    /// failures. Not a permanent kind: a relay of the right network may answer next.
    func run() async throws(StageFailure) {
        let (signed, held) = (input.bundle.statement, input.contract)
        let height = held.finalizedState.blockHeight
        // Above the contract, past the root that it has: the next update is held against the table as every other one.
        guard signed.state.blockHeight <= height else { return }
        guard signed.state.blockHeight < height || signed.state == held.finalizedState else {
            throw StageFailure(
                .peerNonsense, "\(input.bundle.sources[0]): another state of block \(height) than the contract has",
                hint: Self.hint, code: "another-network")
        }
        let epoch = input.version.features.hasEpochs ? votingEpoch(after: height) : nil
        if hasVotingTable(signed, of: epoch) { return }
        let table: StakeTable
        do throws(StageFailure) {
            table = try await sequencerTable(of: epoch)
        } catch {
            throw StageFailure(
                error, prefix: "the contract has block \(height), of which this network knows no stake table: ",
                hint: Self.hint)
        }
        let voting = held.votingStakeTable
        guard try table.commitment(capacity: capacity, expecting: voting) == voting else {
            throw table.mismatch(
                "the contract has block \(height), and another stake table votes in it than the network's "
                    + "\(epoch.map { "table of epoch \($0)" } ?? "genesis table") at capacity \(capacity)",
                expected: voting, hint: Self.hint)
        }
    }

    /// The epoch whose table votes once the block at `height` is finalized; nil for the genesis table.
    private func votingEpoch(after height: UInt64) -> UInt64? {
        schedule.epochIfEnabled(at: height).map { epoch in
            schedule.isAtOrPastEpochRoot(height) && epoch < .max ? epoch + 1 : epoch
        }
    }

    /// Whether the document shows the contract's table: as the next one that was signed, or as the one that has signed.
    private func hasVotingTable(_ signed: SignedStatement, of epoch: UInt64?) -> Bool {
        let voting = input.contract.votingStakeTable
        if input.version.features.hasEpochs, signed.nextStakeTable == voting { return true }
        guard let table = input.table, table.epoch == epoch, let entries = table.entries else { return false }
        return (try? entries.commitment(capacity: capacity)) == voting
    }

    private func sequencerTable(of epoch: UInt64?) async throws(StageFailure) -> StakeTable {
        if let epoch { return try await sequencer.table(epoch: epoch) }
        return try await sequencer.networkConfigurationResult().get().genesisStakeTable
    }
}
