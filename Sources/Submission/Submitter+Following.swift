import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import Journal
import LightClient
import LightClientContract
import Logging
import SubmissionRules

extension Submitter {
    /// Looks until the submission has an end, doing what ``SubmissionPolicy`` says, and writes the end down.
    ///
    /// Nil when the nonce is of no use any more and the contract still lacks the state. Throws `.tryAgain` when the time is
    /// over; the entry stays open then. When no node takes any transaction it is closed, and a later run begins afresh
    /// with the same nonce. `sent` is what came of sending the newest one; nil if that was an earlier run.
    func follow(
        _ entry: inout SubmissionEntry, after sent: Sent?
    ) async throws(StageFailure) -> SubmissionResult? {
        entry.progress = .open
        let start = clock.now()
        var policy = SubmissionPolicy(
            state: entry.state, nonce: entry.nonce, patience: terms.patience, now: start)
        var efforts = SendEfforts(pollInterval: terms.pollInterval, longest: terms.patience.transactionTimeout)
        if let sent { try note(sent, &entry, &policy, &efforts) }
        var lastTrouble: String?
        var isFirst = true
        while true {
            if !isFirst { try await pause() }
            isFirst = false
            guard clock.now() - start < terms.timeout else { throw timedOut(entry, lastTrouble) }
            let observation: Observation
            switch await look(at: entry) {
            case .failure(let error):
                guard error.mayPass else { throw StageFailure(error) }
                log(entry).about(error).warning("\(error)")
                lastTrouble = error.description
                continue
            case .success(.torn(let reason)):
                lastTrouble = reason
                chain.leave(because: reason)
                continue
            case .success(.view(let view)): observation = view
            }
            lastTrouble = nil
            var (step, news) = policy.decide(observation, newest: newest.mark, at: clock.now())
            newest.note(observation.head)
            if observation.knowsNewest { efforts.isOut = true }
            for item in news { try tell(item, &entry) }
            if step == .findUse { step = await useOfNonce(entry, observation, &policy) }
            switch step {
            case .wait, .findUse: continue
            case .askAnother(let reason):
                lastTrouble = reason
                log(entry).info("\(entry.newest.hash): looking again: \(reason)")
                chain.leave(because: reason)
            case .rebroadcast:
                guard efforts.mayTry(at: clock.now()) else { continue }
                log(entry).warning("the node does not know \(entry.newest.hash), sending it again")
                try await tryAgain(&entry, &policy, &efforts, raises: false)
            case .raiseFee:
                guard efforts.mayTry(at: clock.now()) else { continue }
                if efforts.stands(at: observation.head.number) {
                    chain.leave(because: "its newest block is still \(observation.head.number)")
                }
                try await tryAgain(&entry, &policy, &efforts, raises: true)
                policy.raisedFee(at: clock.now())
            case .conclude(let receipt): return try await conclude(&entry, receipt, observation)
            case .abandon:
                // What we sent may still be mined, so its nonce stays taken.
                try settle(&entry, as: .abandoned)
                return SubmissionResult(entry: entry, ending: .superseded(by: observation.finalizedState, nil))
            case .stranded(let next):
                guard await isStranded(next, observation) else { continue }
                let reason = "the next nonce of \(account) is \(next): nonce \(entry.nonce) cannot be mined"
                log(entry).warning("\(reason)")
                try settle(&entry, as: .stranded, because: reason)
                return nil
            case .replaced(let hash):
                guard await isUsed(entry, hash, observation) else { continue }
                try await settleReplaced(&entry, by: hash)
                guard observation.finalizedState.supersedes(entry.state) else { return nil }
                return SubmissionResult(entry: entry, ending: .superseded(by: observation.finalizedState, nil))
            }
        }
    }

    private func look(at entry: SubmissionEntry) async -> Result<Look<Observation>, NodeError> {
        do throws(NodeError) {
            return .success(try await chain.observation(of: entry))
        } catch {
            return .failure(error)
        }
    }

    /// Searches for the transaction that used the nonce; the step that follows.
    private func useOfNonce(
        _ entry: SubmissionEntry, _ observation: Observation, _ policy: inout SubmissionPolicy
    ) async -> SubmissionPolicy.Step {
        let use: NonceUse
        do throws(NodeError) {
            use = try await NonceSearch(chain: chain, account: account, nonce: entry.nonce).run(
                from: entry.freeIn, to: observation.head.number)
        } catch {
            use = .unproven(reason: "\(error)")
        }
        var isOurs = false
        if case .transaction(let hash, _) = use { isOurs = entry.hashes.contains(hash) }
        return policy.learn(use, isOurs: isOurs, in: observation)
    }

    /// Whether no node knows of more transactions of the account: also none that has another block, by what it says of its
    /// own newest one.
    private func isStranded(_ next: UInt64, _ observation: Observation) async -> Bool {
        let counts = await chain.counts(of: account, at: observation.head, hash: observation.headHash)
        return !counts.isEmpty && counts.allSatisfy { $0.count <= next }
    }

    /// Whether the nonce is used: by a transaction that shows; or else as every node says that answers, of several nodes
    /// two at least. With a new nonce the call would be paid twice if it is not.
    private func isUsed(_ entry: SubmissionEntry, _ hash: Hash256?, _ observation: Observation) async -> Bool {
        guard hash == nil else { return true }
        let counts = await chain.counts(of: account, at: observation.head, hash: observation.headHash)
        return counts.count >= min(2, chain.nodeCount) && counts.allSatisfy { $0.count > entry.nonce }
    }

    /// Closes an entry whose nonce another transaction used: a stranger's, or one of another entry, which is open then.
    private func settleReplaced(_ entry: inout SubmissionEntry, by hash: Hash256?) async throws(StageFailure) {
        let user = hash.map { "\($0)" } ?? "a transaction that no node shows any more"
        if let hash, var other = try entries().first(where: { $0.hashes.contains(hash) }), !other.progress.isSettled {
            other.progress = .open
            try record(&other)
        }
        log(entry).warning("nonce \(entry.nonce) was used by \(user), not by \(entry.newest.hash)")
        try settle(&entry, as: .replaced, because: "nonce used by \(user)")
    }

    private func timedOut(_ entry: SubmissionEntry, _ trouble: String?) -> StageFailure {
        StageFailure(
            .tryAgain,
            "\(entry.newest.hash) is not final after \(terms.timeout.shortText)\(trouble.map { ": \($0)" } ?? "")",
            hint: "the next run goes on from the journal")
    }

    private func tell(_ news: SubmissionPolicy.News, _ entry: inout SubmissionEntry) throws(StageFailure) {
        switch news {
        case .mined(let receipt):
            log(entry).with(.hash, receipt.transactionHash).with(.block, receipt.blockNumber).info(
                "mined in block \(receipt.blockNumber): \(receipt.transactionHash)")
            entry.minedIn = SubmissionEntry.Block(number: receipt.blockNumber, hash: receipt.blockHash)
            try record(&entry)
        case .reorganised(let height):
            log(entry).warning("the chain was reorganised: not in block \(height) any more, waiting again")
        case .nonceUsed:
            log(entry).warning("nonce \(entry.nonce) is used, but by none of our transactions so far")
        }
    }

    /// Writes an end down.
    func settle(
        _ entry: inout SubmissionEntry, as progress: SubmissionEntry.State, because reason: String? = nil
    ) throws(StageFailure) {
        (entry.progress, entry.reason) = (progress, reason)
        try record(&entry)
    }
}

extension NodeError {
    /// Whether another look may go better: always, unless every node is on another chain, or nobody waits any more.
    var mayPass: Bool {
        switch kind {
        case .wrongChain, .inconsistentChain, .cancelled: false
        case .unreachable, .rateLimited, .rejected, .invalidReply: true
        }
    }
}
