import Synchronization

/// A request and its answer, from the request's first line on.
///
/// libmicrohttpd's thread brings the request in parts. While a task makes the answer, or a piece of it, the connection is
/// suspended: the library forgets about it until it is resumed. The lock makes sure that a suspended connection is
/// resumed once: by the task, or by ``abandon()``.
final class Exchange: Sendable {
    private enum Phase {
        /// The header is on its way.
        case header
        /// The body is on its way.
        case body
        /// The connection is suspended until the task has an answer; nil closes it.
        case answering(Task<Void, Never>)
        /// The answer is to be sent; nil closes the connection.
        case answered(HTTPResponse?)
        /// The answer is being sent.
        case sending
        /// The connection is suspended until the task has the next piece of the body.
        case fetching(Task<Void, Never>)
        /// A piece of the body is to be sent; nil cuts it off.
        case fetched(ArraySlice<UInt8>?)
        /// Nothing is to happen any more.
        case ended
    }

    private struct State {
        var phase = Phase.header
        var request: HTTPRequest
    }

    private let server: ServerContext
    private let connection: ConnectionHandle
    private let state: Mutex<State>

    /// The exchange of a request whose first line has come.
    init(target: String, connection: ConnectionHandle, server: ServerContext) {
        self.server = server
        self.connection = connection
        state = Mutex(State(request: HTTPRequest("", target)))
    }

    /// What libmicrohttpd calls for the header, for each part of the body, at the request's end, where there is no part,
    /// and again after the connection was resumed. False closes the connection.
    func advance(method: @autoclosure () -> String, part: [UInt8]) -> Bool {
        state.withLock { state in
            switch state.phase {
            case .header:
                state.request.method = method()
                return receiveHeader(&state)
            case .body where !part.isEmpty:
                return receiveBody(part, &state)
            case .body:
                return receiveEnd(&state)
            case .answered(let response):
                return send(response, &state)
            case .answering, .sending, .fetching, .fetched:
                return true
            case .ended:
                return false
            }
        }
    }

    /// Gives the request up: its task is cancelled, its connection resumed, and closed where nothing has been sent.
    func abandon() {
        let task = state.withLock { state -> Task<Void, Never>? in
            defer { state.phase = .ended }
            switch state.phase {
            case .answering(let task), .fetching(let task):
                connection.resume()
                return task
            default:
                return nil
            }
        }
        task?.cancel()
    }

    /// Whether the request has come in full, and the answer has not been sent in full.
    var isUnderWay: Bool {
        state.withLock { state in
            switch state.phase {
            case .header, .body, .ended: false
            case .answering, .answered, .sending, .fetching, .fetched: true
            }
        }
    }

    /// The connection has nothing more to do with it.
    func end() { state.withLock { $0.phase = .ended } }

    private func answered(_ response: HTTPResponse?) {
        state.withLock { state in
            guard case .answering = state.phase else { return }
            state.phase = .answered(response)
            connection.resume()
        }
    }
}

// MARK: - The request

extension Exchange {
    private func receiveHeader(_ state: inout State) -> Bool {
        if let refusal = server.limits.refusal(of: connection) ?? readFields(into: &state.request) {
            // In this phase the library takes an answer, sends it, and closes the connection unread.
            return send(server.refusal(refusal), &state)
        }
        state.phase = .body
        return true
    }

    private func readFields(into request: inout HTTPRequest) -> HTTPRefusal? {
        request.fields = connection.fields
        return server.limits.refusal(of: request.fields)
    }

    private func receiveBody(_ part: [UInt8], _ state: inout State) -> Bool {
        let limit = server.limits.bodyBytes
        guard part.count <= limit - state.request.body.count else {
            // Within a body the library takes no answer, so it is written by hand; nothing else is being sent.
            server.refusal(.body(limit: limit)).write(to: connection.socket)
            state.phase = .ended
            return false
        }
        state.request.body += part
        return true
    }

    private func receiveEnd(_ state: inout State) -> Bool {
        let request = state.request
        switch server.handler {
        case .immediate(let answer):
            return send(answer(request), &state)
        case .suspending(let answer):
            // Before the task can have an answer; it waits for the lock.
            connection.suspend()
            state.phase = .answering(Task { self.answered(await answer(request)) })
            return true
        }
    }
}

// MARK: - The answer

extension Exchange {
    private func send(_ response: HTTPResponse?, _ state: inout State) -> Bool {
        guard var response else { return false }
        if server.connections.isDraining { response.fields["Connection"] = "close" }
        guard let made = response.made(for: self) else { return false }
        state.phase = .sending
        return connection.queue(made, status: response.status)
    }

    /// What is there of a body in pieces, `count` bytes at the most; or nothing, and the connection is suspended until there
    /// is more; nil where the body is cut off.
    func fetch(atMost count: Int, next: @escaping @Sendable () async -> [UInt8]?) -> ArraySlice<UInt8>? {
        state.withLock { state in
            switch state.phase {
            case .fetched(let piece?) where !piece.isEmpty:
                let part = piece.prefix(count)
                state.phase = .fetched(piece.dropFirst(part.count))
                return part
            case .fetched(nil), .ended:
                return nil
            default:
                connection.suspend()
                state.phase = .fetching(Task { self.fetched(await next()) })
                return []
            }
        }
    }

    private func fetched(_ piece: [UInt8]?) {
        state.withLock { state in
            guard case .fetching = state.phase else { return }
            state.phase = .fetched(piece.map { $0[...] })
            connection.resume()
        }
    }
}
