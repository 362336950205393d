import Ethereum
import Journal
import LightClient

/// Decides, from what nodes say about a submission that was sent, what to do next. It does nothing itself.
///
/// A receipt is evidence. That something is missing is evidence of nothing by itself: a node may lag, forget, or lie. The
/// table is the article <doc:WhatIsSeenKnownAndDone>; in short, of a view that is at least as new as the newest one seen:
///
/// | seen | known | done |
/// | --- | --- | --- |
/// | a receipt of ours, deep enough, and nonce and state agree | it is mined | conclude |
/// | a receipt, and the nonce free or the state missing | the answers are of different moments | look again |
/// | our nonce used, no receipt | somebody used it, perhaps we | find the transaction that did |
/// | that transaction is ours | it is mined, the receipt is late | wait for the receipt |
/// | that transaction is another one of the account, deep enough | none of ours can be mined | replaced |
/// | that transaction does not show | nothing, less than 128 blocks deep | ask another node; never a new nonce |
/// | our nonce free, the contract has the state or a later one | somebody else was faster | abandon |
/// | our nonce free, the newest transaction unknown, twice | the pool lost it, or it never arrived | the same bytes again |
/// | our nonce free for too long | the fee is too low | the same nonce, a higher fee |
/// | the account's nonce below ours, several times | nothing fills the gap | stranded, if other nodes agree |
///
/// Of a view that is older than one seen before only a receipt counts, and only as news.
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
        /// Look again later, and rather at another node; `reason` says what is wrong with this one.
        case askAnother(reason: String)
        /// The node does not know the newest transaction: send the same bytes again.
        case rebroadcast
        /// It waited long enough: send one with the same nonce and a higher fee.
        case raiseFee
        /// One is mined, deep enough.
        case conclude(TransactionReceipt)
        /// The contract has this state or a later one, and none of ours is mined.
        case abandon
        /// The nonce is used: find the transaction that used it, and tell ``SubmissionPolicy/learn(_:isOurs:in:)``.
        case findUse
        /// The nonce was used by another transaction, deep enough: none of ours can be mined any more. Nil if that does not
        /// show, and is true if every node says so.
        case replaced(by: Hash256?)
        /// The account's next nonce is `next`, below ours, and nothing of ours fills the gap.
        case stranded(next: UInt64)
    }

    /// What changed, for people.
    public enum News: Sendable, Hashable {
        /// One of the transactions is in a block.
        case mined(TransactionReceipt)
        /// It is not in that block any more.
        case reorganised(from: UInt64)
        /// No transaction of ours shows as mined, and yet the nonce is used.
        case nonceUsed
    }

    /// Views that must agree before a transaction counts as forgotten, a nonce as beyond a gap, or as used in a past that
    /// no node can show.
    static let agreement = (forgotten: 2, stranded: 3, hidden: 3)
    /// Blocks after which even a reorganisation that nobody has ever seen leaves things as they are.
    static let greatDepth: UInt64 = 128

    private let submitted: LightClientState
    private let nonce: UInt64
    private let patience: Patience
    private var sentAt: Duration
    private var minedIn: (height: UInt64, hash: Hash256)?
    private var forgottenViews = 0
    private var strandedViews = 0
    private var hiddenSince: UInt64?
    private var hiddenHeads: Set<UInt64> = []
    private var isNonceUsed = false
    /// Whether a stranger's transaction of this nonce is in the pool: it is not outbid.
    public var waitsForStranger = false

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
        forgottenViews = 0
    }

    /// What to do after an observation at `now`, and what is new. `newest` is the newest block that was ever seen.
    public mutating func decide(
        _ observation: Observation, newest: BlockMark?, at now: Duration
    ) -> (step: Step, news: [News]) {
        if let reason = observation.contradiction(nonce: nonce, submitted: submitted) {
            return (.askAnother(reason: reason), [])
        }
        let isBehind = newest.map { observation.head < $0 } ?? false
        var news: [News] = []
        guard let receipt = observation.receipt, observation.isCanonical else {
            if isBehind { return (.askAnother(reason: observation.oldness), []) }
            if let minedIn {
                news.append(.reorganised(from: minedIn.height))
                self.minedIn = nil
                // In the pool again it deserves its full time.
                sentAt = now
            }
            return (unmined(observation, at: now, &news), news)
        }
        forgetAbsences()
        if let minedIn, minedIn.hash != receipt.blockHash { news.append(.reorganised(from: minedIn.height)) }
        if minedIn?.hash != receipt.blockHash { news.append(.mined(receipt)) }
        minedIn = (receipt.blockNumber, receipt.blockHash)
        guard !isBehind else { return (.askAnother(reason: observation.oldness), news) }
        return (observation.confirmations >= patience.confirmations ? .conclude(receipt) : .wait, news)
    }

    private mutating func unmined(_ observation: Observation, at now: Duration, _ news: inout [News]) -> Step {
        if let receipt = observation.receipt {
            return .askAnother(reason: "it has the receipt of block \(receipt.blockNumber), and another block there")
        }
        if observation.accountNonce > nonce {
            if !isNonceUsed { news.append(.nonceUsed) }
            isNonceUsed = true
            strandedViews = 0
            return .findUse
        }
        (isNonceUsed, hiddenSince, hiddenHeads) = (false, nil, [])
        if observation.finalizedState.supersedes(submitted) { return .abandon }
        if observation.accountNonce < nonce {
            strandedViews += 1
            if strandedViews >= Self.agreement.stranded { return .stranded(next: observation.accountNonce) }
        } else {
            strandedViews = 0
        }
        forgottenViews = observation.knowsNewest ? 0 : forgottenViews + 1
        if now - sentAt >= patience.transactionTimeout, !waitsForStranger, strandedViews == 0 { return .raiseFee }
        guard forgottenViews >= Self.agreement.forgotten else { return .wait }
        forgottenViews = 0
        return .rebroadcast
    }

    /// What to do after the search that ``Step/findUse`` asked for, made from `observation`. `isOurs` is whether the
    /// transaction found is one of the submission's.
    public mutating func learn(_ use: NonceUse, isOurs: Bool, in observation: Observation) -> Step {
        switch use {
        case .transaction(let hash, let block) where isOurs:
            return .askAnother(reason: "it has \(hash) in block \(block), and not its receipt")
        case .transaction(let hash, let block):
            let isDeep = observation.head.number.depth(of: block) >= patience.confirmations
            return isDeep ? .replaced(by: hash) : .wait
        case .hidden(let block):
            let first = min(hiddenSince ?? block, block)
            hiddenSince = first
            hiddenHeads.insert(observation.head.number)
            let isDeep = observation.head.number.depth(of: first) >= Self.greatDepth
            guard isDeep && hiddenHeads.count >= Self.agreement.hidden else {
                return .askAnother(reason: "it does not show the transaction that used nonce \(nonce)")
            }
            return .replaced(by: nil)
        case .unproven(let reason): return .askAnother(reason: reason)
        }
    }

    private mutating func forgetAbsences() {
        (forgottenViews, strandedViews, isNonceUsed, waitsForStranger) = (0, 0, false, false)
        (hiddenSince, hiddenHeads) = (nil, [])
    }
}

extension Observation {
    /// Why nothing follows from what it lacks.
    fileprivate var oldness: String { "its newest block \(head.number) is older than one seen before" }
}

extension UInt64 {
    /// The number of blocks from `block` to this one, both counted; 0 if that is above. Numbers are a node's words: of all
    /// 2^64 blocks it is 2^64 − 1.
    func depth(of block: UInt64) -> UInt64 {
        guard self >= block else { return 0 }
        let distance = self - block
        return distance == .max ? distance : distance + 1
    }
}
