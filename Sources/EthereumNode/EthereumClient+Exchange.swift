import Failures
import HTTPTransport
import JSON

extension EthereumClient {
    /// The reply of one node to one request.
    func reply(to request: NodeRequest, at turn: Failover.Turn) async throws(NodeError) -> NodeReply {
        let id = nextIDs(1).lowerBound
        let document: JSONReader
        do throws(NodeError) {
            let body = RPCEnvelope.request(request, id: id)
            document = try await post(body, for: request.method, limit: request.replyLimit, at: turn)
        } catch {
            if case .rateLimited(let asked) = error.kind { throw limited(for: asked, request.method, turn) }
            guard let refusal = error.refusalWithStatus else { throw error }
            document = refusal
        }
        let text = endpoints[turn.index].text
        let answer = try decoded(request.method, turn) { () throws(JSONError) in
            try RPCEnvelope.answer(document, id: id, text: text)
        }
        try heedRateLimit(in: answer, request.method, turn)
        return await substituted(NodeReply(answer, to: request, from: urls[turn.index]), at: turn)
    }

    /// Sends `body`, and gives back the document that answers it. A rate limit is thrown with what the node asks for, and
    /// not heeded yet.
    func post(
        _ body: JSONValue, for method: String, limit: Int, at turn: Failover.Turn
    ) async throws(NodeError) -> JSONReader {
        let text = try decoded(method, turn) { () throws(JSONError) in try body.serialized() }
        let bytes: [UInt8]
        do throws(HTTPFailure) {
            bytes = try await http.post(endpoints[turn.index].url, body: Array(text.utf8))
        } catch {
            switch error.kind {
            case .cancelled: throw failure(.cancelled, method, turn)
            case .status(429, _): throw failure(.rateLimited(retryAfter: error.retryAfter ?? .zero), method, turn)
            default: throw failure(.unreachable(error), method, turn)
            }
        }
        return try decoded(method, turn) { () throws(JSONError) in
            JSONReader(try JSONValue(parsing: bytes, limits: JSONLimits(maximumBytes: limit)))
        }
    }

    /// The numbers of `count` requests, never used before.
    func nextIDs(_ count: Int) -> Range<UInt64> {
        state.withLock { state in
            let first = state.lastID + 1
            state.lastID += UInt64(count)
            return first..<first + UInt64(count)
        }
    }

    /// What `body` makes of an answer; what is wrong with it is an invalid reply.
    func decoded<Value>(
        _ method: String, _ turn: Failover.Turn, _ body: () throws(JSONError) -> Value
    ) throws(NodeError) -> Value {
        try translating({ failure(.invalidReply(reason: $0.description), method, turn) }, body)
    }

    private func heedRateLimit(
        in answer: RPCAnswer, _ method: String, _ turn: Failover.Turn
    ) throws(NodeError) {
        guard case .refusal(let refusal) = answer, let asked = refusal.rateLimit else { return }
        throw limited(for: asked, method, turn)
    }

    /// Leaves the node alone for as long as it asked, within the policy's bounds.
    private func limited(for asked: Duration, _ method: String, _ turn: Failover.Turn) -> NodeError {
        let delay = min(max(asked, policy.rateLimitDelay), policy.maximumRateLimitDelay)
        let now = clock.now()
        state.withLock { $0.failover.limit(turn, for: delay, at: now) }
        onEvent?(.rateLimited(urls[turn.index], retryAfter: delay))
        return failure(.rateLimited(retryAfter: delay), method, turn)
    }
}

extension NodeRequest {
    /// The largest answer in bytes: generous for what it holds, small where that is one number.
    var replyLimit: Int {
        switch method {
        case "eth_call", "eth_getLogs", "eth_getBlockByNumber", "eth_getTransactionReceipt": 8 << 20
        case "eth_getCode", "eth_getTransactionByHash", "eth_feeHistory": 1 << 20
        // A refusal may quote the call and what it reverted with.
        default: 256 << 10
        }
    }
}

extension NodeError {
    /// The error object of a node that sends it with another status than 200, as gateways do; nil of anything else.
    /// The text of a status comes cut and without secrets.
    fileprivate var refusalWithStatus: JSONReader? {
        guard case .unreachable(let failure) = kind, case .status(_, let message) = failure.kind,
            let document = try? JSONValue(parsing: message), case .object(let object) = document,
            case .object(let error)? = object["error"], error["message"] != nil
        else { return nil }
        return JSONReader(document)
    }
}
