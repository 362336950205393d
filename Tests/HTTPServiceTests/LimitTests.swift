import HTTPService
import Testing

extension HTTPServiceTests {
    /// Requests that are too large are refused at once, and the connection is closed unread.
    @Suite struct LimitTests {
        /// The answer to a request, after which the server closes the connection.
        private static func last(_ port: Int, _ request: String) throws -> RawAnswer {
            let connection = try RawConnection(port)
            connection.write(request)
            return try RawAnswer(connection.readToEnd())
        }

        private static func post(_ fields: String...) -> String {
            (["POST / HTTP/1.1", "Host: a"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
        }

        @Test func aBodyThatIsDeclaredTooLong() async throws {
            try await HTTPServer.serving(limits: .with { $0.bodyBytes = 100 }) { port in
                #expect(
                    try ask(port, Self.post("Content-Length: 100") + String(repeating: "x", count: 100)).status == 200)
                for length in ["101", "99999999999999999999", "18446744073709551616", "18446744073709551615"] {
                    // Not a byte of it was sent.
                    #expect(try Self.last(port, Self.post("Content-Length: \(length)")).status == 413, "\(length)")
                }
                let answer = try Self.last(port, Self.post("Content-Length: 101", "Expect: 100-continue"))
                #expect(answer.status == 413 && answer.body == "the body is longer than 100 bytes\n")
            }
        }

        @Test func aBodyThatDoesNotEnd() async throws {
            try await HTTPServer.serving(limits: .with { $0.bodyBytes = 100 }) { port in
                let connection = try RawConnection(port)
                connection.write(Self.post("Transfer-Encoding: chunked"))
                let chunk = "A\r\n0123456789\r\n"
                connection.write(String(repeating: chunk, count: 10))
                connection.write(chunk)
                let answer = try RawAnswer(connection.readToEnd())
                #expect(answer.status == 413 && answer.fields["connection"] == "close")
                #expect(answer.body == "the body is longer than 100 bytes\n")
                // Much at once, of which most is never read.
                let flood = try RawConnection(port)
                flood.write(Self.post("Transfer-Encoding: chunked"))
                var isOpen = true
                for _ in 0..<1000 where isOpen {
                    isOpen = flood.write("FFFF\r\n" + String(repeating: "x", count: 65535) + "\r\n")
                }
                #expect(!isOpen)
                #expect(try ask(port, get("/")).status == 200)
            }
        }

        @Test(arguments: ["Content-Length: 1", "Transfer-Encoding: chunked"])
        func aBodyWhereNoneIsExpected(field: String) async throws {
            try await HTTPServer.serving { port in
                let answer = try Self.last(port, Self.post(field))
                #expect(answer.status == 413 && answer.body == "a body is not expected\n")
                #expect(try ask(port, Self.post("Content-Length: 0")).status == 200)
            }
        }

        @Test(arguments: [
            ["Content-Length: 1", "Content-Length: 2"], ["Content-Length: 1", "Content-Length: 1"],
            ["Content-Length: 1", "Transfer-Encoding: chunked"], ["Transfer-Encoding: gzip"],
            ["Transfer-Encoding: gzip, chunked"], ["Transfer-Encoding: identity"],
            ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"],
        ])
        func lengthsThatContradict(fields: [String]) async throws {
            try await HTTPServer.serving(limits: .with { $0.bodyBytes = 100 }) { port in
                let request = (["POST / HTTP/1.1", "Host: a"] + fields).joined(separator: "\r\n") + "\r\n\r\nxx"
                // Newer versions of libmicrohttpd find some of these themselves, in other words.
                let answer = try Self.last(port, request)
                #expect(answer.status == 400)
            }
        }

        @Test(arguments: ["-1", "1, 1", "0x1", "", "+1", "1.0"]) func lengthsThatAreNone(length: String) async throws {
            try await HTTPServer.serving(limits: .with { $0.bodyBytes = 100 }) { port in
                let answer = try Self.last(port, Self.post("Content-Length: \(length)") + "xx")
                #expect(answer.status == 400)
            }
        }

        @Test(arguments: ["x\r\n", "-1\r\n", "FFFFFFFFFFFFFFFFF\r\n", "1\r\nxy\r\n", "1\rx\r\n"])
        func chunksThatAreNone(chunk: String) async throws {
            try await HTTPServer.serving(limits: .with { $0.bodyBytes = 100 }) { port in
                let answer = try Self.last(port, Self.post("Transfer-Encoding: chunked") + chunk)
                #expect(answer.status == 400 || answer.status == 413)
            }
        }

        @Test(arguments: [("a\rb", 400), ("a\u{1}b", 400), ("a\u{7f}", 400), ("a\tb", 200), ("é", 200)])
        func controlsInAField(value: String, status: Int) async throws {
            try await HTTPServer.serving(limits: HTTPServerLimits()) { port in
                let answer = try Self.last(port, get("/", "X: \(value)", "Connection: close"))
                #expect(answer.status == status)
            }
        }

        /// What is neither body nor header is bounded too.
        @Test func sidesOfABodyThatDoNotEnd() async throws {
            try await HTTPServer.serving(limits: .with { $0.bodyBytes = 100 }) { port in
                for start in ["1;", "0\r\nX: "] {
                    let connection = try RawConnection(port)
                    connection.write(Self.post("Transfer-Encoding: chunked") + start)
                    var isOpen = true
                    for _ in 0..<1000 where isOpen { isOpen = connection.write(String(repeating: "x", count: 65536)) }
                    #expect(!isOpen)
                }
                #expect(try ask(port, get("/")).status == 200)
            }
        }

        private static let long = String(repeating: "x", count: 1900)
        private static let many = (1...19).map { "X-\($0): y" }.joined(separator: "\r\n")

        @Test(arguments: [
            (get("/", "X: \(long)"), 200), (get("/", "X: \(long)", "Y: \(long)"), 200),
            (get("/", "X: \(long)", "Y: \(long)", "Z: \(long)"), 431), (get("/", "X: \(long)\(long)"), 400),
            (get("/" + long), 200), (get("/" + long + long + long), 431), (get("/", many), 200),
            (get("/", many, "X: y"), 400),
        ])
        func aHeaderThatIsTooLong(request: String, status: Int) async throws {
            let limits = HTTPServerLimits.with { ($0.headerBytes, $0.fieldBytes, $0.fields) = (4000, 2000, 20) }
            try await HTTPServer.serving(limits: limits) { port in
                let connection = try RawConnection(port)
                connection.write(request)
                let answer = try connection.readAnswer()
                #expect(answer.status == status)
                guard status != 200 else { return }
                #expect(answer.fields["connection"] == "close")
                #expect(try connection.readToEnd().isEmpty)
            }
        }

        @Test(arguments: [
            "GET /", "GET / HTTP/1.1\r\nX: ", "GET / HTTP/1.1\r\nX: y\r\n ", "GET / HTTP/1.1\r\n", "\r\n",
        ])
        func aHeaderThatDoesNotEnd(start: String) async throws {
            try await HTTPServer.serving(limits: .with { $0.request = .seconds(1) }) { port in
                let connection = try RawConnection(port)
                connection.write(start)
                let rest = start.hasSuffix("1\r\n") ? "X: y\r\n" : start == "\r\n" ? "\r\n" : "xxxxxx"
                var isOpen = true
                for _ in 0..<1000 where isOpen { isOpen = connection.write(String(repeating: rest, count: 10_000)) }
                #expect(!isOpen)
                #expect(try ask(port, get("/")).status == 200)
            }
        }

        @Test(arguments: [
            "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/0.9\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n",
            "GET / HTTP/1.1\r\nA b\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / x HTTP/1.1\r\nHost: a\r\n\r\n",
            " / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ])
        func whatIsNoRequest(bytes: String) async throws {
            try await HTTPServer.serving { port in
                let connection = try RawConnection(port)
                connection.write(bytes)
                connection.endWriting()
                let text = try connection.readToEnd()
                #expect(text.isEmpty || text.contains(/^HTTP\/1\.[01] [45]/), "\(text)")
                #expect(try ask(port, get("/")).status == 200)
            }
        }

        @Test func connectionsInAll() async throws {
            let limits = HTTPServerLimits.with { ($0.connections, $0.request) = (4, .seconds(20)) }
            try await HTTPServer.serving(limits: limits) { port in
                var held = try (0..<4).map { _ in try RawConnection(port) }
                for connection in held {
                    connection.write(get("/held"))
                    #expect(try connection.readAnswer().status == 200)
                }
                // The fifth waits until there is a place.
                let waiting = try RawConnection(port)
                waiting.write(get("/waiting"))
                held.removeLast()
                #expect(try waiting.readAnswer().body == "GET /waiting ")
            }
        }

        /// The end of a connection is seen also where it comes together with the last bytes.
        @Test(arguments: [
            "", "GET / HT", post("Transfer-Encoding: chunked") + "9\r\na", get("/"), get("/") + get("/") + get("/"),
        ])
        func clientsThatLeaveHoldNoPlace(bytes: String) async throws {
            let limits = HTTPServerLimits.with { ($0.connections, $0.bodyBytes) = (4, 9) }
            try await HTTPServer.serving(limits: limits) { port in
                for _ in 0..<4 { try RawConnection(port).write(bytes) }
                #expect(try ask(port, get("/")).status == 200)
            }
        }

        @Test func connectionsOfOneAddress() async throws {
            try await HTTPServer.serving(limits: .with { $0.connectionsPerAddress = 4 }) { port in
                var held = try (0..<4).map { _ in try RawConnection(port) }
                for connection in held {
                    connection.write(get("/held"))
                    #expect(try connection.readAnswer().status == 200)
                }
                let refused = try RawConnection(port)
                #expect(try refused.readToEnd().isEmpty)
                held.removeLast()
                // The server learns of the end a moment later.
                var status: Int?
                for _ in 0..<1000 where status == nil { status = try? ask(port, get("/")).status }
                #expect(status == 200)
                withExtendedLifetime(held) {}
            }
        }
    }
}
