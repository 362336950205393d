import HTTPTransport

extension EthereumClient {
    /// Carries out `body` at the node in use; if it does not serve, at the next one, or once more at the same one,
    /// `attempts` times at most. `body` runs only at nodes of the right chain.
    ///
    /// - Parameter fresh: whether the node is asked for its chain id even if it has told it before.
    /// - Throws: the failure that passes soonest, with those of the other nodes.
    func attempt<Value: Sendable>(
        _ method: String, attempts: Int, fresh: Bool = false,
        _ body: (Failover.Turn) async throws(NodeError) -> Value
    ) async throws(NodeError) -> Value {
        var turn = try begin(method)
        var call = Call(method: method)
        while true {
            do throws(NodeError) {
                turn = try await admitted(turn, &call)
                guard try await isOnChain(turn, fresh: fresh) else {
                    // Nothing else has been sent. Each such node is given up, so this ends.
                    if let next = following(turn) { turn = next } else { turn = try begin(method) }
                    continue
                }
                let value = try await body(turn)
                note(nil, at: turn.index)
                succeeded(turn, after: call)
                return value
            } catch {
                if case .cancelled = error.kind { throw error }
                note(error, at: turn.index)
                record(error, of: turn)
                call.failures.append((turn, error))
                guard call.failures.count < attempts, let next = next(after: turn, in: call) else {
                    throw error.others.isEmpty ? failure(of: call) ?? error : error
                }
                try await pause(after: error, attempt: call.failures.count)
                turn = next
            }
        }
    }

    /// What has happened in one call so far.
    private struct Call {
        let method: String
        /// In the order in which they came.
        var failures: [(turn: Failover.Turn, error: NodeError)] = []
        /// The nodes whose pause was waited for.
        var waited: Set<Int> = []
    }

    /// The failures of a call as one, those of the nodes of another chain included.
    private func failure(of call: Call) -> NodeError? {
        let excluded = state.withLock { $0.exclusions }.sorted { $0.key < $1.key }.map {
            (index: $0.key, error: $0.value)
        }
        return NodeError.all(call.failures.map { (index: $0.turn.index, error: $0.error) } + excluded)
    }

    /// The turn of the next try: that of the next node which may do better, the same one included.
    private func next(after turn: Failover.Turn, in call: Call) -> Failover.Turn? {
        guard let last = call.failures.last?.error, last.mayDoBetterElsewhere else { return nil }
        if case .rateLimited = last.kind, last.isWorthwhile(alone: false, policy), !call.waited.contains(turn.index) {
            return turn
        }
        let hopeless = Set(call.failures.filter { !$0.error.mayPassSoon }.map(\.turn.index))
        var next = following(turn)
        for _ in endpoints where next.map({ hopeless.contains($0.index) }) ?? false {
            next = next.flatMap { following($0) }
        }
        return next.flatMap { hopeless.contains($0.index) ? nil : $0 }
    }

    /// The turn of a call that begins now.
    func begin(_ method: String) throws(NodeError) -> Failover.Turn {
        let now = clock.now()
        let (begun, exclusions) = state.withLock { ($0.failover.begin(at: now), $0.exclusions) }
        if begun.isBackAtPrimary, let turn = begun.turn { onEvent?(.returnedToPrimary(urls[turn.index])) }
        if let turn = begun.turn { return turn }
        let excluded = exclusions.sorted { $0.key < $1.key }.map { (index: $0.key, error: $0.value) }
        if var error = NodeError.all(excluded) {
            error.method = method
            throw error
        }
        let nowhere = RedactedURL("")
        let failure = HTTPFailure(.invalidURL(reason: "no node is given"), url: nowhere)
        throw NodeError(.unreachable(failure), method: method, url: nowhere)
    }

    func following(_ turn: Failover.Turn) -> Failover.Turn? {
        state.withLock { $0.failover.turn(after: turn) }
    }

    /// The turn of the node that is asked: this one, after the pause it asked for if that is worth waiting for; else that
    /// of another one, to which later calls go as well.
    private func admitted(_ turn: Failover.Turn, _ call: inout Call) async throws(NodeError) -> Failover.Turn {
        let now = clock.now()
        let (pause, other) = state.withLock { state in
            (state.failover.pause(of: turn, at: now), state.failover.alternative(to: turn, at: now))
        }
        guard let pause else { return turn }
        let limited = failure(.rateLimited(retryAfter: pause), call.method, turn)
        let isFirst = call.waited.insert(turn.index).inserted
        if let other, !(isFirst && limited.isWorthwhile(alone: false, policy)) {
            let isInUse = state.withLock { $0.failover.leave(turn, to: other, at: now) }
            if isInUse { onEvent?(.switched(from: urls[turn.index], to: urls[other.index], reason: limited)) }
            return other
        }
        guard limited.isWorthwhile(alone: other == nil, policy) else { throw limited }
        try await sleep(pause, limited)
        return turn
    }

    /// A refusal counts against a node only once another one has answered.
    private func succeeded(_ turn: Failover.Turn, after call: Call) {
        state.withLock { $0.failover.succeeded(turn) }
        var counted: Set<Int> = [turn.index]
        for (failed, error) in call.failures {
            guard case .rejected = error.kind, counted.insert(failed.index).inserted else { continue }
            count(error, against: failed)
        }
    }

    func record(_ error: NodeError, of turn: Failover.Turn) {
        switch error.kind {
        case .unreachable, .invalidReply, .rateLimited: count(error, against: turn)
        case .rejected, .wrongChain, .inconsistentChain, .cancelled: break
        }
    }

    private func count(_ error: NodeError, against turn: Failover.Turn) {
        let now = clock.now()
        guard let next = state.withLock({ $0.failover.failed(turn, at: now) }) else { return }
        onEvent?(.switched(from: urls[turn.index], to: urls[next.index], reason: error))
    }

    /// The pause before another try; a node that asks for one of its own gets that.
    private func pause(after failure: NodeError, attempt: Int) async throws(NodeError) {
        if case .rateLimited = failure.kind { return }
        var generator = SystemRandomNumberGenerator()
        let pause = http.policy.pause(afterAttempt: attempt, retryAfter: nil, using: &generator)
        onEvent?(.retrying(failure, attempt: attempt, pause: pause))
        try await sleep(pause, failure)
    }

    /// Waits; throws `cancelled` if the task is.
    func sleep(_ pause: Duration, _ cause: NodeError) async throws(NodeError) {
        do {
            try await clock.sleep(pause)
        } catch {
            throw NodeError(.cancelled, method: cause.method, url: cause.url)
        }
    }
}

extension NodeError {
    /// Whether the pause that a node asks for is waited for.
    fileprivate func isWorthwhile(alone: Bool, _ policy: FailoverPolicy) -> Bool {
        guard case .rateLimited(let pause) = kind else { return true }
        return pause <= (alone ? policy.worthwhilePauseAlone : policy.worthwhilePause)
    }
}
