import BN254
import Ethereum
import EthereumNode
import JSON
import LoopbackHTTP
import Testing

/// Well-formed HTTP, and lies.
@Suite struct HostileReplyTests {
    /// The error of `body` at a node that answers every call with the text `response`, `$ID` standing for the request's
    /// number.
    private func invalidity<Value>(
        _ response: String, _ body: (EthereumClient) async throws(NodeError) -> Value
    ) async throws -> String? {
        let node: LoopbackServer.Handler = { request in
            guard case .object(let call)? = try? JSONValue(parsing: request.body), case .number(let id)? = call["id"]
            else {
                return .close
            }
            if call["method"] == "eth_chainId" { return always(.result(nil))(request) }
            return .json(response.replacing("$ID", with: id.text))
        }
        var found: NodeError?
        try await withNodes([node], policy: FailoverPolicy(readAttempts: 1)) { client, _, _ in
            do throws(NodeError) { _ = try await body(client) } catch { found = error }
        }
        return found.map { $0.invalidity ?? "\($0)" }
    }

    private func invalidity<Value>(
        result: String, _ body: (EthereumClient) async throws(NodeError) -> Value
    ) async throws -> String? {
        try await invalidity(#"{"jsonrpc":"2.0","id":$ID,"result":\#(result)}"#, body)
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","id":77,"result":"0x1"}"#, "it answers another request"),
        (#"{"jsonrpc":"2.0","id":null,"result":"0x1"}"#, "id: expected a number, found null"),
        (#"{"jsonrpc":"2.0","result":"0x1"}"#, "id: missing"),
        (#"{"jsonrpc":"2.0","id":$ID}"#, "result: missing"),
        (#"{"jsonrpc":"2.0","id":$ID,"result":"0x1","error":{"code":1,"message":""}}"#, "both a result and an error"),
        (#"{"jsonrpc":"2.0","id":77,"error":{"code":1,"message":"no"}}"#, "it answers another request"),
        (#"[]"#, "expected an object, found an array"),
    ])
    func envelopesAreCheckedStrictly(response: String, reason: String) async throws {
        let found = try await invalidity(response) { (client) async throws(NodeError) in try await client.blockNumber()
        }
        #expect(found == reason)
    }

    @Test(arguments: [
        #"{"jsonrpc":"2.0","id":"$ID","result":"0x1"}"#, #"{"jsonrpc":"1.0","id":$ID,"result":"0x1"}"#,
        #"{"id":$ID,"result":"0x1"}"#, #"[{"jsonrpc":"2.0","id":$ID,"result":"0x1"}]"#,
        #"{"jsonrpc":"2.0","id":$ID,"result":"0x1","extra":[1]}"#,
    ])
    func otherFormsOfAnAnswerAreRead(response: String) async throws {
        let found = try await invalidity(response) { (client) async throws(NodeError) in try await client.blockNumber()
        }
        #expect(found == nil)
    }

    /// Whatever form a refusal has, what the node said is shown.
    @Test(arguments: [
        (#""daily quota used up""#, #"refused, "daily quota used up""#, RejectionMeaning.quotaUsedUp),
        (#"{"code":-32000}"#, "refused with code -32000 and without a message", .other),
        (#"{"code":-32000,"message":null}"#, "refused with code -32000 and without a message", .other),
        (#"{"message":"daily quota used up"}"#, #"refused, "daily quota used up""#, .quotaUsedUp),
        (#"{"code":"-32603","message":"oh"}"#, #"refused with code -32603, "oh""#, .internalError),
        (#"{"reason":"closed"}"#, #"refused, {"reason":"closed"}"#, .other), ("true", #"refused, "true""#, .other),
        (#"["daily quota used up"]"#, #"refused, ["daily quota used up"]"#, .quotaUsedUp),
        (#"{"code":1e99,"message":"oh"}"#, #"refused, "oh""#, .other),
    ])
    func everyFormOfARefusalIsShown(error: String, text: String, meaning: RejectionMeaning) async throws {
        for id in ["$ID", "null"] {
            let node: LoopbackServer.Handler = { request in
                guard let call = (try? JSONValue(parsing: request.body))?.calls.first,
                    case .number(let number)? = call["id"]
                else { return .close }
                if call["method"] == "eth_chainId" { return always(.result(nil))(request) }
                return .json(#"{"jsonrpc":"2.0","id":\#(id.replacing("$ID", with: number.text)),"error":\#(error)}"#)
            }
            try await withNodes([node], policy: FailoverPolicy(readAttempts: 1)) { client, _, _ in
                let found = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
                #expect(found.map { "\($0.kind)" } == text)
                #expect(found?.meaning == meaning)
            }
        }
    }

    @Test func aMemberThatIsThereTwiceIsRefused() async throws {
        let found = try await invalidity(#"{"jsonrpc":"2.0","id":$ID,"result":"0x1","result":"0x2"}"#) {
            (client) async throws(NodeError) in try await client.blockNumber()
        }
        #expect(found?.contains("duplicate key") == true, "\(found ?? "")")
    }

    @Test func anErrorThatIsNullIsNone() async throws {
        let found = try await invalidity(#"{"jsonrpc":"2.0","id":$ID,"result":"0x1","error":null}"#) {
            (client) async throws(NodeError) in try await client.blockNumber()
        }
        #expect(found == nil)
    }

    @Test(arguments: [
        ("null", "result: expected a string, found null"), ("-16", "result: expected a string, found a number"),
        ("1.5", "result: expected a string, found a number"),
        (#""16""#, "result: expected a quantity: 0x and 1 to 64 digits"),
        (#""""#, "result: expected a quantity: 0x and 1 to 64 digits"),
        (#""-0x1""#, "result: expected a quantity: 0x and 1 to 64 digits"),
        (#""0x-1""#, "result: expected a quantity: 0x and 1 to 64 digits"),
        (#""0x1.8""#, "result: expected a quantity: 0x and 1 to 64 digits"),
        (#""0xg""#, "result: expected a quantity: 0x and 1 to 64 digits"),
        (#""0x1 ""#, "result: expected a quantity: 0x and 1 to 64 digits"),
        (#""0x0x1""#, "result: expected a quantity: 0x and 1 to 64 digits"),
        (#""0x10000000000000000""#, "result: 2^64 or more"),
        ("\"0x" + String(repeating: "f", count: 64) + "\"", "result: 2^64 or more"),
        ("\"0x" + String(repeating: "0", count: 65) + "\"", "result: expected a quantity: 0x and 1 to 64 digits"),
    ])
    func numbersAreChecked(result: String, reason: String) async throws {
        let found = try await invalidity(result: result) { (client) async throws(NodeError) in
            try await client.blockNumber()
        }
        #expect(found == reason)
    }

    @Test(arguments: [("0x0010", 16), ("0X10", 16), (16, 16), ("0x", 0), ("0xAb", 171)] as [(JSONValue, UInt64)])
    func otherFormsOfANumberAreRead(result: JSONValue, number: UInt64) async throws {
        try await withNodes([always(.result(result))]) { client, _, _ in
            try await expectEqual(client.blockNumber(), number)
        }
    }

    @Test func pricesEndBelow2To128AndBalancesAreCutThere() async throws {
        let large = #""0x100000000000000000000000000000000""#
        let found = try await invalidity(result: large) { (client) async throws(NodeError) in
            try await client.gasPrice()
        }
        #expect(found == "result: 2^128 wei or more")
        try await withNodes([always(.result("0x100000000000000000000000000000000"))]) { client, _, _ in
            try await expectEqual(client.balance(of: .zero), .max)
        }
    }

    @Test func aWordIsABytesStringOrANumber() async throws {
        for text in ["0x7", "0x" + String(repeating: "0", count: 63) + "7"] {
            try await withNodes([always(.result(.string(text)))]) { client, _, _ in
                try await expectEqual(client.storage(of: .zero, slot: .zero), UInt256(7))
            }
        }
    }

    @Test(arguments: [
        ("null", "result: expected a string, found null"),
        (#""0x1""#, "result: expected 0x and an even number of digits"),
        (#""01""#, "result: expected 0x and an even number of digits"),
        (#""0xzz""#, "result: expected 0x and an even number of digits"),
    ])
    func bytesAreChecked(result: String, reason: String) async throws {
        let found = try await invalidity(result: result) { (client) async throws(NodeError) in
            try await client.call(CallRequest(to: .zero, data: []))
        }
        #expect(found == reason)
    }

    private static let hash = "0x" + String(repeating: "11", count: 32)
    private static let other = "0x" + String(repeating: "22", count: 32)
    private static let address = "0x" + String(repeating: "33", count: 20)

    private static let block: JSONObject = [
        "number": "0x7", "hash": .string(hash), "parentHash": .string(other), "timestamp": "0x5",
        "gasLimit": "0x1c9c380",
        "baseFeePerGas": "0x7",
    ]

    @Test(
        arguments: [
            ("number", "0x8", "result.number: expected 7, found 8"),
            ("number", nil, "result.number: expected a string, found null"),
            ("hash", "0x11", "result.hash: expected 32 bytes"), ("hash", nil, "result: no hash"),
            ("parentHash", nil, "result.parentHash: expected a string, found null"),
            ("timestamp", "0x10000000000000000", "result.timestamp: 2^64 or more"),
            ("number", "0x8000000000000000", "result.number: 2^63 or more"),
            ("baseFeePerGas", "-0x1", "result.baseFeePerGas: expected a quantity: 0x and 1 to 64 digits"),
            ("gasLimit", true, "result.gasLimit: expected a string, found a boolean"),
        ] as [(String, JSONValue, String)])
    func headersAreChecked(member: String, value: JSONValue, reason: String) async throws {
        var block = Self.block
        block[member] = value
        let text = try JSONValue.object(block).serialized()
        let found = try await invalidity(result: text) { (client) async throws(NodeError) in
            try await client.header(.number(7))
        }
        #expect(found == reason)
    }

    @Test func aPendingHeaderMayLackItsHashAndAnOldOneItsBaseFee() async throws {
        var block = Self.block
        block["hash"] = JSONValue.null
        block["baseFeePerGas"] = nil
        try await withNodes([always(.result(.object(block)))]) { client, _, _ in
            let header = try await client.header(.pending)
            #expect(header?.number == 7 && header?.hash == nil && header?.baseFeePerGas == nil)
        }
    }

    @Test func nullIsAnUnknownBlockTransactionOrReceipt() async throws {
        let hash = try #require(Hash256(text: Self.hash))
        try await withNodes([always(.result(nil))]) { client, _, _ in
            try await expectEqual(client.header(.number(7)), nil)
            try await expectEqual(client.transaction(hash), nil)
            try await expectEqual(client.receipt(of: hash), nil)
        }
    }

    private static let log: JSONObject = [
        "address": .string(address), "topics": [.string(hash)], "data": "0x01", "removed": false,
    ]

    private static let receipt: JSONObject = [
        "transactionHash": .string(hash), "blockHash": .string(other), "blockNumber": "0x7", "status": "0x1",
        "gasUsed": "0x5208", "effectiveGasPrice": "0x9", "logs": [.object(log)],
    ]

    @Test(
        arguments: [
            ("transactionHash", .string(other), "result.transactionHash: of another transaction"),
            ("status", "0x2", "result.status: expected 0x0 or 0x1"),
            ("status", nil, "result.status: expected a string, found null"),
            ("status", true, "result.status: expected a string, found a boolean"),
            ("gasUsed", "0xg", "result.gasUsed: expected a quantity: 0x and 1 to 64 digits"),
            ("logs", nil, "result.logs: expected an array, found null"),
            ("logs", [7], "result.logs[0]: expected an object, found a number"),
            ("blockNumber", [7], "result.blockNumber: expected a string, found an array"),
        ] as [(String, JSONValue, String)])
    func receiptsAreChecked(member: String, value: JSONValue, reason: String) async throws {
        var receipt = Self.receipt
        receipt[member] = value
        let text = try JSONValue.object(receipt).serialized()
        let hash = try #require(Hash256(text: Self.hash))
        let found = try await invalidity(result: text) { (client) async throws(NodeError) in
            try await client.receipt(of: hash)
        }
        #expect(found == reason)
    }

    @Test func aReceiptWithAStateRootInPlaceOfAStatusIsNoSuccess() async throws {
        let hash = try #require(Hash256(text: Self.hash))
        var receipt = Self.receipt
        receipt["status"] = nil
        let text = try JSONValue.object(receipt).serialized()
        let found = try await invalidity(result: text) { (client) async throws(NodeError) in
            try await client.receipt(of: hash)
        }
        #expect(found == "result.status: missing")
        receipt["root"] = .string(Self.other)
        try await withNodes([always(.result(.object(receipt)))]) { client, _, _ in
            let receipt = try await client.receipt(of: hash)
            #expect(receipt?.succeeded == false)
        }
    }

    @Test func aReceiptWithoutABlockIsNone() async throws {
        let hash = try #require(Hash256(text: Self.hash))
        for member in ["blockHash", "blockNumber"] {
            var receipt = Self.receipt
            receipt[member] = JSONValue.null
            try await withNodes([always(.result(.object(receipt)))]) { client, _, _ in
                try await expectEqual(client.receipt(of: hash), nil)
            }
        }
    }

    @Test(
        arguments: [
            ("address", .string(hash), "result[0].address: expected 20 bytes"),
            (
                "address", .string("0x" + String(repeating: "44", count: 20)),
                "result[0]: of another contract than asked for"
            ),
            ("topics", [.string(other)], "result[0]: of other topics than asked for"),
            ("topics", [], "result[0]: of other topics than asked for"),
            ("topics", .array([JSONValue](repeating: .string(hash), count: 5)), "result[0].topics: more than 4 topics"),
            ("topics", ["0x11"], "result[0].topics[0]: expected 32 bytes"),
            ("data", "0x1", "result[0].data: expected 0x and an even number of digits"),
        ] as [(String, JSONValue, String)])
    func eventsAreChecked(member: String, value: JSONValue, reason: String) async throws {
        var log = Self.log
        log[member] = value
        let text = try JSONValue.array([.object(log)]).serialized()
        let (contract, topic) = (try Address(text: Self.address), try #require(Hash256(text: Self.hash)))
        let found = try await invalidity(result: text) { (client) async throws(NodeError) in
            try await client.logs(of: contract, topics: [topic], from: .number(1), to: .latest)
        }
        #expect(found == reason)
    }

    @Test func eventsThatWereTakenBackAreLeftOut() async throws {
        var removed = Self.log
        removed["removed"] = true
        let contract = try Address(text: Self.address)
        try await withNodes([always(.result([.object(removed), .object(Self.log)]))]) { client, servers, _ in
            let logs = try await client.logs(of: contract, topics: [nil], from: .number(1), to: .number(9))
            #expect(logs.map(\.data) == [[1]])
            let request = try JSONValue(parsing: servers[0].requests[1].body).calls[0]
            #expect(
                request["params"]
                    == [["address": .string(Self.address), "topics": [nil], "fromBlock": "0x1", "toBlock": "0x9"]])
        }
    }

    @Test(arguments: [
        (
            #"{"oldestBlock":"0x1","baseFeePerGas":["0x1"],"gasUsedRatio":[0.5],"reward":[["0x1"]]}"#,
            "result.baseFeePerGas: expected 2 fees, found 1"
        ),
        (
            #"{"oldestBlock":"0x1","baseFeePerGas":["0x1","0x1"],"gasUsedRatio":[0.5],"reward":[]}"#,
            "result.reward: expected 1 tips of each block"
        ),
        (
            #"{"oldestBlock":"0x1","baseFeePerGas":["0x1","0x1"],"gasUsedRatio":[0.5]}"#,
            "result: expected 1 tips of each block"
        ),
        (
            #"{"oldestBlock":"0x1","baseFeePerGas":["0x1","0x1"],"gasUsedRatio":[0.5],"reward":[["0x1","0x2"]]}"#,
            "result.reward: expected 1 tips of each block"
        ),
        (
            #"{"oldestBlock":"0x1","baseFeePerGas":["0x1","0x1"],"gasUsedRatio":[-0.5],"reward":[["0x1"]]}"#,
            "result.gasUsedRatio[0]: negative"
        ),
        (
            #"{"oldestBlock":"0x1","baseFeePerGas":["0x1",-1],"gasUsedRatio":[0.5],"reward":[["0x1"]]}"#,
            "result.baseFeePerGas[1]: expected a string, found a number"
        ),
    ])
    func feeHistoriesAreChecked(result: String, reason: String) async throws {
        let found = try await invalidity(result: result) { (client) async throws(NodeError) in
            try await client.feeHistory(blocks: 1, percentiles: [20])
        }
        #expect(found == reason)
    }

    @Test func anAnswerBeyondItsMethodsLimitIsRefused() async throws {
        let long = String(repeating: "0", count: 300 << 10)
        let found = try await invalidity(result: "\"0x\(long)\"") { (client) async throws(NodeError) in
            try await client.blockNumber()
        }
        #expect(found?.contains("262144") == true, "\(found?.prefix(100) ?? "")")
    }
}
