import Glibc
import HTTPService
import Synchronization
import Testing

extension HTTPServiceTests {
    /// A request takes no longer than it may, however slowly it goes on.
    @Suite struct DeadlineTests {
        private static let limit = Duration.milliseconds(300)
        private static let limits = HTTPServerLimits.with { ($0.request, $0.bodyBytes) = (limit, 1 << 20) }

        /// How long `work` takes.
        private static func time(_ work: () throws -> Void) rethrows -> Duration { try ContinuousClock().measure(work) }

        /// Expects that the server closes the connection at the deadline, without another answer.
        private static func expectEnd(of connection: RawConnection) throws {
            var text: String?
            let duration = try time { text = try connection.readToEnd() }
            #expect(text == "")
            expectDeadline(duration)
        }

        /// The end comes at the deadline; how much later depends on the machine.
        private static func expectDeadline(_ duration: Duration, sourceLocation: SourceLocation = #_sourceLocation) {
            #expect(duration > .milliseconds(200) && duration < .seconds(5), sourceLocation: sourceLocation)
        }

        @Test func silence() async throws {
            try await HTTPServer.serving(limits: .with { $0.silence = .seconds(1) }) { port in
                let duration = try Self.time {
                    let connections = try ["", "GET / HT", get("/")].map { bytes in
                        let connection = try RawConnection(port)
                        connection.write(bytes)
                        return connection
                    }
                    for connection in connections { _ = try connection.readToEnd() }
                }
                #expect(duration > .milliseconds(900) && duration < .seconds(10))
            }
        }

        @Test func connectionsThatAskForNothing() async throws {
            try await HTTPServer.serving(limits: Self.limits) { port in
                try Self.expectEnd(of: RawConnection(port))
                let connection = try RawConnection(port)
                connection.write(get("/"))
                #expect(try connection.readAnswer().status == 200)
                try Self.expectEnd(of: connection)
            }
        }

        @Test(arguments: [
            "GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ", "GET /",
        ])
        func slowSenders(start: String) async throws {
            try await HTTPServer.serving(limits: Self.limits) { port in
                let duration = try Self.time {
                    let connection = try RawConnection(port)
                    connection.write(start)
                    // Never silent for long.
                    while connection.write("a") { usleep(10_000) }
                }
                Self.expectDeadline(duration)
            }
        }

        @Test(arguments: [false, true]) func clientsThatTakeNothing(isStream: Bool) async throws {
            let piece = [UInt8](repeating: 0x78, count: 1 << 20)
            try await HTTPServer.serving(limits: Self.limits) { _ in
                HTTPResponse(
                    status: 200,
                    body: isStream
                        ? .stream(length: 1 << 30) { piece }
                        : .bytes([UInt8](repeating: 0x78, count: 32 << 20)))
            } _: { port in
                let connection = try RawConnection(port, window: 4096)
                connection.write(get("/"))
                // The place is free again although nothing was taken; then what is there is not all of it.
                sleep(1)
                let text = try connection.readToEnd()
                #expect(text.hasPrefix("HTTP/1.1 200") && text.utf8.count < 16 << 20)
            }
        }

        @Test func clientsThatTakeLittle() async throws {
            let body = [UInt8](repeating: 0x78, count: 32 << 20)
            try await HTTPServer.serving(limits: Self.limits) { _ in
                HTTPResponse(status: 200, body: .bytes(body))
            } _: { port in
                let connection = try RawConnection(port, window: 4096)
                connection.write(get("/"))
                let duration = Self.time { while (try? connection.readExactly(100)) != nil { usleep(10_000) } }
                // What the system had taken already is read to its end.
                #expect(duration > .milliseconds(200) && duration < .seconds(15))
            }
        }

        @Test(arguments: [false, true]) func handlersThatTakeTooLong(isDeaf: Bool) async throws {
            let (ends, continuation) = AsyncStream.makeStream(of: Bool.self)
            try await HTTPServer.serving(limits: Self.limits) { _ in
                if isDeaf {
                    // Takes no notice of being cancelled.
                    await Task.detached { try? await Task.sleep(for: .seconds(1)) }.value
                } else {
                    try? await Task.sleep(for: .seconds(60))
                }
                continuation.yield(Task.isCancelled)
                return HTTPResponse(status: 200)
            } _: { port in
                let connection = try RawConnection(port)
                connection.write(get("/"))
                try Self.expectEnd(of: connection)
            }
            #expect(await ends.first { _ in true } == true)
        }

        /// The time begins anew with each request.
        @Test func manyRequestsMayTakeLonger() async throws {
            try await HTTPServer.serving(limits: Self.limits) { port in
                let connection = try RawConnection(port)
                for _ in 1...6 {
                    connection.write(get("/"))
                    #expect(try connection.readAnswer().status == 200)
                    usleep(100_000)
                }
            }
        }

        @Test func slowSendersDoNotHoldAllPlaces() async throws {
            let limits = HTTPServerLimits.with {
                ($0.request, $0.bodyBytes, $0.connections, $0.connectionsPerAddress) = (
                    .milliseconds(500), 1 << 20, 256, 512
                )
            }
            try await HTTPServer.serving(limits: limits) { port in
                let slow = try (0..<256).map { _ in try RawConnection(port) }
                for connection in slow {
                    connection.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n")
                }
                let asking = try RawConnection(port)
                asking.write(get("/healthcheck"))
                var open = slow
                while !open.isEmpty {
                    open = open.filter { $0.write("a") }
                    usleep(50_000)
                }
                #expect(try asking.readAnswer().body == "GET /healthcheck ")
            }
        }
    }
}
