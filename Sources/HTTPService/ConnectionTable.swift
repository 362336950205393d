import Glibc
import Synchronization

/// A connection of libmicrohttpd, valid until the library says that it is closed.
struct ConnectionHandle: Hashable, @unchecked Sendable {
    // The library's functions that are called from other threads than its own, the one to resume, take a lock.
    let pointer: OpaquePointer
}

/// The open connections, with the time until which each must have ended its request.
///
/// libmicrohttpd knows how long a connection has been silent, but not how long a request takes. Here each connection has
/// a deadline; at that the socket is shut down, which makes the library close it. A descriptor is touched only under the
/// lock, and the library says that it closes one before it does: so it is never another's descriptor.
final class ConnectionTable: Sendable {
    private struct Connection {
        let socket: Int32
        let peer: PeerAddress
        var deadline: ContinuousClock.Instant
        var exchange: Exchange?
        var isShut = false

        /// Ends the connection. With `reset` the system forgets what the client has not taken, which it would otherwise
        /// keep for minutes.
        mutating func shut(reset: Bool) {
            guard !isShut else { return }
            isShut = true
            if reset {
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            }
            shutdown(socket, Int32(SHUT_RDWR))
        }
    }

    private struct State {
        var connections: [ConnectionHandle: Connection] = [:]
        var counts: [PeerAddress: Int] = [:]
        /// Whether the server is about to end: what is under way may go on, nothing else.
        var isDraining = false
        /// Whether it ends now.
        var isStopped = false
    }

    private let limits: HTTPServerLimits
    private let state = Mutex(State())

    /// An empty table.
    init(limits: HTTPServerLimits) { self.limits = limits }

    private var deadline: ContinuousClock.Instant { .now.advanced(by: limits.request) }

    /// A connection has been accepted.
    func open(_ handle: ConnectionHandle, socket: Int32, peer: PeerAddress) {
        state.withLock { state in
            state.counts[peer, default: 0] += 1
            var connection = Connection(socket: socket, peer: peer, deadline: deadline)
            if state.isDraining || state.counts[peer, default: 0] > limits.connectionsPerAddress {
                connection.shut(reset: false)
            }
            state.connections[handle] = connection
        }
    }

    /// A connection is about to be closed.
    func close(_ handle: ConnectionHandle) {
        state.withLock { state in
            guard let peer = state.connections.removeValue(forKey: handle)?.peer else { return }
            let count = state.counts[peer, default: 1] - 1
            state.counts[peer] = count > 0 ? count : nil
        }
    }

    /// The first line of a request has come.
    func begin(_ exchange: Exchange, on handle: ConnectionHandle) {
        let isStopped = state.withLock { state in
            state.connections[handle]?.exchange = exchange
            return state.isStopped
        }
        if isStopped { exchange.abandon() }
    }

    /// The answer has been sent, or the request has come to another end.
    func end(on handle: ConnectionHandle) {
        state.withLock { state in
            state.connections[handle]?.exchange = nil
            state.connections[handle]?.deadline = deadline
            if state.isDraining { state.connections[handle]?.shut(reset: false) }
        }
    }

    /// Ends the connections whose time is up; returns when to look again.
    func shutOverdue() -> ContinuousClock.Instant {
        let now = ContinuousClock.now
        let (exchanges, next) = state.withLock { state in
            var exchanges: [Exchange] = []
            // A connection that is opened later has a later deadline.
            var next = now.advanced(by: limits.request)
            for (handle, connection) in state.connections where !connection.isShut {
                if connection.deadline <= now {
                    state.connections[handle]?.shut(reset: true)
                    if let exchange = connection.exchange { exchanges.append(exchange) }
                } else {
                    next = min(next, connection.deadline)
                }
            }
            return (exchanges, next)
        }
        for exchange in exchanges { exchange.abandon() }
        return next
    }

    /// Whether connections are to end with the request they are at.
    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// Ends the connections without a request under way, and from now on those whose request ends.
    func drain() {
        state.withLock { state in
            state.isDraining = true
            for (handle, connection) in state.connections where connection.exchange == nil {
                state.connections[handle]?.shut(reset: false)
            }
        }
    }

    /// The requests under way.
    var exchangeCount: Int { state.withLock { $0.connections.values.count { $0.exchange != nil } } }

    /// Gives up the requests under way, and those to come: afterwards no connection is suspended, and none will be.
    func stop() {
        let exchanges = state.withLock { state in
            state.isStopped = true
            return state.connections.values.compactMap(\.exchange)
        }
        for exchange in exchanges { exchange.abandon() }
    }
}
