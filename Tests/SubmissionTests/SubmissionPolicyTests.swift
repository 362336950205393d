import BN254
import Ethereum
import LightClient
import Submission
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

    private func pending(head: UInt64 = 10, nonce: UInt64 = 5, isKnown: Bool = true) -> Observation {
        Observation(head: head, finalizedState: older, accountNonce: nonce, knowsNewest: isKnown)
    }

    private func mined(head: UInt64, in block: UInt64, fork: UInt64 = 0) -> Observation {
        Observation(
            head: head, finalizedState: submitted, accountNonce: 6, receipt: receipt(in: block, fork: fork),
            knowsNewest: true)
    }

    @Test("a pending transaction is waited for, and a mined one until it is deep enough")
    func success() {
        var policy = policy()
        #expect(policy.decide(pending(), at: .seconds(2)).step == .wait)
        let first = policy.decide(mined(head: 11, in: 11), at: .seconds(4))
        #expect(first.step == .wait && first.news == [.mined(receipt(in: 11))])
        let second = policy.decide(mined(head: 12, in: 11), at: .seconds(6))
        #expect(second.step == .conclude(receipt(in: 11)) && second.news.isEmpty)
    }

    @Test("a head behind the receipt's block confirms nothing")
    func laggingHead() {
        var policy = policy(confirmations: 1)
        #expect(policy.decide(mined(head: 10, in: 11), at: .zero).step == .wait)
        #expect(policy.decide(mined(head: 11, in: 11), at: .zero).step == .conclude(receipt(in: 11)))
    }

    @Test("zero confirmations count as one")
    func atLeastOne() {
        var policy = policy(confirmations: 0)
        #expect(policy.decide(mined(head: 11, in: 11), at: .zero).step == .conclude(receipt(in: 11)))
    }

    @Test("the fee is raised after the timeout, and again one timeout later")
    func raise() {
        var policy = policy()
        #expect(policy.decide(pending(), at: .seconds(89)).step == .wait)
        #expect(policy.decide(pending(), at: .seconds(90)).step == .raiseFee)
        policy.raisedFee(at: .seconds(91))
        #expect(policy.decide(pending(), at: .seconds(180)).step == .wait)
        #expect(policy.decide(pending(), at: .seconds(181)).step == .raiseFee)
    }

    @Test("a transaction that the node does not know is sent again, once two looks agree")
    func forgotten() {
        var policy = policy()
        let unknown = pending(isKnown: false)
        #expect(policy.decide(unknown, at: .seconds(2)).step == .wait)
        #expect(policy.decide(pending(), at: .seconds(4)).step == .wait)
        #expect(policy.decide(unknown, at: .seconds(6)).step == .wait)
        #expect(policy.decide(unknown, at: .seconds(8)).step == .rebroadcast)
        #expect(policy.decide(unknown, at: .seconds(10)).step == .wait)
        #expect(policy.decide(unknown, at: .seconds(12)).step == .rebroadcast)
    }

    @Test("a vanished receipt starts the waiting anew, with its full time")
    func reorganisation() {
        var policy = policy()
        _ = policy.decide(mined(head: 11, in: 11), at: .seconds(80))
        let vanished = policy.decide(pending(head: 12), at: .seconds(100))
        #expect(vanished.step == .wait && vanished.news == [.reorganised(from: 11)])
        #expect(policy.decide(pending(head: 12), at: .seconds(189)).step == .wait)
        #expect(policy.decide(pending(head: 12), at: .seconds(190)).step == .raiseFee)
    }

    @Test("a receipt in another block counts from there")
    func otherBlock() {
        var policy = policy()
        _ = policy.decide(mined(head: 11, in: 11), at: .zero)
        let moved = policy.decide(mined(head: 12, in: 12, fork: 1), at: .zero)
        #expect(moved.step == .wait)
        #expect(moved.news == [.reorganised(from: 11), .mined(receipt(in: 12, fork: 1))])
        #expect(policy.decide(mined(head: 13, in: 12, fork: 1), at: .zero).step == .conclude(receipt(in: 12, fork: 1)))
    }

    @Test("a receipt in a block that is not on the chain concludes nothing")
    func foreignBlock() {
        var policy = policy(confirmations: 1)
        var stale = mined(head: 20, in: 11)
        stale.isCanonical = false
        #expect(policy.decide(stale, at: .seconds(1000)).step == .wait)
    }

    @Test("a used nonce without a receipt of ours counts once three looks agree, deep enough")
    func replaced() {
        var policy = policy()
        let first = policy.decide(pending(head: 10, nonce: 6), at: .zero)
        #expect(first.step == .wait && first.news == [.nonceUsed])
        #expect(policy.decide(pending(head: 11, nonce: 6), at: .zero).step == .wait)
        #expect(policy.decide(pending(head: 11, nonce: 6), at: .zero).step == .replaced)
    }

    @Test("looks alone, without a block on top, do not make a nonce used for good")
    func replacedTooShallow() {
        var policy = policy()
        for _ in 0..<10 { #expect(policy.decide(pending(head: 10, nonce: 6), at: .seconds(900)).step == .wait) }
        #expect(policy.decide(pending(head: 11, nonce: 6), at: .zero).step == .replaced)
    }

    @Test("a node that shows the nonce as free again starts that count anew")
    func replacedAndBack() {
        var policy = policy(confirmations: 1)
        _ = policy.decide(pending(nonce: 6), at: .zero)
        _ = policy.decide(pending(nonce: 6), at: .zero)
        #expect(policy.decide(pending(nonce: 5), at: .zero).step == .wait)
        #expect(policy.decide(pending(nonce: 6), at: .zero).step == .wait)
    }

    @Test("a contract that has the state or a later one makes the submission needless")
    func superseded() {
        for (view, height) in [(107, 100), (200, 190), (90, 190), (190, 90)] as [(UInt64, UInt64)] {
            var policy = policy()
            var observation = pending()
            observation.finalizedState = LightClientState(
                viewNumber: view, blockHeight: height, blockCommitmentRoot: Fr(9))
            #expect(policy.decide(observation, at: .zero).step == .abandon)
        }
    }

    @Test("as long as ours may be the one that did it, a newer state abandons nothing")
    func ownSuccess() {
        var policy = policy()
        var observation = pending(nonce: 6)
        observation.finalizedState = submitted
        #expect(policy.decide(observation, at: .zero).step == .wait)
        #expect(policy.decide(mined(head: 11, in: 10), at: .zero).step == .conclude(receipt(in: 10)))
    }
}
