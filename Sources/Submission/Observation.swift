import Ethereum
import LightClient

/// What one node says about a submission, all of it asked in one request.
public struct Observation: Sendable, Hashable {
    /// The newest block's height.
    public var head: UInt64
    /// The state that the contract has.
    public var finalizedState: LightClientState
    /// The number of the account's transactions in blocks.
    public var accountNonce: UInt64
    /// The receipt of the one transaction that is in a block, if one is.
    public var receipt: TransactionReceipt?
    /// Whether the node knows the newest transaction.
    public var knowsNewest: Bool
    /// Whether the receipt's block is on the chain that ends at the head; true without a receipt.
    public var isCanonical: Bool

    /// An observation.
    public init(
        head: UInt64, finalizedState: LightClientState, accountNonce: UInt64, receipt: TransactionReceipt? = nil,
        knowsNewest: Bool, isCanonical: Bool = true
    ) {
        self.head = head
        self.finalizedState = finalizedState
        self.accountNonce = accountNonce
        self.receipt = receipt
        self.knowsNewest = knowsNewest
        self.isCanonical = isCanonical
    }

    /// The number of blocks from the receipt's to the head, both counted; 0 without a receipt.
    var confirmations: UInt64 {
        guard let receipt, head >= receipt.blockNumber else { return 0 }
        return head - receipt.blockNumber + 1
    }
}
