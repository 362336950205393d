import BN254
import Ethereum
import EthereumAccounts
import EthereumNode
import HTTPTransport
import LightClient
import LightClientContract
import Submission
import Synchronization
import TestSupport

/// A chain of one account and one contract in memory, which does at random what chains and nodes do: mines, forgets,
/// reorganises, fails to answer, and answers from yesterday.
final class ModelChain: SubmissionChain {
    struct Block {
        var hash: Hash256
        var transaction: SignedTransaction?
        var succeeded = false
    }

    struct State {
        var random: SeededGenerator
        /// The share of questions at which something goes wrong.
        var trouble: Double
        var blocks: [Block] = []
        var pool: [SignedTransaction] = []
        /// Everything that was ever handed over, in order.
        var sent: [SignedTransaction] = []
        /// Whether each of these was on the disk at that moment.
        var wereDurable = true
        var made: UInt64 = 0
        var balance = Wei(1_000_000_000_000_000_000)
    }

    let contract: Address
    private let submitted: LightClientState
    private let isDurable: @Sendable (SignedTransaction) -> Bool
    private let state: Mutex<State>

    init(
        contract: Address, submitted: LightClientState, seed: UInt64, trouble: Double,
        isDurable: @escaping @Sendable (SignedTransaction) -> Bool
    ) {
        self.contract = contract
        self.submitted = submitted
        self.isDurable = isDurable
        state = Mutex(State(random: SeededGenerator(seed: seed), trouble: trouble))
        state.withLock { for _ in 0..<10 { Self.mine(&$0, nil) } }
    }

    func with<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }

    static let genesis = LightClientState(viewNumber: 0, blockHeight: 0, blockCommitmentRoot: Fr(1))

    static func mine(_ state: inout State, _ transaction: SignedTransaction?) {
        state.made += 1
        // Only the first can succeed: the state is outdated after that.
        let isFirst = !state.blocks.contains { $0.succeeded }
        state.blocks.append(
            Block(
                hash: Hash256(of: state.made.description.utf8), transaction: transaction,
                succeeded: transaction != nil && isFirst))
    }

    private static func nonce(_ state: State) -> UInt64 { UInt64(state.blocks.count { $0.transaction != nil }) }

    /// Lets time pass, and fails now and then.
    private func live(_ method: String) throws(NodeError) {
        let fails = state.withLock { state in
            let trouble = state.trouble
            func happens(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &state.random) < share }
            if happens(0.4) {
                let nonce = Self.nonce(state)
                let next = state.pool.last { $0.transaction.nonce == nonce && happens(0.5) }
                Self.mine(&state, next)
                state.pool.removeAll { $0.transaction.nonce == nonce && next != nil }
            }
            if happens(trouble) { state.pool.removeAll() }
            if happens(trouble / 2), let undone = state.blocks.popLast() {
                if let transaction = undone.transaction, happens(0.5) { state.pool.append(transaction) }
                Self.mine(&state, nil)
            }
            return happens(trouble)
        }
        guard !fails else {
            throw NodeError(.rateLimited(retryAfter: .seconds(1)), method: method, url: RedactedURL("http://node/"))
        }
    }

    private func finalized(_ state: State) -> LightClientState {
        state.blocks.contains { $0.succeeded } ? submitted : Self.genesis
    }

    func observation(of entry: SubmissionEntry) async throws(NodeError) -> Observation {
        try live("observation")
        return state.withLock { state in
            let head = UInt64(state.blocks.count - 1)
            let lies = Double.random(in: 0..<1, using: &state.random) < state.trouble
            let found = state.blocks.firstIndex { $0.transaction.map { entry.hashes.contains($0.hash) } ?? false }
            return Observation(
                head: head, finalizedState: finalized(state), accountNonce: Self.nonce(state),
                receipt: lies ? nil : found.flatMap { receipt(state.blocks[$0], UInt64($0), entry.state) },
                knowsNewest: !lies && (found != nil || state.pool.contains { $0.hash == entry.newest.hash }))
        }
    }

    private func receipt(_ block: Block, _ number: UInt64, _ submitted: LightClientState) -> TransactionReceipt? {
        guard let transaction = block.transaction else { return nil }
        let event = EventLog(
            address: contract,
            topics: [
                ContractEvent.newStateTopic, Hash256(word: UInt256(submitted.viewNumber)),
                Hash256(word: UInt256(submitted.blockHeight)),
            ], data: submitted.blockCommitmentRoot.canonical.bigEndianBytes)
        return TransactionReceipt(
            transactionHash: transaction.hash, blockHash: block.hash, blockNumber: number, succeeded: block.succeeded,
            gasUsed: 400_000, effectiveGasPrice: Wei(gwei: 1), logs: block.succeeded ? [event] : [])
    }

    func market() async throws(NodeError) -> FeeMarket {
        try live("market")
        return FeeMarket(gasPrice: Wei(gwei: 1), nextBaseFee: Wei(gwei: 1), recentTips: [])
    }

    func standing(of account: Address) async throws(NodeError) -> AccountStanding {
        try live("standing")
        return state.withLock { state in
            let nonce = Self.nonce(state)
            let pending = Set(state.pool.map(\.transaction.nonce)).count { $0 >= nonce }
            return AccountStanding(
                balance: state.balance, nonce: nonce, pendingNonce: nonce + UInt64(pending),
                blockGasLimit: 30_000_000, finalizedState: finalized(state))
        }
    }

    func simulate(_ call: CallRequest, at block: BlockTag) async throws(NodeError) -> CallOutcome<[UInt8]> {
        try live("simulate")
        return state.withLock { state in
            state.blocks.contains { $0.succeeded }
                ? .reverted(data: DeclaredError.outdatedState.selector.bytes, message: "execution reverted")
                : .returned([])
        }
    }

    func estimateGas(_ call: CallRequest) async throws(NodeError) -> CallOutcome<UInt64> {
        guard case .reverted(let data, let message) = try await simulate(call, at: .latest) else {
            return .returned(400_000)
        }
        return .reverted(data: data, message: message)
    }

    func send(_ transaction: SignedTransaction) async throws(NodeError) {
        let durable = isDurable(transaction)
        let isNew = state.withLock { state in
            state.sent.append(transaction)
            state.wereDurable = state.wereDurable && durable
            guard transaction.transaction.nonce >= Self.nonce(state) else { return false }
            if !state.pool.contains(transaction) { state.pool.append(transaction) }
            return true
        }
        guard isNew else {
            throw NodeError(
                .rejected(code: -32000, message: "nonce too low", meaning: .nonceTooLow), method: "send",
                url: RedactedURL("http://node/"))
        }
        // The answer may be lost although the transaction has arrived.
        try live("send")
    }
}
