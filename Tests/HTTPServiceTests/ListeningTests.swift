import Glibc
import HTTPService
import Testing

extension HTTPServiceTests {
    /// Where a server listens, and why it does not.
    @Suite struct ListeningTests {
        @Test(arguments: [("127.0.0.1", false), ("0.0.0.0", false), ("localhost", false), ("::1", true), ("::", true)])
        func addresses(host: String, isIPv6: Bool) async throws {
            guard !isIPv6 || Self.hasIPv6 else { return print("no IPv6 on this machine") }
            let server = HTTPServer(host: host, port: 0, answer: HTTPServer.echo)
            let answer = try await server.whileRunning { url in
                let expected = ["0.0.0.0": "127.0.0.1", "::1": "[::1]", "::": "[::1]"][host] ?? host
                let match = try #require(url.wholeMatch(of: /http:\/\/(.*):(\d+)/))
                #expect(match.1 == expected)
                let port = try #require(Int(match.2))
                return try await onThread {
                    let connection = try (try? RawConnection(port, isIPv6: isIPv6)) ?? RawConnection(port, isIPv6: true)
                    connection.write(get("/"))
                    return try connection.readAnswer()
                }
            }
            #expect(answer.status == 200)
        }

        private static var hasIPv6: Bool {
            let descriptor = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_addr = in6addr_loopback
            let size = socklen_t(MemoryLayout<sockaddr_in6>.size)
            return withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
            }
        }

        @Test func aPortThatIsTaken() async throws {
            try await HTTPServer(host: "127.0.0.1", port: 0, answer: HTTPServer.echo).whileRunning { url in
                let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
                let error = await #expect(throws: ListenError.self) {
                    try await HTTPServer(host: "127.0.0.1", port: port, answer: HTTPServer.echo).run { _ in
                        Issue.record("two servers on one port")
                    }
                }
                #expect(error == .refused(host: "127.0.0.1", port: port, code: EADDRINUSE))
                #expect(error?.description == "cannot listen on port \(port) of 127.0.0.1: address already in use")
            }
        }

        @Test(arguments: ["no-such-host.invalid", "a\0b", "300.300.300.300", "[::1]"])
        func unknownHosts(host: String) async throws {
            let error = await #expect(throws: ListenError.self) {
                try await HTTPServer(host: host, port: 0, answer: HTTPServer.echo).run { _ in }
            }
            // Without a name server nobody can tell that a name has no address.
            let couldBeName = ["no-such-host.invalid", "300.300.300.300"].contains(host)
            #expect(error == .unknownHost || couldBeName && error == .noAnswer)
        }

        @Test func anAddressOfAnotherMachine() async throws {
            let error = await #expect(throws: ListenError.self) {
                try await HTTPServer(host: "192.0.2.1", port: 0, answer: HTTPServer.echo).run { _ in }
            }
            #expect(error == .refused(host: "192.0.2.1", port: 0, code: EADDRNOTAVAIL))
        }

        @Test("what a machine lacks for a moment, or at its start, is tried again; the rest wants another setting")
        func kinds() {
            for code in [EADDRINUSE, EADDRNOTAVAIL, EMFILE, ENFILE, ENOMEM] {
                #expect(ListenError.refused(host: "", port: 1, code: code).failureKind == .tryAgain)
            }
            #expect(ListenError.noAnswer.failureKind == .tryAgain)
            #expect(ListenError.refused(host: "", port: 1, code: EACCES).failureKind == .notPermitted)
            #expect(ListenError.refused(host: "", port: 1, code: EAFNOSUPPORT).failureKind == .configuration)
            #expect(ListenError.unknownHost.failureKind == .configuration)
        }
    }
}
