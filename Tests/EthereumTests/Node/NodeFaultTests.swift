import BN254
import EthereumNode
import HTTPTransport
import JSON
import LoopbackHTTP
import TestSupport
import Testing

/// What a client makes of nodes that fail, over real HTTP.
@Suite struct NodeFaultTests {
    private static let good = always(.result("0x10"))

    /// Each way in which an HTTP answer is none.
    static let faults: [LoopbackReply] = [
        .close, .garbage(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), .truncated(announced: 100, bytes: Array("{\"js".utf8)),
        .json(""), .json("{\"jsonrpc\":"), .json("[]"), .json("null"), .json("7"), .json("\"0x10\""),
        .respond(status: 200, headers: ["Content-Type": "text/html"], body: Array("<html>gone</html>".utf8)),
        .json("<html>gone</html>"), .json("", status: 500), .json("busy", status: 503), .json("who?", status: 401),
        .oversized(total: 10 << 20, chunked: true), .oversized(total: 1 << 20, chunked: false),
    ]

    @Test(arguments: faults.indices) func aReadThatFailsIsTriedAtTheNextNode(_ index: Int) async throws {
        let bad = always(.http(Self.faults[index]))
        try await withNodes([bad, Self.good]) { client, servers, witness in
            try await expectEqual(client.blockNumber(), 16)
            #expect(servers[0].methods == ["eth_chainId", "eth_blockNumber"])
            #expect(servers[1].methods == ["eth_chainId", "eth_blockNumber"])
            guard case .retrying(let error, attempt: 1, pause: _)? = witness.events.first else {
                Issue.record("no retry: \(witness.events)")
                return
            }
            #expect(error.method == "eth_blockNumber" && error.url == client.urls[0])
            #expect(witness.events.count == 1)
        }
    }

    @Test(arguments: faults.indices) func aSingleNodeIsAskedFourTimes(_ index: Int) async throws {
        try await withNodes([always(.http(Self.faults[index]))]) { client, servers, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
            switch error?.kind {
            case .unreachable, .invalidReply: break
            default: Issue.record("\(String(describing: error))")
            }
            #expect(servers[0].methods.filter { $0 == "eth_blockNumber" }.count == 4)
        }
    }

    @Test func aDeadFirstNodeIsLeftAtTheSecondFailureWithinAMinute() async throws {
        let dead: LoopbackServer.Handler = { _ in .close }
        try await withNodes([dead, Self.good]) { client, servers, witness in
            for _ in 0..<5 { try await expectEqual(client.blockNumber(), 16) }
            #expect(servers[0].requests.count == 2)
            let switches = witness.events.filter { if case .switched = $0 { true } else { false } }
            #expect(switches.count == 1)
            guard case .switched(client.urls[0], client.urls[1], let reason)? = switches.first else { return }
            #expect(reason.code == "unreachable")
        }
    }

    @Test func afterHalfAnHourThePrimaryIsTriedAgain() async throws {
        let count = Recorder<Void>()
        let handler: LoopbackServer.Handler = { request in
            count.append(())
            return count.values.count <= 2 ? .close : Self.good(request)
        }
        try await withNodes([handler, Self.good]) { client, servers, witness in
            for _ in 0..<3 { _ = try await client.blockNumber() }
            #expect(servers[0].requests.count == 2)
            witness.advance(.seconds(30 * 60))
            try await expectEqual(client.blockNumber(), 16)
            #expect(servers[0].methods.suffix(2) == ["eth_chainId", "eth_blockNumber"])
            #expect(witness.events.last == .returnedToPrimary(client.urls[0]))
        }
    }

    @Test func withAllNodesDeadEachOnesReasonIsTold() async throws {
        let dead: LoopbackServer.Handler = { _ in .close }
        try await withNodes([dead, dead, dead]) { client, servers, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
            #expect(error?.code == "unreachable" && error?.isTransient == true)
            #expect([error?.url] + (error?.others.map(\.url) ?? []) == client.urls)
            #expect(servers.allSatisfy { !$0.requests.isEmpty })
            #expect(servers.map(\.requests.count) == [2, 2, 2])
        }
    }

    @Test func everyNodeOfALongListIsTriedOnce() async throws {
        let dead: LoopbackServer.Handler = { _ in .close }
        try await withNodes([dead, dead, dead, dead, dead, Self.good]) { client, _, _ in
            try await expectEqual(client.blockNumber(), 16)
        }
    }

    @Test func aSlowNodeTimesOut() async throws {
        var http = HTTPPolicy.quickNode
        http.totalTimeout = .milliseconds(300)
        try await withNodes([always(.http(.stall)), Self.good], http: http) { client, _, witness in
            try await expectEqual(client.blockNumber(), 16)
            guard case .retrying(let error, _, _)? = witness.events.first, case .unreachable(let failure) = error.kind
            else {
                Issue.record("no retry: \(witness.events)")
                return
            }
            #expect(failure.kind == .timedOut(.wholeAttempt, after: .milliseconds(300)))
        }
    }

    @Test func anErrorObjectWithStatus400IsARefusal() async throws {
        let refusal = #"{"jsonrpc":"2.0","id":null,"error":{"code":-32602,"message":"invalid block range"}}"#
        try await withNodes([always(.http(.json(refusal, status: 400)))]) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.blockNumber() }
            #expect(error?.kind == .rejected(code: -32602, message: "invalid block range", meaning: .other))
        }
    }

    @Test func aCancelledTaskEndsAtOnce() async throws {
        try await withNodes([always(.http(.stall)), Self.good]) { client, servers, _ in
            let call = Task { await nodeError { () async throws(NodeError) in try await client.blockNumber() } }
            while servers[0].methods.last != "eth_blockNumber" { try await Task.sleep(for: .milliseconds(5)) }
            call.cancel()
            #expect(await call.value?.kind == .cancelled)
            #expect(servers[1].requests.isEmpty)
        }
    }

    @Test func withoutAnyNodeCallsFail() async throws {
        try await withNodes([]) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.chainID() }
            #expect(error?.code == "unreachable")
        }
    }

    @Test func aURLThatIsNoneFailsAndTheNextIsUsed() async throws {
        try await JSONHTTPClient.withClient(policy: .quickNode, version: "1") { http in
            try await LoopbackServer.with(Self.good) { server in
                let client = EthereumClient(urls: ["localhost:8545", server.url], http: http)
                try await expectEqual(client.blockNumber(), 16)
            }
        }
    }
}
