/// What became of a transaction that is in a block.
public struct TransactionReceipt: Hashable, Sendable {
    /// The transaction.
    public var transactionHash: Hash256
    /// The block's hash.
    public var blockHash: Hash256
    /// The block's height.
    public var blockNumber: UInt64
    /// Whether it ended well; false if it reverted.
    public var succeeded: Bool
    /// The gas it used.
    public var gasUsed: UInt64
    /// What it paid for one unit of gas; nil if the node does not say.
    public var effectiveGasPrice: Wei?
    /// Its events, in order.
    public var logs: [EventLog]

    /// A receipt of these parts.
    public init(
        transactionHash: Hash256, blockHash: Hash256, blockNumber: UInt64, succeeded: Bool, gasUsed: UInt64,
        effectiveGasPrice: Wei?, logs: [EventLog]
    ) {
        self.transactionHash = transactionHash
        self.blockHash = blockHash
        self.blockNumber = blockNumber
        self.succeeded = succeeded
        self.gasUsed = gasUsed
        self.effectiveGasPrice = effectiveGasPrice
        self.logs = logs
    }

    /// What the transaction cost; nil if the node does not say the price.
    public var cost: Wei? { effectiveGasPrice.map { $0 * gasUsed } }
}
