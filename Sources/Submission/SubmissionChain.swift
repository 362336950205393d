import Ethereum
import EthereumAccounts
import EthereumNode
import LightClient

/// What a submission asks of the chain. ``ContractChain`` asks a node; tests script one.
package protocol SubmissionChain: Sendable {
    /// What the node says about a submission, in one request.
    func observation(of entry: SubmissionEntry) async throws(NodeError) -> Observation
    /// What gas costs.
    func market() async throws(NodeError) -> FeeMarket
    /// The account and the contract's state, in one request.
    func standing(of account: Address) async throws(NodeError) -> AccountStanding
    /// Tries a call of the contract.
    func simulate(_ call: CallRequest, at block: BlockTag) async throws(NodeError) -> CallOutcome<[UInt8]>
    /// The gas of a call of the contract on top of what the node knows.
    func estimateGas(_ call: CallRequest) async throws(NodeError) -> CallOutcome<UInt64>
    /// Hands over a transaction.
    func send(_ transaction: SignedTransaction) async throws(NodeError)
}

/// An account before it sends, and the contract it sends to, at the newest block.
public struct AccountStanding: Sendable, Hashable {
    /// What it owns.
    public var balance: Wei
    /// The number of its transactions in blocks.
    public var nonce: UInt64
    /// The same with the ones that the node has in its pool.
    public var pendingNonce: UInt64
    /// The most gas that the transactions of a block may use.
    public var blockGasLimit: UInt64
    /// The state that the contract has.
    public var finalizedState: LightClientState

    /// A standing.
    public init(
        balance: Wei, nonce: UInt64, pendingNonce: UInt64, blockGasLimit: UInt64, finalizedState: LightClientState
    ) {
        self.balance = balance
        self.nonce = nonce
        self.pendingNonce = pendingNonce
        self.blockGasLimit = blockGasLimit
        self.finalizedState = finalizedState
    }
}

/// The time by which a submission waits; tests have one that takes none.
package struct SubmissionClock: Sendable {
    /// The time since some moment.
    package var now: @Sendable () -> Duration
    /// Waits; throws when cancelled.
    package var sleep: @Sendable (Duration) async throws(CancellationError) -> Void

    package init(
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's clock, which counts suspended time too.
    package static func continuous() -> SubmissionClock {
        let start = ContinuousClock.now
        return SubmissionClock(now: { ContinuousClock.now - start }) { (duration) throws(CancellationError) in
            do {
                try await Task.sleep(for: duration)
            } catch {
                throw CancellationError()
            }
        }
    }
}
