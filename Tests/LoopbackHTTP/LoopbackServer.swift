import Foundation
import Synchronization

/// A scripted HTTP/1.1 server on 127.0.0.1, for tests; it can break the protocol on demand.
///
/// It listens on a port chosen by the system, records every request, and answers as its handler says. Requests are
/// bounded to 32 KiB of head and 4 MiB of body; anything else closes the connection. Its owner stops it.
public final class LoopbackServer: Sendable {
    /// Decides about one request; called on the server's thread, so it must not block.
    public typealias Handler = @Sendable (LoopbackRequest) -> LoopbackReply

    /// The port listened on.
    public let port: Int

    private let shared: ServerState

    private init(port: Int, shared: ServerState) {
        self.port = port
        self.shared = shared
    }

    /// `http://127.0.0.1:PORT`, without trailing slash.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// The requests received so far, in order of arrival.
    public var requests: [LoopbackRequest] { shared.requests }

    /// How many connections were made so far.
    public var connectionCount: Int { shared.connectionCount }

    /// Listens on a free port of 127.0.0.1.
    public static func start(_ handler: @escaping Handler) async throws -> LoopbackServer {
        let listener = try Socket.listening(on: .ipv4, port: 0)
        let port = try listener.port()
        let (alarm, ringer) = try Socket.pair()
        let shared = ServerState(ringer: ringer)
        // No queue of Dispatch: it has 255 threads at the most, and tests that run together have more servers than that.
        Thread.detachNewThread {
            ServerLoop(listener: listener, alarm: alarm, shared: shared, handler: handler).run()
            shared.ended()
        }
        return LoopbackServer(port: port, shared: shared)
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
    public func stop() async { await shared.stop() }
}

/// What a server's thread shares with others.
final class ServerState: Sendable {
    private struct State {
        var requests: [LoopbackRequest] = []
        var connectionCount = 0
        var isStopped = false
        var hasEnded = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// Its other end wakes the thread.
    private let ringer: Socket

    init(ringer: Socket) { self.ringer = ringer }

    var requests: [LoopbackRequest] { state.withLock { $0.requests } }
    var connectionCount: Int { state.withLock { $0.connectionCount } }
    var isStopped: Bool { state.withLock { $0.isStopped } }

    func received(_ request: LoopbackRequest) {
        state.withLock { $0.requests.append(request) }
    }

    func accepted() {
        state.withLock { $0.connectionCount += 1 }
    }

    func ended() {
        let waiting = state.withLock { state in
            state.hasEnded = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func stop() async {
        state.withLock { $0.isStopped = true }
        _ = ringer.write([0])
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waiting.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }
}
