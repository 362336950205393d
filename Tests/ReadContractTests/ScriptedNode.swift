import BN254
import Ethereum
import Glibc
import JSON
import LightClient
import LightClientContract
import LoopbackHTTP
import ProvingKeys
import Synchronization
import TestSupport
import TurboPlonk

/// A node with one contract, whose every answer can be replaced: what `read-contract` meets in these tests.
final class ScriptedNode: Sendable {
    static let contract = "0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458"
    static let implementation = "0x0177b586A949088309227f1A91951571CF770D8C"
    static let prover = "0x4fD0Ac6922Da5C96b6f94202EcE60E8fE3bF3947"

    /// What the node says.
    struct World: Sendable {
        var chainID = "0x1"
        /// The height of the newest block; block N has the hash ff…N.
        var height: UInt64 = 100
        /// The time of every block, in seconds since 1970.
        var timestamp = UInt64(max(0, time(nil)))
        /// The branch, which is part of every block's hash.
        var branch: UInt64 = 0
        var code = "0x60"
        var slot = try? Address(text: implementation).word
        /// By selector: the data returned; nil for a revert without data.
        var views: [String: [UInt8]?]
        /// Results by method, in place of the usual ones.
        var results: [String: JSONValue] = [:]
        /// Results by method, or by selector, in place of all others, for so many questions.
        var lies: [String: (result: JSONValue, count: Int)] = [:]
        /// Whether every request is answered by an error of HTTP with this status.
        var status: Int?
        /// Whether batches are refused.
        var isBatchless = false
        /// Whether each question about a block is answered from another branch.
        var isRestless = false
        /// Moves to another branch once this many headers were asked for.
        var reorganisesAfterHeaders: Int?
        var headerCount = 0
    }

    /// One method of one request, with its parameters.
    struct Question: Sendable, Equatable {
        var method: String
        var parameters: [JSONValue]

        /// The selector of an `eth_call`.
        var selector: String? {
            guard method == "eth_call", case .object(let call)? = parameters.first,
                case .string(let data)? = call["input"] ?? call["data"]
            else { return nil }
            return String(data.prefix(10))
        }
    }

    private let world: Mutex<World>
    private let asked = Mutex<[Question]>([])

    /// A node with a contract of `version`, of which `change` makes something else.
    init(_ version: ContractVersion = .v3, _ change: (inout World) -> Void = { _ in }) {
        var world = World(views: Self.views(version))
        change(&world)
        self.world = Mutex(world)
    }

    /// All questions so far, those of batches one by one.
    var questions: [Question] { asked.withLock { $0 } }

    /// Changes what the node says.
    func change(_ body: (inout World) -> Void) { world.withLock { body(&$0) } }

    /// The answers of a contract: height 95, view 97, epochs of 10 blocks from block 21 on.
    static func views(_ version: ContractVersion) -> [String: [UInt8]?] {
        let zero = UInt256.zero
        let table = [UInt256(14), UInt256(11), UInt256(12), UInt256(13)]
        var views: [String: [UInt8]?] = [:]
        func set(_ callData: [UInt8], _ words: [UInt256]) {
            views[callData.dataText] = .some(words.flatMap(\.bigEndianBytes))
        }
        set(LightClientViews.version.callData, [UInt256(UInt64(version.rawValue)), zero, zero])
        set(LightClientViews.finalizedState.callData, [UInt256(97), UInt256(95), UInt256(7)])
        set(LightClientViews.genesisState.callData, [zero, zero, UInt256(1)])
        set(LightClientViews.genesisStakeTable.callData, table.map { UInt256($0.limb0 + 100) })
        set(LightClientViews.isPermissionedProverEnabled.callData, [zero])
        set(LightClientViews.permissionedProver.callData, [zero])
        set(LightClientViews.owner.callData, [UInt256(0xabc)])
        set(LightClientViews.stateHistoryRetentionPeriod.callData, [UInt256(864_000)])
        set(LightClientViews.stateHistoryCount.callData, [UInt256(20)])
        set(LightClientViews.stateHistoryFirstIndex.callData, [UInt256(3)])
        let key = KnownKey.all[version.rawValue - 1].verifyingKey.solidityWords
        views[LightClientViews.verifyingKey.callData.dataText] = .some(key)
        guard version != .v1 else { return views }
        set(LightClientViews.votingStakeTable.callData, table)
        set(LightClientViews.blocksPerEpoch.callData, [UInt256(10)])
        set(LightClientViews.epochStartBlock.callData, [UInt256(21)])
        set(LightClientViews.currentEpoch.callData, [UInt256(10)])
        if version == .v3 { set(LightClientViews.authRoot.callData, [.max]) }
        return views
    }

    /// Serves the node.
    func serve<Result>(_ body: (LoopbackServer) async throws -> Result) async throws -> Result {
        try await LoopbackServer.with({ [self] request in reply(to: request) }, body)
    }

    /// The answer to a request.
    func reply(to request: LoopbackRequest) -> LoopbackReply {
        if let status = world.withLock({ $0.status }) { return .json("{}", status: status) }
        guard let body = try? JSONValue(parsing: request.body) else { return .json("{}", status: 400) }
        let answer: JSONValue
        if case .array(let requests) = body {
            guard !world.withLock({ $0.isBatchless }) else {
                return .json(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no batches"}}"#)
            }
            answer = .array(requests.map(single))
        } else {
            answer = single(body)
        }
        return (try? answer.serialized()).map { .json($0) } ?? .close
    }

    private func single(_ request: JSONValue) -> JSONValue {
        let reader = JSONReader(request)
        guard let id = try? reader.field("id").value, let method = try? reader.field("method").string(),
            let parameters = try? reader.optionalField("params")?.elements().map(\.value)
        else { return ["jsonrpc": "2.0", "id": nil, "error": ["code": -32600, "message": "invalid request"]] }
        let question = Question(method: method, parameters: parameters)
        asked.withLock { $0.append(question) }
        guard let result = world.withLock({ $0.answer(question) }) else {
            return [
                "jsonrpc": "2.0", "id": id,
                "error": ["code": 3, "message": "execution reverted", "data": "0x"],
            ]
        }
        return ["jsonrpc": "2.0", "id": id, "result": result]
    }
}

extension ScriptedNode.World {
    /// Replaces a view's answer by words; none for a revert.
    mutating func set<Value>(_ view: ContractView<Value>, _ words: UInt256...) {
        views[view.callData.dataText] = .some(words.isEmpty ? nil : words.flatMap(\.bigEndianBytes))
    }

    /// The result of a question; nil for a revert.
    fileprivate mutating func answer(_ question: ScriptedNode.Question) -> JSONValue? {
        for key in [question.selector, question.method] {
            guard let key, let lie = lies[key], lie.count > 0 else { continue }
            lies[key] = (lie.result, lie.count - 1)
            return lie.result
        }
        if let result = results[question.method] { return result }
        switch question.method {
        case "eth_chainId": return .string(chainID)
        case "net_version": return .string(String(UInt64(chainID.dropFirst(2), radix: 16) ?? 0))
        case "eth_getCode": return .string(code)
        case "eth_getStorageAt": return .string((slot ?? .zero).hexadecimalWord)
        case "eth_gasPrice": return "0x4a817c800"
        case "eth_getBalance": return "0xde0b6b3a7640000"
        case "eth_getTransactionCount": return "0x5"
        case "eth_getBlockByNumber": return header(question.parameters.first)
        case "eth_call":
            guard let data = views[question.selector ?? ""] ?? nil else { return nil }
            return .string(data.dataText)
        default: return .null
        }
    }

    private mutating func header(_ tag: JSONValue?) -> JSONValue {
        var number = height
        if case .string(let text)? = tag, let asked = UInt256(quantity: text)?.uint64 { number = asked }
        guard number <= height else { return .null }
        headerCount += 1
        if isRestless || headerCount == reorganisesAfterHeaders { branch += 1 }
        func hash(_ number: UInt64) -> JSONValue { .string(UInt256(number, 0, branch, 0xff).hexadecimalWord) }
        return [
            "number": .string(UInt256(number).hexadecimalQuantity), "hash": hash(number),
            "parentHash": hash(number &- 1),
            "timestamp": .string(UInt256(timestamp).hexadecimalQuantity), "gasLimit": "0x1c9c380",
            "baseFeePerGas": "0x3b9aca00", "gasUsed": "0x0", "transactions": [],
        ]
    }
}
