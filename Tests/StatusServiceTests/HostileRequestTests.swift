import JSON
import StatusService
import TestSupport
import Testing

/// Requests that mean harm get a short answer, and the next one is served.
@Suite struct HostileRequestTests {
    @Test(arguments: [
        "/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/status.json", "//healthcheck", "/healthcheck//",
        "/HEALTHCHECK", "/healthcheck%00", "/api", "/api/", "/metrics/../status.json", "/v0", "/favicon.ico", "/*",
        "/healthcheck\u{7f}",
    ])
    func otherPathsDoNotExist(target: String) async throws {
        let answer = try await StatusServer.with(SampleStatus.waiting) { try await $0.send("GET", target) }
        #expect(answer.status == 404 || answer.status == 400)
        guard answer.status == 404 else { return }
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.body == #"{"error":"no such resource"}"#)
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
    func otherMethodsAreRefused(method: String) async throws {
        try await StatusServer.with(SampleStatus.waiting) { client in
            for target in ["/", "/healthcheck", "/metrics", "/api/status"] {
                let answer = try await client.send(method, target)
                if method == "BREW", answer.status == 400 { continue }
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == "GET, HEAD, OPTIONS")
                #expect(try JSONReader(JSONValue(parsing: answer.body)).field("error").string().isEmpty == false)
            }
        }
    }

    @Test func sizesAreBounded() async throws {
        try await StatusServer.with(SampleStatus.waiting) { client in
            func status(_ target: String = "/healthcheck", _ headers: [String] = []) async throws -> Int {
                try await client.send("GET", target, headers: headers).status
            }
            #expect(try await status("/healthcheck?" + String(repeating: "x", count: 2000)) == 200)
            #expect(try await status("/healthcheck?" + String(repeating: "x", count: 3000)) == 414)
            #expect(try await status("/healthcheck", ["X: " + String(repeating: "x", count: 7000)]) == 200)
            #expect(try await status("/healthcheck", ["X: " + String(repeating: "x", count: 9000)]) == 400)
            #expect(try await status("/healthcheck", (0..<90).map { "X-\($0): 1" }) == 200)
            #expect(try await status("/healthcheck", (0..<200).map { "X-\($0): 1" }) == 400)
            let body = String(repeating: "x", count: 70_000)
            let long = try await client.exchange(
                "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 70000\r\n\r\n" + body)
            #expect(long.status == 413)
            #expect(try await status() == 200)
        }
    }

    @Test(arguments: [
        "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}",
        "GET / HTTP/1.1\r\nA b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    ])
    func whatIsNoRequestDoesNoHarm(bytes: String) async throws {
        try await StatusServer.with(SampleStatus.waiting) { client in
            let connection = try WireClient.Connection(port: client.port)
            connection.write(bytes)
            #expect(try await client.send("GET", "/healthcheck").status == 200)
        }
    }

    @Test func severalRequestsOnOneConnection() async throws {
        try await StatusServer.with(SampleStatus.waiting) { client in
            let one = "GET /healthcheck HTTP/1.1\r\nHost: a\r\n\r\n"
            let last = "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            let answer = try await client.exchange(one + one + last)
            #expect(answer.status == 200)
            #expect(answer.body.split(separator: "HTTP/1.1 ").count == 3)
            #expect(answer.body.hasSuffix(#"{"error":"no such resource"}"#))
        }
    }

    @Test(arguments: ["Content-Length: 1", "Content-Length: 99999999999999999", "Transfer-Encoding: chunked"])
    func bodiesAreRefusedUnread(field: String) async throws {
        try await StatusServer.with(SampleStatus.waiting) { client in
            for target in ["/healthcheck", "/nothing"] {
                let answer = try await client.exchange("POST \(target) HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n")
                #expect(answer.status == 413 && answer.headers["connection"] == "close")
                #expect(answer.body == #"{"error":"a body is not expected"}"#)
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(answer.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
            }
        }
    }

    /// They held all places for good, at a byte in ten seconds each.
    @Test func manySlowSenders() async throws {
        try await StatusServer.with(SampleStatus.waiting) { client in
            let connections = try (0..<256).map { _ in try WireClient.Connection(port: client.port) }
            for connection in connections {
                connection.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n")
            }
            // Each is closed, with an answer or, where there are too many of one address, without.
            for connection in connections { _ = connection.readToEnd() }
            #expect(try await client.send("GET", "/healthcheck").status == 200)
        }
    }

    @Test func manySilentConnections() async throws {
        try await StatusServer.with(SampleStatus.waiting) { client in
            let connections = try (0..<100).map { _ in try WireClient.Connection(port: client.port) }
            for connection in connections { connection.write("GET / HT") }
            #expect(try await client.send("GET", "/healthcheck").status == 200)
        }
    }
}
