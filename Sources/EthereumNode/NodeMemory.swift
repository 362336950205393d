/// What a client has learnt about its nodes, for the next client of the same nodes.
public struct NodeMemory: Equatable, Sendable {
    /// The place of the node in use, from 0.
    public var inUse: Int
    /// How long until calls go back to the first node; nil while they go there.
    public var returnsAfter: Duration?
    /// The places of the nodes that take no batches.
    public var batchless: Set<Int>
    /// The places of the nodes that did not answer in time when they were last asked.
    public var silent: Set<Int>

    /// A memory of these parts; nothing to remember unless they are given.
    public init(inUse: Int = 0, returnsAfter: Duration? = nil, batchless: Set<Int> = [], silent: Set<Int> = []) {
        self.inUse = inUse
        self.returnsAfter = returnsAfter
        self.batchless = batchless
        self.silent = silent
    }
}

extension EthereumClient {
    /// What is worth remembering now.
    public var memory: NodeMemory {
        let now = clock.now()
        return state.withLock { state in
            NodeMemory(
                inUse: state.failover.current?.index ?? 0,
                returnsAfter: state.failover.returnAt.map { max(now.duration(to: $0), .zero) },
                batchless: state.batchless, silent: state.silent)
        }
    }
}

extension Failover {
    /// The rotation of `count` nodes that goes on where another one was; from the beginning if that was nowhere.
    init(count: Int, policy: FailoverPolicy, memory: NodeMemory, now: ContinuousClock.Instant) {
        guard let pause = memory.returnsAfter else {
            self.init(count: count, policy: policy)
            return
        }
        self.init(
            count: count, policy: policy, first: memory.inUse,
            returnAt: now.advanced(by: min(max(pause, .zero), policy.failoverRevert)))
    }
}
