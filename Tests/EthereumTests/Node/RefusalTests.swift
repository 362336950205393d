import Ethereum
import EthereumNode
import HTTPTransport
import JSON
import LoopbackHTTP
import Synchronization
import Testing

/// A refusal for a reason of the node's own leads to the next node; the chain's own answer does not.
@Suite struct RefusalTests {
    private static let good = always(.result("0x10"))

    static let reasonsOfNodes: [ScriptedAnswer] = [
        .refusal(code: -32600, "Must be authenticated!"),
        .refusal(code: -32001, "this project id has been disabled"),
        .refusal(code: -32000, "monthly capacity limit exceeded, upgrade your plan"),
        .refusal(code: -32011, "no backend is currently healthy to serve traffic"),
        .refusal(code: -32603, "internal error"), .refusal(code: -32000, "request timed out"),
        .refusal(code: -32000, "node is still syncing, state not available yet"),
        .refusal(code: -32601, "the method eth_blockNumber does not exist/is not available"),
        .refusal(code: -32000, "header not found"), .refusal(code: -32000, "missing trie node 5f"),
        .refusal(code: -32000, "words that nobody here knows"),
    ]

    @Test(arguments: reasonsOfNodes.indices) func theNextNodeIsAsked(_ index: Int) async throws {
        try await withNodes([always(Self.reasonsOfNodes[index]), Self.good]) { client, servers, witness in
            for _ in 0..<3 { try await expectEqual(client.blockNumber(), 16) }
            // After two refusals where another node did better, that one is in use.
            #expect(servers[0].methods.filter { $0 == "eth_blockNumber" }.count == 2)
            #expect(
                witness.events.contains {
                    if case .switched(client.urls[0], client.urls[1], _) = $0 { true } else { false }
                })
        }
    }

    @Test(arguments: reasonsOfNodes.indices) func aBatchWithSuchARefusalIsAskedOfTheNextNode(_ index: Int) async throws
    {
        let script: NodeScript = { method, _ in
            method == "eth_blockNumber" ? Self.reasonsOfNodes[index] : .result("0x7")
        }
        try await withNodes([scriptedNode(script), Self.good]) { client, _, _ in
            let replies = try await client.batch([.blockNumber, .maxPriorityFeePerGas])
            #expect(replies.allSatisfy { $0.url == client.urls[1] })
            try expectEqual(replies[0].uint64(), 16)
        }
    }

    @Test func theContractsOwnAnswersAreNotAskedAgain() async throws {
        for (code, message) in [(3, "execution reverted"), (-32000, "out of gas")] {
            try await withNodes([always(.refusal(code: code, message)), Self.good]) { client, servers, witness in
                let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
                #expect(error?.meaning?.isOfNode == false && error?.others.isEmpty == true)
                #expect(servers[1].requests.isEmpty)
                #expect(witness.events.isEmpty)
            }
        }
    }

    /// What a node says about a call may be wrong: its view of the account, or of gas.
    @Test func otherRefusalsOfACallAreAskedOnceElsewhere() async throws {
        for message in ["insufficient funds for gas * price + value", "gas required exceeds allowance (0)"] {
            try await withNodes([always(.refusal(code: -32000, message)), Self.good]) { client, _, _ in
                let outcome = try await client.estimateGas(CallRequest(to: .zero, data: []))
                #expect(outcome == .returned(16))
            }
            try await withNodes([always(.refusal(code: -32000, message))]) { client, servers, _ in
                _ = await nodeError { () async throws(NodeError) in
                    try await client.estimateGas(CallRequest(to: .zero, data: []))
                }
                #expect(servers[0].methods == ["eth_chainId", "eth_estimateGas"])
            }
        }
    }

    @Test func oneBadAnswerOfABatchLeadsToTheNextNode() async throws {
        for bad in ["sixteen", nil, ["number": "0x7"]] as [JSONValue] {
            let script: NodeScript = { method, _ in .result(method == "eth_blockNumber" ? bad : "0x7") }
            try await withNodes([scriptedNode(script), Self.good]) { client, _, _ in
                let replies = try await client.batch([.gasPrice, .blockNumber])
                #expect(replies.allSatisfy { $0.url == client.urls[1] })
            }
            try await withNodes([scriptedNode(script)]) { client, _, _ in
                let replies = try await client.batch([.gasPrice, .blockNumber])
                try expectEqual(replies[0].uint64(), 7)
                let error = await nodeError { () async throws(NodeError) in try replies[1].uint64() }
                #expect(error?.code == "invalid-reply")
            }
        }
    }

    @Test func aSingleNodeIsAskedAgainWhereThatMayHelp() async throws {
        for (message, times) in [
            ("internal error", 4), ("request timed out", 4), ("header not found", 4),
            ("the method eth_blockNumber does not exist/is not available", 1),
        ] {
            try await withNodes([always(.refusal(code: -32000, message))]) { client, servers, _ in
                let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
                #expect(error?.meaning?.isOfNode == true)
                #expect(servers[0].methods.filter { $0 == "eth_blockNumber" }.count == times)
            }
        }
    }

    @Test func whatEveryNodeRefusesIsInTheRepliesOfABatch() async throws {
        let script: NodeScript = { method, _ in
            method == "eth_feeHistory" ? .refusal(code: -32601, "Method not found") : .result("0x7")
        }
        let worse = always(.refusal(code: -32601, "method not found"))
        let questions: [NodeRequest] = [
            .feeHistory(blocks: 1, newest: .latest, percentiles: []), .maxPriorityFeePerGas,
        ]
        try await withNodes([worse, scriptedNode(script)]) { client, _, witness in
            let replies = try await client.batch(questions)
            let error = await nodeError { () async throws(NodeError) in try replies[0].feeHistory() }
            #expect(error?.url == client.urls[1] && error?.others.map(\.url) == [client.urls[0]])
            try expectEqual(replies[1].uint64(), 7)
            // No node did better, so none is blamed.
            #expect(witness.events.contains { if case .switched = $0 { true } else { false } } == false)
        }
    }

    @Test func theMostPassingReasonDecides() async throws {
        let stranger = always(.result("0x10"), chainID: .result("0x5"))
        let busy = always(.refusal(code: -32000, "txpool is full"))
        let odd = always(.result("sixteen"))
        try await withNodes([stranger, odd, busy], chainID: 1) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
            #expect(error?.failureKind == .tryAgain)
            #expect(error?.url == client.urls[2] && error?.others.map(\.url) == [client.urls[1], client.urls[0]])
            let lines = error?.text.split(separator: "\n").map(String.init) ?? []
            #expect(
                lines == [
                    "l1 provider: none of 3 nodes can be used",
                    "l1 provider \(client.urls[2]): eth_blockNumber: refused with code -32000, \"txpool is full\"",
                    "l1 provider \(client.urls[1]): eth_blockNumber: invalid reply, "
                        + "result: expected a quantity: 0x and 1 to 64 digits",
                    "l1 provider \(client.urls[0]): eth_chainId: wrong chain, expected chain id 1, got 5",
                ])
        }
    }

    @Test func aNodeIsLeftOnRequest() async throws {
        try await withNodes([Self.good, always(.result("0x11"))]) { client, _, witness in
            try await expectEqual(client.blockNumber(), 16)
            #expect(client.leave(client.urls[0], because: "its newest block is 63 min old"))
            try await expectEqual(client.blockNumber(), 17)
            #expect(
                witness.events == [
                    .left(client.urls[0], for: client.urls[1], reason: "its newest block is 63 min old")
                ])
            // Another one is in use already.
            #expect(client.leave(client.urls[0], because: "again"))
            #expect(witness.events.count == 1)
            witness.advance(.seconds(30 * 60))
            try await expectEqual(client.blockNumber(), 16)
        }
        try await withNodes([Self.good]) { client, _, witness in
            #expect(!client.leave(client.urls[0], because: "it lags"))
            #expect(!client.leave(because: "it lags"))
            #expect(witness.events.isEmpty)
        }
    }

    @Test func everyNodeIsAskedSideBySide() async throws {
        let stranger = always(.result("0x10"), chainID: .result("0x5"))
        let nodes: [LoopbackServer.Handler] = [
            Self.good, { _ in .close }, stranger, always(.result("0x11")), always(.http(.json("", status: 429))),
        ]
        try await withNodes(nodes, chainID: 1) { client, servers, witness in
            try await expectEqual(client.blockNumber(), 16)
            let votes = await client.everywhere([.blockNumber, .maxPriorityFeePerGas])
            #expect(votes.map(\.url) == client.urls)
            let heights = votes.map { vote in (try? vote.result.get()).flatMap { try? $0[0].uint64() } }
            #expect(heights == [16, nil, nil, 17, nil])
            let codes = votes.map { vote in if case .failure(let error) = vote.result { error.code } else { "" } }
            #expect(codes == ["", "unreachable", "inconsistent-chain", "", "rate-limited"])
            // The choice is what it was.
            try await expectEqual(client.blockNumber(), 16)
            #expect(!servers[2].methods.contains("eth_blockNumber"))
            #expect(witness.events.contains { if case .switched = $0 { true } else { false } } == false)
        }
    }

    @Test func aVoteTakesNoLongerThanARequest() async throws {
        var http = HTTPPolicy.quickNode
        http.totalTimeout = .milliseconds(400)
        try await withNodes([always(.http(.stall)), Self.good], chainID: 1, http: http) { client, _, _ in
            let votes = await client.everywhere([.blockNumber])
            let codes = votes.map { vote in if case .failure(let error) = vote.result { error.code } else { "" } }
            #expect(codes == ["unreachable", ""])
        }
    }

    @Test func aNodeThatDidNotAnswerInTimeIsWaitedForLess() async throws {
        let stalls = Mutex(true)
        let second: LoopbackServer.Handler = { request in
            stalls.withLock { $0 } ? .stall : Self.good(request)
        }
        try await withNodes([Self.good, second], chainID: 1) { client, servers, _ in
            /// What came of asking the second node for its opinion, for so long.
            func asking(for limit: Duration) async -> NodeError.Kind? {
                let votes = await client.elsewhere(than: client.urls[0], [.blockNumber], limit: limit) { _ in true }
                if case .failure(let error)? = votes.first?.result { return error.kind }
                return nil
            }
            func silence(after limit: Duration) -> NodeError.Kind {
                .unreachable(HTTPFailure(.timedOut(.wholeAttempt, after: limit), url: client.urls[1]))
            }
            #expect(await asking(for: .milliseconds(100)) == silence(after: .milliseconds(100)))
            #expect(client.memory.silent == [1])
            #expect(await asking(for: .seconds(3600)) == silence(after: .seconds(2)))

            // Or not at all, by whoever looks at all nodes in the end.
            let count = servers[1].requests.count
            let votes = await client.everywhere([.blockNumber], butSilent: true)
            #expect(votes.map { (try? $0.result.get()) != nil } == [true, false])
            #expect(servers[1].requests.count == count)

            stalls.withLock { $0 = false }
            #expect(await asking(for: .seconds(3600)) == nil)
            #expect(client.memory.silent.isEmpty)
        }
    }
}
