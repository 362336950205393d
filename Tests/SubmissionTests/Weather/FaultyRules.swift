import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import Journal
import LightClient
import Submission
import SubmissionRules
import Synchronization
import TransactionFees

/// A rule of the submission that is broken on purpose: the chain as the submitter would see it without that rule.
///
/// The submitter itself has no switch for it.
enum FaultyRule: String, CaseIterable, Sendable {
    /// A nonce that is used, with no receipt of ours, counts as used by somebody else, without a proof.
    case absenceIsBelieved
    /// What belongs together is asked at "latest", each of whichever server answers.
    case answersAreOfAnyBlock
    /// One node's word about a nonce is enough.
    case nonceIsBelieved
}

/// The chain under a ``FaultyRule``.
struct FaultyChain: SubmissionChain {
    let chain: WeatherChain
    let rule: FaultyRule
    private let head = Mutexed(UInt64(0))

    init(_ chain: WeatherChain, _ rule: FaultyRule) {
        (self.chain, self.rule) = (chain, rule)
        if rule == .answersAreOfAnyBlock { chain.with { $0.answersLatest = true } }
    }

    func observation(of entry: SubmissionEntry) async throws(NodeError) -> Look<Observation> {
        let look = try await chain.observation(of: entry)
        guard case .view(let view) = look else { return look }
        head.set(view.head.number)
        return .view(view)
    }

    func standing(of account: Address, depth: UInt64) async throws(NodeError) -> Look<AccountStanding> {
        let look = try await chain.standing(of: account, depth: depth)
        guard case .view(var view) = look else { return look }
        if rule == .nonceIsBelieved { view.deepNonce = view.nonce }
        return .view(view)
    }

    func transactionCount(of account: Address, at block: UInt64) async throws(NodeError) -> UInt64? {
        guard rule == .absenceIsBelieved else { return try await chain.transactionCount(of: account, at: block) }
        return block + 5 > head.value ? .max : 0
    }

    func transaction(of account: Address, nonce: UInt64, in block: UInt64) async throws(NodeError) -> Hash256? {
        guard rule == .absenceIsBelieved else {
            return try await chain.transaction(of: account, nonce: nonce, in: block)
        }
        return Hash256(of: "somebody else's".utf8)
    }

    func counts(of account: Address, at head: BlockMark, hash: Hash256) async -> [NonceCount] {
        let counts = await chain.counts(of: account, at: head, hash: hash)
        guard rule == .nonceIsBelieved, let highest = counts.max(by: { $0.count < $1.count }) else { return counts }
        return [highest, highest]
    }

    var nodeCount: Int { chain.nodeCount }
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

/// A value that several tasks may set.
private final class Mutexed<Value: Sendable>: Sendable {
    private let state: Mutex<Value>
    init(_ value: Value) { state = Mutex(value) }
    var value: Value { state.withLock { $0 } }
    func set(_ value: Value) { state.withLock { $0 = value } }
}
