import Ethereum

/// The fees of recent blocks: `eth_feeHistory`.
public struct FeeHistory: Hashable, Sendable {
    /// The height of the oldest block.
    public var oldestBlock: UInt64
    /// The base fee of each block from the oldest on, and of the one after the newest.
    public var baseFeePerGas: [Wei]
    /// The tips at the asked percentiles of each block's gas; empty if none were asked for.
    public var rewards: [[Wei]]
    /// The share of each block's gas limit that was used, 0 to 1.
    public var gasUsedRatio: [Double]

    /// A history of these parts.
    public init(oldestBlock: UInt64, baseFeePerGas: [Wei], rewards: [[Wei]], gasUsedRatio: [Double]) {
        self.oldestBlock = oldestBlock
        self.baseFeePerGas = baseFeePerGas
        self.rewards = rewards
        self.gasUsedRatio = gasUsedRatio
    }
}
