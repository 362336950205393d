import Ethereum
import EthereumAccounts

/// The transactions of a block, as far as one account may have signed them.
public struct BlockTransactions: Sendable {
    /// The block's height.
    public let number: UInt64
    /// The block's hash.
    public let hash: Hash256
    /// Those of which the node says that the account sent them, each with the account's own signature.
    public let transactions: [SignedTransaction]
}
