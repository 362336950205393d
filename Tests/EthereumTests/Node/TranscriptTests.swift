import BN254
import Ethereum
import EthereumAccounts
import EthereumNode
import Foundation
import JSON
import LoopbackHTTP
import TestSupport
import Testing

/// The execution API's own transcripts (`vectors/public/json-rpc`), played by a loopback node.
@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)")) struct TranscriptTests {
    /// A request and its response, as written after `>>` and `<<`.
    struct Exchange: Sendable {
        let file: String
        let request: JSONObject
        let response: JSONObject

        var method: String { if case .string(let method)? = request["method"] { method } else { "" } }
        var parameters: [JSONValue] { if case .array(let values)? = request["params"] { values } else { [] } }
        var refusal: JSONObject? { if case .object(let error)? = response["error"] { error } else { nil } }
    }

    static let exchanges: [Exchange] = {
        guard let folder = SharedVectors.directory?.appendingPathComponent("vectors/public/json-rpc"),
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        else { return [] }
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "io" }.sorted { $0.path < $1.path }
            .flatMap(exchanges(in:))
    }()

    private static func exchanges(in file: URL) -> [Exchange] {
        let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
        func objects(_ mark: String) -> [JSONObject] {
            lines.filter { $0.hasPrefix(mark) }.compactMap { line in
                guard case .object(let object)? = try? JSONValue(parsing: String(line.dropFirst(3))) else { return nil }
                return object
            }
        }
        return zip(objects(">> "), objects("<< ")).map {
            Exchange(file: file.lastPathComponent, request: $0, response: $1)
        }
    }

    @Test func theTranscriptsAreThere() {
        #expect(Self.exchanges.count == 67)
        #expect(Self.exchanges.filter { typed($0) != nil }.count == 52)
    }

    @Test func ourRequestsAreTheTranscripts() throws {
        for exchange in Self.exchanges {
            guard let request = typed(exchange) else { continue }
            let ours = Canonical(.array(request.parameters))
            #expect(request.method == exchange.method)
            #expect(ours == Canonical(.array(exchange.parameters)), "\(exchange.file)")
        }
    }

    @Test func ourParsersTakeTheTranscriptsResponses() async throws {
        let script: LoopbackServer.Handler = { request in
            guard case .object(let call)? = try? JSONValue(parsing: request.body), let id = call["id"] else {
                return .close
            }
            if call["method"] == "eth_chainId" {
                return json(["jsonrpc": "2.0", "id": id, "result": "0xc72dd9d5e883e"])
            }
            // The path names the exchange.
            guard let index = Int(request.path.dropFirst()) else { return .close }
            var response = Self.exchanges[index].response
            response["id"] = id
            return json(.object(response))
        }
        for index in Self.exchanges.indices {
            try await withNodes([script], path: "/\(index)") { client, _, _ in
                try await play(Self.exchanges[index], client)
            }
        }
    }

    /// Asks what the exchange asks, and holds the answer against its response.
    private func play(_ exchange: Exchange, _ client: EthereumClient) async throws {
        let result = exchange.response["result"] ?? .null
        let comment = Comment(rawValue: exchange.file)
        if let refusal = exchange.refusal, exchange.method == "eth_getStorageAt" {
            let error = await nodeError { () async throws(NodeError) in try await client.storage(of: .zero, slot: .zero)
            }
            guard case .rejected(let code, _, .other)? = error?.kind else {
                throw TestSupportError(description: exchange.file)
            }
            #expect(refusal["code"] == .number(JSONNumber(Int(code))), comment)
            return
        }
        switch exchange.method {
        case "eth_chainId": try await expectEqual(client.chainID(), 0xc72dd9d5e883e)
        case "eth_blockNumber": try await expectEqual(client.blockNumber(), quantity(result), comment)
        case "eth_gasPrice": try await expectEqual(client.gasPrice().amount, UInt128(quantity(result)), comment)
        case "eth_maxPriorityFeePerGas":
            try await expectEqual(client.maxPriorityFeePerGas().amount, UInt128(quantity(result)), comment)
        case "eth_getBalance":
            try await expectEqual(client.balance(of: .zero).amount, UInt128(quantity(result)), comment)
        case "eth_getTransactionCount":
            try await expectEqual(client.transactionCount(of: .zero, at: .latest), quantity(result), comment)
        case "eth_getCode": try await expectEqual(client.code(of: .zero).dataText, text(result), comment)
        case "eth_getStorageAt":
            try await expectEqual(client.storage(of: .zero, slot: .zero).hexadecimalWord, text(result), comment)
        case "eth_call": try await playCall(exchange, client)
        case "eth_estimateGas":
            let outcome = try await client.estimateGas(CallRequest(to: .zero, data: []))
            if exchange.refusal == nil {
                #expect(outcome == .returned(quantity(result)), comment)
            } else {
                expectRevert(outcome, exchange)
            }
        case "eth_feeHistory":
            let history = try await client.feeHistory(blocks: 1, newest: .number(27), percentiles: [95, 99])
            #expect(history.oldestBlock == 27 && history.baseFeePerGas == [Wei(0x3b9a_ca00), Wei(0x342a_385a)])
            #expect(history.rewards == [[Wei(1), Wei(1)]] && history.gasUsedRatio == [0.00072868])
        case "eth_getBlockByNumber": try await playBlock(exchange, client)
        case "eth_getTransactionReceipt": try await playReceipt(exchange, client)
        case "eth_getTransactionByHash": try await playTransaction(exchange, client)
        case "eth_sendRawTransaction": try await playSending(exchange, client)
        default: Issue.record("no such method here: \(exchange.method)")
        }
    }

    private func playCall(_ exchange: Exchange, _ client: EthereumClient) async throws {
        let outcome = try await client.call(CallRequest(to: .zero, data: []))
        guard exchange.refusal == nil else { return expectRevert(outcome, exchange) }
        guard case .returned(let bytes) = outcome else { throw TestSupportError(description: exchange.file) }
        #expect(.string(bytes.dataText) == exchange.response["result"])
    }

    private func expectRevert<Value>(_ outcome: CallOutcome<Value>, _ exchange: Exchange) {
        guard case .reverted(let data, let message) = outcome else {
            Issue.record("\(exchange.file): not reverted")
            return
        }
        #expect(exchange.refusal?["data"] == .string(data.dataText))
        #expect(exchange.refusal?["message"] == .string(message))
    }

    private func playBlock(_ exchange: Exchange, _ client: EthereumClient) async throws {
        let tag = try #require(exchange.parameters.first.flatMap(blockTag))
        let header = try await client.header(tag)
        guard case .object(let block)? = exchange.response["result"] else {
            #expect(header == nil)
            return
        }
        let found = try #require(header)
        #expect(found.number == quantity(block["number"]) && found.timestamp == quantity(block["timestamp"]))
        #expect(
            found.hash?.description == text(block["hash"]) && found.parentHash.description == text(block["parentHash"]))
        #expect(found.gasLimit == quantity(block["gasLimit"]))
        #expect(found.baseFeePerGas == block["baseFeePerGas"].map { Wei(UInt128(quantity($0))) })
    }

    private func playReceipt(_ exchange: Exchange, _ client: EthereumClient) async throws {
        let hash = try #require(exchange.parameters.first.flatMap { Hash256(text: text($0)) })
        let receipt = try await client.receipt(of: hash)
        guard case .object(let result)? = exchange.response["result"] else {
            #expect(receipt == nil)
            return
        }
        let found = try #require(receipt)
        #expect(found.blockHash.description == text(result["blockHash"]))
        #expect(found.blockNumber == quantity(result["blockNumber"]) && found.gasUsed == quantity(result["gasUsed"]))
        #expect(found.succeeded == (result["status"] == "0x1"))
        #expect(found.effectiveGasPrice?.amount == UInt128(quantity(result["effectiveGasPrice"])))
        guard case .array(let logs)? = result["logs"] else { throw TestSupportError(description: exchange.file) }
        #expect(found.logs.count == logs.count)
        for (log, written) in zip(found.logs, logs) {
            guard case .object(let written) = written else { continue }
            #expect(log.address.lowercase == text(written["address"]) && log.data.dataText == text(written["data"]))
            #expect(written["topics"] == .array(log.topics.map { .string($0.description) }))
        }
    }

    private func playTransaction(_ exchange: Exchange, _ client: EthereumClient) async throws {
        let hash = try #require(exchange.parameters.first.flatMap { Hash256(text: text($0)) })
        let transaction = try await client.transaction(hash)
        guard case .object(let result)? = exchange.response["result"] else {
            #expect(transaction == nil)
            return
        }
        let found = try #require(transaction)
        #expect(found.from.lowercase == text(result["from"]) && found.nonce == quantity(result["nonce"]))
        #expect((found.to.map { .string($0.lowercase) } ?? .null) == result["to"])
        #expect(found.data.dataText == text(result["input"]))
        #expect(found.blockNumber == quantity(result["blockNumber"]))
    }

    private func playSending(_ exchange: Exchange, _ client: EthereumClient) async throws {
        let raw = try #require(exchange.parameters.first.flatMap { [UInt8](data: text($0)) })
        let signed = try SignedTransaction(raw: raw)
        try await expectEqual(client.send(signed).taker, client.urls[0])
        #expect(signed.hash.description == text(exchange.response["result"]))
    }
}

/// The request of ours with the meaning of an exchange's; nil if the client never asks in that way.
private func typed(_ exchange: TranscriptTests.Exchange) -> NodeRequest? {
    let parameters = exchange.parameters
    let address = parameters.first.flatMap { try? Address(text: text($0)) }
    let hash = parameters.first.flatMap { Hash256(text: text($0)) }
    let tag = parameters.last.flatMap(blockTag)
    switch exchange.method {
    case "eth_chainId": return .chainID
    case "eth_blockNumber": return .blockNumber
    case "eth_gasPrice": return .gasPrice
    case "eth_maxPriorityFeePerGas": return .maxPriorityFeePerGas
    case "eth_getBalance": return pair(address, tag).map { .balance(of: $0, at: $1) }
    case "eth_getTransactionCount": return pair(address, tag).map { .transactionCount(of: $0, at: $1) }
    case "eth_getCode": return pair(address, tag).map { .code(of: $0, at: $1) }
    case "eth_getStorageAt":
        guard parameters.count == 3, let slot = Hash256(text: text(parameters[1]))?.word else { return nil }
        return pair(address, tag).map { .storage(of: $0, slot: slot, at: $1) }
    case "eth_getBlockByNumber":
        guard parameters.last == false else { return nil }
        return parameters.first.flatMap(blockTag).map { .header($0) }
    case "eth_getTransactionByHash": return hash.map { .transaction($0) }
    case "eth_getTransactionReceipt": return hash.map { .receipt(of: $0) }
    case "eth_call": return pair(callRequest(parameters.first), tag).map { .call($0, at: $1) }
    case "eth_estimateGas": return callRequest(parameters.first).map { .estimateGas($0, at: nil) }
    case "eth_feeHistory": return .feeHistory(blocks: 1, newest: .number(27), percentiles: [95, 99])
    case "eth_sendRawTransaction": return [UInt8](data: text(parameters.first)).map { .sendRawTransaction($0) }
    default: return nil
    }
}

private func pair<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
    guard let a, let b else { return nil }
    return (a, b)
}

/// The call of a request's object; nil if it has members that ours never have.
private func callRequest(_ value: JSONValue?) -> CallRequest? {
    guard case .object(let object)? = value,
        Set(object.keys).isSubset(
            of: ["from", "to", "gas", "input", "value", "maxFeePerGas", "maxPriorityFeePerGas", "gasPrice"])
    else { return nil }
    func wei(_ key: String) -> Wei? { object[key].map { Wei(UInt128(quantity($0))) } }
    var request = CallRequest(
        from: object["from"].flatMap { try? Address(text: text($0)) },
        to: object["to"].flatMap { try? Address(text: text($0)) }, gasLimit: object["gas"].map { quantity($0) },
        value: wei("value") ?? .zero, data: object["input"].flatMap { [UInt8](data: text($0)) } ?? [])
    if let fee = wei("maxFeePerGas"), let tip = wei("maxPriorityFeePerGas") {
        request.fees = .dynamic(maxFeePerGas: fee, maxPriorityFeePerGas: tip)
    } else if let price = wei("gasPrice") {
        request.fees = .legacy(gasPrice: price)
    }
    return request
}

private func blockTag(_ value: JSONValue) -> BlockTag? {
    switch value {
    case "latest": .latest
    case "safe": .safe
    case "finalized": .finalized
    case "pending": .pending
    case "earliest": .earliest
    case .string(let text) where text.utf8.count < 19: UInt256(quantity: text)?.uint64.map { .number($0) }
    default: nil
    }
}

private func text(_ value: JSONValue?) -> String { if case .string(let text)? = value { text } else { "" } }

private func quantity(_ value: JSONValue?) -> UInt64 { UInt256(quantity: text(value))?.uint64 ?? .max }

/// A document for comparison without regard to the order of members.
private indirect enum Canonical: Equatable {
    case scalar(JSONValue)
    case array([Canonical])
    case object([String: Canonical])

    init(_ value: JSONValue) {
        switch value {
        case .array(let elements): self = .array(elements.map(Canonical.init))
        case .object(let object):
            self = .object(Dictionary(object.map { ($0.key, Canonical($0.value)) }) { first, _ in first })
        default: self = .scalar(value)
        }
    }
}
