import BN254
import EthereumNode
import JSON
import LoopbackHTTP
import Testing

@Suite struct BatchTests {
    /// A node that answers `eth_getStorageAt` with the slot, so that replies can be told apart.
    private static let echo: NodeScript = { _, parameters in .result(parameters.count > 1 ? parameters[1] : "0x0") }

    private static func slots(_ count: UInt64) -> [NodeRequest] {
        (1...count).map { .storage(of: .zero, slot: UInt256($0), at: .latest) }
    }

    private func words(_ replies: [NodeReply]) throws -> [UInt64?] { try replies.map { try $0.word().uint64 } }

    /// The handler of a node whose answers to a batch are changed by `change`.
    private func changing(_ change: @escaping @Sendable ([JSONValue]) -> JSONValue) -> LoopbackServer.Handler {
        let honest = scriptedNode(Self.echo)
        return { request in
            guard case .array? = try? JSONValue(parsing: request.body),
                case .respond(_, _, let body) = honest(request),
                case .array(let answers)? = try? JSONValue(parsing: body)
            else { return honest(request) }
            return json(change(answers))
        }
    }

    @Test func aBatchIsOneHTTPRequestAndItsRepliesAreInOrder() async throws {
        try await withNodes([scriptedNode(Self.echo)]) { client, servers, _ in
            let replies = try await client.batch(Self.slots(5))
            #expect(try words(replies) == [1, 2, 3, 4, 5])
            #expect(servers[0].requests.count == 2)
            #expect(replies.allSatisfy { $0.url == client.urls[0] })
        }
    }

    @Test func noRequestsAreNoHTTPRequest() async throws {
        try await withNodes([scriptedNode(Self.echo)]) { client, servers, _ in
            let replies = try await client.batch([])
            #expect(replies.isEmpty)
            #expect(servers[0].requests.isEmpty)
        }
    }

    @Test func aBatchOfOneIsAPlainRequest() async throws {
        let noBatches: LoopbackServer.Handler = { request in
            request.body.first == UInt8(ascii: "[") ? .close : scriptedNode(Self.echo)(request)
        }
        try await withNodes([noBatches]) { client, _, _ in
            let replies = try await client.batch(Self.slots(1))
            #expect(try words(replies) == [1])
        }
    }

    @Test func answersMayComeInAnyOrder() async throws {
        try await withNodes([changing { .array($0.reversed()) }]) { client, _, _ in
            let replies = try await client.batch(Self.slots(4))
            #expect(try words(replies) == [1, 2, 3, 4])
        }
    }

    @Test func numbersOfAnswersMayBeTexts() async throws {
        let texts: @Sendable ([JSONValue]) -> JSONValue = { answers in
            .array(
                answers.map { answer in
                    guard case .object(var object) = answer, case .number(let id)? = object["id"] else { return answer }
                    object["id"] = .string(id.text)
                    return .object(object)
                })
        }
        try await withNodes([changing(texts)]) { client, servers, _ in
            let replies = try await client.batch(Self.slots(3))
            #expect(try words(replies) == [1, 2, 3])
            #expect(servers[0].requests.count == 2)
        }
    }

    @Test func aRefusalOfOneRequestLeavesTheOthers() async throws {
        let script: NodeScript = { method, _ in
            method == "eth_maxPriorityFeePerGas" ? .refusal(code: -32601, "Method not found") : .result("0x10")
        }
        try await withNodes([scriptedNode(script)]) { client, _, _ in
            let replies = try await client.batch([.maxPriorityFeePerGas, .blockNumber])
            let error = await nodeError { () async throws(NodeError) in try replies[0].wei() }
            #expect(error?.meaning == .methodNotFound)
            try expectEqual(replies[1].uint64(), 16)
        }
    }

    @Test func missingDoubleAndUnknownAnswersAreNotTaken() async throws {
        let damages: [(String, @Sendable ([JSONValue]) -> JSONValue)] = [
            ("no answer to one request of the batch", { .array(Array($0.dropLast())) }),
            ("[2]: the second answer to one request", { .array([$0[0], $0[1], $0[0]]) }),
            (
                "[2]: it answers no request of the batch",
                { .array([$0[0], $0[1], ["jsonrpc": "2.0", "id": 99, "result": "0x"]]) }
            ),
            (
                "[1].id: expected a number, found null",
                { .array([$0[0], ["jsonrpc": "2.0", "id": nil, "result": "0x"], $0[2]]) }
            ),
            ("no answer to one request of the batch", { _ in [] }),
            ("expected an array, found an object", { $0[0] }),
        ]
        for (reason, damage) in damages {
            try await withNodes([changing(damage)]) { client, _, witness in
                let replies = try await client.batch(Self.slots(3))
                #expect(try words(replies) == [1, 2, 3])
                #expect(witness.events == [.batchUnsupported(client.urls[0], reason: "invalid reply, \(reason)")])
            }
        }
    }

    @Test func aNodeWithoutBatchesIsAskedOneByOneFromThenOn() async throws {
        let refusals: [LoopbackReply] = [
            .json(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}"#),
            .json(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32601,"message":"Method not found"}}"#),
            .json(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"Batch requests are disallowed"}}"#),
            .json(
                #"{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"Number of requests exceeds max batch size"}}"#
            ),
            // geth: one error, for the first request.
            .json(#"[{"jsonrpc":"2.0","id":2,"error":{"code":-32600,"message":"batch too large"}}]"#),
            .json(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"header not found"}}"#),
            // One answer for many.
            .json(#"{"jsonrpc":"2.0","id":2,"result":"0x1"}"#), .json(#"[{"jsonrpc":"2.0","id":2,"result":"0x1"}]"#),
            .json(#"{"message":"Batch of more than 3 requests are not allowed on free tier","code":31}"#, status: 500),
            .json("no batches here", status: 400), .json("too large", status: 413), .json("", status: 403),
            .json("batch not supported", status: 415), .json("", status: 501), .json("[]"), .json("{"), .close,
            .json(#"{"jsonrpc":"2.0","error":{"code":-32005,"message":"batch limit exceeded"}}"#, status: 429),
            .respond(status: 429, headers: ["Retry-After": "3600"], body: []),
            .truncated(announced: 900, bytes: [0x5b]),
        ]
        for refusal in refusals {
            let noBatches: LoopbackServer.Handler = { request in
                request.body.first == UInt8(ascii: "[") ? refusal : scriptedNode(Self.echo)(request)
            }
            try await withNodes([noBatches, { _ in .close }]) { client, servers, witness in
                for _ in 0..<2 {
                    let replies = try await client.batch(Self.slots(3))
                    #expect(try words(replies) == [1, 2, 3])
                }
                // The chain id, the refused batch, and twice three requests.
                #expect(servers[0].requests.count == 8)
                #expect(servers[1].requests.isEmpty)
                #expect(witness.events.count == 1)
                guard case .batchUnsupported(client.urls[0], _)? = witness.events.first else {
                    Issue.record("\(witness.events)")
                    return
                }
            }
        }
    }

    @Test func aBatchWhoseEveryAnswerIsRefusedIsTakenApart() async throws {
        for message in ["batch limit exceeded", "words that nobody knows"] {
            let refuse: @Sendable ([JSONValue]) -> JSONValue = { answers in
                .array(
                    answers.map { answer in
                        guard case .object(let object) = answer, let id = object["id"] else { return answer }
                        return ["jsonrpc": "2.0", "id": id, "error": ["code": -32005, "message": .string(message)]]
                    })
            }
            try await withNodes([changing(refuse), { _ in .close }]) { client, servers, _ in
                let replies = try await client.batch(Self.slots(3))
                #expect(try words(replies) == [1, 2, 3])
                #expect(servers[1].requests.isEmpty)
            }
        }
    }

    @Test func aNodeThatFailsOneByOneTooIsAtFault() async throws {
        try await withNodes([always(.http(.json("busy", status: 503))), scriptedNode(Self.echo)]) {
            client, servers, _ in
            let replies = try await client.batch(Self.slots(3))
            #expect(try words(replies) == [1, 2, 3])
            // The chain id, the batch, and the first request alone.
            #expect(servers[0].requests.count == 3)
            #expect(servers[1].requests.count == 2)
        }
    }

    @Test func aBatchThatFailsGoesToTheNextNodeAsAWhole() async throws {
        let half: LoopbackServer.Handler = { request in
            request.body.first == UInt8(ascii: "[") || String(decoding: request.body, as: UTF8.self).contains("Storage")
                ? .truncated(announced: 900, bytes: [0x5b]) : scriptedNode(Self.echo)(request)
        }
        try await withNodes([half, scriptedNode(Self.echo)]) { client, servers, _ in
            let replies = try await client.batch(Self.slots(3))
            #expect(try words(replies) == [1, 2, 3])
            #expect(replies.allSatisfy { $0.url == client.urls[1] })
            #expect(servers[1].requests.count == 2)
        }
    }

    @Test func requestNumbersAreNeverUsedTwice() async throws {
        try await withNodes([scriptedNode(Self.echo)]) { client, servers, _ in
            await withTaskGroup { group in
                for _ in 0..<8 { group.addTask { _ = try? await client.batch(Self.slots(5)) } }
            }
            let ids = servers[0].requests.flatMap { request in
                ((try? JSONValue(parsing: request.body))?.calls ?? []).map { $0["id"] ?? nil }
            }
            #expect(ids.count >= 41)
            for (index, id) in ids.enumerated() { #expect(!ids[..<index].contains(id)) }
        }
    }
}
