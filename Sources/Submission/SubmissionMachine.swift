import Ethereum
import LightClient

/// Decides, from what a node says about a submission that was sent, what to do next. It does nothing itself.
///
/// A node may lag behind, forget, or disagree with the one before: what speaks against an earlier sighting counts only
/// once it was seen several times, and nothing but a receipt deep enough in the chain ends well.
public struct SubmissionMachine: Sendable {
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

    /// Sightings that must agree before a transaction counts as forgotten, or a nonce as used by somebody else.
    static let agreement = (forgotten: 2, replaced: 3)

    private let submitted: LightClientState
    private let nonce: UInt64
    private let patience: Patience
    private var sentAt: Duration
    private var minedIn: (height: UInt64, hash: Hash256)?
    private var forgottenSightings = 0
    private var usedNonce: (head: UInt64, sightings: Int)?

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
        forgottenSightings = 0
    }

    /// What to do after a sighting at `now`, and what is new.
    public mutating func decide(_ sighting: Sighting, at now: Duration) -> (step: Step, news: [News]) {
        var news: [News] = []
        guard let receipt = sighting.receipt, sighting.isCanonical else {
            if let minedIn {
                news.append(.reorganised(from: minedIn.height))
                self.minedIn = nil
                // In the pool again it deserves its full time.
                sentAt = now
            }
            return (unmined(sighting, at: now, &news), news)
        }
        usedNonce = nil
        forgottenSightings = 0
        if let minedIn, minedIn.hash != receipt.blockHash { news.append(.reorganised(from: minedIn.height)) }
        if minedIn?.hash != receipt.blockHash { news.append(.mined(receipt)) }
        minedIn = (receipt.blockNumber, receipt.blockHash)
        return (sighting.confirmations >= patience.confirmations ? .conclude(receipt) : .wait, news)
    }

    private mutating func unmined(_ sighting: Sighting, at now: Duration, _ news: inout [News]) -> Step {
        guard sighting.receipt == nil else { return .wait }
        if sighting.accountNonce > nonce {
            if usedNonce == nil { news.append(.nonceUsed) }
            let first = min(usedNonce?.head ?? sighting.head, sighting.head)
            let sightings = (usedNonce?.sightings ?? 0) + 1
            usedNonce = (first, sightings)
            let isDeep = sighting.head - first + 1 >= patience.confirmations
            return sightings >= Self.agreement.replaced && isDeep ? .replaced : .wait
        }
        usedNonce = nil
        if sighting.finalizedState.supersedes(submitted) { return .abandon }
        forgottenSightings = sighting.knowsNewest ? 0 : forgottenSightings + 1
        if now - sentAt >= patience.transactionTimeout { return .raiseFee }
        guard forgottenSightings >= Self.agreement.forgotten else { return .wait }
        forgottenSightings = 0
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
