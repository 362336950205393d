import EthereumNode
import HTTPTransport
import JSON
import LoopbackHTTP
import Synchronization
import Testing

/// What a scripted node says to one request.
enum ScriptedAnswer: Sendable {
    case result(JSONValue)
    case refusal(code: Int, String, data: JSONValue? = nil)
    /// Instead of an answer to the whole HTTP request.
    case http(LoopbackReply)
}

/// Decides what a scripted node says.
typealias NodeScript = @Sendable (_ method: String, _ parameters: [JSONValue]) -> ScriptedAnswer

/// The handler of a node on chain `chainID` that takes batches; `script` answers everything but `eth_chainId`.
func scriptedNode(chainID: ScriptedAnswer = .result("0x1"), _ script: @escaping NodeScript) -> LoopbackServer.Handler {
    { request in
        guard let document = try? JSONValue(parsing: request.body) else { return .json("no json", status: 400) }
        var responses: [JSONValue] = []
        for call in document.calls {
            guard case .string(let method)? = call["method"], case .array(let parameters)? = call["params"],
                let id = call["id"]
            else { return .json("no request", status: 400) }
            switch method == "eth_chainId" ? chainID : script(method, parameters) {
            case .result(let result): responses.append(["jsonrpc": "2.0", "id": id, "result": result])
            case .refusal(let code, let message, let data):
                var error: JSONObject = ["code": .number(JSONNumber(code)), "message": .string(message)]
                error["data"] = data
                responses.append(["jsonrpc": "2.0", "id": id, "error": .object(error)])
            case .http(let reply): return reply
            }
        }
        if case .array = document { return json(.array(responses)) }
        return json(responses.first ?? .null)
    }
}

/// The handler of a node that answers everything alike.
func always(_ answer: ScriptedAnswer, chainID: ScriptedAnswer = .result("0x1")) -> LoopbackServer.Handler {
    scriptedNode(chainID: chainID) { _, _ in answer }
}

func json(_ document: JSONValue, status: Int = 200) -> LoopbackReply {
    .json((try? document.serialized()) ?? "", status: status)
}

extension JSONValue {
    /// The request objects of a request or a batch.
    var calls: [JSONObject] {
        switch self {
        case .object(let object): [object]
        case .array(let elements): elements.flatMap(\.calls)
        default: []
        }
    }
}

extension LoopbackServer {
    /// The methods that the node was asked for, in order; those of a batch one after the other.
    var methods: [String] {
        requests.flatMap { request in
            ((try? JSONValue(parsing: request.body))?.calls ?? []).map { call in
                if case .string(let method)? = call["method"] { method } else { "" }
            }
        }
    }
}

/// What a client told its observer, and a clock that only moves when it is told to or slept on.
final class Witness: Sendable {
    private let state = Mutex<(events: [NodeEvent], elapsed: Duration)>(([], .zero))
    private let start = ContinuousClock.now

    var events: [NodeEvent] { state.withLock { $0.events } }

    func saw(_ event: NodeEvent) { state.withLock { $0.events.append(event) } }

    func advance(_ duration: Duration) { state.withLock { $0.elapsed += duration } }

    var clock: NodeClock {
        NodeClock(
            now: { self.start.advanced(by: self.state.withLock { $0.elapsed }) },
            sleep: {
                try Task.checkCancellation()
                self.advance($0)
            })
    }
}

/// Runs `body` with a client of these nodes, in this order, and servers that are stopped afterwards.
func withNodes(
    _ handlers: [LoopbackServer.Handler], path: String = "", chainID: UInt64? = nil,
    policy: FailoverPolicy = FailoverPolicy(), http: HTTPPolicy = .quickNode,
    _ body: (EthereumClient, [LoopbackServer], Witness) async throws -> Void
) async throws {
    var servers: [LoopbackServer] = []
    do {
        for handler in handlers { servers.append(try await LoopbackServer.start(handler)) }
        let (urls, witness) = (servers.map { $0.url + path }, Witness())
        try await JSONHTTPClient.withClient(policy: http, version: "1") { transport in
            let client = EthereumClient(
                urls: urls, http: transport, expectedChainID: chainID, failover: policy, clock: witness.clock
            ) { witness.saw($0) }
            try await body(client, servers, witness)
        }
    } catch {
        for server in servers { await server.stop() }
        throw error
    }
    for server in servers { await server.stop() }
}

/// What `body` throws; nil if it succeeds.
func nodeError<Value>(_ body: () async throws(NodeError) -> Value) async -> NodeError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}

extension NodeError {
    /// Why the reply is invalid; nil if that is not what is wrong.
    var invalidity: String? { if case .invalidReply(let reason) = kind { reason } else { nil } }
}

extension HTTPPolicy {
    static let quickNode = HTTPPolicy(
        connectTimeout: .seconds(10), totalTimeout: .seconds(20), idleTimeout: .seconds(20),
        maximumBodyBytes: 9 << 20, attempts: 1, firstBackoff: .milliseconds(1), maximumBackoff: .milliseconds(4))
}

/// Expects two equal values; unlike `#expect`, lets the arguments throw errors of one type.
func expectEqual<Value: Equatable>(
    _ value: Value, _ expected: Value, _ comment: Comment? = nil, at location: SourceLocation = #_sourceLocation
) {
    #expect(value == expected, comment, sourceLocation: location)
}
