import Synchronization

/// The open connections, with the time until which each must have ended its request.
///
/// libmicrohttpd knows how long a connection has been silent, but not how long a request takes. Here each connection has
/// a deadline; at that the socket is shut down, which makes the library close it. A descriptor is touched only under the
/// lock, and the library says that it closes one before it does: so it is never another's descriptor.
final class ConnectionTable: Sendable {
    private struct State {
        var connections: [ConnectionHandle: OpenConnection] = [:]
        var counts: [PeerAddress: Int] = [:]
        /// Whether no request is served any more.
        var isStopped = false
    }

    /// How often we look whether clients have left.
    private static let interval = Duration.seconds(1)

    private let limits: HTTPServerLimits
    private let state = Mutex(State())
    private let draining = Atomic(false)

    /// An empty table.
    init(limits: HTTPServerLimits) { self.limits = limits }

    private var deadline: ContinuousClock.Instant { .now.advanced(by: limits.request) }

    /// A connection has been accepted.
    func open(_ handle: ConnectionHandle) {
        let peer = handle.peer
        let displaced = state.withLock { state in
            let count = state.counts[peer, default: 0] + 1
            state.counts[peer] = count
            var connection = OpenConnection(socket: handle.socket, peer: peer, deadline: deadline)
            if isDraining || count > limits.connectionsPerAddress { connection.shut(reset: false) }
            state.connections[handle] = connection
            return makeRoom(in: &state)
        }
        displaced?.abandon()
    }

    /// Ends a connection if there is one too many, and returns the request that it is at: so a few addresses that hold all
    /// places never keep another one out.
    ///
    /// It is one of the address that has most, and of these the oldest, whatever it is at: whoever has just come gets the
    /// time for a request, also where hundreds of others, each of an address of its own, take no answers.
    private func makeRoom(in state: inout State) -> Exchange? {
        let open = state.connections.filter { !$0.value.isShut }
        guard open.count > limits.connections else { return nil }
        let counts = open.values.reduce(into: [:]) { counts, connection in counts[connection.peer, default: 0] += 1 }
        let most = counts.values.max() ?? 0
        let victim = open.filter { counts[$0.value.peer] == most }.min { $0.value.opened < $1.value.opened }
        guard let victim else { return nil }
        state.connections[victim.key]?.shut(reset: true)
        return victim.value.exchange
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
            if isDraining { state.connections[handle]?.shut(reset: false) }
        }
    }

    /// Ends the connections whose time is up, and those whose clients have left; returns when to look again.
    func sweep() -> ContinuousClock.Instant {
        let now = ContinuousClock.now
        var next = now + Self.interval
        let overdue = state.withLock { state in
            var overdue: [Exchange] = []
            for (handle, var connection) in state.connections where !connection.isShut {
                if connection.deadline <= now {
                    connection.shut(reset: true)
                    if let exchange = connection.exchange { overdue.append(exchange) }
                } else {
                    next = min(next, connection.deadline)
                    // With epoll, the library overlooks an end that comes together with part of a request. The second
                    // time we see it, since it may just have read the whole of one.
                    let hasLeft = !connection.isAtWork && connection.isAtEnd
                    if hasLeft, connection.hasLeft { connection.shut(reset: false) }
                    connection.hasLeft = hasLeft
                }
                state.connections[handle] = connection
            }
            return overdue
        }
        for exchange in overdue { exchange.abandon() }
        return min(next, deadline)
    }

    /// Whether connections are to end with the request they are at.
    var isDraining: Bool { draining.load(ordering: .acquiring) }

    /// Ends the connections without a request, and from now on those whose request ends.
    func drain() {
        draining.store(true, ordering: .releasing)
        state.withLock { state in
            for (handle, connection) in state.connections where connection.exchange == nil {
                state.connections[handle]?.shut(reset: false)
            }
        }
    }

    /// Whether a request has come in full and is not answered in full.
    var isAtWork: Bool { state.withLock { $0.connections.values.contains(where: \.isAtWork) } }

    /// Gives up all requests, and those to come: afterwards no connection is suspended, and none will be.
    func stop() {
        let exchanges = state.withLock { state in
            state.isStopped = true
            return state.connections.values.compactMap(\.exchange)
        }
        for exchange in exchanges { exchange.abandon() }
    }
}
