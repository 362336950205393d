import CommandSupport
import Ethereum
import EthereumAccounts
import Journal
import LightClient
import Logging
import SubmissionRules
import TransactionFees

/// Sends calls of the contract and follows them to their end: checks, tries, writes down, sends, waits, raises the fee.
///
/// One call at a time: the next one is begun when the contract has taken the last one, and never with a new nonce while
/// an older transaction may still be mined.
package struct Submitter: Sendable {
    /// What a submitter waits for and pays.
    package struct Terms: Sendable {
        /// What to offer for gas.
        package var fees: FeePolicy
        /// When a transaction counts as final, and when its fee is raised.
        package var patience: SubmissionPolicy.Patience
        /// The pause between two looks.
        package var pollInterval: Duration
        /// The time after which a call that has no end is left to the next run.
        package var timeout: Duration

        package init(
            fees: FeePolicy, patience: SubmissionPolicy.Patience, pollInterval: Duration, timeout: Duration
        ) {
            self.fees = fees
            self.patience = patience
            self.pollInterval = pollInterval
            self.timeout = timeout
        }
    }

    /// Fresh starts after somebody else's transaction took our nonce.
    static let freshStarts = 3

    let chain: any SubmissionChain
    let journal: any SubmissionRecords
    let account: Address
    /// Nil when transactions come signed: then nothing can be replaced.
    let signer: (any TransactionSigner)?
    let terms: Terms
    let clock: SubmissionClock
    let newest: NewestSeen
    let logger: Logger

    package init(
        chain: any SubmissionChain, journal: any SubmissionRecords, account: Address,
        signer: (any TransactionSigner)?, terms: Terms, clock: SubmissionClock, logger: Logger
    ) {
        self.chain = chain
        self.journal = journal
        self.account = account
        self.signer = signer
        self.terms = terms
        self.clock = clock
        newest = NewestSeen(wallClock: clock.wall)
        self.logger = logger
    }

    /// Finishes what earlier runs left: follows every transaction that may still be mined to its end.
    ///
    /// Throws what ``submit(_:)`` throws.
    package func resume() async throws(StageFailure) -> [SubmissionResult] {
        var results: [SubmissionResult] = []
        if try !entries().isEmpty {
            for var entry in try unfinished(at: try await reliableStanding()) {
                log(entry).info(
                    """
                    resuming: height \(entry.state.blockHeight), nonce \(entry.nonce), \
                    \(entry.transactions.count) transaction(s), newest \(entry.newest.hash)
                    """)
                guard let result = try await follow(&entry, after: nil) else { continue }
                if case .superseded = result.ending, entry.progress == .abandoned { continue }
                results.append(result)
            }
        }
        try failing(journal.prune)
        return results
    }

    /// Submits a call and waits for its end.
    ///
    /// Throws `StageFailure`: `.tryAgain` when gas is too dear, when the time is over, when the account has other
    /// transactions pending, or when the nodes do not agree, `.configuration` when it cannot pay, `.peerNonsense` when
    /// the contract reverts or no node takes the transaction, the nodes' failures and the journal's.
    package func submit(_ call: SubmissionCall) async throws(StageFailure) -> SubmissionResult {
        for _ in 0..<Self.freshStarts {
            let standing: AccountStanding
            switch try await settleEarlier(for: call) {
            case .submitted(let result): return result
            case .free(let free): standing = try await withoutStranger(free)
            }
            guard let signer else { throw StageFailure(.usage, "an account is needed to send") }
            let transaction: UnsignedTransaction
            switch try await preflight.run(call, from: account, standing: standing, journal: try entries()) {
            case .outdated(let state):
                return SubmissionResult(entry: nil, ending: .superseded(by: state, nil))
            case .passed(let passed): transaction = passed.transaction(for: call)
            }
            var entry = try entry(of: try await sign(transaction, signer), call, freeIn: standing.head.number)
            try record(&entry)
            log(entry).debug("signed, and in the journal")
            let sent = try await broadcast(&entry)
            if let result = try await follow(&entry, after: sent) { return result }
            log(entry).warning("nonce \(entry.nonce) is of no use, starting afresh")
        }
        throw StageFailure(
            .tryAgain, "other transactions of \(account) took the nonce \(Self.freshStarts) times",
            hint: "is another program sending from this account?")
    }

    /// Sends a transaction that was signed elsewhere, after the same checks, and waits for its end.
    package func submit(signed transaction: SignedTransaction, _ call: SubmissionCall) async throws(StageFailure)
        -> SubmissionResult
    {
        var free: UInt64?
        // One that was sent by an earlier run may be mined by now; it is only followed.
        if try !entries().contains(where: { $0.hashes.contains(transaction.hash) }) {
            let standing: AccountStanding
            switch try await settleEarlier(for: call, retaking: transaction.transaction.nonce) {
            case .submitted(let result): return result
            case .free(let known): standing = known
            }
            switch try await preflight.run(call, signed: transaction, standing: standing) {
            case .outdated(let state): return .outdated(by: state)
            case .passed: free = standing.head.number
            }
        }
        var entry = try entry(of: transaction, call, freeIn: free)
        try record(&entry)
        let sent = try await broadcast(&entry)
        guard let result = try await follow(&entry, after: sent) else {
            throw StageFailure(
                .tryAgain, "nonce \(entry.nonce) was used by another transaction of \(account)",
                hint: "sign a new transaction")
        }
        return result
    }

    /// The entry to which a transaction belongs: the one of its nonce and call, if there is one, else a new one.
    private func entry(
        of transaction: SignedTransaction, _ call: SubmissionCall, freeIn: UInt64?
    ) throws(StageFailure) -> SubmissionEntry {
        let (nonce, data) = (transaction.transaction.nonce, call.calldata)
        let known = try entries().first {
            $0.nonce == nonce && $0.calldata == data && $0.contract == call.contract
        }
        guard var entry = known else {
            return SubmissionEntry(
                contract: call.contract, state: call.state, transaction: transaction, freeIn: freeIn)
        }
        guard entry.hashes.contains(transaction.hash) || entry.add(transaction) else {
            throw StageFailure(.internalError, "\(transaction.hash) does not belong to \(call.contract)")
        }
        (entry.progress, entry.reason) = (.open, nil)
        entry.freeIn = entry.freeIn ?? freeIn
        return entry
    }

    /// The log of what becomes of an entry.
    func log(_ entry: SubmissionEntry) -> Logger {
        logger.with(.height, entry.state.blockHeight).with(.nonce, entry.nonce).with(.hash, entry.newest.hash)
    }

    /// What checks a call before it is sent.
    var preflight: PreflightRunner {
        let pause = min(terms.pollInterval, .milliseconds(500))
        return PreflightRunner(chain: chain, fees: terms.fees, logger: logger) { [clock] () throws(CancellationError) in
            try await clock.sleep(pause)
        }
    }
}

extension Submitter {
    /// Makes an entry durable, with the newest block that was seen.
    func record(_ entry: inout SubmissionEntry) throws(StageFailure) {
        entry.newestSeen = [entry.newestSeen, newest.mark].compactMap(\.self).max()
        let entry = entry
        try failing { () throws(JournalError) in try journal.write(entry) }
    }

    /// The entries of the journal. What they know of the newest block is known from then on.
    func entries() throws(StageFailure) -> [SubmissionEntry] {
        let entries = try failing(journal.entries)
        for mark in entries.compactMap(\.newestSeen) { newest.note(mark) }
        return entries
    }

    /// Waits for the next look.
    func pause(_ duration: Duration? = nil) async throws(StageFailure) {
        do throws(CancellationError) {
            try await clock.sleep(duration ?? terms.pollInterval)
        } catch {
            throw StageFailure(.tryAgain, "cancelled while waiting", hint: "the next run goes on from the journal")
        }
    }
}
