import BN254

/// Which block a question is about.
public enum BlockTag: Hashable, Sendable {
    /// The block of this height.
    case number(UInt64)
    /// The newest block.
    case latest
    /// The block that the node would make now of the transactions it knows.
    case pending
    /// The newest block that is unlikely to be replaced.
    case safe
    /// The newest block that cannot be replaced.
    case finalized
    /// Block 0.
    case earliest
}

/// A call of a contract that is only tried: `eth_call` and `eth_estimateGas`.
public struct CallRequest: Hashable, Sendable {
    /// The caller; nobody if nil.
    public var from: Address?
    /// The contract; nil to try the making of one.
    public var to: Address?
    /// The most gas it may use; the node's own limit if nil.
    public var gasLimit: UInt64?
    /// The price of gas, so that the caller's balance is checked; free if nil.
    public var fees: UnsignedTransaction.Fees?
    /// The ether sent along.
    public var value: Wei
    /// Selector and arguments.
    public var data: [UInt8]

    /// A call of these parts.
    public init(
        from: Address? = nil, to: Address?, gasLimit: UInt64? = nil, fees: UnsignedTransaction.Fees? = nil,
        value: Wei = .zero, data: [UInt8]
    ) {
        self.from = from
        self.to = to
        self.gasLimit = gasLimit
        self.fees = fees
        self.value = value
        self.data = data
    }
}

/// How a tried call ended.
public enum CallOutcome<Value: Sendable & Hashable>: Hashable, Sendable {
    /// It ended well.
    case returned(Value)
    /// The contract reverted with this data: selector and arguments of an error, or nothing; `message` is the node's.
    case reverted(data: [UInt8], message: String)
}

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

    /// A header of these parts.
    public init(
        number: UInt64, hash: Hash256?, parentHash: Hash256, timestamp: UInt64, baseFeePerGas: Wei?, gasLimit: UInt64
    ) {
        self.number = number
        self.hash = hash
        self.parentHash = parentHash
        self.timestamp = timestamp
        self.baseFeePerGas = baseFeePerGas
        self.gasLimit = gasLimit
    }
}

/// An event that a contract emitted.
public struct EventLog: Hashable, Sendable {
    /// The contract.
    public var address: Address
    /// The event's hash and its indexed arguments, four at most.
    public var topics: [Hash256]
    /// The other arguments.
    public var data: [UInt8]

    /// A log of these parts.
    public init(address: Address, topics: [Hash256], data: [UInt8]) {
        self.address = address
        self.topics = topics
        self.data = data
    }
}

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
}

/// A transaction that a node knows.
public struct KnownTransaction: Hashable, Sendable {
    /// Its hash.
    public var hash: Hash256
    /// Its sender.
    public var from: Address
    /// Its recipient.
    public var to: Address?
    /// Its nonce.
    public var nonce: UInt64
    /// Its call data.
    public var data: [UInt8]
    /// The height of its block; nil while it waits for one.
    public var blockNumber: UInt64?

    /// A transaction of these parts.
    public init(hash: Hash256, from: Address, to: Address?, nonce: UInt64, data: [UInt8], blockNumber: UInt64?) {
        self.hash = hash
        self.from = from
        self.to = to
        self.nonce = nonce
        self.data = data
        self.blockNumber = blockNumber
    }
}

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
