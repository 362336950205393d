import JSON
import LoopbackHTTP
import NetworkFixtures
import TestSupport
import Testing

/// Access keys in URLs reach the server and nobody else.
@Suite struct SecretTests {
    static let user = "alice-secret"
    static let password = "hunter2-secret"
    static let key = "sesame-secret"
    static let token = "9f86d081884c7d659a2feaa0c55ad015"
    static let secrets = [user, password, key, token]

    /// The server's URL with a secret in each place.
    private func url(_ server: LoopbackServer) -> String {
        "http://\(Self.user):\(Self.password)@127.0.0.1:\(server.port)/v2/\(Self.token)?key=\(Self.key)"
    }

    private func run(
        _ handler: @escaping LoopbackServer.Handler, _ arguments: [String]
    ) async throws -> (result: CommandResult, requests: [LoopbackRequest]) {
        try await LoopbackServer.with(handler) { server in
            let services = ["--relay-server", url(server), "--sequencer-url", url(server)]
            let result = try await BuiltCommand("fetch-state").run(
                services + ["--stake-table-capacity", "8", "--log-level", "trace"] + arguments)
            return (result, server.requests)
        }
    }

    private func expectNoSecret(in result: CommandResult, sourceLocation: SourceLocation = #_sourceLocation) {
        for secret in Self.secrets {
            #expect(!result.output.contains(secret), sourceLocation: sourceLocation)
            #expect(!result.errors.contains(secret), sourceLocation: sourceLocation)
        }
    }

    @Test func success() async throws {
        let (result, requests) = try await run(try FetchStateCommand().replies.handler(), [])
        let document = try result.document
        expectNoSecret(in: result)
        for name in ["relay_url", "sequencer_url"] {
            let url = try #require(document["network"][name].text)
            #expect(url.wholeMatch(of: /http:\/\/\*\*\*@127\.0\.0\.1:\d+\/v2\/\*\*\*\?\*\*\*/) != nil, "\(url)")
        }
        #expect(requests.count == 4)
        for request in requests {
            #expect(request.path.hasPrefix("/v2/\(Self.token)/"))
            #expect(request.path.hasSuffix("?key=\(Self.key)"))
            // alice-secret:hunter2-secret
            #expect(request.header("Authorization") == "Basic YWxpY2Utc2VjcmV0Omh1bnRlcjItc2VjcmV0")
        }
    }

    @Test func printedSettings() async throws {
        let (result, requests) = try await run(LoopbackServer.always(.close), ["--print-config"])
        #expect(result.ending == .exit(0))
        #expect(result.output.contains("http://***@127.0.0.1:"))
        expectNoSecret(in: result)
        #expect(requests.isEmpty)
    }

    /// A server may quote the request, and a redirect may carry the secrets on.
    @Test(arguments: [
        LoopbackReply.json(#"{"message":"/v2/\#(token)/?key=\#(key) \#(user) \#(password)"}"#, status: 404),
        .json("\(token) \(key)", status: 500),
        .respond(status: 200, headers: ["Content-Type": "text/\(token)"], body: []),
        .redirect(to: "ftp://\(user):\(password)@127.0.0.1/\(token)?key=\(key)"),
        .redirect(to: "http://127.0.0.1:1/\(token)?key=\(key)"),
        .close,
    ])
    func failure(reply: LoopbackReply) async throws {
        for format in ["text", "json"] {
            let (result, _) = try await run(
                LoopbackServer.always(reply), ["--attempts", "2", "--log-format", format])
            #expect([.exit(69), .exit(75), .exit(76)].contains(result.ending))
            #expect(result.errors.contains("***"))
            expectNoSecret(in: result)
        }
    }

    @Test func malformedURLs() async throws {
        let relay = "http//\(Self.user):\(Self.password)@host/\(Self.token)?key=\(Self.key)"
        for result in [
            try await BuiltCommand("fetch-state").run(["--relay-server", relay]),
            try await BuiltCommand("fetch-state").run([], environment: ["ESPRESSO_STATE_RELAY_SERVER_URL": relay]),
        ] {
            #expect([.exit(64), .exit(78)].contains(result.ending))
            #expect(result.errors.hasPrefix("fetch-state: --relay-server: expected an http or https URL"))
            expectNoSecret(in: result)
        }
    }
}
