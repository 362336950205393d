import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import HTTPTransport
import Journal
import SubmissionRules
import TransactionFees

/// What a submission asks of the chain. ``ContractChain`` asks nodes; tests script one.
package protocol SubmissionChain: Sendable {
    /// What one node says about a submission, all of it at its newest block.
    func observation(of entry: SubmissionEntry) async throws(NodeError) -> Look<Observation>
    /// The account and the contract, all of it at one node's newest block; the deep nonce is that of the block which is
    /// `depth` blocks deep, itself and the newest counted.
    func standing(of account: Address, depth: UInt64) async throws(NodeError) -> Look<AccountStanding>
    /// The number of an account's transactions up to a block; nil if the node does not have the block's state.
    func transactionCount(of account: Address, at block: UInt64) async throws(NodeError) -> UInt64?
    /// The transaction of this nonce that a block has and that the account has signed; nil if the node shows none.
    func transaction(of account: Address, nonce: UInt64, in block: UInt64) async throws(NodeError) -> Hash256?
    /// What every node says that answers: the number of the account's transactions up to this very block, or up to the
    /// node's newest one where it has another block there, or none.
    func counts(of account: Address, at head: BlockMark, hash: Hash256) async -> [NonceCount]
    /// The number of nodes, whether they answer or not.
    var nodeCount: Int { get }
    /// Leaves the node in use for the next one, if there is one.
    func leave(because reason: String)
    /// What gas costs. A chain counts as one without a fee market by more than one answer only.
    func market() async throws(NodeError) -> FeeMarket
    /// Whether the account has less than this, as far as nodes can tell: that alone ends the work for good.
    func confirmsPoverty(of account: Address, below least: Wei) async throws(StageFailure) -> Bool
    /// Tries a call of the contract.
    func simulate(_ call: CallRequest, at block: BlockTag) async throws(NodeError) -> CallOutcome<[UInt8]>
    /// The gas of a call of the contract on top of what the node knows.
    func estimateGas(_ call: CallRequest) async throws(NodeError) -> CallOutcome<UInt64>
    /// Offers a transaction to the nodes, one after the other until one takes it.
    func send(_ transaction: SignedTransaction) async throws(NodeError) -> Sending
}

/// What one node says of an account's nonce.
package struct NonceCount: Sendable, Hashable {
    /// The node.
    package let url: RedactedURL
    /// The number of transactions.
    package let count: UInt64
    /// Whether it is of the block that was asked about, and not of the node's newest one.
    package let isOfBlock: Bool

    package init(url: RedactedURL, count: UInt64, isOfBlock: Bool) {
        self.url = url
        self.count = count
        self.isOfBlock = isOfBlock
    }
}
