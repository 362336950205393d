import LightClient

/// What a development network is like from its first block on.
public struct NetworkSettings: Sendable {
    /// The number of validators in the genesis table.
    public var validators = 5
    /// The number of slots at which stake tables are committed to.
    public var capacity = 10
    /// The number of blocks of an epoch; 0 for a network without epochs.
    public var blocksPerEpoch: UInt64 = 30
    /// The first block with epochs; 0 for a network without epochs.
    public var epochStartBlock: UInt64 = 1
    /// What all keys, tables and blocks are derived from.
    public var seed: UInt64 = 1
    /// How the stake is divided.
    public var stakes = StakeSpread.spread
    /// What validators sign from the first block on: V1 alone; V2 alone; or V3 with V2 beside it.
    public var protocolVersion = ContractVersion.v3
    /// Later changes of what validators sign: from a height on, another version.
    public var upgrades: [ProtocolSchedule.Change] = []
    /// The height at the start; all blocks below have been decided and signed.
    public var initialHeight: UInt64 = 0
    /// Validators sign the blocks whose height is a multiple of this, and the root of every epoch.
    public var signEvery: UInt64 = 1
    /// The shape of the sequencer's errors, and with it the generation of the servers.
    public var errorStyle = ErrorStyle.new

    /// The greatest height a network can have, so that no view number overflows.
    public static let maximumHeight: UInt64 = 1 << 60
    /// The most blocks from one signed block to the next.
    public static let longestPause: UInt64 = 10_000
    /// The most validators of a table, or slots.
    public static let maximumValidators = 10_000

    /// Five validators that sign for V3, ten slots, epochs of 30 blocks.
    public init() {}

    /// The division of the chain into epochs; without either of the two settings there are none.
    public var schedule: EpochSchedule {
        hasEpochs
            ? EpochSchedule(blocksPerEpoch: blocksPerEpoch, epochStartBlock: epochStartBlock)
            : EpochSchedule(blocksPerEpoch: nil, epochStartBlock: nil)
    }

    /// Whether there are epochs at all.
    public var hasEpochs: Bool { blocksPerEpoch != 0 && epochStartBlock != 0 }

    /// Throws ``NetworkError/setting(_:)`` when the settings contradict each other or are out of range.
    func validate() throws(NetworkError) {
        guard (1...NetworkSettings.maximumValidators).contains(validators) else {
            throw .setting("expected 1 to \(NetworkSettings.maximumValidators) validators, got \(validators)")
        }
        guard (1...NetworkSettings.maximumValidators).contains(capacity) else {
            throw .setting("expected a capacity of 1 to \(NetworkSettings.maximumValidators), got \(capacity)")
        }
        guard validators <= capacity else {
            throw .setting("\(validators) validators do not fit into a stake table of \(capacity)")
        }
        // The contract refuses shorter epochs: there would be no block before the root.
        guard blocksPerEpoch == 0 || blocksPerEpoch > EpochSchedule.rootDistance else {
            throw .setting("an epoch needs more than \(EpochSchedule.rootDistance) blocks, got \(blocksPerEpoch)")
        }
        guard blocksPerEpoch <= NetworkSettings.maximumHeight, epochStartBlock <= NetworkSettings.maximumHeight else {
            throw .setting("epochs that begin or end past block \(NetworkSettings.maximumHeight)")
        }
        // The first epoch would have no root that counts, so no contract could learn the second epoch's table.
        guard !hasEpochs || !schedule.isPastEpochRoot(epochStartBlock) else {
            throw .setting("epochs cannot start at block \(epochStartBlock), past the root of its epoch")
        }
        guard initialHeight <= NetworkSettings.maximumHeight else {
            throw .setting("expected a height up to \(NetworkSettings.maximumHeight), got \(initialHeight)")
        }
        guard (1...NetworkSettings.longestPause).contains(signEvery) else {
            throw .setting("expected every 1st to \(NetworkSettings.longestPause)th block, got \(signEvery)")
        }
    }
}

/// How the stake is divided among the validators.
public enum StakeSpread: String, Sendable, CaseIterable {
    /// Everybody has the same, 1 in the genesis table.
    case equal
    /// From 1,000 to 100,000 tokens of 10^18 each.
    case spread
    /// One validator has more than a third of all, a few have nearly nothing.
    case unequal
}

/// The generation of servers to imitate. See the articles of EspressoAPI.
public enum ErrorStyle: String, Sendable, CaseIterable {
    /// tide-disco: paths without a version redirect, a missing certificate is `{"FetchStateCert":{"epoch":7}}`.
    case old
    /// axum: every path is answered at once, the sequencer's errors are `{"Custom":{"message":"…","status":404}}`.
    case new
}
