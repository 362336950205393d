import BN254
import Ethereum
import LightClient

/// What `newFinalizedState` checks before it looks at the proof. Source: <doc:ContractRules>.
extension ContractSnapshot {
    /// The error with which the contract would refuse `submission` by `sender` without looking at its proof; nil if it
    /// would go on to verify it. A nil `sender` passes as permitted.
    ///
    /// A prediction from what the contract shows: whether the newest block changed it, only `eth_call` tells.
    public func refusal(of submission: StateSubmission, from sender: Address?) -> ContractError? {
        switch version.updateFunction(for: submission.version) {
        case .current: break
        case .deprecated: return .declared(.deprecatedApi, argument: nil)
        case .missing: return .empty
        }
        if let permissionedProver, let sender, sender != permissionedProver {
            return .declared(.proverNotPermissioned, argument: nil)
        }
        let (old, new) = (finalizedState, submission.statement.state)
        guard new.viewNumber > old.viewNumber, new.blockHeight > old.blockHeight else {
            return .declared(.outdatedState, argument: nil)
        }
        return isMissingEpochRoot(before: new.blockHeight) ? .declared(.missingEpochRootUpdate, argument: nil) : nil
    }

    /// Whether the root of an epoch must be submitted before a state at `height`, or `height` is past its epoch's root.
    private func isMissingEpochRoot(before height: UInt64) -> Bool {
        guard version.features.hasEpochs, let epochs else { return false }
        func epoch(_ height: UInt64) -> UInt64 {
            EpochSchedule.epoch(of: height, blocksPerEpoch: epochs.blocksPerEpoch)
        }
        let (first, last, new) = (epoch(epochs.epochStartBlock), epoch(finalizedState.blockHeight), epoch(height))
        if new >= first, EpochSchedule.isPastEpochRoot(height, blocksPerEpoch: epochs.blocksPerEpoch) { return true }
        guard new > first, new > last else { return false }
        guard new - last == 1 else { return true }
        return !EpochSchedule.isEpochRoot(finalizedState.blockHeight, blocksPerEpoch: epochs.blocksPerEpoch)
    }

    /// The public inputs that the contract would verify the submission's proof with.
    ///
    /// The submitted table counts at the root of an epoch only; elsewhere the contract takes the one that votes.
    public func publicInputs(for submission: StateSubmission) -> [Fr] {
        let bringsTable = bringsStakeTable(submission.statement.state.blockHeight)
        return publicInputs(for: submission, votingStakeTable, bringsTable: bringsTable)
    }

    private func publicInputs(
        for submission: StateSubmission, _ votingTable: StakeTableState, bringsTable: Bool
    ) -> [Fr] {
        var statement = submission.statement
        if !bringsTable { statement.nextStakeTable = votingTable }
        return statement.publicInputs(version, votingStakeTable: votingTable)
    }

    /// Whether these are the public inputs of `submission` on a contract of this version that differs from this one: in the
    /// table that votes, which changes at each root of an epoch, or in where those roots are.
    public func couldDiffer(for submission: StateSubmission, with publicInputs: [Fr]) -> Bool {
        // The table stands behind the state, or first where the state is in the digest.
        let start = version.features.signedForm == .digest ? 0 : 3
        guard publicInputs.count >= start + 4 else { return false }
        let table = StakeTableState(
            blsKeyCommitment: publicInputs[start], schnorrKeyCommitment: publicInputs[start + 1],
            amountCommitment: publicInputs[start + 2], threshold: publicInputs[start + 3])
        return publicInputs != self.publicInputs(for: submission)
            && [false, true].contains {
                self.publicInputs(for: submission, table, bringsTable: $0) == publicInputs
            }
    }

    /// Whether the contract would go on to verify the proof of `submission`, and with these public inputs.
    public func wouldVerify(_ submission: StateSubmission, with publicInputs: [Fr]) -> Bool {
        refusal(of: submission, from: nil) == nil && publicInputs == self.publicInputs(for: submission)
    }

    /// What the contract holds once it has taken `submission`, which it would not refuse.
    public func after(_ submission: StateSubmission) -> ContractSnapshot {
        var next = self
        let (statement, height) = (submission.statement, submission.statement.state.blockHeight)
        next.finalizedState = statement.state
        if bringsStakeTable(height) { next.votingStakeTable = statement.nextStakeTable }
        if let epochs {
            next.epochs?.currentEpoch = EpochSchedule.epoch(of: height, blocksPerEpoch: epochs.blocksPerEpoch)
        }
        if version.features.hasAuthRoot { next.authRoot = statement.authRoot }
        return next
    }

    /// Whether the table that comes with a state at `height` votes from then on: at the root of an epoch.
    private func bringsStakeTable(_ height: UInt64) -> Bool {
        guard let epochs else { return false }
        return height >= epochs.epochStartBlock
            && EpochSchedule.isEpochRoot(height, blocksPerEpoch: epochs.blocksPerEpoch)
    }
}
