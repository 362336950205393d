import HTTPTransport
import JSON
import Synchronization

/// A client of one or more Ethereum nodes that offer JSON-RPC over HTTP, all of the same chain.
///
///     let client = EthereumClient(urls: ["https://node.example/"], http: http, expectedChainID: 1)
///     let head = try await client.header(.latest)
///
/// Calls go to one node at a time; when it fails, later calls go to the next (``FailoverPolicy``). Before its first use a
/// node is asked for its chain id: one that says twice that it is on another chain is never used. Without
/// `expectedChainID`, the first node that answers decides. Reads that fail for the node's sake are tried again, at the next
/// node, a bounded number of times: whatever it says, unless that is the chain's own answer, such as a revert. A transaction
/// is offered to one node after another until one takes it. A node that asks to be left alone is: calls wait for it if that
/// takes a moment only, and go to the next one otherwise.
public final class EthereumClient: Sendable {
    /// The nodes, in the order of preference; the first is the primary.
    public let urls: [RedactedURL]

    let http: JSONHTTPClient
    let policy: FailoverPolicy
    let clock: NodeClock
    let onEvent: (@Sendable (NodeEvent) -> Void)?
    let endpoints: [Endpoint]
    let state: Mutex<State>

    /// A node.
    struct Endpoint: Sendable {
        let url: String
        let shown: RedactedURL
        let text: ServerText
    }

    struct State: Sendable {
        var failover: Failover
        /// The number of the last request.
        var lastID: UInt64 = 0
        /// The chain that every node has to be on; nil until the first one has answered.
        var chainID: UInt64?
        /// Whether that chain was named, and not only what the first node said.
        var isChainNamed: Bool
        /// The nodes that were found to be on it, also those that have changed since: they are given up.
        var confirmed: Set<Int> = []
        /// The nodes that take no batches.
        var batchless: Set<Int> = []
        /// The nodes that did not answer in time when they were last asked.
        var silent: Set<Int>
        /// Why the nodes given up were.
        var exclusions: [Int: NodeError] = [:]
        /// How the nodes did that were asked.
        var conditions: [Int: NodeCondition] = [:]
    }

    /// A client of the nodes at `urls`; nothing is asked yet. `http` is shut down by its owner.
    ///
    /// An answer of more than 8 MiB is refused; a policy of `http` such as `HTTPPolicy/ethereumNode` also
    /// keeps it from being read. `expectedChainID` is that of every node. `onEvent` is told what an operator wants to see,
    /// on any thread. `memory` is what an earlier client of the same nodes has learnt.
    public init(
        urls: [String], http: JSONHTTPClient, expectedChainID: UInt64? = nil, failover: FailoverPolicy = .init(),
        memory: NodeMemory = NodeMemory(), clock: NodeClock = .machine,
        onEvent: (@Sendable (NodeEvent) -> Void)? = nil
    ) {
        endpoints = urls.map { Endpoint(url: $0, shown: RedactedURL($0), text: ServerText(url: $0)) }
        self.urls = endpoints.map(\.shown)
        self.http = http
        self.policy = failover
        self.clock = clock
        self.onEvent = onEvent
        state = Mutex(
            State(
                failover: Failover(count: urls.count, policy: failover, memory: memory, now: clock.now()),
                chainID: expectedChainID, isChainNamed: expectedChainID != nil,
                batchless: memory.batchless, silent: memory.silent))
    }

    /// A read: `parse` of the reply to `request`.
    func read<Value: Sendable>(
        _ request: NodeRequest, _ parse: @Sendable (NodeReply) throws(NodeError) -> Value
    ) async throws(NodeError) -> Value {
        try await attempt(request.method, attempts: readAttempts) { (turn) throws(NodeError) in
            try parse(try await self.reply(to: request, at: turn))
        }
    }

    var readAttempts: Int { max(policy.readAttempts, 2 * endpoints.count) }

    static func name(of requests: [NodeRequest]) -> String {
        requests.count == 1 ? requests[0].method : "batch of \(requests.count) requests"
    }
}

extension HTTPPolicy {
    /// Limits that suit a node: 20 seconds an attempt, 8 MiB a body, and no second attempt at the same node, since
    /// ``EthereumClient`` decides about those.
    public static let ethereumNode = HTTPPolicy(
        connectTimeout: .seconds(5), totalTimeout: .seconds(20), idleTimeout: .seconds(15), maximumBodyBytes: 8 << 20,
        attempts: 1)
}
