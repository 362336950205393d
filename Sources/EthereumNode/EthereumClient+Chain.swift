extension EthereumClient {
    /// Whether the node is on the chain of all the others; asked once, or again if `fresh`. A node that is not is never
    /// used again; one that does not say fails like one that does not answer.
    func isOnChain(_ turn: Failover.Turn, fresh: Bool) async throws(NodeError) -> Bool {
        if !fresh, state.withLock({ $0.confirmed.contains(turn.index) }) { return true }
        let got = try await chainID(at: turn)
        let expected = state.withLock { state in
            let expected = state.chainID ?? got
            state.chainID = expected
            if got == expected { state.confirmed.insert(turn.index) }
            return expected
        }
        guard got != expected else { return true }
        exclude(turn, expected: expected, got: got)
        return false
    }

    private func chainID(at turn: Failover.Turn) async throws(NodeError) -> UInt64 {
        let reply = try await reply(to: .chainID, at: turn)
        do throws(NodeError) {
            let id = try reply.uint64()
            guard id != 0 else { throw failure(.invalidReply(reason: "chain id 0"), NodeRequest.chainID.method, turn) }
            return id
        } catch {
            guard case .rejected = error.kind else { throw error }
            let reason = "the node does not tell its chain id: \(error.kind)"
            throw failure(.invalidReply(reason: reason), error.method, turn)
        }
    }

    private func exclude(_ turn: Failover.Turn, expected: UInt64, got: UInt64) {
        let now = clock.now()
        let isNews = state.withLock { state in
            let kind: NodeError.Kind =
                state.isChainNamed && state.confirmed.isEmpty
                ? .wrongChain(expected: expected, got: got) : .inconsistentChain(expected: expected, got: got)
            state.exclusion = failure(kind, NodeRequest.chainID.method, turn)
            return state.failover.exclude(turn, at: now)
        }
        if isNews { onEvent?(.wrongChain(urls[turn.index], expected: expected, got: got)) }
    }

    func failure(_ kind: NodeError.Kind, _ method: String, _ turn: Failover.Turn) -> NodeError {
        NodeError(kind, method: method, url: urls[turn.index])
    }
}
