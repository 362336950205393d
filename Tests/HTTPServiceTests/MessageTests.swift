import HTTPService
import Testing

extension HTTPServiceTests {
    /// Requests arrive as they were sent, and answers as they were given.
    @Suite struct MessageTests {
        @Test func aRequestAndItsAnswer() async throws {
            let answer = try await HTTPServer.serving { request in
                #expect(request.method == "GET" && request.target == "/a%20b?c=d&e=%3f?")
                #expect(request.path == "/a%20b" && request.query == "c=d&e=%3f?")
                #expect(request.fields["host"] == "localhost" && request.fields["X-TWICE"] == "1")
                #expect(request.fields.values(of: "x-twice") == ["1", "2"] && request.fields["x-none"] == nil)
                #expect(request.body.isEmpty)
                return HTTPResponse(status: 404, fields: ["X-Answer": "yes"], text: "no", mediaType: "text/plain")
            } _: { port in
                try ask(port, get("/a%20b?c=d&e=%3f?", "X-Twice: 1", "x-twice:  2 "))
            }
            #expect(answer.status == 404 && answer.body == "no")
            #expect(answer.fields["x-answer"] == "yes" && answer.fields["content-type"] == "text/plain")
            #expect(answer.fields["content-length"] == "2" && answer.fields["server"] == nil)
            let date = try #require(answer.fields["date"])
            #expect(
                date.wholeMatch(of: /(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/) != nil
            )
        }

        @Test(
            arguments: [
                ("/", "/", nil), ("/?", "/", ""), ("/a?b?c", "/a", "b?c"), ("*", "*", nil), ("", "", nil),
                ("http://host/a?b", "/a", "b"), ("http://host", "/", nil), ("https://host?b", "/", "b"),
                ("//host/a", "//host/a", nil),
            ] as [(String, String, String?)])
        func pathAndQuery(target: String, path: String, query: String?) {
            let request = HTTPRequest("GET", target)
            #expect(request.path == path && request.query.map { String($0) } == query)
        }

        @Test func headIsGetWithoutTheBody() async throws {
            try await HTTPServer.serving { port in
                let connection = try RawConnection(port)
                for _ in 1...2 {
                    connection.write("HEAD /abc HTTP/1.1\r\nHost: a\r\n\r\n")
                    let answer = try connection.readAnswer(isHead: true)
                    #expect(answer.status == 200 && answer.fields["content-length"] == "10")
                }
                connection.write(get("/", "Connection: close"))
                #expect(try RawAnswer(connection.readToEnd()).body == "GET / ")
            }
        }

        @Test func statusesWithoutABody() async throws {
            try await HTTPServer.serving { _ in
                HTTPResponse(status: 204, fields: ["Allow": "GET"])
            } _: { port in
                let connection = try RawConnection(port)
                connection.write(get("/"))
                let answer = try connection.readAnswer()
                #expect(answer.status == 204 && answer.fields["allow"] == "GET")
                connection.write(get("/", "Connection: close"))
                #expect(try RawAnswer(connection.readToEnd()).body.isEmpty)
            }
        }

        @Test func manyRequestsOnAConnection() async throws {
            try await HTTPServer.serving { port in
                let connection = try RawConnection(port)
                for number in 1...50 {
                    connection.write(get("/\(number)"))
                    #expect(try connection.readAnswer().body == "GET /\(number) ")
                }
            }
        }

        @Test func requestsBeforeTheAnswers() async throws {
            try await HTTPServer.serving { port in
                let connection = try RawConnection(port)
                connection.write((1...50).map { get("/\($0)") }.joined())
                for number in 1...50 { #expect(try connection.readAnswer().body == "GET /\(number) ") }
            }
        }

        @Test(arguments: [
            "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world",
            "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n",
            "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\nB\r\nhello world\r\n0\r\n\r\n",
        ])
        func bodies(request: String) async throws {
            try await HTTPServer.serving(limits: .with { $0.bodyBytes = 11 }) { port in
                #expect(try ask(port, request).body == "POST /a hello world")
                // A byte at a time, and another request after it.
                let connection = try RawConnection(port)
                for byte in request.utf8 { connection.write(String(decoding: [byte], as: UTF8.self)) }
                connection.write(get("/b"))
                #expect(try connection.readAnswer().body == "POST /a hello world")
                #expect(try connection.readAnswer().body == "GET /b ")
            }
        }

        @Test func theBodyIsAskedForWhereItIsWaitedFor() async throws {
            try await HTTPServer.serving(limits: .with { $0.bodyBytes = 5 }) { port in
                let connection = try RawConnection(port)
                connection.write("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
                #expect(try connection.readAnswer().status == 100)
                connection.write("hello")
                #expect(try connection.readAnswer().body == "POST / hello")
            }
        }

        @Test func oldClients() async throws {
            try await HTTPServer.serving { port in
                let connection = try RawConnection(port)
                connection.write("GET / HTTP/1.0\r\n\r\n")
                #expect(try RawAnswer(connection.readToEnd()).body == "GET / ")
            }
        }

        /// As `nc` does at the end of its input.
        @Test(arguments: [1, 20]) func clientsThatSayTheirLastWord(count: Int) async throws {
            try await HTTPServer.serving { port in
                let others = try (0..<5).map { _ in try RawConnection(port) }
                for _ in 0..<count {
                    let connection = try RawConnection(port)
                    connection.write(get("/") + get("/last"))
                    connection.endWriting()
                    #expect(try connection.readAnswer().body == "GET / ")
                    #expect(try connection.readAnswer().body == "GET /last ")
                }
                withExtendedLifetime(others) {}
            }
        }

        @Test func noAnswer() async throws {
            try await HTTPServer.serving { request in
                request.path == "/none" ? nil : HTTPServer.echo(request)
            } _: {
                port in
                let connection = try RawConnection(port)
                connection.write(get("/none"))
                #expect(try connection.readToEnd().isEmpty)
                #expect(try ask(port, get("/")).status == 200)
            }
        }

        /// A name with a line break would put fields of the client's choice into the answer.
        @Test(arguments: ["a\r\nSet-Cookie: b", "a\nb"]) func fieldsAreOneLine(value: String) async throws {
            try await HTTPServer.serving { _ in
                HTTPResponse(status: 200, fields: ["Location": value])
            } _: { port in
                let connection = try RawConnection(port)
                connection.write(get("/"))
                #expect(try connection.readToEnd().isEmpty)
            }
        }

        @Test func manyAtOnce() async throws {
            try await HTTPServer.serving { request in
                try? await Task.sleep(for: .milliseconds(50))
                return HTTPServer.echo(request)
            } _: { port in
                let connections = try (0..<100).map { _ in try RawConnection(port) }
                for (number, connection) in connections.enumerated() { connection.write(get("/\(number)")) }
                for (number, connection) in connections.enumerated() {
                    #expect(try connection.readAnswer().body == "GET /\(number) ")
                }
            }
        }
    }
}
