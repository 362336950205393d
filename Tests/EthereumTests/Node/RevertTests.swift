import Ethereum
import EthereumNode
import JSON
import Testing

/// Reverts of `eth_call` and `eth_estimateGas`, as each client writes them.
@Suite struct RevertTests {
    struct Case: Sendable {
        let client: String
        let code: Int
        let message: String
        let data: JSONValue?
        let bytes: [UInt8]
    }

    static let reverts = [
        Case(
            client: "geth", code: 3, message: "execution reverted: no", data: "0x08c379a0",
            bytes: [8, 0xc3, 0x79, 0xa0]),
        Case(client: "geth, nothing given", code: 3, message: "execution reverted", data: "0x", bytes: []),
        Case(client: "geth, no data", code: -32000, message: "execution reverted", data: nil, bytes: []),
        Case(
            client: "older geth", code: -32000, message: "execution reverted: no", data: "0x7a933234",
            bytes: [0x7a, 0x93, 0x32, 0x34]),
        Case(client: "besu", code: -32000, message: "Execution reverted: no", data: "0x7a93", bytes: [0x7a, 0x93]),
        Case(
            client: "nethermind to 2024", code: -32015, message: "VM execution error.", data: "Reverted 0x7a933234",
            bytes: [0x7a, 0x93, 0x32, 0x34]),
        Case(client: "openethereum", code: -32015, message: "VM execution error.", data: "Reverted 0x", bytes: []),
        Case(
            client: "hardhat", code: -32603,
            message: "Error: VM Exception while processing transaction: reverted with custom error 'OutdatedState()'",
            data: ["message": "Error: VM Exception", "txHash": "0x00", "data": "0x051c46ef"],
            bytes: [0x05, 0x1c, 0x46, 0xef]),
        Case(
            client: "hardhat, plain data", code: -32603,
            message: "VM Exception while processing transaction: reverted with reason string 'no'", data: "0x08c3",
            bytes: [0x08, 0xc3]),
        Case(
            client: "hardhat, no reason", code: -32603, message: "Transaction reverted without a reason string",
            data: ["data": "0x"], bytes: []),
        Case(
            client: "ganache", code: -32000, message: "VM Exception while processing transaction: revert",
            data: [
                "0x2f6a6404c1cbb4f8341d75aabea34bdfc7ea0ab100f1de9d22eaa26ddc547914": [
                    "error": "revert", "program_counter": 92, "return": "0x7a93",
                ],
                "stack": "RuntimeError: VM Exception",
            ], bytes: [0x7a, 0x93]),
        Case(
            client: "a wallet around geth", code: -32603, message: "Internal JSON-RPC error.",
            data: ["code": 3, "message": "execution reverted", "data": "0x7a93"], bytes: [0x7a, 0x93]),
        Case(
            client: "a provider around geth", code: -32000, message: "rpc error",
            data: ["originalError": ["code": 3, "message": "execution reverted", "data": "0x7a93"]],
            bytes: [0x7a, 0x93]),
        Case(
            client: "a contract that speaks of rate limits", code: 3, message: "execution reverted: rate limit",
            data: "0x01", bytes: [1]),
    ]

    @Test(arguments: reverts) func aRevertIsAnOutcomeWithItsData(_ revert: Case) async throws {
        try await withNodes([always(.refusal(code: revert.code, revert.message, data: revert.data))]) { client, _, _ in
            let request = CallRequest(to: .zero, data: [1])
            try await expectEqual(client.call(request), .reverted(data: revert.bytes, message: revert.message))
            try await expectEqual(client.estimateGas(request), .reverted(data: revert.bytes, message: revert.message))
            let error = await nodeError { () async throws(NodeError) in try await client.gasPrice() }
            #expect(error?.meaning == .executionReverted(data: revert.bytes))
            #expect(error?.isTransient == false)
        }
    }

    @Test(
        arguments: [
            (-32000, "out of gas", nil), (-32000, "invalid opcode: INVALID", nil),
            (-32015, "VM execution error.", "Bad instruction fe"), (-32000, "insufficient funds for transfer", nil),
            (-32000, "stack underflow (0 <=> 1)", "0x08c379a0"),
        ] as [(Int, String, String?)])
    func otherFailuresOfACallAreRefusals(code: Int, message: String, data: String?) async throws {
        try await withNodes([always(.refusal(code: code, message, data: data.map(JSONValue.string)))]) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in
                try await client.call(CallRequest(to: .zero, data: []))
            }
            guard case .rejected(Int64(code), message, _) = error?.kind else {
                Issue.record("not refused: \(String(describing: error))")
                return
            }
        }
    }

    @Test func endlesslyNestedDataEndsTheSearch() async throws {
        var data: JSONValue = "0x01"
        for _ in 0..<40 { data = ["data": data] }
        try await withNodes([always(.refusal(code: 3, "execution reverted", data: data))]) { client, _, _ in
            let outcome = try await client.call(CallRequest(to: .zero, data: []))
            #expect(outcome == .reverted(data: [], message: "execution reverted"))
        }
    }
}
