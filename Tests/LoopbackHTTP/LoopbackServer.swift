import NIOCore
import NIOPosix
import Synchronization

/// A scripted HTTP/1.1 server on 127.0.0.1, for tests; it can break the protocol on demand.
///
/// It listens on a port chosen by the system, records every request, and answers as its handler says. Requests are
/// bounded to 32 KiB of head and 4 MiB of body; anything else closes the connection. Its owner stops it.
public final class LoopbackServer: Sendable {
    /// Decides about one request; called on an event loop, so it must not block.
    public typealias Handler = @Sendable (LoopbackRequest) -> LoopbackReply

    /// The port listened on.
    public let port: Int

    private let listener: any Channel
    private let log: RequestLog

    private init(listener: any Channel, port: Int, log: RequestLog) {
        self.listener = listener
        self.port = port
        self.log = log
    }

    /// `http://127.0.0.1:PORT`, without trailing slash.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// The requests received so far, in order of arrival.
    public var requests: [LoopbackRequest] { log.requests }

    /// Listens on a free port of 127.0.0.1.
    public static func start(_ handler: @escaping Handler) async throws -> LoopbackServer {
        let log = RequestLog()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                log.opened(channel)
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LoopbackConnection(log: log, handler: handler))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        guard let port = listener.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        return LoopbackServer(listener: listener, port: port, log: log)
    }

    /// Runs `body` with a server that is stopped afterwards, also when `body` throws.
    public static func with<Result>(
        _ handler: @escaping Handler,
        _ body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let server = try await start(handler)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    /// Closes the port and every connection, and returns when they are closed.
    public func stop() async {
        try? await listener.close()
        for connection in log.close() {
            try? await connection.close()
        }
    }
}

/// What the connections of one server share.
final class RequestLog: Sendable {
    private struct State {
        var requests: [LoopbackRequest] = []
        var connections: [ObjectIdentifier: any Channel] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    var requests: [LoopbackRequest] { state.withLock { $0.requests } }

    func received(_ request: LoopbackRequest) {
        state.withLock { $0.requests.append(request) }
    }

    func opened(_ channel: any Channel) {
        let isLate = state.withLock { state in
            if !state.isClosed { state.connections[ObjectIdentifier(channel)] = channel }
            return state.isClosed
        }
        guard !isLate else { return channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { $0.connections[ObjectIdentifier(channel)] = nil }
        }
    }

    /// The connections still open, to be closed by the caller; later ones are closed as they come.
    func close() -> [any Channel] {
        state.withLock { state in
            state.isClosed = true
            return Array(state.connections.values)
        }
    }
}
