import BN254
import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import Journal
import LightClient
import Submission
import SubmissionRules
import TransactionFees

/// A chain of which one of two nodes shows heads that nobody else has, in which our nonce is used, by a transaction that it does
/// not show. `otherCount` is what the other node says of its own newest block; nil if it does not answer.
struct InventedHead: SubmissionChain {
    let chain: WeatherChain
    let otherCount: UInt64?

    /// The block from which on the nonce is used.
    private static let used: UInt64 = 1_000_000

    func observation(of entry: SubmissionEntry) async throws(NodeError) -> Look<Observation> {
        let look = try await chain.observation(of: entry)
        guard case .view(var view) = look else { return look }
        view.head.number += Self.used + 1000
        (view.accountNonce, view.receipt, view.knowsNewest) = (entry.nonce + 1, nil, false)
        view.finalizedState = LightClientState(viewNumber: 0, blockHeight: 0, blockCommitmentRoot: Fr(0))
        view.isCanonical = true
        return .view(view)
    }

    func transactionCount(of account: Address, at block: UInt64) async throws(NodeError) -> UInt64? {
        block >= Self.used ? 1 : 0
    }

    func transaction(of account: Address, nonce: UInt64, in block: UInt64) async throws(NodeError) -> Hash256? { nil }

    func counts(of account: Address, at head: BlockMark, hash: Hash256) async -> [NonceCount] {
        let liar = NonceCount(url: World.url(0), count: 1, isOfBlock: true)
        return [liar] + (otherCount.map { [NonceCount(url: World.url(1), count: $0, isOfBlock: false)] } ?? [])
    }

    var nodeCount: Int { 2 }
    func standing(of account: Address, depth: UInt64) async throws(NodeError) -> Look<AccountStanding> {
        try await chain.standing(of: account, depth: depth)
    }
    func leave(because reason: String) { chain.leave(because: reason) }
    func confirmsPoverty(of account: Address, below least: Wei) async throws(StageFailure) -> Bool {
        try await chain.confirmsPoverty(of: account, below: least)
    }
    func market() async throws(NodeError) -> FeeMarket { try await chain.market() }
    func simulate(_ call: CallRequest, at block: BlockTag) async throws(NodeError) -> CallOutcome<[UInt8]> {
        try await chain.simulate(call, at: block)
    }
    func estimateGas(_ call: CallRequest) async throws(NodeError) -> CallOutcome<UInt64> {
        try await chain.estimateGas(call)
    }
    func send(_ transaction: SignedTransaction) async throws(NodeError) -> Sending { try await chain.send(transaction) }
}
