import Synchronization

extension LoopbackServer {
    /// A handler that gives these replies in turn, the last one for ever; with none, it closes the connection.
    public static func inTurn(_ replies: [LoopbackReply]) -> Handler {
        let remaining = Mutex(replies[...])
        return { _ in
            remaining.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .close }
        }
    }

    /// A handler that always gives this reply.
    public static func always(_ reply: LoopbackReply) -> Handler {
        { _ in reply }
    }
}
