import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import LightClient
import LightClientContract
import Logging

extension Submitter {
    /// The entries of which a transaction may still be mined: the unsettled ones, and settled ones whose nonce the chain
    /// has free again, after a deeper reorganisation than was waited for.
    func unsettled() async throws(StageFailure) -> [SubmissionEntry] {
        let entries = try entries()
        guard !entries.isEmpty else { return [] }
        let standing = try await preflight.ask { () async throws(NodeError) in try await chain.standing(of: account) }
        return entries.filter { entry in
            guard entry.nonce >= standing.nonce else { return entry.progress.isUnsettled }
            // Of several with one nonce the pool has the dearest.
            return !entries.contains { $0.nonce == entry.nonce && $0.newest.isDearer(than: entry.newest) }
        }
    }

    /// Looks until the submission has an end, doing what ``SubmissionPolicy`` says, and writes the end down.
    ///
    /// Nil when another transaction took the nonce and the contract still lacks the state. Throws `.tryAgain` when the
    /// time is over; the entry stays open then, and when anything else is thrown.
    func follow(_ entry: inout SubmissionEntry) async throws(StageFailure) -> SubmissionResult? {
        let start = clock.now()
        var policy = SubmissionPolicy(
            state: entry.state, nonce: entry.nonce, patience: terms.patience, now: start)
        var lastTrouble: NodeError?
        var isFirst = true
        while true {
            if !isFirst { try await pause() }
            isFirst = false
            guard clock.now() - start < terms.timeout else { throw timedOut(entry, lastTrouble) }
            let observation: Observation
            do throws(NodeError) {
                observation = try await chain.observation(of: entry)
                lastTrouble = nil
            } catch {
                // A node that does not answer, or not sensibly, says nothing about the transaction.
                guard error.mayPass else { throw StageFailure(error) }
                logger.warning("\(error)")
                lastTrouble = error
                continue
            }
            let (step, news) = policy.decide(observation, at: clock.now())
            for item in news { tell(item, entry) }
            switch step {
            case .wait: continue
            case .rebroadcast:
                logger.warning("the node does not know \(entry.newest.hash), sending it again")
                try await tolerantly(&entry, sendAgain)
            case .raiseFee:
                try await tolerantly(&entry, raiseFee)
                policy.raisedFee(at: clock.now())
            case .conclude(let receipt): return try await conclude(&entry, receipt, observation)
            case .abandon: return try abandon(&entry, for: observation.finalizedState)
            case .replaced:
                try settle(&entry, as: .replaced)
                guard observation.finalizedState.supersedes(entry.state) else { return nil }
                return SubmissionResult(entry: entry, ending: .superseded(by: observation.finalizedState, nil))
            }
        }
    }

    /// Does a step; a failure that may pass is only reported, since the transaction is on its way all the same.
    private func tolerantly(
        _ entry: inout SubmissionEntry, _ step: (inout SubmissionEntry) async throws(StageFailure) -> Void
    ) async throws(StageFailure) {
        do throws(StageFailure) {
            try await step(&entry)
        } catch {
            guard [.unreachable, .tryAgain].contains(error.failureKind) else { throw error }
            logger.warning("\(entry.newest.hash) stays as it is for now: \(error)")
        }
    }

    private func pause() async throws(StageFailure) {
        do throws(CancellationError) {
            try await clock.sleep(terms.pollInterval)
        } catch {
            throw StageFailure(.tryAgain, "cancelled while waiting", hint: "the next run goes on from the journal")
        }
    }

    private func timedOut(_ entry: SubmissionEntry, _ trouble: NodeError?) -> StageFailure {
        let cause = trouble.map { ": \($0)" } ?? ""
        return StageFailure(
            .tryAgain, "\(entry.newest.hash) is not final after \(terms.timeout.shortText)\(cause)",
            hint: "the next run goes on from the journal")
    }

    private func tell(_ news: SubmissionPolicy.News, _ entry: SubmissionEntry) {
        switch news {
        case .mined(let receipt):
            logger.info("mined in block \(receipt.blockNumber): \(receipt.transactionHash)")
        case .reorganised(let height):
            logger.warning("the chain was reorganised: not in block \(height) any more, waiting again")
        case .nonceUsed:
            logger.warning("nonce \(entry.nonce) is used, but by none of our transactions so far")
        }
    }

    /// The end of a submission of which one transaction is mined.
    private func conclude(
        _ entry: inout SubmissionEntry, _ receipt: TransactionReceipt, _ observation: Observation
    ) async throws(StageFailure) -> SubmissionResult {
        guard receipt.succeeded else { return try await concludeReverted(&entry, receipt, observation) }
        guard receipt.confirms(entry.state, in: entry.contract) else {
            throw StageFailure(
                .peerNonsense,
                "\(receipt.transactionHash) succeeded, but without the event NewState of height \(entry.state.blockHeight)",
                hint: "is \(entry.contract) the light client contract, and the node honest?")
        }
        try settle(&entry, as: .final)
        logger.info(
            """
            final after \(observation.confirmations) confirmation(s): height \(entry.state.blockHeight)\
            \(receipt.cost.map { ", cost \($0.ether) ether" } ?? "")
            """)
        return SubmissionResult(
            entry: entry, ending: .final(receipt), confirmations: observation.confirmations)
    }

    private func concludeReverted(
        _ entry: inout SubmissionEntry, _ receipt: TransactionReceipt, _ observation: Observation
    ) async throws(StageFailure) -> SubmissionResult {
        // What was reverted is not in the receipt: the call is tried again on the block it was mined in.
        let call = SubmissionCall(entry)
        let outcome = try? await chain.simulate(call.request(from: account), at: .number(receipt.blockNumber))
        var reason: ContractError?
        if case .reverted(let data, _) = outcome { reason = ContractError(revertData: data) }
        try settle(&entry, as: .reverted)
        logger.warning("reverted in block \(receipt.blockNumber): \(reason?.description ?? "for no reason that shows")")
        if reason?.isOutdatedState == true {
            return SubmissionResult(
                entry: entry, ending: .superseded(by: nil, receipt), confirmations: observation.confirmations)
        }
        return SubmissionResult(
            entry: entry, ending: .reverted(receipt, reason), confirmations: observation.confirmations)
    }

    /// Somebody else was faster. What we sent may still be mined, so its nonce stays taken.
    private func abandon(
        _ entry: inout SubmissionEntry, for state: LightClientState
    ) throws(StageFailure) -> SubmissionResult {
        try settle(&entry, as: .abandoned)
        return SubmissionResult(entry: entry, ending: .superseded(by: state, nil))
    }

    private func settle(
        _ entry: inout SubmissionEntry, as progress: SubmissionEntry.State
    ) throws(StageFailure) {
        entry.progress = progress
        try record(entry)
    }

    /// Makes an entry durable.
    func record(_ entry: SubmissionEntry) throws(StageFailure) {
        try failing { () throws(JournalError) in try journal.write(entry) }
    }

    /// The entries of the journal.
    func entries() throws(StageFailure) -> [SubmissionEntry] {
        try failing(journal.entries)
    }
}

extension SignedTransaction {
    /// Whether this offers more for gas; of equals the larger hash counts as more.
    func isDearer(than other: SignedTransaction) -> Bool {
        let (mine, others) = (transaction.fees.ceiling, other.transaction.fees.ceiling)
        return mine != others ? mine > others : other.hash.word < hash.word
    }
}

extension TransactionReceipt {
    /// What the transaction cost, if the node says the price.
    var cost: Wei? { effectiveGasPrice.map { $0 * gasUsed } }
}

extension NodeError {
    /// Whether another look may go better: always, unless somebody has to change a setting.
    var mayPass: Bool {
        switch kind {
        case .invalidReply: true
        case .wrongChain, .inconsistentChain, .cancelled: false
        default: isTransient
        }
    }
}
