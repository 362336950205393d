/// A port of the loopback interface that lets nobody in: the queue of connections behind it is full, so that the system
/// drops what comes, as a firewall does. It ends with this object.
public final class BlackHole: Sendable {
    /// The port.
    public let port: Int

    private let listener: Socket
    private let queue: [Socket]

    /// On a port, a free one for 0, of ::1 or 127.0.0.1.
    public init(onIPv6 isIPv6: Bool, port: Int = 0) throws {
        let family = isIPv6 ? Socket.Family.ipv6 : .ipv4
        let listener = try Socket.listening(on: family, port: port, backlog: 0)
        let bound = try listener.port()
        var queue: [Socket] = []
        repeat {
            queue.append(try Socket.connected(to: family, port: bound))
        } while queue[queue.count - 1].isWritable(within: 100) && queue.count < 16
        (self.port, self.listener, self.queue) = (bound, listener, queue)
    }
}
