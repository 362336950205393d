import BN254
import Ethereum
import LightClient
import TurboPlonk

/// The reading functions of the light client contract. Source: <doc:ContractCalls>.
///
///     let outcome = try await client.call(LightClientViews.finalizedState.call(of: address), at: .latest)
///     if case .returned(let bytes) = outcome { let state = try LightClientViews.finalizedState.value(of: bytes) }
public enum LightClientViews {
    // MARK: All versions

    /// The version.
    public static let version = ContractView<ContractRelease>("getVersion()", words: 3) {
        (words) throws(ContractDataError) in
        ContractRelease(
            major: try words.uint8("major"), minor: try words.uint8("minor"), patch: try words.uint8("patch"))
    }

    /// The newest state.
    public static let finalizedState = ContractView<LightClientState>("finalizedState()", words: 3) {
        (words) throws(ContractDataError) in try words.lightClientState()
    }

    /// The state it started with.
    public static let genesisState = ContractView<LightClientState>("genesisState()", words: 3) {
        (words) throws(ContractDataError) in try words.lightClientState()
    }

    /// The table it started with; the one that votes in V1.
    public static let genesisStakeTable = ContractView<StakeTableState>("genesisStakeTableState()", words: 4) {
        (words) throws(ContractDataError) in try words.stakeTableState()
    }

    /// Whether only one account may submit.
    public static let isPermissionedProverEnabled = ContractView<Bool>("isPermissionedProverEnabled()", words: 1) {
        (words) throws(ContractDataError) in try words.bool()
    }

    /// That account; zero if anybody may.
    public static let permissionedProver = ContractView<Address>("permissionedProver()", words: 1) {
        (words) throws(ContractDataError) in try words.address()
    }

    /// The account that may upgrade it.
    public static let owner = ContractView<Address>("owner()", words: 1) {
        (words) throws(ContractDataError) in try words.address()
    }

    /// How long an old state is kept, in seconds.
    public static let stateHistoryRetentionPeriod = ContractView<UInt32>("stateHistoryRetentionPeriod()", words: 1) {
        (words) throws(ContractDataError) in try words.uint32()
    }

    /// The index of the oldest state kept.
    public static let stateHistoryFirstIndex = ContractView<UInt64>("stateHistoryFirstIndex()", words: 1) {
        (words) throws(ContractDataError) in try words.uint64()
    }

    /// The number of states ever kept.
    public static let stateHistoryCount = ContractView<UInt64>("getStateHistoryCount()", words: 1) {
        (words) throws(ContractDataError) in try words.uint64()
    }

    /// The entry of the history at `index`.
    public static func stateHistoryCommitment(_ index: UInt64) -> ContractView<StateHistoryCommitment> {
        ContractView("stateHistoryCommitments(uint256)", [UInt256(index)], words: 4) {
            (words) throws(ContractDataError) in
            StateHistoryCommitment(
                l1BlockHeight: try words.uint64("l1BlockHeight"),
                l1BlockTimestamp: try words.uint64("l1BlockTimestamp"),
                hotShotBlockHeight: try words.uint64("hotShotBlockHeight"),
                hotShotBlockCommitmentRoot: try words.scalar("hotShotBlockCommRoot"))
        }
    }

    /// The first root kept at or above `height`, and its height.
    public static func hotShotCommitment(atOrAbove height: UInt64) -> ContractView<(root: Fr, height: UInt64)> {
        ContractView("getHotShotCommitment(uint256)", [UInt256(height)], words: 2) {
            (words) throws(ContractDataError) in
            (root: try words.scalar("hotShotBlockCommRoot"), height: try words.uint64("hotshotBlockHeight"))
        }
    }

    /// Whether the contract, at Ethereum block `block`, was more than `threshold` blocks behind.
    public static func isLagging(at block: UInt64, over threshold: UInt64) -> ContractView<Bool> {
        ContractView(
            "lagOverEscapeHatchThreshold(uint256,uint256)", [UInt256(block), UInt256(threshold)], words: 1
        ) { (words) throws(ContractDataError) in try words.bool() }
    }

    /// The key its proofs are verified with.
    public static let verifyingKey = ContractView<VerifyingKey>("_getVk()", words: VerifyingKey.solidityWordCount) {
        (words) throws(ContractDataError) in try words.verifyingKey()
    }

    /// The storage slot of the implementation; answered by an implementation, not by a proxy.
    public static let proxiableUUID = ContractView<Hash256>("proxiableUUID()", words: 1) { Hash256(word: $0.word()) }

    // MARK: From V2 on

    /// The table that votes.
    public static let votingStakeTable = ContractView<StakeTableState>("votingStakeTableState()", words: 4) {
        (words) throws(ContractDataError) in try words.stakeTableState()
    }

    /// The number of blocks of an epoch.
    public static let blocksPerEpoch = ContractView<UInt64>("blocksPerEpoch()", words: 1) {
        (words) throws(ContractDataError) in try words.uint64()
    }

    /// The first block with epochs.
    public static let epochStartBlock = ContractView<UInt64>("epochStartBlock()", words: 1) {
        (words) throws(ContractDataError) in try words.uint64()
    }

    /// The epoch of the newest state.
    public static let currentEpoch = ContractView<UInt64>("currentEpoch()", words: 1) {
        (words) throws(ContractDataError) in try words.uint64()
    }

    /// The epoch of a block.
    public static func epoch(of height: UInt64, blocksPerEpoch: UInt64) -> ContractView<UInt64> {
        ContractView(
            "epochFromBlockNumber(uint64,uint64)", [UInt256(height), UInt256(blocksPerEpoch)], words: 1
        ) { (words) throws(ContractDataError) in try words.uint64() }
    }

    /// Whether a block is the root of its epoch.
    public static func isEpochRoot(_ height: UInt64) -> ContractView<Bool> {
        ContractView("isEpochRoot(uint64)", [UInt256(height)], words: 1) {
            (words) throws(ContractDataError) in try words.bool()
        }
    }

    /// Whether a block comes after the root of its epoch.
    public static func isPastEpochRoot(_ height: UInt64) -> ContractView<Bool> {
        ContractView("isGtEpochRoot(uint64)", [UInt256(height)], words: 1) {
            (words) throws(ContractDataError) in try words.bool()
        }
    }

    // MARK: From V3 on

    /// The authentication root of the newest state.
    public static let authRoot = ContractView<AuthRoot>("authRoot()", words: 1) { $0.authRoot() }
}
