import JSON

extension EthereumClient {
    /// The replies of one node to several requests, sent together if the node takes batches.
    func replies(to requests: [NodeRequest], at turn: Failover.Turn) async throws(NodeError) -> [NodeReply] {
        if requests.count > 1, !state.withLock({ $0.batchless.contains(turn.index) }),
            let replies = try await batchReplies(to: requests, at: turn)
        {
            return replies
        }
        var replies: [NodeReply] = []
        for request in requests { replies.append(try await reply(to: request, at: turn)) }
        return replies
    }

    /// The replies to a batch; nil if the node does not take batches, which is remembered.
    private func batchReplies(
        to requests: [NodeRequest], at turn: Failover.Turn
    ) async throws(NodeError) -> [NodeReply]? {
        let name = Self.name(of: requests)
        let ids = Array(nextIDs(requests.count))
        let body = zip(requests, ids).map { RPCEnvelope.request($0, id: $1) }
        let limit = min(requests.reduce(0) { $0 + $1.replyLimit }, 8 << 20)
        let document: JSONReader
        do throws(NodeError) {
            document = try await post(.array(body), for: name, limit: limit, at: turn)
        } catch {
            guard case .unreachable(let cause) = error.kind, [400, 413].contains(cause.statusCode) else { throw error }
            return noBatches("\(cause.kind)", turn)
        }
        let text = endpoints[turn.index].text
        let whole = try decoded(name, turn) { () throws(JSONError) in
            try RPCEnvelope.refusal(ofBatch: document, text: text)
        }
        if let refusal = whole {
            try heedRateLimit(in: .refusal(refusal), name, turn)
            guard refusal.isOfBatches else { throw failure(refusal.kind, name, turn) }
            return noBatches("\(refusal.kind)", turn)
        }
        let answers = try decoded(name, turn) { () throws(JSONError) in
            try RPCEnvelope.answers(document, ids: ids, text: text)
        }
        for answer in answers { try heedRateLimit(in: answer, name, turn) }
        return zip(answers, requests).map { NodeReply($0, to: $1, from: urls[turn.index]) }
    }

    private func noBatches(_ reason: String, _ turn: Failover.Turn) -> [NodeReply]? {
        if state.withLock({ $0.batchless.insert(turn.index).inserted }) {
            onEvent?(.batchUnsupported(urls[turn.index], reason: reason))
        }
        return nil
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
    /// Whether it is batches that the node does not take: this one, because of its size, or any.
    fileprivate var isOfBatches: Bool {
        code == -32600 || code == -32601 || message.lowercased().contains("batch")
    }
}
