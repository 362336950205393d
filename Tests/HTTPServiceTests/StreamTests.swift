import HTTPService
import Synchronization
import Testing

extension HTTPServiceTests {
    /// Bodies that are made piece by piece.
    @Suite struct StreamTests {
        /// A body of `length` bytes that gives `pieces` one after the other, and then nothing.
        private static func body(_ length: UInt64, _ pieces: [String]) -> HTTPResponse {
            let rest = Mutex(pieces[...])
            return HTTPResponse(
                status: 200,
                body: .stream(length: length) {
                    await Task.yield()
                    return rest.withLock { $0.popFirst() }.map { Array($0.utf8) }
                })
        }

        @Test func piecesMakeABody() async throws {
            let answer: @Sendable (HTTPRequest) -> HTTPResponse? = { _ in Self.body(11, ["hel", "", "lo", " world"]) }
            let check: @Sendable (Int) throws -> Void = { port in
                let connection = try RawConnection(port)
                for _ in 1...3 {
                    connection.write(get("/"))
                    #expect(try connection.readAnswer().body == "hello world")
                }
            }
            try await HTTPServer.serving(answer: answer, check)
            try await HTTPServer.serving(slowAnswer: { answer($0) }, check)
        }

        @Test func aBodyLargerThanAllBuffers() async throws {
            let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
            try await HTTPServer.serving { _ in
                HTTPResponse(status: 200, body: .stream(length: 50_000_000) { piece })
            } _: { port in
                let connection = try RawConnection(port)
                connection.write(get("/", "Connection: close"))
                #expect(try RawAnswer(connection.readToEnd()).body.utf8.count == 50_000_000)
            }
        }

        @Test(arguments: [[], ["hel"], ["hel", "lo"]]) func aBodyThatIsCutOff(pieces: [String]) async throws {
            try await HTTPServer.serving { _ in
                Self.body(11, pieces)
            } _: { port in
                let connection = try RawConnection(port)
                connection.write(get("/"))
                let answer = try RawAnswer(connection.readToEnd())
                #expect(answer.status == 200 && answer.fields["content-length"] == "11")
                #expect(answer.body == pieces.joined())
            }
        }

        @Test func moreThanWasSaid() async throws {
            try await HTTPServer.serving { _ in
                Self.body(4, ["hello", "world"])
            } _: { port in
                let connection = try RawConnection(port)
                for _ in 1...2 {
                    connection.write(get("/"))
                    #expect(try connection.readAnswer().body == "hell")
                }
            }
        }

        @Test func headAsksForNoPiece() async throws {
            try await HTTPServer.serving { _ in
                HTTPResponse(
                    status: 200,
                    body: .stream(length: 5) {
                        Issue.record("a piece was asked for")
                        return nil
                    })
            } _: { port in
                let answer = try ask(port, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(answer.fields["content-length"] == "5")
            }
        }

        @Test func aClientThatLeaves() async throws {
            let isCancelled = Mutex(false)
            try await HTTPServer.serving(limits: .with { $0.request = .milliseconds(300) }) { _ in
                HTTPResponse(
                    status: 200,
                    body: .stream(length: 5) {
                        try? await Task.sleep(for: .seconds(60))
                        isCancelled.withLock { $0 = Task.isCancelled }
                        return nil
                    })
            } _: { port in
                let connection = try RawConnection(port)
                connection.write(get("/"))
                #expect(try RawAnswer(connection.readToEnd()).status == 200)
            }
            // The server does not wait for a task that it has cancelled.
            for _ in 0..<500 where !isCancelled.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(20)) }
            #expect(isCancelled.withLock { $0 })
        }
    }
}
