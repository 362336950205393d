import Failures

/// Which updates a light client contract still needs, in order, before it holds the newest signed state.
///
///     let plan = try UpdatePlan(version: .v3, schedule: schedule, contractHeight: 250, signedHeight: 620)
///     // With epochs of 100 blocks: the roots of epochs 3, 4, 5 and 6, then the signed state.
///
/// It depends on nothing but heights, so it is made before anything is fetched. A signed state at or past the root of
/// its epoch is not used: the root's certificate stands for it, and the plan ends there.
/// Source: <doc:EpochsAndUpdates>; EspressoSystems/espresso-network `hotshot-state-prover/src/v3/service.rs`.
public struct UpdatePlan: Sendable, Hashable {
    /// The epochs whose roots are proved first, each from its state certificate.
    public let epochRoots: Range<UInt64>
    /// Whether the newest signed state is the last update.
    public let includesLatest: Bool
    /// The epoch whose validators sign the first update; nil for the genesis table.
    public let firstTableEpoch: UInt64?
    /// The epoch of the signed state; nil before epochs and for contracts that know none.
    public let signedEpoch: UInt64?

    /// Whether the contract needs nothing.
    public var isEmpty: Bool { epochRoots.isEmpty && !includesLatest }

    /// The plan for a contract of `version` whose finalized state has `contractHeight`, the newest signed state having
    /// `signedHeight`.
    ///
    /// With a `target` only roots of epochs below it are planned, so that its table is the last to be made to vote.
    /// Throws ``UpdatePlanError``. One case departs from the original: of a contract at the very root of an epoch the
    /// original asks for that root again when the signed state is of the same epoch, which the contract refuses; here
    /// nothing is needed.
    public init(
        version: ContractVersion, schedule: EpochSchedule, contractHeight: UInt64, signedHeight: UInt64,
        target: UInt64? = nil
    ) throws(UpdatePlanError) {
        let isEnabled = schedule.isEnabled(at: signedHeight)
        // Before the heights are compared: such a contract is told so even while it is up to date.
        if !version.features.hasEpochs, isEnabled { throw .epochAlreadyStarted(signedHeight) }
        guard isEnabled, signedHeight > contractHeight else {
            self.init(
                epochRoots: 0..<0, includesLatest: signedHeight > contractHeight && target == nil,
                firstTableEpoch: nil, signedEpoch: isEnabled ? schedule.epoch(of: signedHeight) : nil)
            return
        }
        guard schedule.blocksPerEpoch > EpochSchedule.rootDistance else {
            throw .epochsTooShort(schedule.blocksPerEpoch)
        }
        let signedEpoch = schedule.epoch(of: signedHeight)
        let isPastRoot = schedule.isAtOrPastEpochRoot(signedHeight)
        var contractEpoch = schedule.epochIfEnabled(at: contractHeight)
        // At a root the contract has let the next epoch's table vote. Epochs of more than five blocks are too few
        // for this sum, or the next one, to overflow.
        if let epoch = contractEpoch, schedule.isEpochRoot(contractHeight) { contractEpoch = epoch + 1 }
        var first = max(contractEpoch ?? 0, schedule.epoch(of: schedule.epochStartBlock))
        let isFirstInSignedEpoch = first >= signedEpoch
        let end = isPastRoot ? signedEpoch + 1 : signedEpoch
        if first < end {
            let root = try UpdatePlan.rootBlock(of: first, schedule)
            guard contractHeight <= root else {
                throw .unreachableEpochRoot(epoch: first, root: root, contractHeight: contractHeight)
            }
            // Only where epochs begin behind the root of their first one, of which the contract has the block.
            if contractHeight == root {
                first += 1
                contractEpoch = first
            }
        }
        let last = max(first, min(end, target ?? end))
        self.init(
            epochRoots: first..<last, includesLatest: !isPastRoot && target == nil,
            firstTableEpoch: isFirstInSignedEpoch && isPastRoot ? signedEpoch : contractEpoch,
            signedEpoch: signedEpoch)
    }

    private init(epochRoots: Range<UInt64>, includesLatest: Bool, firstTableEpoch: UInt64?, signedEpoch: UInt64?) {
        self.epochRoots = epochRoots
        self.includesLatest = includesLatest
        self.firstTableEpoch = firstTableEpoch
        self.signedEpoch = signedEpoch
    }

    private static func rootBlock(of epoch: UInt64, _ schedule: EpochSchedule) throws(UpdatePlanError) -> UInt64 {
        try translating({ _ in UpdatePlanError.rootOutOfRange(epoch: epoch) }) { () throws(LightClientError) in
            try schedule.rootBlock(of: epoch)
        }
    }
}
