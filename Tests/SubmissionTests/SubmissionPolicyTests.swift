import BN254
import Ethereum
import Journal
import LightClient
import SubmissionRules
import Testing

/// What is done after what a node says: no clock, no network.
@Suite struct SubmissionPolicyTests {
    private let submitted = LightClientState(viewNumber: 107, blockHeight: 100, blockCommitmentRoot: Fr(3))
    private let older = LightClientState(viewNumber: 57, blockHeight: 50, blockCommitmentRoot: Fr(2))

    private func policy(confirmations: UInt64 = 2) -> SubmissionPolicy {
        SubmissionPolicy(
            state: submitted, nonce: 5,
            patience: SubmissionPolicy.Patience(confirmations: confirmations, transactionTimeout: .seconds(90)),
            now: .zero)
    }

    private func receipt(in block: UInt64, fork: UInt64 = 0) -> TransactionReceipt {
        TransactionReceipt(
            transactionHash: Hash256(word: UInt256(1)), blockHash: Hash256(word: UInt256(1000 * fork + block)),
            blockNumber: block, succeeded: true, gasUsed: 1, effectiveGasPrice: nil, logs: [])
    }

    private func mark(_ number: UInt64) -> BlockMark { BlockMark(number: number, timestamp: 1000 + 12 * number) }

    private func pending(head: UInt64 = 10, nonce: UInt64 = 5, isKnown: Bool = true) -> Observation {
        Observation(
            head: mark(head), headHash: Hash256(word: UInt256(head)), finalizedState: older, accountNonce: nonce,
            knowsNewest: isKnown)
    }

    private func mined(head: UInt64, in block: UInt64, fork: UInt64 = 0) -> Observation {
        Observation(
            head: mark(head), headHash: Hash256(word: UInt256(head)), finalizedState: head < block ? older : submitted,
            accountNonce: head < block ? 5 : 6, receipt: receipt(in: block, fork: fork), knowsNewest: true)
    }

    @Test("a pending transaction is waited for, and a mined one until it is deep enough")
    func success() {
        var policy = policy()
        #expect(policy.decide(pending(), newest: nil, at: .seconds(2)).step == .wait)
        let first = policy.decide(mined(head: 11, in: 11), newest: nil, at: .seconds(4))
        #expect(first.step == .wait && first.news == [.mined(receipt(in: 11))])
        let second = policy.decide(mined(head: 12, in: 11), newest: nil, at: .seconds(6))
        #expect(second.step == .conclude(receipt(in: 11)) && second.news.isEmpty)
    }

    @Test("a head behind the receipt's block confirms nothing")
    func laggingHead() {
        var policy = policy(confirmations: 1)
        #expect(policy.decide(mined(head: 10, in: 11), newest: nil, at: .zero).step == .wait)
        #expect(policy.decide(mined(head: 11, in: 11), newest: nil, at: .zero).step == .conclude(receipt(in: 11)))
    }

    @Test("block numbers are a node's words: the greatest of them trap nothing")
    func greatestNumbers() {
        var policy = policy(confirmations: 3)
        var view = mined(head: 1, in: 0)
        view.head = BlockMark(number: .max, timestamp: 1)
        #expect(view.confirmations == .max)
        #expect(policy.decide(view, newest: nil, at: .zero).step == .conclude(receipt(in: 0)))
        #expect(
            policy.learn(.hidden(block: 0), isOurs: false, in: view)
                == .askAnother(reason: "it does not show the transaction that used nonce 5"))
    }

    @Test("zero confirmations count as one")
    func atLeastOne() {
        var policy = policy(confirmations: 0)
        #expect(policy.decide(mined(head: 11, in: 11), newest: nil, at: .zero).step == .conclude(receipt(in: 11)))
    }

    @Test("the fee is raised after the timeout, and again one timeout later")
    func raise() {
        var policy = policy()
        #expect(policy.decide(pending(), newest: nil, at: .seconds(89)).step == .wait)
        #expect(policy.decide(pending(), newest: nil, at: .seconds(90)).step == .raiseFee)
        policy.raisedFee(at: .seconds(91))
        #expect(policy.decide(pending(), newest: nil, at: .seconds(180)).step == .wait)
        #expect(policy.decide(pending(), newest: nil, at: .seconds(181)).step == .raiseFee)
    }

    @Test("a transaction that the node does not know is sent again, once two looks agree")
    func forgotten() {
        var policy = policy()
        let unknown = pending(isKnown: false)
        #expect(policy.decide(unknown, newest: nil, at: .seconds(2)).step == .wait)
        #expect(policy.decide(pending(), newest: nil, at: .seconds(4)).step == .wait)
        #expect(policy.decide(unknown, newest: nil, at: .seconds(6)).step == .wait)
        #expect(policy.decide(unknown, newest: nil, at: .seconds(8)).step == .rebroadcast)
        #expect(policy.decide(unknown, newest: nil, at: .seconds(10)).step == .wait)
        #expect(policy.decide(unknown, newest: nil, at: .seconds(12)).step == .rebroadcast)
    }

    @Test("a vanished receipt starts the waiting anew, with its full time")
    func reorganisation() {
        var policy = policy()
        _ = policy.decide(mined(head: 11, in: 11), newest: nil, at: .seconds(80))
        let vanished = policy.decide(pending(head: 12), newest: nil, at: .seconds(100))
        #expect(vanished.step == .wait && vanished.news == [.reorganised(from: 11)])
        #expect(policy.decide(pending(head: 12), newest: nil, at: .seconds(189)).step == .wait)
        #expect(policy.decide(pending(head: 12), newest: nil, at: .seconds(190)).step == .raiseFee)
    }

    @Test("a receipt in another block counts from there")
    func otherBlock() {
        var policy = policy()
        _ = policy.decide(mined(head: 11, in: 11), newest: nil, at: .zero)
        let moved = policy.decide(mined(head: 12, in: 12, fork: 1), newest: nil, at: .zero)
        #expect(moved.step == .wait)
        #expect(moved.news == [.reorganised(from: 11), .mined(receipt(in: 12, fork: 1))])
        #expect(
            policy.decide(mined(head: 13, in: 12, fork: 1), newest: nil, at: .zero).step
                == .conclude(receipt(in: 12, fork: 1)))
    }

    @Test("a receipt in a block that is not on the chain concludes nothing")
    func foreignBlock() {
        var policy = policy(confirmations: 1)
        var stale = mined(head: 20, in: 11)
        stale.isCanonical = false
        let reason = "it has the receipt of block 11, and another block there"
        #expect(policy.decide(stale, newest: nil, at: .seconds(1000)).step == .askAnother(reason: reason))
    }

    @Test("a used nonce without a receipt is searched for, and proves nothing by itself, however often it is seen")
    func nonceUsed() {
        var policy = policy()
        for look in 0..<200 {
            let (step, news) = policy.decide(
                pending(head: 10 + UInt64(look), nonce: 6), newest: nil, at: .seconds(look))
            #expect(step == .findUse && news == (look == 0 ? [.nonceUsed] : []))
            let learnt = policy.learn(
                .unproven(reason: "no"), isOurs: false, in: pending(head: 10 + UInt64(look), nonce: 6))
            #expect(learnt == .askAnother(reason: "no"))
        }
    }

    @Test("another transaction of the nonce counts once it is deep enough")
    func replaced() {
        var policy = policy()
        let use = NonceUse.transaction(Hash256(word: UInt256(9)), block: 10)
        #expect(policy.learn(use, isOurs: false, in: pending(head: 10, nonce: 6)) == .wait)
        #expect(
            policy.learn(use, isOurs: false, in: pending(head: 11, nonce: 6))
                == .replaced(by: Hash256(word: UInt256(9))))
    }

    @Test("ours is waited for, if only its receipt is missing")
    func receiptLate() {
        var policy = policy()
        let use = NonceUse.transaction(Hash256(word: UInt256(1)), block: 10)
        guard case .askAnother(let reason) = policy.learn(use, isOurs: true, in: pending(head: 500, nonce: 6)) else {
            Issue.record("not waited for")
            return
        }
        #expect(reason.contains("not its receipt"))
    }

    @Test("a transaction that does not show counts as another one 128 blocks deep, seen from three heads")
    func hidden() {
        var policy = policy()
        func learn(_ head: UInt64, _ block: UInt64) -> SubmissionPolicy.Step {
            policy.learn(.hidden(block: block), isOurs: false, in: pending(head: head, nonce: 6))
        }
        for (head, block) in [(100, 10), (136, 10), (136, 20)] as [(UInt64, UInt64)] {
            guard case .askAnother = learn(head, block) else { Issue.record("believed at \(head)"); return }
        }
        #expect(learn(137, 20) == .replaced(by: nil), "block 10 is 128 deep")
    }

    @Test("a view that is older than one seen before is no evidence of anything that lacks")
    func behind() {
        var policy = policy(confirmations: 1)
        for view in [pending(head: 10), pending(head: 10, nonce: 6), pending(head: 10, isKnown: false)] {
            guard case .askAnother = policy.decide(view, newest: mark(11), at: .seconds(900)).step else {
                Issue.record("believed: \(view)")
                return
            }
        }
        let news = policy.decide(mined(head: 10, in: 10), newest: mark(11), at: .seconds(900))
        guard case .askAnother = news.step else { Issue.record("believed: \(news.step)"); return }
        #expect(news.news == [.mined(receipt(in: 10))], "a receipt is told all the same")
        // A shorter chain that is younger is another branch.
        var branch = mined(head: 10, in: 10)
        branch.head.timestamp = mark(11).timestamp + 1
        #expect(policy.decide(branch, newest: mark(11), at: .seconds(900)).step == .conclude(receipt(in: 10)))
    }

    @Test("answers that cannot be true together conclude nothing")
    func contradictions() {
        var policy = policy(confirmations: 1)
        var free = mined(head: 20, in: 11)
        free.accountNonce = 5
        var lacking = mined(head: 20, in: 11)
        lacking.finalizedState = older
        for view in [free, lacking] {
            guard case .askAnother = policy.decide(view, newest: nil, at: .zero).step else {
                Issue.record("believed: \(view)")
                return
            }
        }
    }

    @Test("a nonce beyond the account's next one is given up once three views agree; no fee is raised for it")
    func stranded() {
        var policy = policy()
        #expect(policy.decide(pending(nonce: 3), newest: nil, at: .seconds(100)).step == .wait)
        #expect(policy.decide(pending(nonce: 3), newest: nil, at: .seconds(200)).step == .wait)
        #expect(policy.decide(pending(nonce: 3), newest: nil, at: .seconds(300)).step == .stranded(next: 3))
    }

    @Test("a stranger's transaction in the pool is not outbid")
    func stranger() {
        var policy = policy()
        policy.waitsForStranger = true
        #expect(policy.decide(pending(), newest: nil, at: .seconds(900)).step == .wait)
        policy.waitsForStranger = false
        #expect(policy.decide(pending(), newest: nil, at: .seconds(900)).step == .raiseFee)
    }

    @Test("a contract that has the state or a later one makes the submission needless")
    func superseded() {
        for (view, height) in [(107, 100), (200, 190), (90, 190), (190, 90)] as [(UInt64, UInt64)] {
            var policy = policy()
            var observation = pending()
            observation.finalizedState = LightClientState(
                viewNumber: view, blockHeight: height, blockCommitmentRoot: Fr(9))
            #expect(policy.decide(observation, newest: nil, at: .zero).step == .abandon)
        }
    }

    @Test("as long as ours may be the one that did it, a newer state abandons nothing")
    func ownSuccess() {
        var policy = policy()
        var observation = pending(nonce: 6)
        observation.finalizedState = submitted
        #expect(policy.decide(observation, newest: nil, at: .zero).step == .findUse)
        #expect(policy.decide(mined(head: 11, in: 10), newest: nil, at: .zero).step == .conclude(receipt(in: 10)))
    }
}
