import Foundation
import HTTPTransport
import LoopbackHTTP
import TestSupport
import Testing

@Suite struct RetryTests {
    @Test func tooManyRequestsIsRetriedAndRetryAfterIsHonouredUpToTheCap() async throws {
        let pauses = Recorder<Duration>()
        let busy = LoopbackReply.respond(status: 429, headers: ["Retry-After": "3600"], body: [])
        try await LoopbackServer.with(LoopbackServer.inTurn([busy, busy, .json("7")])) { server in
            let observer: JSONHTTPClient.RetryObserver = { _, _, pause in pauses.append(pause) }
            let body = try await withTestClient(.quick(attempts: 4), onRetry: observer) {
                try await $0.get(server.url)
            }
            #expect(body == [UInt8(ascii: "7")])
            #expect(server.requests.count == 3)
            #expect(pauses.values == [.milliseconds(20), .milliseconds(20)])
        }
    }

    /// The three forms of a date (RFC 9110 section 5.6.7), and what is none.
    @Test(arguments: [
        ("EEE, dd MMM yyyy HH:mm:ss 'GMT'", 1800), ("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", 1800),
        ("EEE MMM dd HH:mm:ss yyyy", 1800), ("EEE, dd MMM yyyy HH:mm:ss 'GMT'", -1800),
    ])
    func retryAfterMayBeADate(form: String, offset: Int) async throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = form
        let date = formatter.string(from: Date(timeIntervalSinceNow: Double(offset)))
        let pause = try await failureOfGet(.respond(status: 503, headers: ["Retry-After": date], body: []))?.retryAfter
        let expected = Duration.seconds(max(0, offset))
        #expect(try #require(pause) <= expected)
        #expect(try #require(pause) >= max(.zero, expected - .seconds(30)))
    }

    @Test(arguments: ["", "soon", "-1", "1.5", "99999999999999999999", "Fri, 99 Foo 2026 25:00:00 GMT"])
    func anUnreadableRetryAfterIsNone(value: String) async throws {
        let failure = try await failureOfGet(.respond(status: 503, headers: ["Retry-After": value], body: []))
        #expect(failure?.statusCode == 503)
        #expect(failure?.retryAfter == nil)
    }

    @Test func theLastFailureIsThrownWithTheNumberOfAttempts() async throws {
        let seen = Recorder<HTTPFailure>()
        try await LoopbackServer.with(LoopbackServer.inTurn([.json("1", status: 500), .json("2", status: 503)])) {
            server in
            let observer: JSONHTTPClient.RetryObserver = { failure, attempt, _ in
                #expect(failure.attempts == attempt)
                seen.append(failure)
            }
            let thrown = try await withTestClient(.quick(attempts: 3), onRetry: observer) { client in
                await client.failureOfGet(server.url)
            }
            #expect(thrown?.kind == .status(503, message: "2"))
            #expect(thrown?.attempts == 3)
            #expect(thrown?.description == #"\#(server.url): status 503, "2" (3 attempts)"#)
            #expect(seen.values.map(\.statusCode) == [500, 503])
            #expect(server.requests.count == 3)
        }
    }

    @Test(arguments: [408, 425, 429, 500, 502, 503, 504])
    func transientStatusesAreRetried(code: Int) async throws {
        let result = try await failureOfGet(.json("", status: code), .json("1"), policy: .quick(attempts: 2))
        #expect(result == nil)
    }

    @Test(arguments: [201, 204, 304, 400, 401, 403, 404, 410, 501])
    func otherStatusesAreNot(code: Int) async throws {
        let result = try await failureOfGet(.json("", status: code), .json("1"), policy: .quick(attempts: 2))
        #expect(result?.kind == .status(code, message: ""))
        #expect(result?.attempts == 1)
    }

    @Test(arguments: [
        LoopbackReply.close, .truncated(announced: 10, bytes: [0x31]), .truncated(announced: nil, bytes: [0x31]),
    ])
    func brokenConnectionsAreRetried(reply: LoopbackReply) async throws {
        #expect(try await failureOfGet(reply, .json("1"), policy: .quick(attempts: 2)) == nil)
    }

    @Test func aPostThatMayHaveArrivedIsNotSentAgain() async throws {
        for reply in [LoopbackReply.close, .json("", status: 503), .truncated(announced: 9, bytes: [])] {
            try await LoopbackServer.with(LoopbackServer.inTurn([reply, .json("1")])) { server in
                let thrown = try await withTestClient(.quick(attempts: 3)) { client in
                    await client.failureOfPost(server.url)
                }
                #expect(thrown?.attempts == 1)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func aPostThatFoundNoConnectionIsSentAgain() async throws {
        let url = "http://127.0.0.1:\(closedPort)"
        let thrown = try await withTestClient(.quick(attempts: 3)) { client in
            await client.failureOfPost(url)
        }
        #expect(thrown?.kind == .unreachable(reason: "connection refused"))
        #expect(thrown?.attempts == 3)
    }

    @Test func pausesDoubleUpToTheCapAndAreJittered() {
        let policy = HTTPPolicy()
        var generator = SystemRandomNumberGenerator()
        let longest: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4)]
        for (index, bound) in (longest + [.seconds(5), .seconds(5)]).enumerated() {
            let pauses = (0..<50).map { _ in
                policy.pause(afterAttempt: index + 1, retryAfter: nil, using: &generator)
            }
            #expect(pauses.allSatisfy { $0 >= bound / 2 && $0 <= bound })
            #expect(Set(pauses).count > 1)
        }
        #expect(policy.pause(afterAttempt: 1, retryAfter: .seconds(3), using: &generator) == .seconds(3))
        #expect(policy.pause(afterAttempt: 1, retryAfter: .seconds(99), using: &generator) == .seconds(5))
        #expect(policy.pause(afterAttempt: .max, retryAfter: .zero, using: &generator) <= .seconds(5))
    }
}
