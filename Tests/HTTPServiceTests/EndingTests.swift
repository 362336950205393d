import Glibc
import HTTPService
import TestSupport
import Testing

extension HTTPServiceTests {
    /// A server ends soon, whatever its clients and handlers do, and leaves nothing behind.
    @Suite(.timeLimit(.minutes(1))) struct EndingTests {
        @Test func requestsUnderWayMayEnd() async throws {
            let answer = try await HTTPServer.serving(limits: .with { $0.grace = .seconds(10) }) { request in
                try? await Task.sleep(for: .milliseconds(200))
                return HTTPServer.echo(request)
            } _: { port in
                let connection = try RawConnection(port)
                connection.write(get("/"))
                usleep(50_000)
                return connection
            }.readAnswer()
            #expect(answer.body == "GET / " && answer.fields["connection"] == "close")
        }

        @Test(arguments: [
            "", "GET / HT", "GET / HTTP/1.1\r\nX", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na",
        ])
        func requestsThatHaveNotComeInFullAreNotWaitedFor(start: String) async throws {
            let limits = HTTPServerLimits.with { ($0.grace, $0.bodyBytes) = (.seconds(60), 9) }
            let connection = try await HTTPServer.serving(limits: limits) { port in
                let connection = try RawConnection(port)
                connection.write(start)
                usleep(50_000)
                return connection
            }
            #expect(try await onThread { try connection.readToEnd().isEmpty })
        }

        @Test(arguments: [false, true]) func connectionsOfEveryKind(isWithin: Bool) async throws {
            let body = [UInt8](repeating: 0x78, count: 32 << 20)
            let limits = HTTPServerLimits.with { ($0.bodyBytes, $0.grace) = (1000, .milliseconds(100)) }
            let (connections, start) = try await HTTPServer.serving(limits: limits) { request in
                switch request.path {
                case "/hang": try? await Task.sleep(for: .seconds(60))
                case "/deaf": await Task.detached { try? await Task.sleep(for: .seconds(2)) }.value
                case "/drip":
                    return HTTPResponse(
                        status: 200,
                        body: .stream(length: 1 << 30) {
                            try? await Task.sleep(for: .milliseconds(5))
                            return [0x78]
                        })
                case "/large": return HTTPResponse(status: 200, body: .bytes(body))
                default: break
                }
                return HTTPServer.echo(request)
            } _: { port in
                let requests = [
                    "", "GET / HT", get("/"), get("/hang"), get("/deaf"), get("/drip"), get("/large"),
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nabc",
                    String(repeating: get("/"), count: 500),
                ]
                let connections = try requests.map { request in
                    let connection = try RawConnection(port, window: 4096)
                    connection.write(request)
                    return connection
                }
                if !isWithin { usleep(100_000) }
                return (connections, ContinuousClock.now)
            }
            #expect(ContinuousClock.now - start < .seconds(1.5))
            for connection in connections { _ = try await onThread { try connection.readToEnd() } }
        }

        @Test func thePortIsFreeAgain() async throws {
            var port = 0
            for _ in 1...3 {
                let server = HTTPServer(host: "127.0.0.1", port: port, answer: HTTPServer.echo)
                port = try await server.whileRunning { url in
                    let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
                    return try await onThread {
                        let answer = try ask(port, get("/"))
                        #expect(answer.status == 200)
                        return port
                    }
                }
            }
        }

        /// libmicrohttpd aborts the process where a connection waits for its answer when the server ends.
        @Test func whileAnswersCome() async throws {
            for round in 0..<40 {
                let limits = HTTPServerLimits.with {
                    ($0.grace, $0.request) = (.milliseconds(round % 4), .milliseconds(10))
                }
                try await HTTPServer.serving(limits: limits) { request in
                    let length = request.target.utf8.count
                    try? await Task.sleep(for: .microseconds(500 * length))
                    guard length % 2 == 0 else { return HTTPServer.echo(request) }
                    return HTTPResponse(
                        status: 200,
                        body: .stream(length: 1000) {
                            try? await Task.sleep(for: .microseconds(100 * length))
                            return [UInt8](repeating: 0x78, count: 100)
                        })
                } _: { port in
                    let connections = try (0..<40).map { _ in try RawConnection(port) }
                    for (number, connection) in connections.enumerated() {
                        connection.write(get("/" + String(repeating: "x", count: number)))
                    }
                    usleep(UInt32(500 * round))
                }
            }
        }

        @Test func aTaskThatWasCancelledBefore() async throws {
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await HTTPServer(host: "127.0.0.1", port: 0, answer: HTTPServer.echo).run { _ in }
            }
            try await task.value
        }

        /// Thousands of connections that end in every way.
        @Test func noDescriptorIsLeftOpen() async throws {
            let before = try Self.descriptors()
            let limits = HTTPServerLimits.with { ($0.request, $0.bodyBytes) = (.milliseconds(100), 1000) }
            try await HTTPServer.serving(limits: limits) { request in
                switch request.path {
                case "/hang": try? await Task.sleep(for: .seconds(60))
                case "/none": return nil
                case "/cut": return HTTPResponse(status: 200, body: .stream(length: 10) { nil })
                default: break
                }
                return HTTPServer.echo(request)
            } _: { port in
                let post = "POST / HTTP/1.1\r\nHost: a\r\n"
                let requests = [
                    "", "GET / HT", get("/"), get("/hang"), get("/none"), get("/cut"), "nonsense\r\n\r\n",
                    post + "Content-Length: 2000\r\n\r\n", post + "Content-Length: 100\r\n\r\nabc",
                    post + "Transfer-Encoding: chunked\r\n\r\nFFF\r\n" + String(repeating: "x", count: 0xfff) + "\r\n",
                ]
                for round in 0..<300 {
                    let connections = try requests.map { request in
                        let connection = try RawConnection(port)
                        connection.write(request)
                        return connection
                    }
                    // Every other time the client leaves first.
                    if round % 30 == 0 { for connection in connections { _ = try connection.readToEnd() } }
                }
            }
            var after = try Self.descriptors()
            for _ in 0..<100 where after > before {
                try await Task.sleep(for: .milliseconds(20))
                after = try Self.descriptors()
            }
            #expect(after <= before)
        }

        private static func descriptors() throws -> Int {
            guard let folder = opendir("/proc/self/fd") else { throw TestSupportError(description: "no /proc") }
            defer { closedir(folder) }
            var count = 0
            while readdir(folder) != nil { count += 1 }
            return count
        }
    }
}
