import Glibc
import HTTPService
import Testing

extension HTTPServiceTests {
    /// A few addresses that hold all places do not keep another one out, whatever they do with them.
    @Suite struct FairnessTests {
        /// Nobody's time is up while a test runs.
        private static let limits = HTTPServerLimits.with { limits in
            (limits.request, limits.silence) = (.seconds(3600), .seconds(3600))
            limits.bodyBytes = 1 << 20
        }

        @Test(arguments: [
            "", "GET / HTTP/1.1\r\nX: ",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n", get("/"),
        ])
        func allPlacesAreTaken(start: String) async throws {
            try await HTTPServer.serving(limits: Self.limits) { port in
                // As many as there are places, from three addresses, and a few more than one address may have.
                var held: [RawConnection] = []
                for host: UInt32 in [2, 3, 4] {
                    for _ in 0..<130 {
                        let connection = try RawConnection(port, from: host)
                        connection.write(start)
                        held.append(connection)
                    }
                }
                for host: UInt32 in [5, 6, 7, 5, 6, 7] {
                    let connection = try RawConnection(port, from: host)
                    connection.write(get("/"))
                    #expect(try connection.readAnswer().status == 200)
                    held.append(connection)
                }
                withExtendedLifetime(held) {}
            }
        }

        @Test("whoever has just come has the time for a request, also among others that are all at work")
        func newcomers() async throws {
            let limits = HTTPServerLimits.with { limits in
                limits = Self.limits
                limits.connections = 8
            }
            let answer: @Sendable (HTTPRequest) async -> HTTPResponse? = { request in
                if request.target == "/wait" { try? await Task.sleep(for: .seconds(60)) }
                return HTTPServer.echo(request)
            }
            try await HTTPServer.serving(limits: limits, slowAnswer: answer) { port in
                // Each from an address of its own.
                var held: [RawConnection] = []
                func hold(_ hosts: Range<UInt32>) throws {
                    for host in hosts {
                        let connection = try RawConnection(port, from: host)
                        connection.write(get("/wait"))
                        held.append(connection)
                    }
                    usleep(200_000)
                }
                try hold(2..<10)
                let newcomer = try RawConnection(port, from: 20)
                try hold(10..<14)
                newcomer.write(get("/"))
                #expect(try newcomer.readAnswer().status == 200)
                withExtendedLifetime(held) {}
            }
        }

        @Test func oneThatHasFewIsNotDisplaced() async throws {
            let limits = HTTPServerLimits.with { limits in
                limits = Self.limits
                (limits.connections, limits.connectionsPerAddress) = (8, 64)
            }
            try await HTTPServer.serving(limits: limits) { port in
                let modest = try RawConnection(port, from: 2)
                modest.write(get("/"))
                #expect(try modest.readAnswer().status == 200)
                var greedy: [RawConnection] = []
                for _ in 0..<40 {
                    greedy.append(try RawConnection(port, from: 3))
                    greedy.last?.write("GET / HT")
                }
                modest.write(get("/"))
                #expect(try modest.readAnswer().status == 200)
                // The newest of them are still there.
                greedy.last?.write("TP/1.1\r\nHost: a\r\n\r\n")
                #expect(try greedy.last?.readAnswer().status == 200)
                #expect(try greedy.first?.readToEnd() == "")
            }
        }
    }
}
