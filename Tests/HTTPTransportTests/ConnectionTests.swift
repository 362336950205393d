import HTTPTransport
import LoopbackHTTP
import TestSupport
import Testing

@Suite struct ConnectionTests {
    @Test func connectionsAreKept() async throws {
        let handler: LoopbackServer.Handler = { request in
            request.path == "/start" ? .redirect(to: "/end") : .json("1", status: request.path == "/no" ? 404 : 200)
        }
        try await LoopbackServer.with(handler) { server in
            try await withTestClient { client in
                for path in ["/", "/start", "/no", "/"] { _ = await client.failureOfGet(server.url + path) }
                #expect(await client.failureOfPost(server.url) == nil)
            }
            #expect(server.requests.count == 6)
            #expect(server.connectionCount == 1)
        }
    }

    /// The library would send it again by itself.
    @Test func aPostOnAKeptConnectionIsNotSentTwice() async throws {
        try await LoopbackServer.with(LoopbackServer.inTurn([.json("1"), .close, .json("2")])) { server in
            try await withTestClient(.quick(attempts: 3)) { client in
                #expect(await client.failureOfPost(server.url) == nil)
                let failure = await client.failureOfPost(server.url)
                #expect(failure?.kind == .disconnected(reason: "connection closed"))
                #expect(failure?.attempts == 1)
            }
            #expect(server.requests.count == 2)
        }
    }

    /// As every attempt, the second one is told of.
    @Test func aGetOnAKeptConnectionIsSentAgain() async throws {
        let failures = Recorder<HTTPFailure>()
        try await LoopbackServer.with(LoopbackServer.inTurn([.json("1"), .close, .json("2")])) { server in
            let observer: JSONHTTPClient.RetryObserver = { failure, _, _ in failures.append(failure) }
            try await withTestClient(.quick(attempts: 2), onRetry: observer) { client in
                #expect(await client.failureOfGet(server.url) == nil)
                #expect(await client.failureOfGet(server.url) == nil)
            }
            #expect(server.requests.count == 3)
            #expect(failures.values.map(\.kind) == [.disconnected(reason: "connection closed")])
        }
    }

    /// Names with several addresses, of which those of IPv6 are tried first.
    private func network(_ server: LoopbackServer) -> NetworkSettings {
        NetworkSettings([:], addresses: ["both.example:\(server.port):[::1],127.0.0.1"])
    }

    @Test func aRefusedIPv6AddressDoesNotMatter() async throws {
        try await LoopbackServer.with(echo) { server in
            try await withTestClient(network: network(server)) { client in
                #expect(await client.failureOfGet("http://both.example:\(server.port)/") == nil)
            }
        }
    }

    /// With one address after the other it would take half of the ten minutes.
    @Test(.timeLimit(.minutes(1)))
    func aDeadIPv6AddressDoesNotMatter() async throws {
        try await LoopbackServer.with(echo) { server in
            let hole = try BlackHole(onIPv6: true, port: server.port)
            let policy = HTTPPolicy.quick(total: .seconds(600), connect: .seconds(600))
            try await withTestClient(policy, network: network(server)) { client in
                let alone = try await withTestClient(.quick(connect: .milliseconds(300))) {
                    await $0.failureOfGet("http://[::1]:\(server.port)/")
                }
                #expect(alone?.kind == .timedOut(.connecting, after: .milliseconds(300)))
                #expect(await client.failureOfGet("http://both.example:\(server.port)/") == nil)
            }
            withExtendedLifetime(hole) {}
        }
    }

    @Test func aDeadAddressTimesOutBeforeSending() async throws {
        let hole = try BlackHole(onIPv6: false)
        let limit = Duration.milliseconds(200)
        try await withTestClient(.quick(attempts: 2, connect: limit)) { client in
            let failure = await client.failureOfPost("http://127.0.0.1:\(hole.port)/")
            #expect(failure?.kind == .timedOut(.connecting, after: limit))
            #expect(failure?.attempts == 2)
        }
    }

    @Test func aServerThatSaysNothingInTheHandshakeTimesOut() async throws {
        let limit = Duration.milliseconds(200)
        let authority = try await CertificateAuthority()
        let network = NetworkSettings(["SSL_CERT_FILE": authority.certificate])
        try await LoopbackServer.with(LoopbackServer.always(.stall)) { server in
            try await withTestClient(.quick(connect: limit), network: network) { client in
                let failure = await client.failureOfGet("https://127.0.0.1:\(server.port)/")
                #expect(failure?.kind == .timedOut(.connecting, after: limit))
            }
        }
    }

    @Test func aServerThatSendsAByteASecondIsLeft() async throws {
        let drip = LoopbackReply.drip(body: [UInt8](repeating: 0x20, count: 600), milliseconds: 1000)
        let limit = Duration.milliseconds(1500)
        let failure = try await failureOfGet(drip, policy: .quick(total: limit, idle: .milliseconds(1400)))
        #expect(failure?.kind == .timedOut(.wholeAttempt, after: limit))
    }

    // MARK: Heads

    private func answer(_ text: String) async throws -> HTTPFailure? {
        try await failureOfGet(.garbage(Array(text.utf8)))
    }

    @Test func preliminaryAnswersAndTrailersAreNoAnswer() async throws {
        let early = "HTTP/1.1 103 Early Hints\r\nContent-Type: text/html\r\n\r\n"
        let chunked =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n0\r\nContent-Type: text/html\r\n\r\n"
        #expect(try await answer(early + chunked) == nil)
    }

    @Test(arguments: [false, true])
    func endlessHeadsAreRefused(inTrailer: Bool) async throws {
        let start = inTrailer ? "Transfer-Encoding: chunked\r\n\r\n0\r\n" : ""
        let many = (0..<300).map { "X-Header-\($0): y\r\n" }.joined()
        let long = "X-Header: " + String(repeating: "y", count: 70_000) + "\r\n"
        let huge = "X-Header: " + String(repeating: "y", count: 1_000_000) + "\r\n"
        for lines in inTrailer ? [many] : [many, long, huge] {
            let failure = try await answer("HTTP/1.1 200 OK\r\n\(start)\(lines)\r\n")
            #expect(failure?.kind == .malformed(reason: "header overflow"))
        }
    }

    @Test func aHeadWithoutEndIsNoAnswer() async throws {
        let failure = try await answer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        #expect(failure?.kind == .disconnected(reason: "connection closed"))
    }

    @Test func cookiesAreNotSentBack() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.json("1", headers: ["Set-Cookie": "a=b; Path=/"]))) {
            server in
            try await withTestClient { client in
                for _ in 0..<2 { #expect(await client.failureOfGet(server.url) == nil) }
            }
            #expect(server.requests.map { $0.header("Cookie") } == [nil, nil])
        }
    }
}
