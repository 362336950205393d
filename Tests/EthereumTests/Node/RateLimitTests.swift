import EthereumNode
import JSON
import LoopbackHTTP
import TestSupport
import Testing

/// A node that asks for a pause gets one, and is no failing node.
@Suite struct RateLimitTests {
    static let limits: [ScriptedAnswer] = [
        .refusal(code: 429, "Too Many Requests"),
        .refusal(code: 429, "Your app has exceeded its compute units per second capacity."),  // alchemy
        .refusal(code: -32600, "Your app has exceeded its compute units per second capacity."),
        .refusal(code: -32005, "daily request count exceeded, request rate limited"),  // infura
        .refusal(code: -32005, "project ID request rate exceeded"),
        .refusal(code: -32005, "Limit exceeded"),  // EIP-1474
        .refusal(code: -32007, "50/second request limit reached - reduce calls per second"),  // quicknode
        .refusal(code: -32000, "Too many requests, reason: call rate limit exhausted, retry in 10s"),
        .refusal(code: -32012, "Your credits limited to 330/sec"),  // infura
        .refusal(code: -32000, "You've exceeded the RPS limit available on the current plan."),  // chainstack
        .refusal(code: -32029, "Rate limit exceeded"),
        .http(.json(#"{"error":"slow down"}"#, status: 429)),
    ]

    @Test(arguments: limits.indices) func aShortPauseIsWaitedFor(_ index: Int) async throws {
        let limited = Recorder<Void>()
        let script: NodeScript = { _, _ in
            limited.append(())
            return limited.values.count == 1 ? Self.limits[index] : .result("0x10")
        }
        try await withNodes([scriptedNode(script), always(.result("0x99"))]) { client, servers, witness in
            let before = witness.clock.now()
            try await expectEqual(client.blockNumber(), 16)
            #expect(before.duration(to: witness.clock.now()) == .seconds(1))
            #expect(servers[1].requests.isEmpty)
            #expect(witness.events == [.rateLimited(client.urls[0], retryAfter: .seconds(1))])
        }
    }

    @Test(arguments: limits.indices) func aNodeThatIsLimitedAgainIsLeft(_ index: Int) async throws {
        try await withNodes([always(Self.limits[index]), always(.result("0x10"))]) { client, servers, witness in
            for _ in 0..<3 { try await expectEqual(client.blockNumber(), 16) }
            #expect(servers[0].methods.filter { $0 == "eth_blockNumber" }.count == 2)
            let switches = witness.events.filter { if case .switched = $0 { true } else { false } }
            #expect(switches.count == 1)
        }
    }

    @Test func aLongPauseIsNotWaitedForWhileThereIsAnotherNode() async throws {
        let reply = LoopbackReply.respond(status: 429, headers: ["Retry-After": "3"], body: [])
        try await withNodes([always(.http(reply)), always(.result("0x10"))]) { client, servers, witness in
            let before = witness.clock.now()
            for _ in 0..<3 { try await expectEqual(client.blockNumber(), 16) }
            #expect(before == witness.clock.now())
            #expect(servers[0].methods == ["eth_chainId", "eth_blockNumber"])
        }
    }

    @Test func aloneALimitedNodeIsWaitedForLonger() async throws {
        let replies = Recorder<Void>()
        let handler: LoopbackServer.Handler = { request in
            replies.append(())
            return replies.values.count == 1
                ? .respond(status: 429, headers: ["Retry-After": "10"], body: []) : always(.result("0x10"))(request)
        }
        try await withNodes([handler]) { client, _, witness in
            let before = witness.clock.now()
            try await expectEqual(client.blockNumber(), 16)
            #expect(before.duration(to: witness.clock.now()) == .seconds(10))
        }
    }

    @Test(arguments: [
        (-32005, "Transaction gas limit exceeds block gas limit"),
        (-32005, "Requested range exceeds maximum RPC range limit"),
        (-32005, "query returned more than 10000 results"), (-32005, "Number of requests exceeds max batch size"),
        (-32000, "gas limit reached"), (3, "execution reverted: rate limit exceeded"),
        (-32000, "execution reverted: too many requests"),
    ])
    func otherLimitsAreRefusals(code: Int, message: String) async throws {
        try await withNodes([always(.refusal(code: code, message))]) { client, _, witness in
            let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
            guard case .rejected(Int64(code), message, _)? = error?.kind else {
                Issue.record("not refused: \(String(describing: error))")
                return
            }
            #expect(!witness.events.contains { if case .rateLimited = $0 { true } else { false } })
        }
    }

    @Test(arguments: [
        ("7", Duration.seconds(7)), ("0", .seconds(1)), ("86400", .seconds(300)), ("soon", .seconds(1)),
        ("-5", .seconds(1)),
    ])
    func retryAfterIsHeededWithinBounds(header: String, pause: Duration) async throws {
        let reply = LoopbackReply.respond(status: 429, headers: ["Retry-After": header], body: [])
        try await withNodes([always(.http(reply))], policy: .once) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
            #expect(error?.kind == .rateLimited(retryAfter: pause))
        }
    }

    @Test(arguments: [
        ("30.0", Duration.seconds(30)), ("0.25", .seconds(1)), ("1e99", .seconds(300)), ("-1", .seconds(1)),
    ])
    func theBackoffInTheErrorsDataIsHeededWithinBounds(seconds: String, pause: Duration) async throws {
        let number = try #require(JSONNumber(text: seconds))
        for data in [["backoff_seconds": .number(number)], ["rate": ["backoff_seconds": .number(number)]]]
            as [JSONValue]
        {
            let answer = ScriptedAnswer.refusal(code: -32005, "project ID request rate exceeded", data: data)
            try await withNodes([always(answer)], policy: .once) { client, _, _ in
                let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
                #expect(error?.kind == .rateLimited(retryAfter: pause))
            }
        }
    }

    @Test func thePauseIsThePolicys() async throws {
        try await withNodes(
            [always(.refusal(code: 429, ""))],
            policy: FailoverPolicy(rateLimitDelay: .milliseconds(250), readAttempts: 1)
        ) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
            #expect(error?.kind == .rateLimited(retryAfter: .milliseconds(250)))
        }
    }

    @Test func whatWasAnsweredIsNotAskedAgainForOneLimitedRequest() async throws {
        let asked = Recorder<String>()
        let script: NodeScript = { method, _ in
            asked.append(method)
            return asked.values.filter { $0 == method }.count <= 2
                ? .refusal(code: -32029, "slow down") : .result("0x10")
        }
        try await withNodes([scriptedNode(script)]) { client, _, _ in
            let replies = try await client.batch([.blockNumber, .maxPriorityFeePerGas, .gasPrice])
            try expectEqual(replies[2].uint64(), 16)
        }
    }

    @Test func oneLimitedAnswerLimitsItsBatch() async throws {
        let script: NodeScript = { method, _ in
            method == "eth_gasPrice" ? .refusal(code: 429, "slow down") : .result("0x10")
        }
        try await withNodes([scriptedNode(script)], policy: .once) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in
                try await client.batch([.blockNumber, .gasPrice])
            }
            // The batch was taken apart once.
            #expect(error?.code == "rate-limited" && error?.method == "eth_gasPrice")
        }
    }
}

extension FailoverPolicy {
    /// One try a read.
    fileprivate static let once = FailoverPolicy(readAttempts: 1)
}
