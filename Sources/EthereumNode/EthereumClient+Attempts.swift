import HTTPTransport

extension EthereumClient {
    /// Carries out `body` at the node in use, and again at the next one if the fault is the node's, `attempts` times at
    /// most. `body` runs only at nodes of the right chain.
    ///
    /// - Parameter fresh: whether the node is asked for its chain id even if it has told it before.
    func attempt<Value: Sendable>(
        _ method: String, attempts: Int, fresh: Bool = false,
        _ body: (Failover.Turn) async throws(NodeError) -> Value
    ) async throws(NodeError) -> Value {
        var turn = try begin(method)
        var count = 1
        while true {
            do throws(NodeError) {
                try check(turn, method)
                guard try await isOnChain(turn, fresh: fresh) else {
                    // Nothing else has been sent. Each such node is given up, so this ends.
                    turn = try begin(method)
                    continue
                }
                let value = try await body(turn)
                state.withLock { $0.failover.succeeded(turn) }
                return value
            } catch {
                record(error, of: turn)
                guard error.isFaultOfNode, count < attempts, let next = following(turn) else { throw error }
                try await pause(after: error, attempt: count)
                (turn, count) = (next, count + 1)
            }
        }
    }

    /// The turn of a call that begins now.
    private func begin(_ method: String) throws(NodeError) -> Failover.Turn {
        let now = clock.now()
        let (begun, exclusion) = state.withLock { ($0.failover.begin(at: now), $0.exclusion) }
        if begun.isBackAtPrimary, let turn = begun.turn { onEvent?(.returnedToPrimary(urls[turn.index])) }
        if let turn = begun.turn { return turn }
        if let exclusion { throw NodeError(exclusion.kind, method: method, url: exclusion.url) }
        let nowhere = RedactedURL("")
        let failure = HTTPFailure(.invalidURL(reason: "no node is given"), url: nowhere)
        throw NodeError(.unreachable(failure), method: method, url: nowhere)
    }

    private func following(_ turn: Failover.Turn) -> Failover.Turn? {
        state.withLock { $0.failover.turn(after: turn) }
    }

    /// Throws while the node asks to be left alone.
    private func check(_ turn: Failover.Turn, _ method: String) throws(NodeError) {
        let now = clock.now()
        guard let pause = state.withLock({ $0.failover.pause(of: turn, at: now) }) else { return }
        throw NodeError(.rateLimited(retryAfter: pause), method: method, url: urls[turn.index])
    }

    /// A refusal is an answer: as far as the choice of the node goes, a success.
    private func record(_ error: NodeError, of turn: Failover.Turn) {
        let now = clock.now()
        switch error.kind {
        case .unreachable, .invalidReply:
            guard let next = state.withLock({ $0.failover.failed(turn, at: now) }) else { return }
            onEvent?(.switched(from: urls[turn.index], to: urls[next.index], reason: error))
        case .rejected: state.withLock { $0.failover.succeeded(turn) }
        case .rateLimited, .wrongChain, .inconsistentChain, .cancelled: break
        }
    }

    private func pause(after failure: NodeError, attempt: Int) async throws(NodeError) {
        var generator = SystemRandomNumberGenerator()
        let pause = http.policy.pause(afterAttempt: attempt, retryAfter: nil, using: &generator)
        onEvent?(.retrying(failure, attempt: attempt, pause: pause))
        do {
            try await clock.sleep(pause)
        } catch {
            throw NodeError(.cancelled, method: failure.method, url: failure.url)
        }
    }
}
