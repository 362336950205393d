import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import Failures
import Journal
import LightClient
import Logging
import SubmissionRules
import TransactionFees

extension Submitter {
    /// Other bytes at once, without waiting, for nodes that do not take the first ones.
    private static let immediateReplacements = 2
    /// The most transactions of one submission: what an entry's file has room for.
    private static let mostTransactions = 100

    func sign(
        _ transaction: UnsignedTransaction, _ signer: any TransactionSigner
    ) async throws(StageFailure) -> SignedTransaction {
        try await failing { () async throws(SigningError) in try await signer.sign(transaction) }
    }

    /// Offers the newest transaction, which is in the journal by now, to the nodes; in its place others with the same nonce
    /// if none takes it as it is.
    ///
    /// A lost answer is no failure: whether a node took it shows when it is asked. A refusal is the nodes' opinion of these
    /// bytes. A stranger's transaction in the pool is not outbid.
    func broadcast(_ entry: inout SubmissionEntry) async throws(StageFailure) -> Sent {
        var sent = Sent(verdict: .unknown)
        for attempt in 0...Self.immediateReplacements {
            let transaction = entry.newest
            let sending: Sending
            do throws(NodeError) {
                sending = try await chain.send(transaction)
            } catch {
                guard error.kind == .cancelled else { throw StageFailure(error) }
                return sent
            }
            tell(sending, entry)
            sent = Sent(verdict: sending.verdict, refusal: sending.decisive)
            if sending.meanings.contains(.nonceTooLow) {
                chain.leave(because: "it shows nonce \(entry.nonce) as free, and says that it is used")
            }
            switch sent.verdict {
            case .taken, .unknown, .later: return sent
            case .underbid:
                guard try hasOthers(entry) else { return sent }
                // One of ours: the price is what is wrong.
                sent.verdict = .tooCheap
            case .tooCheap, .refused: break
            }
            guard attempt < Self.immediateReplacements, signer != nil else { break }
            try await addReplacement(to: &entry, isRefused: sent.verdict == .refused)
        }
        return sent
    }

    /// Whether other transactions of ours have the nonce: only these may be outbid.
    private func hasOthers(_ entry: SubmissionEntry) throws(StageFailure) -> Bool {
        if entry.transactions.count > 1 { return true }
        return try entries().contains { $0.nonce == entry.nonce && $0.calldata != entry.calldata }
    }

    private func tell(_ sending: Sending, _ entry: SubmissionEntry) {
        let transaction = entry.newest
        let logger = log(entry)
        guard sending.taker == nil, let refusal = sending.decisive else {
            let verb = sending.wasKnown ? "known to the node:" : entry.transactions.count == 1 ? "sent" : "replaced by"
            return logger.info("\(verb) \(transaction.summary)")
        }
        switch sending.verdict {
        case .taken: break
        case .unknown:
            logger.warning("no answer to the sending of \(transaction.hash), looking whether it arrived: \(refusal)")
        case .later: logger.warning("not taken for now: \(refusal)")
        case .underbid: logger.warning("the pool has another transaction of nonce \(entry.nonce): \(refusal)")
        case .tooCheap: logger.warning("more is asked than offered: \(refusal)")
        case .refused: logger.warning("refused as it is: \(refusal)")
        }
    }

    /// Sends the same bytes once more, or others that offer more, if the call would still pass.
    ///
    /// What goes wrong is only reported, since a transaction may be on its way all the same; but a journal that cannot be
    /// written ends the run, and so do too many refusals.
    func tryAgain(
        _ entry: inout SubmissionEntry, _ policy: inout SubmissionPolicy, _ efforts: inout SendEfforts, raises: Bool
    ) async throws(StageFailure) {
        do throws(StageFailure) {
            // On the newest block: the pending one has our own transaction in it. If the state is outdated, the next look
            // tells whether that is the work of ours, mined a moment ago, or not.
            guard try await preflight.passes(SubmissionCall(entry), from: account, at: .latest) else { return }
            if raises { try await addReplacement(to: &entry, isRefused: false) }
            try note(try await broadcast(&entry), &entry, &policy, &efforts)
        } catch {
            guard entry.progress == .open, ![.io, .internalError].contains(error.failureKind) else { throw error }
            if !efforts.hasWarned {
                log(entry).about(error).warning("\(entry.newest.hash) stays as it is for now: \(error)")
            }
            efforts.hasWarned = true
            guard !raises else { return }
            // The call would revert, or the offer may not be raised: no node has a say in that.
            try note(Sent(verdict: .later, refusal: error), &entry, &policy, &efforts)
        }
    }

    /// Remembers what came of an effort. Closes the entry and throws when all were in vain: `.peerNonsense` after refusals,
    /// `.tryAgain` when the nodes only put it off, or the failure that kept it from being sent.
    func note(
        _ sent: Sent, _ entry: inout SubmissionEntry, _ policy: inout SubmissionPolicy, _ efforts: inout SendEfforts
    ) throws(StageFailure) {
        policy.waitsForStranger = sent.verdict == .underbid
        switch sent.verdict {
        case .taken:
            (efforts.isOut, efforts.hasWarned) = (true, false)
            efforts.succeeded()
        case .unknown: efforts.succeeded()
        case .underbid:
            _ = efforts.failed(isRefused: false, at: clock.now())
            log(entry).warning("waiting for the other transaction of nonce \(entry.nonce), which is not ours")
        case .later, .tooCheap, .refused:
            let isRefused = sent.verdict == .refused
            guard efforts.failed(isRefused: isRefused, at: clock.now()) else { return }
            let failure =
                (sent.refusal as? StageFailure)
                ?? StageFailure(
                    isRefused ? .peerNonsense : .tryAgain,
                    "no node takes a transaction of nonce \(entry.nonce)\(sent.refusal.map { ": \($0.text)" } ?? "")",
                    hint: "the next run begins afresh; other urls in --l1-provider-url may take it")
            try settle(&entry, as: .refused, because: String(failure.message.prefix(300)))
            throw failure
        }
    }

    /// Signs a transaction of the same nonce and makes it durable: one that offers more than all before; or, after a refusal
    /// of the bytes, one at today's price and with gas as it is estimated today.
    private func addReplacement(to entry: inout SubmissionEntry, isRefused: Bool) async throws(StageFailure) {
        guard let signer else {
            throw StageFailure(
                .tryAgain, "a higher fee is needed, and there is no key to sign with",
                hint: "sign a transaction with the same nonce and higher fees")
        }
        guard entry.transactions.count < Self.mostTransactions else {
            throw StageFailure(
                .tryAgain, "\(entry.transactions.count) transactions were signed for nonce \(entry.nonce)")
        }
        let standing = try await preflight.standing(of: account)
        var transaction = entry.newest.transaction
        let market = try await preflight.market()
        if isRefused {
            if let gas = try await preflight.gas(of: SubmissionCall(entry), from: account),
                let limit = GasLimit.forEstimate(gas, blockLimit: standing.blockGasLimit)
            {
                transaction.gasLimit = limit
            }
            transaction.fees = try preflight.fees(replacing: nil, in: market, gasLimit: transaction.gasLimit)
        }
        if !isRefused || entry.transactions.contains(where: { $0.transaction == transaction }) {
            let earlier = try dearest(of: entry)
            transaction.fees = try preflight.fees(replacing: earlier, in: market, gasLimit: transaction.gasLimit)
        }
        try preflight.checkBalance(standing.balance, of: account, pays: transaction)
        let signed = try await sign(transaction, signer)
        guard entry.add(signed) else {
            throw StageFailure(.internalError, "the replacement of \(entry.newest.hash) is another transaction")
        }
        try record(&entry)
    }

    /// The transaction of ours that offers most with the entry's nonce.
    private func dearest(of entry: SubmissionEntry) throws(StageFailure) -> SignedTransaction {
        let others = try entries().filter { $0.nonce == entry.nonce }.map(\.dearest)
        return (others + [entry.dearest]).max { $1.isDearer(than: $0) } ?? entry.dearest
    }
}

/// What came of an effort to send.
struct Sent: Sendable {
    /// What follows from it.
    var verdict: SendVerdict
    /// What was said against it.
    var refusal: (any Failure)?
}

extension SignedTransaction {
    /// Hash, nonce and fees in a line of the log.
    var summary: String {
        switch transaction.fees {
        case .legacy(let gasPrice), .accessList(let gasPrice):
            "\(hash) nonce \(transaction.nonce), gas price \(gasPrice)"
        case .dynamic(let maximum, let tip):
            "\(hash) nonce \(transaction.nonce), max fee \(maximum), tip \(tip)"
        }
    }
}
