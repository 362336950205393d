import Ethereum
import EthereumNode
import JSON
import LoopbackHTTP
import Testing

/// A node that lacks a method or a block is asked what stands in for it.
@Suite struct SubstituteTests {
    private static let hash = "0x" + String(repeating: "11", count: 32)
    private static let block: JSONValue = [
        "number": "0x7", "hash": .string(hash), "parentHash": .string(hash), "timestamp": "0x5",
        "gasLimit": "0x1c9c380",
        "baseFeePerGas": "0x64",
    ]

    /// A node without `eth_gasPrice`.
    private func node(block: JSONValue, history: ScriptedAnswer) -> LoopbackServer.Handler {
        scriptedNode { method, _ in
            switch method {
            case "eth_gasPrice": .refusal(code: -32601, "the method eth_gasPrice does not exist/is not available")
            case "eth_getBlockByNumber": .result(block)
            case "eth_feeHistory": history
            default: .result("0x1")
            }
        }
    }

    @Test func thePriceOfGasIsMadeOfBaseFeeAndTip() async throws {
        let history: JSONValue = [
            "oldestBlock": "0x7", "baseFeePerGas": ["0x64", "0x65"], "gasUsedRatio": [1], "reward": [["0x5"]],
        ]
        try await withNodes([node(block: Self.block, history: .result(history))]) { client, _, _ in
            try await expectEqual(client.gasPrice(), Wei(105))
            let replies = try await client.batch([.gasPrice, .blockNumber])
            try expectEqual(replies[0].wei(), Wei(105))
        }
        let noHistory = ScriptedAnswer.refusal(code: -32601, "Method not found")
        try await withNodes([node(block: Self.block, history: noHistory)]) { client, _, _ in
            try await expectEqual(client.gasPrice(), Wei(100))
        }
    }

    @Test func withoutABaseFeeTheRefusalStands() async throws {
        guard case .object(var old) = Self.block else { return }
        old["baseFeePerGas"] = nil
        try await withNodes([node(block: .object(old), history: .result(nil))]) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.gasPrice() }
            #expect(error?.meaning == .methodNotFound && error?.method == "eth_gasPrice")
        }
    }

    @Test func theLatestBlockStandsInForThePendingOne() async throws {
        let script: NodeScript = { method, parameters in
            if parameters.contains("pending") { return .refusal(code: -32000, "pending state is not available") }
            return method == "eth_getBlockByNumber" ? .result(Self.block) : .result("0x10")
        }
        try await withNodes([scriptedNode(script)]) { client, _, witness in
            try await expectEqual(client.transactionCount(of: .zero, at: .pending), 16)
            try await expectEqual(client.header(.pending)?.number, 7)
            let replies = try await client.batch([
                .transactionCount(of: .zero, at: .latest), .transactionCount(of: .zero, at: .pending),
            ])
            try expectEqual(replies[1].uint64(), 16)
            #expect(witness.events.isEmpty)
        }
    }

    @Test func aRevertOnThePendingBlockIsAnAnswer() async throws {
        try await withNodes([always(.refusal(code: 3, "execution reverted"))]) { client, servers, _ in
            _ = try await client.call(CallRequest(to: .zero, data: []), at: .pending)
            #expect(servers[0].methods == ["eth_chainId", "eth_call"])
        }
    }
}
