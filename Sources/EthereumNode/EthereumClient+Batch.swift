import JSON

extension EthereumClient {
    /// Several reads in one HTTP request to one node; the replies are in the order of the requests.
    ///
    /// A node that takes no batches is sent the requests one by one. If a node refuses one of them for a reason of its own,
    /// the next node is asked all of them; if every node does, the replies are those of the node that refused least, each
    /// refusal in its reply. Anything else that goes wrong is thrown.
    public func batch(_ requests: [NodeRequest]) async throws(NodeError) -> [NodeReply] {
        guard !requests.isEmpty else { return [] }
        var best: [NodeReply]?
        do throws(NodeError) {
            return try await attempt(Self.name(of: requests), attempts: readAttempts) { (turn) throws(NodeError) in
                let replies = try await self.replies(to: requests, at: turn)
                let refusals = replies.compactMap(\.refusalOfNode)
                guard let refusal = refusals.first(where: \.mayPassSoon) ?? refusals.first else { return replies }
                if refusals.count < best?.refusals ?? .max { best = replies }
                throw refusal
            }
        } catch {
            guard let best, error.kind != .cancelled else { throw error }
            return best.map { $0.refused(with: error) }
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
        for request in requests { replies.append(try await reply(to: request, at: turn)) }
        return replies
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
        for answer in answers {
            guard case .refusal(let refusal) = answer, refusal.rateLimit != nil else { continue }
            throw failure(refusal.kind, name, turn)
        }
        return zip(answers, requests).map { NodeReply($0, to: $1, from: urls[turn.index]) }
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

extension [NodeReply] {
    /// How many of them are refusals for the node's own reasons.
    fileprivate var refusals: Int { reduce(0) { $0 + ($1.refusalOfNode == nil ? 0 : 1) } }
}
