import Glibc

/// A small HTTP/1.1 server that nobody can take up for long.
///
///     let server = HTTPServer(host: "127.0.0.1", port: 0) { request in
///         HTTPResponse(text: "You asked for \(request.path)\n", mediaType: "text/plain")
///     }
///     try await server.run { url in print(url) }
package struct HTTPServer: Sendable {
    /// What makes the answers; nil closes the connection without one.
    enum Handler: Sendable {
        /// On the thread that serves all connections.
        case immediate(@Sendable (HTTPRequest) -> HTTPResponse?)
        /// In a task of its own.
        case suspending(@Sendable (HTTPRequest) async -> HTTPResponse?)
    }

    private let host: String
    private let port: Int
    let limits: HTTPServerLimits
    let refusal: @Sendable (HTTPRefusal) -> HTTPResponse
    let handler: Handler

    /// A server on `port` of `host`, 0 being any free one; `host` is a name, or an address of IPv4 or IPv6.
    ///
    /// `answer` gets each request once all of it has come, and makes the answer at once: meanwhile nobody else is served.
    /// Nil closes the connection without one. `refusal` gives the words for requests that are not handed on.
    package init(
        host: String, port: Int, limits: HTTPServerLimits = HTTPServerLimits(),
        refusal: @escaping @Sendable (HTTPRefusal) -> HTTPResponse = { $0.response },
        answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse?
    ) {
        self.init(host, port, limits, refusal, .immediate(answer))
    }

    /// A server whose answers take their time: `slowAnswer` runs in a task, which is cancelled when the request's time is
    /// up or the server ends.
    ///
    /// A client that ends its side of the connection early may go without the answer, since libmicrohttpd does not tell
    /// that from one that has left.
    package init(
        host: String, port: Int, limits: HTTPServerLimits = HTTPServerLimits(),
        refusal: @escaping @Sendable (HTTPRefusal) -> HTTPResponse = { $0.response },
        slowAnswer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse?
    ) {
        self.init(host, port, limits, refusal, .suspending(slowAnswer))
    }

    private init(
        _ host: String, _ port: Int, _ limits: HTTPServerLimits,
        _ refusal: @escaping @Sendable (HTTPRefusal) -> HTTPResponse, _ handler: Handler
    ) {
        self.host = host
        self.port = port
        self.limits = limits
        self.refusal = refusal
        self.handler = handler
    }

    /// Serves until the task is cancelled; `onStart` gets the server's URL, without a slash at the end.
    ///
    /// Throws ``ListenError`` when the address cannot be had.
    package func run(
        onStart: @escaping @Sendable (_ url: String) async -> Void
    ) async throws(ListenError) {
        let socket = try ListeningSocket(host: host, port: port)
        let context = ServerContext(self)
        guard let daemon = Daemon(socket, context) else {
            throw .refused(host: host, port: socket.port, code: errno == 0 ? ENOMEM : errno)
        }
        async let started: Void = onStart(Self.url(host: host, port: socket.port))
        while !Task.isCancelled {
            try? await Task.sleep(until: context.connections.sweep(), clock: .continuous)
        }
        // In a task of its own, since this one is cancelled and can wait for nothing.
        await Task { await daemon.stop() }.value
        await started
    }

    /// The hosts that stand for every address of the machine, and the address at which it finds itself.
    package static let wholeMachine = ["0.0.0.0": "127.0.0.1", "::": "::1"]

    /// Where a program on this machine finds a server.
    package static func url(host: String, port: Int) -> String {
        let reachable = wholeMachine[host] ?? host
        return "http://\(reachable.contains(":") ? "[\(reachable)]" : reachable):\(port)"
    }
}
