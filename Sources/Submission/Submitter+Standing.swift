import CommandSupport
import Ethereum
import EthereumNode
import Journal
import Logging
import SubmissionRules

extension Submitter {
    /// What comes of settling what was sent before.
    enum Settlement {
        /// An earlier run had sent this very call, and the contract took it.
        case submitted(SubmissionResult)
        /// Nothing of ours may still be mined with another nonce than the standing's next one, or than the one that is
        /// taken again.
        case free(AccountStanding)
    }

    /// Rounds in which earlier submissions are followed before a new one is begun.
    private static let settlements = 8

    /// Follows what was sent before to its end, until the contract, the nonce and the receipts agree at one block, no older
    /// than any seen. Without that the next transaction could be mined beside one of ours.
    ///
    /// What still waits with the nonce `retaken` is left: the call's transaction has that nonce too. Throws `.tryAgain` if
    /// they do not agree in time.
    func settleEarlier(
        for call: SubmissionCall, retaking retaken: UInt64? = nil
    ) async throws(StageFailure) -> Settlement {
        for _ in 0..<Self.settlements {
            let standing = try await reliableStanding()
            let open = try unfinished(at: standing).filter {
                $0.nonce < standing.nonce || ($0.progress != .abandoned && $0.nonce != retaken)
            }
            guard !open.isEmpty else { return .free(standing) }
            for var entry in open {
                log(entry).warning("following \(entry.newest.hash) with nonce \(entry.nonce) to its end first")
                let result = try await follow(&entry, after: nil)
                if let result, result.isFinal, entry.calldata == call.calldata, entry.contract == call.contract {
                    return .submitted(result)
                }
            }
        }
        throw StageFailure(
            .tryAgain, "earlier transactions of \(account) do not come to an end",
            hint: "the next run goes on from the journal")
    }

    /// The submissions that are followed before another one is begun, by nonce.
    ///
    /// Below the next nonce: those of which is not known what became. From it on: those that are under way, and those that
    /// were settled, which a deeper reorganisation than was waited for has undone. What was given up without being settled
    /// is left to whoever uses its nonce next.
    func unfinished(at standing: AccountStanding) throws(StageFailure) -> [SubmissionEntry] {
        var unfinished: [SubmissionEntry] = []
        let entries = try entries()
        for var entry in entries {
            let siblings = entries.filter { $0.nonce == entry.nonce && $0.newest.hash != entry.newest.hash }
            guard entry.nonce < standing.nonce else {
                if entry.progress == .refused || entry.progress == .stranded { continue }
                // Of several with one nonce the pool has the dearest.
                let isOutbid = siblings.contains { $0.progress != .refused && $0.dearest.isDearer(than: entry.dearest) }
                if !isOutbid { unfinished.append(entry) }
                continue
            }
            guard !entry.progress.isSettled else { continue }
            guard siblings.contains(where: { $0.progress == .final || $0.progress == .reverted }) else {
                unfinished.append(entry)
                continue
            }
            // Another one of ours with this nonce was mined.
            entry.progress = .replaced
            try record(&entry)
        }
        return unfinished
    }

    /// An account's standing that nothing speaks against: not what the journal knows, and not what other nodes say.
    ///
    /// Looks again, and at another node, for as long as a transaction may take; throws `.tryAgain` after that.
    func reliableStanding() async throws(StageFailure) -> AccountStanding {
        let start = clock.now()
        var suspicion = NonceSuspicion()
        while true {
            let entries = try entries()
            let reason: String
            let look = try await preflight.ask { () async throws(NodeError) in
                try await chain.standing(of: account, depth: terms.patience.confirmations)
            }
            switch look {
            case .torn(let why): reason = why
            case .view(let standing):
                let doubt = standing.doubt(entries, newest: newest.mark)
                newest.note(standing.head)
                switch doubt {
                case nil: return standing
                case .behind(let why), .contradiction(let why), .shallow(let why): reason = why
                case .unknownNonce:
                    if let agreed = await agreed(standing, &suspicion) { return agreed }
                    reason = "it alone says that \(standing.nonce) is the next nonce"
                }
            }
            guard clock.now() - start < terms.patience.transactionTimeout else {
                throw StageFailure(
                    .tryAgain, "the l1 provider cannot be relied on: \(reason)",
                    hint: "several urls in --l1-provider-url help")
            }
            logger.info("looking again: \(reason)")
            chain.leave(because: reason)
            try await pause()
        }
    }

    /// The standing with the nonce that a second answer confirms: that of another node about the same block; or the
    /// transaction that used the nonce before, which only the account can have signed; or else later looks. Nil if there is
    /// none.
    ///
    /// Of two nodes that differ the lower counts: a transaction with a nonce that is used can never be mined.
    private func agreed(_ standing: AccountStanding, _ suspicion: inout NonceSuspicion) async -> AccountStanding? {
        let counts = await chain.counts(of: account, at: standing.head, hash: standing.headHash).filter(\.isOfBlock)
        guard counts.count > 1, let lowest = counts.map(\.count).min() else {
            let search = NonceSearch(chain: chain, account: account, nonce: standing.nonce - 1)
            switch try? await search.run(from: nil, to: standing.head.number) {
            case .transaction: return standing
            // A nonce that no block has used is none, however often it is said.
            case .unproven: return nil
            case .hidden, nil: return suspicion.isConfirmed(by: standing) ? standing : nil
            }
        }
        for liar in counts where liar.count > lowest {
            logger.warning(
                "\(liar.url) says that \(liar.count) is the next nonce in block \(standing.head.number), others say \(lowest)"
            )
        }
        var agreed = standing
        agreed.nonce = min(standing.nonce, lowest)
        return agreed
    }

    /// The standing, once the pool has no transaction of the account that is not ours: it is waited for, and not outbid.
    ///
    /// Throws `.tryAgain` if it stays there for as long as a transaction may take.
    func withoutStranger(_ standing: AccountStanding) async throws(StageFailure) -> AccountStanding {
        let start = clock.now()
        var standing = standing
        while standing.pendingNonce > standing.nonce {
            let entries = try entries()
            // What the preflight says of it is what is thrown in the end.
            guard !entries.contains(where: { $0.nonce >= standing.nonce && !$0.progress.isSettled }),
                clock.now() - start < terms.patience.transactionTimeout
            else { break }
            let reason = "\(account) has a pending transaction that is not ours"
            logger.info("\(reason), waiting for it")
            // One that another node does not know has left the pool, or was never there.
            chain.leave(because: reason)
            try await pause()
            standing = try await reliableStanding()
        }
        return standing
    }
}

/// A nonce that one node alone says, until later looks say the same.
private struct NonceSuspicion {
    private var first: AccountStanding?
    private var looks = 0

    /// Whether a later look confirms what the first one said: about another block, or three in all.
    mutating func isConfirmed(by standing: AccountStanding) -> Bool {
        guard let first, first.nonce == standing.nonce else {
            (first, looks) = (standing, 1)
            return false
        }
        looks += 1
        return standing.head != first.head || looks >= 3
    }
}
