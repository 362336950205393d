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
@safe struct Daemon: @unchecked Sendable {
    // Nothing but `stop` uses the pointer, and that is called once.
    private let daemon: OpaquePointer
    private let context: Unmanaged<ServerContext>

    /// Serves the connections of `socket`, which it closes at its end.
    ///
    /// Returns nil, with `errno` set, if there is no memory, descriptor or thread for it. The socket is then left open or
    /// not, according to what was missing.
    init?(_ socket: ListeningSocket, _ server: ServerContext) {
        unsafe context = Unmanaged.passRetained(server)
        let daemon = unsafe microhttpd_start(
            socket.descriptor, server.limits.accepted, server.limits.memory,
            server.limits.silentSeconds,
            { context, target, connection in
                guard let context = unsafe context, let target = unsafe target, let connection = unsafe connection
                else { return nil }
                let server = unsafe Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue()
                let handle = unsafe ConnectionHandle(connection)
                let exchange = unsafe Exchange(target: String(cString: target), connection: handle, server: server)
                server.connections.begin(exchange, on: handle)
                return unsafe Unmanaged.passRetained(exchange).toOpaque()
            },
            { _, _, _, method, _, part, count, exchange in
                guard let method = unsafe method, let count = unsafe count, let exchange = unsafe exchange?.pointee
                else { return .NO }
                let bytes = unsafe Array(UnsafeRawBufferPointer(start: part, count: part == nil ? 0 : count.pointee))
                unsafe count.pointee = 0
                let isToGoOn = unsafe Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
                    .advance(method: String(cString: method), part: bytes)
                return isToGoOn ? .YES : .NO
            },
            { context, connection, exchange, _ in
                guard let context = unsafe context, let connection = unsafe connection,
                    let pointer = unsafe exchange?.pointee
                else { return }
                unsafe exchange?.pointee = nil
                unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue().end()
                unsafe Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue().connections
                    .end(on: ConnectionHandle(connection))
            },
            { context, connection, _, what in
                guard let context = unsafe context, let connection = unsafe connection else { return }
                let table = unsafe Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue().connections
                let handle = unsafe ConnectionHandle(connection)
                switch what {
                case .CONNECTION_NOTIFY_STARTED:
                    table.open(handle)
                default:
                    table.close(handle)
                }
            }, unsafe context.toOpaque())
        guard let daemon = unsafe daemon else {
            unsafe context.release()
            return nil
        }
        unsafe self.daemon = daemon
    }

    /// Lets the requests under way end within the grace, then ends everything.
    func stop() async {
        let server = unsafe context.takeUnretainedValue()
        let end = ContinuousClock.now + server.limits.grace
        server.connections.drain()
        while server.connections.isAtWork, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(5))
        }
        // The library aborts the process if a connection is suspended when it stops.
        server.connections.stop()
        unsafe MHD_stop_daemon(daemon)
        unsafe context.release()
    }
}
