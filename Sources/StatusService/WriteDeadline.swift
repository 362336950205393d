import NIOCore

/// Closes a connection whose peer does not take an answer within a time, so that it does not hold a place for ever.
final class WriteDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    // Parts of whatever type are passed on unseen.
    typealias InboundIn = Any
    typealias OutboundIn = Any

    private let limit: TimeAmount
    /// The writes that the peer has not taken.
    private var pending = 0
    private var deadline: Scheduled<Void>?

    init(_ limit: TimeAmount) { self.limit = limit }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise(of: Void.self)
        pending += 1
        if deadline == nil {
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { context.close(promise: nil) }
        }
        promise.futureResult.assumeIsolated().whenComplete { [self] _ in
            pending -= 1
            guard pending == 0 else { return }
            deadline?.cancel()
            deadline = nil
        }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        context.fireChannelInactive()
    }
}
