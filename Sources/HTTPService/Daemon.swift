import CMicrohttpd
import Glibc

/// What libmicrohttpd's callbacks have in common.
final class ServerContext: Sendable {
    let limits: HTTPServerLimits
    let connections: ConnectionTable
    let handler: HTTPServer.Handler
    let refusal: @Sendable (HTTPRefusal) -> HTTPResponse

    init(_ server: HTTPServer) {
        limits = server.limits
        connections = ConnectionTable(limits: server.limits)
        handler = server.handler
        refusal = server.refusal
    }
}

/// libmicrohttpd at work: one thread of its own, which waits for all sockets with epoll and makes the calls below.
struct Daemon: @unchecked Sendable {
    // Nothing but `stop` uses the pointer, and that is called once.
    private let daemon: OpaquePointer
    private let context: Unmanaged<ServerContext>

    /// Serves the connections of `socket`, which it closes at its end.
    ///
    /// Returns nil, with `errno` set, if there is no memory, descriptor or thread for it. The socket is then left open or
    /// not, according to what was missing.
    init?(_ socket: ListeningSocket, _ server: ServerContext) {
        context = Unmanaged.passRetained(server)
        let daemon = microhttpd_start(
            socket.descriptor, UInt32(clamping: server.limits.connections), server.limits.memory,
            server.limits.silentSeconds,
            { context, target, connection in
                guard let context, let target, let connection else { return nil }
                let server = Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue()
                let handle = ConnectionHandle(pointer: connection)
                let exchange = Exchange(target: String(cString: target), connection: handle, server: server)
                server.connections.begin(exchange, on: handle)
                return Unmanaged.passRetained(exchange).toOpaque()
            },
            { _, _, _, method, _, part, count, exchange in
                guard let method, let count, let exchange = exchange?.pointee else { return .NO }
                let bytes = UnsafeRawBufferPointer(start: part, count: part == nil ? 0 : count.pointee)
                count.pointee = 0
                let isToGoOn = Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
                    .advance(method: String(cString: method), part: bytes)
                return isToGoOn ? .YES : .NO
            },
            { context, connection, exchange, _ in
                guard let context, let connection, let pointer = exchange?.pointee else { return }
                exchange?.pointee = nil
                Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue().end()
                Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue().connections
                    .end(on: ConnectionHandle(pointer: connection))
            },
            { context, connection, _, what in
                guard let context, let connection else { return }
                let table = Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue().connections
                let handle = ConnectionHandle(pointer: connection)
                switch what {
                case .CONNECTION_NOTIFY_STARTED:
                    table.open(
                        handle, socket: microhttpd_socket(connection), peer: PeerAddress(microhttpd_peer(connection)))
                default:
                    table.close(handle)
                }
            }, context.toOpaque())
        guard let daemon else {
            context.release()
            return nil
        }
        self.daemon = daemon
    }

    /// Lets the requests under way end within the grace, then ends everything.
    func stop() async {
        let server = context.takeUnretainedValue()
        let end = ContinuousClock.now + server.limits.grace
        server.connections.drain()
        while server.connections.isAtWork, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(5))
        }
        // The library aborts the process if a connection is suspended when it stops.
        server.connections.stop()
        MHD_stop_daemon(daemon)
        context.release()
    }
}
