import JSON

extension EthereumClient {
    /// Several reads in one HTTP request to one node; the replies are in the order of the requests.
    ///
    /// A node that takes no batches is sent the requests one by one. If one of the replies is a refusal that is not the
    /// contract's own, or is not what was asked for, the next node is asked all of them; if no node does better, the replies
    /// are those of the node with the fewest flaws, each in its reply. Anything else that goes wrong is thrown.
    public func batch(_ requests: [NodeRequest]) async throws(NodeError) -> [NodeReply] {
        guard !requests.isEmpty else { return [] }
        var best: [NodeReply]?
        do throws(NodeError) {
            return try await attempt(Self.name(of: requests), attempts: readAttempts) { (turn) throws(NodeError) in
                let replies = try await self.replies(to: requests, at: turn)
                let flaws = replies.compactMap(\.flaw)
                guard let flaw = flaws.first(where: \.mayPassSoon) ?? flaws.first else { return replies }
                if flaws.count < best?.flaws ?? .max { best = replies }
                throw flaw
            }
        } catch {
            guard let best, error.kind != .cancelled else { throw error }
            return best.map { $0.flawed(with: error) }
        }
    }

    /// The replies of one node to several requests, sent together if the node takes batches.
    func replies(to requests: [NodeRequest], at turn: Failover.Turn) async throws(NodeError) -> [NodeReply] {
        guard requests.count > 1, !state.withLock({ $0.batchless.contains(turn.index) }) else {
            return try await singleReplies(to: requests, at: turn)
        }
        let flaw: NodeError
        do throws(NodeError) {
            return try await batchReplies(to: requests, at: turn)
        } catch {
            guard error.kind != .cancelled else { throw error }
            flaw = error
        }
        // Whatever went wrong, it may be that the node takes no batches, or none of this size.
        let replies = try await singleReplies(to: requests, at: turn)
        if state.withLock({ $0.batchless.insert(turn.index).inserted }) {
            onEvent?(.batchUnsupported(urls[turn.index], reason: "\(flaw.kind)"))
        }
        return replies
    }

    private func singleReplies(
        to requests: [NodeRequest], at turn: Failover.Turn
    ) async throws(NodeError) -> [NodeReply] {
        var replies: [NodeReply] = []
        for request in requests { replies.append(try await patientReply(to: request, at: turn)) }
        return replies
    }

    /// The reply to one of many requests. Where no other node can be asked, a short pause that the node wants is waited for
    /// once, so that what it has answered already need not be asked again.
    private func patientReply(
        to request: NodeRequest, at turn: Failover.Turn
    ) async throws(NodeError) -> NodeReply {
        do throws(NodeError) {
            return try await reply(to: request, at: turn)
        } catch {
            let now = clock.now()
            guard case .rateLimited(let pause) = error.kind, pause <= policy.worthwhilePause,
                state.withLock({ $0.failover.alternative(to: turn, at: now) }) == nil
            else { throw error }
            try await sleep(pause, error)
            return try await reply(to: request, at: turn)
        }
    }

    /// The replies to a batch. What goes wrong says nothing about the node yet: a rate limit, too, may be one of batches.
    private func batchReplies(
        to requests: [NodeRequest], at turn: Failover.Turn
    ) async throws(NodeError) -> [NodeReply] {
        let name = Self.name(of: requests)
        let ids = Array(nextIDs(requests.count))
        let body = zip(requests, ids).map { RPCEnvelope.request($0, id: $1) }
        let limit = min(requests.reduce(0) { $0 + $1.replyLimit }, 8 << 20)
        let document = try await post(.array(body), for: name, limit: limit, at: turn)
        let text = endpoints[turn.index].text
        let whole = try decoded(name, turn) { () throws(JSONError) in
            try RPCEnvelope.refusal(ofBatch: document, text: text)
        }
        if let refusal = whole { throw failure(refusal.kind, name, turn) }
        let answers = try decoded(name, turn) { () throws(JSONError) in
            try RPCEnvelope.answers(document, ids: ids, text: text)
        }
        let refusals = answers.compactMap { answer in if case .refusal(let refusal) = answer { refusal } else { nil } }
        let areAllRefused = refusals.count == answers.count && refusals.allSatisfy { $0.meaning.isOfNode }
        if let refusal = areAllRefused ? refusals.first : refusals.first(where: \.isOfManyRequests) {
            throw failure(refusal.kind, name, turn)
        }
        var replies: [NodeReply] = []
        for (answer, request) in zip(answers, requests) {
            replies.append(await substituted(NodeReply(answer, to: request, from: urls[turn.index]), at: turn))
        }
        return replies
    }
}

extension RPCEnvelope {
    /// The refusal of a batch as a whole, alone or as the only element of an array; nil if there is none.
    fileprivate static func refusal(ofBatch reader: JSONReader, text: ServerText) throws(JSONError) -> RPCRefusal? {
        var response = reader
        if case .array(let elements) = reader.value {
            guard elements.count == 1 else { return nil }
            response = try reader.element(0)
        }
        guard case .refusal(let refusal) = try answer(response, text: text) else { return nil }
        return refusal
    }
}

extension RPCRefusal {
    /// Whether the requests were too many, together or in a short time, rather than this one a bad one.
    fileprivate var isOfManyRequests: Bool { rateLimit != nil || message.lowercased().contains("batch") }
}

extension [NodeReply] {
    fileprivate var flaws: Int { reduce(0) { $0 + ($1.flaw == nil ? 0 : 1) } }
}
