import Ethereum
import Journal
import LightClient

/// An account before it sends, and the contract it sends to, at one block: the node's newest.
public struct AccountStanding: Sendable, Hashable {
    /// The block.
    public var head: BlockMark
    /// The block's hash.
    public var headHash: Hash256
    /// What it owns.
    public var balance: Wei
    /// The number of its transactions in blocks.
    public var nonce: UInt64
    /// The same without those in the newest blocks, which a reorganisation may undo.
    public var deepNonce: UInt64
    /// The same with the ones that the node has in its pool.
    public var pendingNonce: UInt64
    /// The most gas that the transactions of a block may use.
    public var blockGasLimit: UInt64
    /// The contract.
    public var contract: Address
    /// The state that the contract has.
    public var finalizedState: LightClientState

    /// A standing.
    public init(
        head: BlockMark, headHash: Hash256, balance: Wei, nonce: UInt64, deepNonce: UInt64, pendingNonce: UInt64,
        blockGasLimit: UInt64, contract: Address, finalizedState: LightClientState
    ) {
        self.head = head
        self.headHash = headHash
        self.balance = balance
        self.nonce = nonce
        self.deepNonce = deepNonce
        self.pendingNonce = pendingNonce
        self.blockGasLimit = blockGasLimit
        self.contract = contract
        self.finalizedState = finalizedState
    }

    /// Why nothing may be signed on the strength of this, given what the journal and earlier views say; nil if it may.
    public func doubt(_ entries: [SubmissionEntry], newest: BlockMark?) -> Doubt? {
        if let newest, head < newest {
            return .behind(
                "its newest block \(head.number) is older than block \(newest.number), which was seen before")
        }
        let mined = entries.filter { $0.progress == .final && $0.nonce < nonce && $0.contract == contract }
        if let missing = mined.first(where: { !finalizedState.supersedes($0.state) }) {
            return .contradiction(
                "the contract lacks height \(missing.state.blockHeight) in block \(head.number), and its nonce is used")
        }
        // One after the last that was certainly used is known; any other is one node's word.
        let used = entries.filter(\.progress.isSettled).map(\.nonce).max()
        guard nonce > 0, used.map({ nonce - 1 > $0 }) ?? true else { return nil }
        if nonce > deepNonce {
            return .shallow("nonce \(nonce - 1) was used in one of the newest blocks, and not by us")
        }
        return .unknownNonce
    }

    /// Why nothing may be signed yet.
    public enum Doubt: Sendable, Hashable {
        /// The node lags: another one, or the same one later, knows more.
        case behind(String)
        /// Nonce and state are not of one moment, or the journal is wrong.
        case contradiction(String)
        /// Somebody else's transaction used the nonce before, and may be undone.
        case shallow(String)
        /// The nonce is higher than the journal knows: somebody else has sent from the account, or it is a lie.
        case unknownNonce
    }
}
