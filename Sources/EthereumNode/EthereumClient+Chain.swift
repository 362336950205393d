extension EthereumClient {
    /// Whether the node is on the chain of all the others; asked once, or again if `fresh`. A node that says twice that it
    /// is not is never used again; one that does not say fails like one that does not answer.
    func isOnChain(_ turn: Failover.Turn, fresh: Bool) async throws(NodeError) -> Bool {
        if !fresh, state.withLock({ $0.confirmed.contains(turn.index) }) { return true }
        var got = try await chainID(at: turn)
        var expected = expectation(on: turn, saying: got)
        if got != expected {
            // A balancer whose backends differ, or a slip: a node is not given up for one answer.
            try await lookAgain(turn)
            let before = got
            got = try await chainID(at: turn)
            expected = expectation(on: turn, saying: got)
            if got == expected { onEvent?(.chainIDCorrected(urls[turn.index], from: before, to: got)) }
        }
        guard got != expected else { return true }
        exclude(turn, expected: expected, got: got)
        return false
    }

    /// Names the chain that every node has to be on, as soon as it is known: from a document, or from the contract's address.
    /// A client that has been told already keeps to that. Nodes that were given up for another chain get another chance.
    public func expect(chainID: UInt64) {
        state.withLock { state in
            guard !state.isChainNamed else { return }
            state.isChainNamed = true
            guard state.chainID != chainID else { return }
            state.chainID = chainID
            state.confirmed = []
            state.exclusions = [:]
            state.failover.readmit()
        }
    }

    /// Asks the nodes that were given up for not being on the chain that was named once more, at the next call: a balancer
    /// may have asked a backend of another network.
    public func reconsiderChains() {
        state.withLock { state in
            let given = state.exclusions.filter { if case .wrongChain = $0.value.kind { true } else { false } }
            for index in given.keys {
                state.exclusions[index] = nil
                state.failover.readmit(index)
            }
        }
    }

    /// The chain that the node has to be on: that of the first answer, if none is named.
    private func expectation(on turn: Failover.Turn, saying got: UInt64) -> UInt64 {
        state.withLock { state in
            let expected = state.chainID ?? got
            state.chainID = expected
            if got == expected { state.confirmed.insert(turn.index) }
            return expected
        }
    }

    private func lookAgain(_ turn: Failover.Turn) async throws(NodeError) {
        do {
            try await clock.sleep(policy.rateLimitDelay)
        } catch {
            throw failure(.cancelled, NodeRequest.chainID.method, turn)
        }
    }

    private func chainID(at turn: Failover.Turn) async throws(NodeError) -> UInt64 {
        let id = try await reply(to: .chainID, at: turn).uint64()
        guard id != 0 else { throw failure(.invalidReply(reason: "chain id 0"), NodeRequest.chainID.method, turn) }
        return id
    }

    private func exclude(_ turn: Failover.Turn, expected: UInt64, got: UInt64) {
        let isNews = state.withLock { state in
            let kind: NodeError.Kind =
                state.isChainNamed && state.confirmed.isEmpty
                ? .wrongChain(expected: expected, got: got) : .inconsistentChain(expected: expected, got: got)
            let failure = failure(kind, NodeRequest.chainID.method, turn)
            state.exclusions[turn.index] = failure
            state.conditions[turn.index] = .failed(failure)
            return state.failover.exclude(turn)
        }
        if isNews { onEvent?(.wrongChain(urls[turn.index], expected: expected, got: got)) }
    }

    func failure(_ kind: NodeError.Kind, _ method: String, _ turn: Failover.Turn) -> NodeError {
        NodeError(kind, method: method, url: urls[turn.index])
    }
}
