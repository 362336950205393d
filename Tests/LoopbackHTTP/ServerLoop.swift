import Glibc

/// The thread of a ``LoopbackServer``: waits for all its sockets and moves what can be moved.
final class ServerLoop {
    private let listener: Socket
    private let alarm: Socket
    private let shared: ServerState
    private let handler: LoopbackServer.Handler
    private var connections: [LoopbackConnection] = []

    init(listener: Socket, alarm: Socket, shared: ServerState, handler: @escaping LoopbackServer.Handler) {
        self.listener = listener
        self.alarm = alarm
        self.shared = shared
        self.handler = handler
    }

    /// Serves until the server is stopped.
    func run() {
        while !shared.isStopped {
            var interests = [listener, alarm].map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
            interests += connections.flatMap(\.interests)
            unsafe poll(&interests, nfds_t(interests.count), patience)
            _ = alarm.read()
            while let socket = listener.accepted() {
                shared.accepted()
                connections.append(LoopbackConnection(socket))
            }
            for connection in connections {
                connection.move { request in
                    shared.received(request)
                    return handler(request)
                }
            }
            connections.removeAll { $0.isClosed }
        }
    }

    /// Until the next byte of a reply that drips, in milliseconds; for ever if none does.
    private var patience: Int32 {
        guard let next = connections.compactMap(\.nextDrip).min() else { return -1 }
        let (seconds, attoseconds) = max(next - .now, .zero).components
        return Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
