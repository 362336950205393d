import BN254

/// One entry of the contract's history of states.
public struct StateHistoryCommitment: Hashable, Sendable {
    /// The Ethereum block of the update.
    public let l1BlockHeight: UInt64
    /// Its time in seconds since 1970.
    public let l1BlockTimestamp: UInt64
    /// The height of the state.
    public let hotShotBlockHeight: UInt64
    /// The root of the state.
    public let hotShotBlockCommitmentRoot: Fr
}
