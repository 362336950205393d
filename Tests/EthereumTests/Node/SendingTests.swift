import EthereumAccounts
import EthereumNode
import HTTPTransport
import JSON
import LoopbackHTTP
import Testing

/// A signed transaction is handed over at most once a call.
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
            try await expectEqual(client.send(transaction), transaction.hash)
            #expect(servers[0].methods == ["eth_chainId", "eth_sendRawTransaction"])
            let call = try JSONValue(parsing: servers[0].requests[1].body).calls[0]
            #expect(call["params"] == [.string(Self.raw)])
        }
    }

    @Test(arguments: [
        ScriptedAnswer.http(.close), .http(.json("", status: 502)), .http(.json("{")), .http(.json("[]")),
        .result(nil), .result("0x"), .result(.string("0x" + String(repeating: "00", count: 32))),
        .refusal(code: -32000, "nonce too low"), .refusal(code: -32603, "internal error"),
        .refusal(code: 429, "slow down"), .http(.json("", status: 429)),
    ])
    func whateverTheNodeSaysNothingIsSentAgain(answer: ScriptedAnswer) async throws {
        let transaction = try transaction()
        let second = always(.result(.string(Self.hash)), chainID: Self.chain)
        try await withNodes([always(answer, chainID: Self.chain), second]) { client, servers, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.send(transaction) }
            #expect(error?.method == "eth_sendRawTransaction")
            #expect(servers[0].methods == ["eth_chainId", "eth_sendRawTransaction"])
            #expect(servers[1].requests.isEmpty)
        }
    }

    @Test func theHashOfAnotherTransactionIsNoConfirmation() async throws {
        let transaction = try transaction()
        let other = JSONValue.string("0x" + String(repeating: "00", count: 32))
        try await withNodes([always(.result(other), chainID: Self.chain)]) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.send(transaction) }
            #expect(error?.invalidity == "the hash of another transaction")
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
            try await expectEqual(client.send(transaction), transaction.hash)
            #expect(servers.map(\.methods) == [["eth_chainId"], ["eth_chainId", "eth_sendRawTransaction"]])
        }
    }

    @Test func failuresToSendCountForTheChoiceOfTheNode() async throws {
        let transaction = try transaction()
        let second = always(.result(.string(Self.hash)), chainID: Self.chain)
        try await withNodes([always(.http(.close), chainID: Self.chain), second]) { client, _, _ in
            for _ in 0..<2 {
                #expect(await nodeError { () async throws(NodeError) in try await client.send(transaction) } != nil)
            }
            try await expectEqual(client.send(transaction), transaction.hash)
        }
    }
}
