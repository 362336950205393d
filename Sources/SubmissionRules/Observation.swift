import Ethereum
import Journal
import LightClient

/// What one node says about a submission, all of it about one block: the head.
public struct Observation: Sendable, Hashable {
    /// The node's newest block.
    public var head: BlockMark
    /// That block's hash.
    public var headHash: Hash256
    /// The state that the contract has in the head.
    public var finalizedState: LightClientState
    /// The number of the account's transactions in blocks up to the head.
    public var accountNonce: UInt64
    /// The receipt of the one transaction that is in a block, if one is; its block may be above the head, if another backend
    /// knew it.
    public var receipt: TransactionReceipt?
    /// Whether the node knows the newest transaction.
    public var knowsNewest: Bool
    /// Whether the receipt's block is on the chain that ends at the head; true without a receipt.
    public var isCanonical: Bool

    /// An observation.
    public init(
        head: BlockMark, headHash: Hash256, finalizedState: LightClientState, accountNonce: UInt64,
        receipt: TransactionReceipt? = nil, knowsNewest: Bool, isCanonical: Bool = true
    ) {
        self.head = head
        self.headHash = headHash
        self.finalizedState = finalizedState
        self.accountNonce = accountNonce
        self.receipt = receipt
        self.knowsNewest = knowsNewest
        self.isCanonical = isCanonical
    }

    /// The number of blocks from the receipt's to the head, both counted; 0 without a receipt.
    public var confirmations: UInt64 { receipt.map { head.number.depth(of: $0.blockNumber) } ?? 0 }

    /// Why the answers cannot be true together, given a submission of `submitted` with `nonce`; nil if they can.
    func contradiction(nonce: UInt64, submitted: LightClientState) -> String? {
        guard let receipt, isCanonical, confirmations > 0 else { return nil }
        if accountNonce <= nonce {
            return
                "it has the receipt of block \(receipt.blockNumber), and nonce \(nonce) is free in block \(head.number)"
        }
        if receipt.succeeded, !finalizedState.supersedes(submitted) {
            return "it has the receipt of block \(receipt.blockNumber), and the contract lacks the state in block "
                + "\(head.number)"
        }
        return nil
    }
}

extension LightClientState {
    /// Whether a contract with this state refuses `other` as outdated: both view and height must grow
    /// (the article ContractRules of LightClientContract, step 2).
    public func supersedes(_ other: LightClientState) -> Bool {
        other.blockHeight <= blockHeight || other.viewNumber <= viewNumber
    }
}
