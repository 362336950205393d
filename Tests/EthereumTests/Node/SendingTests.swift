import EthereumAccounts
import EthereumNode
import HTTPTransport
import JSON
import LoopbackHTTP
import TestSupport
import Testing

/// A signed transaction is offered to one node after another until one takes it, to each once a call.
@Suite struct SendingTests {
    /// The EIP-1559 transaction of the execution API's transcript `send-dynamic-fee-transaction.io`, chain id
    /// 3503995874084926.
    private static let raw =
        "0x02f892870c72dd9d5e883e018201f48401a2158b82ea60802ab73d602d80600a3d3981f3363d3d373d3d3d363d734d11c446473105a02b5c1ab9ebe9b03f33902a295af43d82803e903d91602b57fd5bf3c080a09e9f032e932e6536bc8de35b5939814d5fe2c1bcb76f06e399583c8c745ea95fa04fae7d7df659a70471ddfed6dba493a4f044a074a0bba6198bb6e2be0977b299"
    private static let hash = "0x549cfaca862ca59157260fbe13b7ecf5cc353eb22632d10efbe5cca743871ef3"
    private static let chain: ScriptedAnswer = .result("0xc72dd9d5e883e")

    private func transaction() throws -> SignedTransaction {
        try SignedTransaction(raw: try #require([UInt8](data: Self.raw)))
    }

    @Test func theNodeConfirmsTheHash() async throws {
        let transaction = try transaction()
        try await withNodes([always(.result(.string(Self.hash)), chainID: Self.chain)]) { client, servers, _ in
            try await expectEqual(client.send(transaction), Sending(taker: client.urls[0]))
            #expect(servers[0].methods == ["eth_chainId", "eth_sendRawTransaction"])
            let call = try JSONValue(parsing: servers[0].requests[1].body).calls[0]
            #expect(call["params"] == [.string(Self.raw)])
        }
    }

    /// What a node may say in place of the hash, and whether it may have the transaction all the same.
    static let otherAnswers: [(ScriptedAnswer, isInDoubt: Bool)] = [
        (.http(.close), true), (.http(.json("", status: 502)), true), (.http(.json("{")), true),
        (.http(.json("[]")), true),
        (.result(nil), true), (.result("0x"), true),
        (.result(.string("0x" + String(repeating: "00", count: 32))), true),
        (.refusal(code: -32603, "internal error"), true), (.refusal(code: -32000, "request timed out"), true),
        (.refusal(code: -32000, "nonce too low"), false),
        (.refusal(code: -32000, "transaction type not supported"), false),
        (.refusal(code: -32000, "tx fee (2.00 ether) exceeds the configured cap (1.00 ether)"), false),
        (.refusal(code: -32000, "in-flight transaction limit reached for delegated accounts"), false),
        (.refusal(code: -32000, "txpool is full"), false), (.refusal(code: 429, "slow down"), false),
        (.http(.json("", status: 429)), false),
    ]

    @Test(arguments: otherAnswers.indices) func theNextNodeIsAskedOnce(index: Int) async throws {
        let transaction = try transaction()
        let (answer, isInDoubt) = Self.otherAnswers[index]
        let second = always(.result(.string(Self.hash)), chainID: Self.chain)
        try await withNodes([always(answer, chainID: Self.chain), second]) { client, servers, _ in
            let sending = try await client.send(transaction)
            #expect(sending.taker == client.urls[1] && !sending.wasKnown && !sending.isInDoubt)
            #expect(sending.failure == nil)
            #expect(sending.refusals.map(\.url) == [client.urls[0]])
            for server in servers { #expect(server.methods == ["eth_chainId", "eth_sendRawTransaction"]) }
        }
        try await withNodes([always(answer, chainID: Self.chain)]) { client, servers, _ in
            let sending = try await client.send(transaction)
            #expect(sending.taker == nil && sending.isInDoubt == isInDoubt)
            #expect(sending.failure?.method == "eth_sendRawTransaction")
            #expect(servers[0].methods == ["eth_chainId", "eth_sendRawTransaction"])
        }
    }

    @Test func aNodeThatHasItAlreadyIsATaker() async throws {
        let transaction = try transaction()
        let lost = always(.http(.close), chainID: Self.chain)
        let known = always(.refusal(code: -32000, "already known"), chainID: Self.chain)
        try await withNodes([lost, known]) { client, _, _ in
            let sending = try await client.send(transaction)
            #expect(sending.taker == client.urls[1] && sending.wasKnown)
        }
    }

    @Test func whenNoNodeTakesItAllTheirReasonsAreThere() async throws {
        let transaction = try transaction()
        let nodes = ["nonce too low", "txpool is full", "transaction type not supported"].map {
            always(.refusal(code: -32000, $0), chainID: Self.chain)
        }
        try await withNodes(nodes) { client, _, _ in
            let sending = try await client.send(transaction)
            #expect(sending.meanings == [.nonceTooLow, .poolFull, .typeNotSupported])
            #expect(!sending.isInDoubt)
            #expect(sending.failure?.meaning == .poolFull)
            #expect(sending.failure?.others.map(\.meaning) == [.nonceTooLow, .typeNotSupported])
        }
    }

    @Test func aNodeThatChangesItsChainGetsNothing() async throws {
        let transaction = try transaction()
        let ids = Recorder<Void>()
        let answer = ScriptedAnswer.result(.string(Self.hash))
        let node: LoopbackServer.Handler = { request in
            ids.append(())
            return always(answer, chainID: ids.values.count == 1 ? Self.chain : .result("0x1"))(request)
        }
        try await withNodes([node]) { client, servers, _ in
            _ = try await client.chainID()
            let sending = try await client.send(transaction)
            #expect(sending.refusals.map(\.code) == ["inconsistent-chain"])
            #expect(!servers[0].methods.contains("eth_sendRawTransaction"))
        }
    }

    @Test func aTransactionForAnotherChainIsNotSent() async throws {
        let transaction = try transaction()
        try await withNodes([always(.result(.string(Self.hash)))]) { client, servers, witness in
            let error = await nodeError { () async throws(NodeError) in try await client.send(transaction) }
            #expect(error?.kind == .wrongChain(expected: transaction.transaction.chainID, got: 1))
            #expect(servers[0].methods == ["eth_chainId"])
            #expect(witness.events.isEmpty)
        }
    }

    @Test func aNodeOnAnotherChainIsPassedOver() async throws {
        let transaction = try transaction()
        let answer = ScriptedAnswer.result(.string(Self.hash))
        try await withNodes(
            [always(answer), always(answer, chainID: Self.chain)], chainID: transaction.transaction.chainID
        ) { client, servers, _ in
            let sending = try await client.send(transaction)
            #expect(sending.taker == client.urls[1])
            #expect(sending.refusals.map(\.code) == ["wrong-chain"])
            #expect(
                servers.map(\.methods) == [["eth_chainId", "eth_chainId"], ["eth_chainId", "eth_sendRawTransaction"]])
        }
    }

    @Test func failuresToSendCountForTheChoiceOfTheNode() async throws {
        let transaction = try transaction()
        let second = always(.result(.string(Self.hash)), chainID: Self.chain)
        try await withNodes([always(.http(.close), chainID: Self.chain), second]) { client, servers, _ in
            for _ in 0..<3 { _ = try await client.send(transaction) }
            #expect(servers[0].methods.filter { $0 == "eth_sendRawTransaction" }.count == 2)
        }
    }
}
