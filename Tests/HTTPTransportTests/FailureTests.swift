import HTTPTransport
import LoopbackHTTP
import Testing

@Suite struct FailureTests {
    @Test(arguments: [
        (#"{"status":404,"message":"not ready"}"#, "not ready"),
        (#"{"Custom":{"message":"no such epoch","status":404}}"#, "no such epoch"),
        (#"{"FetchStateCert":{"epoch":7}}"#, #"{"FetchStateCert":{"epoch":7}}"#),
        ("<h1>not\nfound</h1>\u{7f}", #"<h1>not\u{a}found</h1>\u{7f}"#),
        (#"{"message":"a\r\nb"}"#, #"a\u{d}\u{a}b"#),
        ("", ""),
        (String(repeating: "x", count: 301), String(repeating: "x", count: 300) + "…"),
    ])
    func theServersWordsAreKept(body: String, message: String) async throws {
        let thrown = try await failureOfGet(.json(body, status: 404))
        #expect(thrown?.kind == .status(404, message: message))
    }

    @Test func anErrorBodyOfAnySizeIsCutShort() async throws {
        let body = String(repeating: "y", count: 1 << 20)
        let message = String(repeating: "y", count: 300) + "…"
        #expect(try await failureOfGet(.json(body, status: 400))?.kind == .status(400, message: message))
    }

    @Test(arguments: [
        LoopbackReply.truncated(announced: 10, bytes: [0x5b, 0x31]), .truncated(announced: 10, bytes: []),
        .truncated(announced: nil, bytes: [0x5b, 0x31]),
    ])
    func aBodyCutShortIsTruncated(reply: LoopbackReply) async throws {
        #expect(try await failureOfGet(reply)?.kind == .truncated)
    }

    @Test(arguments: [true, false], [5000, 1 << 30])
    func aBodyBeyondTheLimitIsRefused(chunked: Bool, total: Int) async throws {
        let policy = HTTPPolicy.quick(maximumBodyBytes: 4999)
        let thrown = try await failureOfGet(.oversized(total: total, chunked: chunked), policy: policy)
        #expect(thrown?.kind == .bodyTooLarge(limit: 4999))
    }

    @Test func anAnnouncedLengthBeyondTheLimitIsRefusedBeforeTheBody() async throws {
        let thrown = try await failureOfGet(
            .stallMidBody([UInt8](repeating: 0x20, count: 100)), policy: .quick(maximumBodyBytes: 100))
        #expect(thrown?.kind == .bodyTooLarge(limit: 100))
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 two hundred\r\n\r\n", "\u{0}\u{1}\u{2}\u{3}",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nA: \u{0}\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
    ])
    func garbageIsNotHTTP(text: String) async throws {
        let thrown = try await failureOfGet(.garbage(Array(text.utf8)), policy: .quick(attempts: 3))
        guard case .malformed = thrown?.kind else {
            Issue.record("not malformed: \(String(describing: thrown))")
            return
        }
        #expect(thrown?.attempts == 1)
    }

    @Test func aBadChunkIsNotHTTP() async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let thrown = try await failureOfGet(.garbage(Array((head + "zz\r\n").utf8)))
        guard case .malformed = thrown?.kind else {
            Issue.record("not malformed: \(String(describing: thrown))")
            return
        }
    }

    @Test func aConnectionClosedWithoutAnAnswerIsDisconnected() async throws {
        guard case .disconnected = try await failureOfGet(.close)?.kind else {
            Issue.record("not disconnected")
            return
        }
    }

    @Test func silenceBeforeAndWithinTheAnswerTimesOut() async throws {
        let short = Duration.milliseconds(300)
        for reply in [LoopbackReply.stall, .stallMidBody([0x5b])] {
            let silent = try await failureOfGet(reply, policy: .quick(idle: short))
            #expect(silent?.kind == .timedOut(.waitingForData, after: short))
            let overdue = try await failureOfGet(reply, policy: .quick(total: short))
            #expect(overdue?.kind == .timedOut(.wholeAttempt, after: short))
        }
    }

    @Test func aSlowDripHitsTheTotalTimeoutAlthoughNeverIdle() async throws {
        let drip = LoopbackReply.drip(body: [UInt8](repeating: 0x20, count: 10_000), milliseconds: 10)
        let thrown = try await failureOfGet(drip, policy: .quick(total: .milliseconds(300)))
        #expect(thrown?.kind == .timedOut(.wholeAttempt, after: .milliseconds(300)))
    }

    @Test func theTotalTimeoutHoldsForEachAttempt() async throws {
        let thrown = try await failureOfGet(.stall, policy: .quick(total: .milliseconds(100), attempts: 3))
        #expect(thrown?.kind == .timedOut(.wholeAttempt, after: .milliseconds(100)))
        #expect(thrown?.attempts == 3)
    }

    @Test func aClosedPortIsUnreachable() async throws {
        let port = closedPort
        let thrown = try await withTestClient(.quick(attempts: 2)) { client in
            await client.failureOfGet("http://127.0.0.1:\(port)/x")
        }
        #expect(thrown?.description == "http://127.0.0.1:\(port)/***: unreachable, connection refused (2 attempts)")
    }

    @Test func anUnknownHostIsUnreachable() async throws {
        let thrown = try await withTestClient { client in
            await client.failureOfGet("http://no-such-host.invalid/")
        }
        #expect(thrown?.kind == .unreachable(reason: "host name not found"))
    }

    @Test(arguments: [
        ("", "it is empty"),
        ("query.example.com/config", "it has no scheme: http:// or https:// belongs before it"),
        ("//example.com/", "it has no scheme: http:// or https:// belongs before it"),
        ("localhost:8080/config", "it has no scheme: http:// or https:// belongs before it"),
        ("file:///etc/passwd", "its scheme is file, not http or https"),
        ("http+unix://socket/", "its scheme is http+unix, not http or https"),
        ("ws://host:8546", "it begins with ws://: the url for http:// or https:// is needed"),
        ("WSS://host/key", "it begins with WSS://: the url for http:// or https:// is needed"),
        ("http://", "it has no host"),
        ("https:///path", "it has no host"),
        ("http://host:0/", "its port is not a number from 1 to 65535"),
        ("http://host:65536/", "its port is not a number from 1 to 65535"),
        ("http://host/a b", "it has a blank inside"),
        (" http://host/", "it begins with a blank: leave it out"),
        ("http://host/ ", "it ends with a blank: leave it out"),
        ("http://host/\r", "it ends with a carriage return, as a line of a windows file does: leave it out"),
        ("http://host/\n", "it ends with a line end: leave it out"),
        ("http://host/\r\nX: y", "it has a line end inside"),
        ("http://host/\u{7}", "it has a control character"),
        ("\"http://host/\"", "it stands in quotation marks: leave them out"),
        ("'http://host/'", "it stands in quotation marks: leave them out"),
        ("\u{201c}http://host/\u{201d}", "it stands in quotation marks: leave them out"),
        ("<http://host/>", "it stands in angle brackets: leave them out"),
        ("\u{feff}http://host/", "it begins with a byte order mark: leave it out"),
        ("http://host/,", "it ends with a comma: leave it out"),
        ("http://host/;", "it ends with a semicolon: leave it out"),
        ("http://bücher.example/", "it has a character beyond ascii, which has to be escaped"),
        ("http://[::1/", "it cannot be parsed"),
        ("http:/host", "two slashes belong after http:"),
        ("http:///host/path", "it has no host"),
        ("http://?x", "it has no host"),
        ("http://:80/", "it has no host"),
        ("http://host:8a/", "its port is not a number from 1 to 65535"),
        ("http://host/%zz", "it has a % that begins no escape such as %20: alone it is written %25"),
        ("http://host/%2", "it has a % that begins no escape such as %20: alone it is written %25"),
        ("http://host/\\path", "it has the character \\, which has to be escaped"),
        ("http://host/<path>x", "it has the character <, which has to be escaped"),
        ("http://user:%00@host/", "its user or password has a control character"),
    ])
    func invalidURLsAreRefused(url: String, reason: String) async throws {
        let thrown = try await withTestClient { client in
            await client.failureOfGet(url)
        }
        #expect(thrown?.kind == .invalidURL(reason: reason))
    }

    @Test func cancellationEndsARequestAtOnce() async throws {
        for reply in [LoopbackReply.stall, .stallMidBody([0x5b]), .json("", status: 503)] {
            let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
            let handler: LoopbackServer.Handler = { _ in
                arrived.yield()
                return reply
            }
            try await LoopbackServer.with(handler) { server in
                var policy = HTTPPolicy.quick(total: .seconds(600), idle: .seconds(600), attempts: 2)
                (policy.firstBackoff, policy.maximumBackoff) = (.seconds(600), .seconds(600))
                try await withTestClient(policy) { client in
                    let request = Task {
                        await client.failureOfGet(server.url)
                    }
                    for await _ in arrivals { break }
                    request.cancel()
                    #expect(await request.value?.kind == .cancelled)
                }
            }
        }
    }

    @Test func aClientThatIsShutDownSaysSo() async throws {
        let client = JSONHTTPClient(policy: .quick(), version: "1")
        await client.shutdown()
        await client.shutdown()
        let thrown = await client.failureOfGet("http://127.0.0.1:9/")
        #expect(thrown?.kind == .shutDown)
    }
}
