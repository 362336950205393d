import EthereumAccounts

extension EthereumClient {
    /// Offers a signed transaction to the node in use, and to each of the others in turn until one takes it.
    ///
    /// To hand the same bytes to several nodes is to hand them to one: they are one transaction by their hash. A node that
    /// wants to be left alone is not asked. Before a node gets the transaction it is asked for its chain id anew.
    /// - Throws: `wrongChain` before anything is sent if the transaction is signed for another chain than the nodes';
    ///   `cancelled`, after which a node may have it. What nodes say is in the result.
    public func send(_ transaction: SignedTransaction) async throws(NodeError) -> Sending {
        let method = NodeRequest.sendRawTransaction(transaction.raw).method
        var turn = try begin(method)
        var sending = Sending(taker: nil)
        var asked: Set<Int> = []
        while asked.insert(turn.index).inserted {
            do throws(NodeError) {
                sending.wasKnown = try await offer(transaction, at: turn)
                sending.taker = urls[turn.index]
                state.withLock { $0.failover.succeeded(turn) }
                return sending
            } catch {
                if case .cancelled = error.kind { throw error }
                let isGivenUp = state.withLock { $0.exclusions[turn.index] != nil }
                if case .wrongChain = error.kind, !isGivenUp, sending.refusals.isEmpty { throw error }
                record(error, of: turn)
                sending.refusals.append(error)
            }
            guard let next = following(turn) else { break }
            turn = next
        }
        return sending
    }

    /// Hands the transaction to one node. Returns whether the node had it already.
    private func offer(_ transaction: SignedTransaction, at turn: Failover.Turn) async throws(NodeError) -> Bool {
        let request = NodeRequest.sendRawTransaction(transaction.raw)
        let now = clock.now()
        if let pause = state.withLock({ $0.failover.pause(of: turn, at: now) }) {
            throw failure(.rateLimited(retryAfter: pause), request.method, turn)
        }
        guard try await isOnChain(turn, fresh: true) else {
            throw state.withLock { $0.exclusions[turn.index] } ?? failure(.cancelled, request.method, turn)
        }
        let signedFor = transaction.transaction.chainID
        if let chainID = state.withLock({ $0.chainID }), chainID != signedFor {
            throw failure(.wrongChain(expected: signedFor, got: chainID), request.method, turn)
        }
        do throws(NodeError) {
            let hash = try await reply(to: request, at: turn).hash()
            guard hash == transaction.hash else {
                throw failure(.invalidReply(reason: "the hash of another transaction"), request.method, turn)
            }
            return false
        } catch {
            guard error.meaning == .alreadyKnown else { throw error }
            return true
        }
    }
}
