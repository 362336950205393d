import Ethereum

/// A block's header, as far as anybody here asks.
public struct BlockHeader: Hashable, Sendable {
    /// The height.
    public var number: UInt64
    /// The hash; nil for the pending block.
    public var hash: Hash256?
    /// The hash of the block before.
    public var parentHash: Hash256
    /// Seconds since 1970.
    public var timestamp: UInt64
    /// The price of one unit of gas that is burnt (EIP-1559); nil before London.
    public var baseFeePerGas: Wei?
    /// The most gas its transactions may use together.
    public var gasLimit: UInt64
    /// The gas its transactions used together; nil where a node does not say.
    public var gasUsed: UInt64?

    /// A header of these parts.
    public init(
        number: UInt64, hash: Hash256?, parentHash: Hash256, timestamp: UInt64, baseFeePerGas: Wei?, gasLimit: UInt64,
        gasUsed: UInt64? = nil
    ) {
        self.number = number
        self.hash = hash
        self.parentHash = parentHash
        self.timestamp = timestamp
        self.baseFeePerGas = baseFeePerGas
        self.gasLimit = gasLimit
        self.gasUsed = gasUsed
    }
}
