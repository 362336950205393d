import Ethereum
import LightClient

/// Decides, from what a node says about a submission that was sent, what to do next. It does nothing itself.
///
/// A node may lag behind, forget, or disagree with the one before: what speaks against an earlier observation counts only
/// once it was seen several times, and nothing but a receipt deep enough in the chain ends well.
public struct SubmissionPolicy: Sendable {
    /// How long to wait for what.
    public struct Patience: Sendable, Hashable {
        /// Blocks from the transaction's to the newest, both counted, after which it counts as final; at least 1.
        public var confirmations: UInt64
        /// The time for a transaction to be mined before its fee is raised.
        public var transactionTimeout: Duration

        /// A patience.
        public init(confirmations: UInt64, transactionTimeout: Duration) {
            self.confirmations = max(1, confirmations)
            self.transactionTimeout = transactionTimeout
        }
    }

    /// What to do.
    public enum Step: Sendable, Hashable {
        /// Look again later.
        case wait
        /// The node does not know the newest transaction: send the same bytes again.
        case rebroadcast
        /// It waited long enough: send one with the same nonce and a higher fee.
        case raiseFee
        /// One is mined, deep enough.
        case conclude(TransactionReceipt)
        /// The contract has this state or a later one, and none of ours is mined.
        case abandon
        /// The nonce was used by another transaction, deep enough: none of ours can be mined any more.
        case replaced
    }

    /// What changed, for people.
    public enum News: Sendable, Hashable {
        /// One of the transactions is in a block.
        case mined(TransactionReceipt)
        /// It is not in that block any more.
        case reorganised(from: UInt64)
        /// No transaction of ours is mined, and yet the nonce is used.
        case nonceUsed
    }

    /// Observations that must agree before a transaction counts as forgotten, or a nonce as used by somebody else.
    static let agreement = (forgotten: 2, replaced: 3)

    private let submitted: LightClientState
    private let nonce: UInt64
    private let patience: Patience
    private var sentAt: Duration
    private var minedIn: (height: UInt64, hash: Hash256)?
    private var forgottenObservations = 0
    private var usedNonce: (head: UInt64, observations: Int)?

    /// A machine for a submission whose newest transaction was sent at `now`.
    public init(state: LightClientState, nonce: UInt64, patience: Patience, now: Duration) {
        submitted = state
        self.nonce = nonce
        self.patience = patience
        sentAt = now
    }

    /// To be called when a transaction with a higher fee was sent, or could not be and is to be tried later.
    public mutating func raisedFee(at now: Duration) {
        sentAt = now
        forgottenObservations = 0
    }

    /// What to do after an observation at `now`, and what is new.
    public mutating func decide(_ observation: Observation, at now: Duration) -> (step: Step, news: [News]) {
        var news: [News] = []
        guard let receipt = observation.receipt, observation.isCanonical else {
            if let minedIn {
                news.append(.reorganised(from: minedIn.height))
                self.minedIn = nil
                // In the pool again it deserves its full time.
                sentAt = now
            }
            return (unmined(observation, at: now, &news), news)
        }
        usedNonce = nil
        forgottenObservations = 0
        if let minedIn, minedIn.hash != receipt.blockHash { news.append(.reorganised(from: minedIn.height)) }
        if minedIn?.hash != receipt.blockHash { news.append(.mined(receipt)) }
        minedIn = (receipt.blockNumber, receipt.blockHash)
        return (observation.confirmations >= patience.confirmations ? .conclude(receipt) : .wait, news)
    }

    private mutating func unmined(_ observation: Observation, at now: Duration, _ news: inout [News]) -> Step {
        guard observation.receipt == nil else { return .wait }
        if observation.accountNonce > nonce {
            if usedNonce == nil { news.append(.nonceUsed) }
            let first = min(usedNonce?.head ?? observation.head, observation.head)
            let observations = (usedNonce?.observations ?? 0) + 1
            usedNonce = (first, observations)
            let isDeep = observation.head - first + 1 >= patience.confirmations
            return observations >= Self.agreement.replaced && isDeep ? .replaced : .wait
        }
        usedNonce = nil
        if observation.finalizedState.supersedes(submitted) { return .abandon }
        forgottenObservations = observation.knowsNewest ? 0 : forgottenObservations + 1
        if now - sentAt >= patience.transactionTimeout { return .raiseFee }
        guard forgottenObservations >= Self.agreement.forgotten else { return .wait }
        forgottenObservations = 0
        return .rebroadcast
    }
}

extension LightClientState {
    /// Whether a contract with this state refuses `other` as outdated: both view and height must grow
    /// (the article ContractRules of LightClientContract, step 2).
    func supersedes(_ other: LightClientState) -> Bool {
        other.blockHeight <= blockHeight || other.viewNumber <= viewNumber
    }
}
