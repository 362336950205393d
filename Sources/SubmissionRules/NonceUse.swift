import Ethereum

/// What is proved about the transaction that used a nonce.
public enum NonceUse: Sendable, Hashable {
    /// It is this one, signed by the account, in the block of this height.
    case transaction(Hash256, block: UInt64)
    /// It is in this block or an older one, and does not show: the node has no older state, or cannot show the transaction.
    case hidden(block: UInt64)
    /// Nothing: the node does not show it, or contradicts itself. `reason` is a clause.
    case unproven(reason: String)
}
