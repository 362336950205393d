import EthereumNode
import JSON
import LoopbackHTTP
import TestSupport
import Testing

/// A node on another chain is never asked anything else; one that cannot say which chain it is on just fails.
@Suite struct ChainIDTests {
    private static func node(_ chainID: JSONValue, block: JSONValue = "0x10") -> LoopbackServer.Handler {
        always(.result(block), chainID: .result(chainID))
    }

    @Test func theChainIDIsAskedOnceBeforeTheFirstUse() async throws {
        try await withNodes([Self.node("0xaa36a7")], chainID: 11_155_111) { client, servers, _ in
            for _ in 0..<3 { _ = try await client.blockNumber() }
            #expect(servers[0].methods == ["eth_chainId", "eth_blockNumber", "eth_blockNumber", "eth_blockNumber"])
        }
    }

    @Test func askingForTheChainIDTakesOneRequestEachTime() async throws {
        try await withNodes([Self.node("0x1")]) { client, servers, _ in
            try await expectEqual(client.chainID(), 1)
            try await expectEqual(client.chainID(), 1)
            #expect(servers[0].methods == ["eth_chainId", "eth_chainId"])
        }
    }

    @Test func aNodeOnAnotherChainIsNeverUsed() async throws {
        try await withNodes([Self.node("0x5"), Self.node("0x1")], chainID: 1) { client, servers, witness in
            for _ in 0..<3 { try await expectEqual(client.blockNumber(), 16) }
            witness.advance(.seconds(3600))
            try await expectEqual(client.blockNumber(), 16)
            // It is believed when it says so twice.
            #expect(servers[0].methods == ["eth_chainId", "eth_chainId"])
            #expect(witness.events == [.wrongChain(client.urls[0], expected: 1, got: 5)])
        }
    }

    @Test func withoutAnExpectationTheFirstAnswerDecides() async throws {
        let dead: LoopbackServer.Handler = { _ in .close }
        try await withNodes([dead, Self.node("0x1"), Self.node("0x5")]) { client, _, witness in
            try await expectEqual(client.chainID(), 1)
            #expect(witness.events.allSatisfy { if case .wrongChain = $0 { false } else { true } })
        }
        try await withNodes([Self.node("0x1"), Self.node("0x5")]) { client, servers, _ in
            try await expectEqual(client.blockNumber(), 16)
            await servers[0].stop()
            let error = await nodeError { () async throws(NodeError) in
                for _ in 0..<4 { _ = try await client.blockNumber() }
            }
            #expect(error?.code == "unreachable")
            #expect(servers[1].methods == ["eth_chainId", "eth_chainId"])
        }
    }

    @Test func theChainMayBeNamedLater() async throws {
        try await withNodes([Self.node("0x5"), Self.node("0x1", block: "0x99")]) { client, servers, witness in
            try await expectEqual(client.blockNumber(), 16)
            client.expect(chainID: 1)
            try await expectEqual(client.blockNumber(), 0x99)
            #expect(witness.events == [.wrongChain(client.urls[0], expected: 1, got: 5)])
            // It keeps to what it was told first.
            client.expect(chainID: 5)
            try await expectEqual(client.chainID(), 1)
        }
        // A node that was given up for the wrong guess comes back.
        try await withNodes([Self.node("0x5"), Self.node("0x1", block: "0x99")]) { client, _, _ in
            try await expectEqual(client.chainID(), 5)
            _ = await client.everywhere([.blockNumber])
            client.expect(chainID: 1)
            try await expectEqual(client.blockNumber(), 0x99)
        }
    }

    @Test func oneWrongAnswerIsTakenForASlip() async throws {
        let node = scriptedChain(ids: ["0x5", "0x1"])
        try await withNodes([node, Self.node("0x1", block: "0x99")], chainID: 1) { client, _, witness in
            try await expectEqual(client.blockNumber(), 16)
            #expect(witness.events == [.chainIDCorrected(client.urls[0], from: 5, to: 1)])
        }
    }

    /// A node that says these chain ids in turn, the last one for ever.
    private func scriptedChain(ids: [JSONValue]) -> LoopbackServer.Handler {
        let asked = Recorder<Void>()
        return { request in
            if (try? JSONValue(parsing: request.body))?.calls.first?["method"] == "eth_chainId" { asked.append(()) }
            return Self.node(ids[min(asked.values.count, ids.count) - 1])(request)
        }
    }

    @Test func withEveryNodeOnAnotherChainCallsSaySo() async throws {
        try await withNodes([Self.node("0x5"), Self.node("0x6")], chainID: 1) { client, servers, _ in
            for _ in 0..<2 {
                let error = await nodeError { () async throws(NodeError) in try await client.gasPrice() }
                #expect(error?.kind == .wrongChain(expected: 1, got: 5))
                #expect(error?.others.map(\.kind) == [.wrongChain(expected: 1, got: 6)])
                #expect(error?.failureKind == .configuration)
                #expect(error?.isTransient == false)
                #expect(error?.url == client.urls[0])
            }
            #expect(servers.map(\.methods) == [["eth_chainId", "eth_chainId"], ["eth_chainId", "eth_chainId"]])
        }
    }

    @Test(arguments: [
        ScriptedAnswer.refusal(code: -32601, "Method not found"), .http(.json("", status: 503)), .http(.json("[]")),
        .result(nil), .result("0x0"), .result("0x10000000000000000"), .result("mainnet"), .result(true),
    ])
    func aNodeThatDoesNotSayIsNoWrongChain(answer: ScriptedAnswer) async throws {
        let silent = always(.result("0x99"), chainID: answer)
        try await withNodes([silent, Self.node("0x1")], chainID: 1) { client, servers, witness in
            try await expectEqual(client.blockNumber(), 16)
            #expect(servers[0].methods == ["eth_chainId"])
            // The node may still come good: the next call asks it again.
            try await expectEqual(client.blockNumber(), 16)
            #expect(servers[0].methods == ["eth_chainId", "eth_chainId"])
            #expect(witness.events.contains { if case .wrongChain = $0 { true } else { false } } == false)
        }
    }

    /// Whether the chain was named or not, the node has contradicted itself: no setting puts that right.
    @Test(arguments: [nil, 1] as [UInt64?])
    func aNodeThatChangesItsChainIsGivenUp(named: UInt64?) async throws {
        let ids = LoopbackServer.inTurn([
            json(["jsonrpc": "2.0", "id": 1, "result": "0x1"]), json(["jsonrpc": "2.0", "id": 2, "result": "0x2"]),
            json(["jsonrpc": "2.0", "id": 3, "result": "0x2"]),
        ])
        try await withNodes([ids], chainID: named) { client, _, _ in
            try await expectEqual(client.chainID(), 1)
            let error = await nodeError { () async throws(NodeError) in try await client.chainID() }
            #expect(error?.kind == .inconsistentChain(expected: 1, got: 2))
            #expect(error?.failureKind == .peerNonsense)
        }
    }
}
