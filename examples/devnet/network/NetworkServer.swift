import HTTPService

/// The HTTP server of a network, on loopback only: relay, sequencer and control behind one port.
public struct NetworkServer: Sendable {
    private let server: HTTPServer

    /// A server for `network` on `port`, 0 being any free one.
    public init(_ network: Network, port: Int = 0) {
        server = HTTPServer(
            host: "127.0.0.1", port: port, limits: Self.limits,
            refusal: { HTTPResponse(.error($0.status, $0.reason)) ?? $0.response },
            slowAnswer: { request in
                let reply = await network.reply(
                    to: NetworkRequest(
                        request.method, request.target, accept: request.fields["Accept"],
                        contentType: request.fields["Content-Type"], body: request.body))
                if reply.delay > .zero { try? await Task.sleep(for: reply.delay) }
                return HTTPResponse(reply)
            })
    }

    /// A fault may take as long as a test wants, and its client is on this machine; an answer that is under way does not
    /// hold up the server's end.
    private static var limits: HTTPServerLimits {
        var limits = HTTPServerLimits()
        (limits.connections, limits.connectionsPerAddress) = (512, 512)
        limits.bodyBytes = 1 << 20
        (limits.silence, limits.request, limits.grace) = (.seconds(3600), .seconds(86400), .zero)
        return limits
    }

    /// Serves until the task is cancelled; `onStart` gets the server's URL, without a slash at the end.
    ///
    /// Throws when the port is taken.
    public func run(onStart: @escaping @Sendable (_ url: String) async -> Void) async throws {
        try await server.run(onStart: onStart)
    }

    /// Runs `body` with the URL of a server for `network`, which is stopped afterwards.
    public static func with<Result: Sendable>(
        _ network: Network, _ body: @escaping @Sendable (_ url: String) async throws -> Result
    ) async throws -> Result {
        let (urls, continuation) = AsyncStream.makeStream(of: String.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await NetworkServer(network).run { continuation.yield($0) }
            }
            for await url in urls {
                let result = try await body(url)
                group.cancelAll()
                try? await group.waitForAll()
                return result
            }
            try await group.waitForAll()
            throw CancellationError()
        }
    }
}
