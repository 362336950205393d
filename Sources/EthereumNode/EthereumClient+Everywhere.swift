import HTTPTransport

extension EthereumClient {
    /// How long a second opinion is waited for at most, from a node that did not answer in time when it was last asked.
    private static let patienceWithSilence = Duration.seconds(2)

    /// The same questions to every node of the right chain, side by side: for an answer that one node's word is not enough
    /// for.
    ///
    /// A node is asked once, for at most the time that one request may take. The choice of the node in use does not change.
    /// - Parameters:
    ///   - requests: the questions; with none a vote says whether the node can be asked.
    ///   - onAnyChain: whether nodes that were given up for their chain are asked too.
    ///   - butSilent: whether a node that did not answer this client in time is left out: that is its vote.
    ///   - limit: the longest that a node is waited for, if that is less than the time that one request may take; less for a
    ///     node that did not answer in time when it was last asked.
    /// - Returns: a vote a node, in the order of ``urls``. A node given up for its chain, or one that wants to be left alone,
    ///   is not asked, and its vote says so.
    public func everywhere(
        _ requests: [NodeRequest], onAnyChain: Bool = false, butSilent: Bool = false, limit: Duration? = nil
    ) async -> [NodeVote] {
        // Without a named chain the node in use decides on it, not the fastest one.
        if state.withLock({ $0.chainID }) == nil { _ = try? await chainID() }
        let conditions = conditions
        let votes = await withTaskGroup(of: (Int, NodeVote).self) { group in
            for index in endpoints.indices {
                if butSilent, case .failed(let error)? = conditions[index], error.isSilence {
                    group.addTask { (index, NodeVote(url: self.urls[index], result: .failure(error))) }
                    continue
                }
                group.addTask {
                    let admission: Admission = onAnyChain ? .everyone : .chain
                    return (index, await self.vote(of: index, on: requests, admission, limit: limit))
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return endpoints.indices.compactMap { votes[$0] }
    }

    /// The same questions to other nodes than `url`, but none of `others`, one after the other, the next in order first, until
    /// one's vote is enough: for a second opinion, which costs one request as a rule.
    ///
    /// A node is asked once, for at most `limit` or the time that one request may take; for less if it did not answer in time
    /// when it was last asked. Whether it is on the right chain is
    /// not asked, since an answer about a block by its hash tells. The choice of the node in use does not change.
    /// - Returns: the votes, in the order in which they came. A node given up for its chain, or one that wants to be left
    ///   alone, is not asked, and its vote says so.
    public func elsewhere(
        than url: RedactedURL, but others: [RedactedURL] = [], _ requests: [NodeRequest], limit: Duration,
        until isEnough: (NodeVote) -> Bool
    ) async -> [NodeVote] {
        let first = urls.firstIndex(of: url).map { $0 + 1 } ?? 0
        var votes: [NodeVote] = []
        for index in urls.indices.map({ ($0 + first) % urls.count }) {
            guard urls[index] != url, !others.contains(urls[index]) else { continue }
            let vote = await vote(of: index, on: requests, .none, limit: limit)
            votes.append(vote)
            if isEnough(vote) { break }
        }
        return votes
    }

    /// What is asked of a node about its chain before anything else.
    private enum Admission {
        /// Whether it is on the right one, if that is not known yet.
        case chain
        /// Nothing; but one that was given up is not asked.
        case none
        /// Nothing of any node.
        case everyone
    }

    private func vote(
        of index: Int, on requests: [NodeRequest], _ admission: Admission, limit: Duration? = nil
    ) async -> NodeVote {
        let method = Self.name(of: requests)
        let limit = patience(with: index, limit)
        let vote = await withTaskGroup(of: NodeVote?.self) { group in
            group.addTask {
                NodeVote(url: self.urls[index], result: await self.ballot(of: index, on: requests, admission))
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            // The first to end; nil is the limit.
            let first = await group.next() ?? nil
            group.cancelAll()
            if let first { return first }
            let late = HTTPFailure(.timedOut(.wholeAttempt, after: limit), url: urls[index])
            return NodeVote(
                url: urls[index], result: .failure(NodeError(.unreachable(late), method: method, url: urls[index])))
        }
        switch vote.result {
        case .success: note(nil, at: index)
        case .failure(let error): note(error, at: index)
        }
        return vote
    }

    /// How long a node is waited for; with a `limit` it can be done without.
    private func patience(with index: Int, _ limit: Duration?) -> Duration {
        let longest = http.policy.totalTimeout
        guard let limit else { return longest }
        let isSilent = state.withLock { $0.silent.contains(index) }
        return min(limit, isSilent ? Self.patienceWithSilence : limit, longest)
    }

    private func ballot(
        of index: Int, on requests: [NodeRequest], _ admission: Admission
    ) async -> Result<[NodeReply], NodeError> {
        let now = clock.now()
        let (turn, pause, exclusion) = state.withLock { state in
            let turn = state.failover.turn(of: index)
            return (turn, state.failover.pause(of: turn, at: now), state.exclusions[index])
        }
        if let exclusion, admission != .everyone { return .failure(exclusion) }
        let method = Self.name(of: requests)
        if let pause { return .failure(failure(.rateLimited(retryAfter: pause), method, turn)) }
        do throws(NodeError) {
            guard admission == .chain else { return .success(try await replies(to: requests, at: turn)) }
            guard try await isOnChain(turn, fresh: false) else {
                return .failure(
                    state.withLock { $0.exclusions[index] } ?? failure(.invalidReply(reason: "chain id"), method, turn))
            }
            return .success(requests.isEmpty ? [] : try await replies(to: requests, at: turn))
        } catch {
            return .failure(error)
        }
    }
}
