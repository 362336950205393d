import Ethereum

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
