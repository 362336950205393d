import CommandSupport
import Ethereum
import EthereumAccounts
import LightClient
import Logging

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
    let journal: SubmissionJournal
    let account: Address
    /// Nil when transactions come signed: then nothing can be replaced.
    let signer: (any TransactionSigner)?
    let terms: Terms
    let clock: SubmissionClock
    let logger: Logger

    package init(
        chain: any SubmissionChain, journal: SubmissionJournal, account: Address, signer: (any TransactionSigner)?,
        terms: Terms, clock: SubmissionClock, logger: Logger
    ) {
        self.chain = chain
        self.journal = journal
        self.account = account
        self.signer = signer
        self.terms = terms
        self.clock = clock
        self.logger = logger
    }

    /// Finishes what earlier runs left: follows every transaction that may still be mined to its end.
    ///
    /// Throws what ``submit(_:)`` throws.
    package func resume() async throws(StageFailure) -> [SubmissionResult] {
        var results: [SubmissionResult] = []
        for var entry in try await unsettled() {
            logger.info(
                """
                resuming: height \(entry.state.blockHeight), nonce \(entry.nonce), \
                \(entry.transactions.count) transaction(s), newest \(entry.newest.hash)
                """)
            entry.progress = .open
            guard let result = try await follow(&entry) else { continue }
            if case .superseded = result.ending, entry.progress == .abandoned { continue }
            results.append(result)
        }
        try failing(journal.prune)
        return results
    }

    /// Submits a call and waits for its end.
    ///
    /// Throws `StageFailure`: `.tryAgain` when gas is too dear, when the time is over, or when the account has other
    /// transactions pending, `.configuration` when it cannot pay, `.peerNonsense` when the contract reverts, the node's
    /// failures and the journal's.
    package func submit(_ call: SubmissionCall) async throws(StageFailure) -> SubmissionResult {
        for _ in 0..<Self.freshStarts {
            try await settleEarlier()
            guard let signer else { throw StageFailure(.usage, "an account is needed to send") }
            let transaction: UnsignedTransaction
            switch try await preflight.run(call, from: account, journal: try entries()) {
            case .outdated(let state):
                return SubmissionResult(entry: nil, ending: .superseded(by: state, nil))
            case .passed(let passed): transaction = passed.transaction(for: call)
            }
            var entry = try entry(of: try await sign(transaction, signer), call)
            try record(entry)
            try await broadcast(&entry)
            if let result = try await follow(&entry) { return result }
            logger.warning("nonce \(entry.nonce) was used by another transaction of \(account), starting afresh")
        }
        throw StageFailure(
            .tryAgain, "other transactions of \(account) took the nonce \(Self.freshStarts) times",
            hint: "is another program sending from this account?")
    }

    /// Waits until the node agrees that what was sent before is settled: it may lag, or the chain may have been
    /// reorganised since. Without that the next transaction would take a nonce that is used.
    private func settleEarlier() async throws(StageFailure) {
        for var entry in try await unsettled() where entry.progress != .abandoned {
            logger.warning("nonce \(entry.nonce) is free again at this node, following \(entry.newest.hash) once more")
            entry.progress = .open
            _ = try await follow(&entry)
        }
    }

    /// Sends a transaction that was signed elsewhere, after the same checks, and waits for its end.
    package func submit(signed transaction: SignedTransaction, _ call: SubmissionCall) async throws(StageFailure)
        -> SubmissionResult
    {
        // One that was sent by an earlier run may be mined by now; it is only followed.
        if try !entries().contains(where: { $0.hashes.contains(transaction.hash) }),
            case .outdated(let state) = try await preflight.run(call, signed: transaction)
        {
            return SubmissionResult(entry: nil, ending: .superseded(by: state, nil))
        }
        var entry = try entry(of: transaction, call)
        try record(entry)
        try await broadcast(&entry)
        guard let result = try await follow(&entry) else {
            throw StageFailure(
                .tryAgain, "nonce \(entry.nonce) was used by another transaction of \(account)",
                hint: "sign a new transaction")
        }
        return result
    }

    /// The entry to which a transaction belongs: the one of its nonce and call, if there is one, else a new one.
    private func entry(of transaction: SignedTransaction, _ call: SubmissionCall) throws(StageFailure)
        -> SubmissionEntry
    {
        let (nonce, data) = (transaction.transaction.nonce, call.calldata)
        guard var entry = try entries().first(where: { $0.nonce == nonce && $0.calldata == data }) else {
            return SubmissionEntry(contract: call.contract, state: call.state, transaction: transaction)
        }
        guard entry.hashes.contains(transaction.hash) || entry.add(transaction) else {
            throw StageFailure(.internalError, "\(transaction.hash) does not belong to \(call.contract)")
        }
        entry.progress = .open
        return entry
    }

    /// What checks a call before it is sent.
    var preflight: PreflightRunner { PreflightRunner(chain: chain, fees: terms.fees, logger: logger) }
}
