import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import LightClient
import Logging

extension Submitter {
    /// Replacements at once, without waiting, for a node that asks for more than we offered.
    private static let immediateRaises = 5

    func sign(
        _ transaction: UnsignedTransaction, _ signer: any TransactionSigner
    ) async throws(StageFailure) -> SignedTransaction {
        try await failing { () async throws(SigningError) in try await signer.sign(transaction) }
    }

    /// Hands the newest transaction to the node, which is in the journal by now.
    ///
    /// A lost answer is no failure: whether the node took it shows when it is asked. Throws when the node refuses it for
    /// a reason that waiting does not change; the entry stays open, since another node may have it all the same.
    func broadcast(_ entry: inout SubmissionEntry) async throws(StageFailure) {
        for _ in 0...Self.immediateRaises {
            let transaction = entry.newest
            do throws(NodeError) {
                try await chain.send(transaction)
                logger.info("\(entry.transactions.count == 1 ? "sent" : "replaced by") \(transaction.summary)")
                return
            } catch {
                guard try await needsHigherFee(error, transaction) else { return }
            }
            // The base fee grew since it was asked for.
            try await addReplacement(to: &entry)
        }
    }

    /// After a failed sending: whether a higher fee is asked for at once; false when looking on is enough.
    private func needsHigherFee(_ error: NodeError, _ transaction: SignedTransaction) async throws(StageFailure) -> Bool
    {
        guard case .rejected(_, _, let meaning) = error.kind else {
            guard error.isTransient else { throw StageFailure(error) }
            logger.warning("no answer to the sending of \(transaction.hash), looking whether it arrived: \(error)")
            return false
        }
        switch meaning {
        case .alreadyKnown:
            logger.info("known to the node: \(transaction.summary)")
            return false
        case .nonceTooLow:
            logger.warning("the node says that nonce \(transaction.transaction.nonce) is used")
            return false
        case .nonceTooHigh, .poolFull:
            logger.warning("not taken for now: \(error)")
            return false
        case .replacementUnderpriced, .underpriced, .feeCapTooLow:
            logger.warning("more is asked than offered: \(error)")
            return true
        case .insufficientFunds:
            // A moment ago the balance was enough. The node that says otherwise may be the one that is wrong.
            throw StageFailure(
                StageFailure.insufficientFunds(of: account, has: nil, needs: transaction.transaction.maximumCost),
                as: .peerNonsense)
        default:
            throw StageFailure(error)
        }
    }

    /// Sends the same bytes once more, if the call would still pass.
    func sendAgain(_ entry: inout SubmissionEntry) async throws(StageFailure) {
        guard try await stillPasses(entry) else { return }
        try await broadcast(&entry)
    }

    /// Replaces the newest transaction by one that offers more, if the call would still pass.
    ///
    /// Throws `.tryAgain` if it may not offer more.
    func raiseFee(of entry: inout SubmissionEntry) async throws(StageFailure) {
        guard try await stillPasses(entry) else { return }
        try await addReplacement(to: &entry)
        try await broadcast(&entry)
    }

    /// Whether the call would pass on the newest block: the pending one has our own transaction in it.
    ///
    /// If the state is outdated, the next look tells whether that is the work of ours, mined a moment ago, or not.
    private func stillPasses(_ entry: SubmissionEntry) async throws(StageFailure) -> Bool {
        try await preflight.passes(SubmissionCall(entry), from: account, at: .latest)
    }

    /// Signs a transaction with a higher fee and makes it durable.
    private func addReplacement(to entry: inout SubmissionEntry) async throws(StageFailure) {
        guard let signer else {
            throw StageFailure(
                .tryAgain, "a higher fee is needed, and there is no key to sign with",
                hint: "sign a transaction with the same nonce and higher fees")
        }
        let market = try await preflight.ask { () async throws(NodeError) in try await chain.market() }
        let standing = try await preflight.ask { () async throws(NodeError) in try await chain.standing(of: account) }
        var transaction = entry.newest.transaction
        let offered = transaction.fees
        transaction.fees = try failing { () throws(FeeRefusal) in try terms.fees.replacement(of: offered, in: market) }
        try preflight.checkBalance(standing.balance, of: account, pays: transaction)
        let signed = try await sign(transaction, signer)
        guard entry.add(signed) else {
            throw StageFailure(.internalError, "the replacement of \(entry.newest.hash) is another transaction")
        }
        try record(entry)
    }
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
