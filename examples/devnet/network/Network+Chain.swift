import BN254
import LightClient

/// The blocks, and what their validators sign.
extension Network {
    /// The state after the block at `height`; all zero at 0.
    func state(at height: UInt64) -> LightClientState {
        guard height > 0 else {
            return LightClientState(viewNumber: 0, blockHeight: 0, blockCommitmentRoot: .zero)
        }
        // Some views time out, so every fourth block comes two views after the one before it.
        return LightClientState(
            viewNumber: height + height / 4 + 1, blockHeight: height,
            blockCommitmentRoot: Fr(reducing: values.integer("block", height)))
    }

    /// What the validators of the block at `height` sign for a contract of `version`: at the root of an epoch with the next epoch's table.
    ///
    /// Throws ``NetworkError/stakeTable(_:)`` if that table has more validators than slots.
    func statement(_ version: ContractVersion, at height: UInt64) throws(NetworkError) -> SignedStatement {
        if version == .v1 { return SignedStatement(state: state(at: height), nextStakeTable: .zero) }
        let next = nextTableEpoch(at: height)
        var authRoot = AuthRoot.zero
        if version == .v3, protocols.version(at: height) == .v3 {
            authRoot = AuthRoot(values.bytes("authentication", height)) ?? .zero
        }
        return SignedStatement(
            state: state(at: height), nextStakeTable: try commitment(epoch: next), authRoot: authRoot)
    }

    /// The height of the newest block up to `limit` that a contract of `version` could have a bundle for.
    func newestSignedHeight(_ version: ContractVersion, upTo limit: UInt64) -> UInt64? {
        for stretch in protocols.stretches(signing: version, upTo: limit) {
            var height = stretch.upperBound
            while height >= max(stretch.lowerBound, 1) {
                let epoch = schedule.epochIfEnabled(at: height)
                if let epoch, version != .v1, !fits(epoch: epoch) {
                    // Nobody can sign in an epoch whose table cannot be committed to.
                    height = (epoch - 1) * schedule.blocksPerEpoch
                } else if isSigned(height, version) {
                    return height
                } else {
                    height -= 1
                }
            }
        }
        return nil
    }

    /// The table that signs the block at `height`: that of its epoch, for V1 always the genesis table.
    func votingEpoch(at height: UInt64, _ version: ContractVersion) -> UInt64? {
        version == .v1 ? nil : schedule.epochIfEnabled(at: height)
    }

    private func nextTableEpoch(at height: UInt64) -> UInt64? {
        schedule.epochIfEnabled(at: height).map { schedule.isEpochRoot(height) ? $0 + 1 : $0 }
    }

    /// Whether validators sign the block at `height` for contracts of `version`.
    func isSigned(_ height: UInt64, _ version: ContractVersion) -> Bool {
        let isRoot = schedule.isEnabled(at: height) && schedule.isEpochRoot(height)
        guard height % settings.signEvery == 0 || isRoot else { return false }
        return version == .v1 || fits(epoch: nextTableEpoch(at: height))
    }
}
