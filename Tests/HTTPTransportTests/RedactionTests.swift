import HTTPTransport
import LoopbackHTTP
import Testing

@Suite struct RedactionTests {
    @Test(arguments: [
        ("https://query.main.net.espresso.network/v1/config/hotshot", nil),
        ("https://host/availability/state-cert-v2/7", nil),
        ("https://host/light-client-with-a-long-name/x", nil),
        ("https://host/SCHNORR_VER_KEY~gHJJAXJX-lKYArudDnVid-24gdBkt2U", nil),
        ("http://127.0.0.1:8545", nil),
        ("http://[::1]:8545/", nil),
        ("https://me:pass@host/x", "https://***@host/x"),
        ("https://token@host", "https://***@host"),
        ("https://mainnet.example/v3/0123456789abcdef0123456789abcdef", "https://mainnet.example/v3/***"),
        ("https://eth.example/v2/AbC_dEfGhI-1234567890/x", "https://eth.example/v2/***/x"),
        ("https://host/eyJhbGciOiJIUzI1NiJ9.e30.abc/x", "https://host/***/x"),
        ("wss://host/a?key=s3cret&b=&flag", "wss://host/a?key=***&b=&***"),
        ("https://host/?0123456789abcdefghij=", "https://host/?***"),
        ("https://host/#secret", "https://host/#***"),
        ("https://u:p/w@host/x", "https://***"),
        ("https://u:p?w@host/x", "https://***"),
        ("https://host/?mail=a@b&key=s3cret", "https://***"),
        ("user:secret@host", "***@host"),
        ("se cret://host", "***://host"),
        ("http://host/\r\nX", #"http://host/\u{d}\u{a}X"#),
        ("", nil),
    ])
    func secretsAreHidden(url: String, shown: String?) {
        #expect(redacted(url) == shown ?? url)
        #expect(RedactedURL(url).description == redacted(url))
    }

    @Test func aLongURLIsCut() {
        #expect(redacted("http://" + String(repeating: "a", count: 1000)).count == 301)
    }

    /// The parts of a URL that must never be seen; the last is how the password reads when decoded.
    private static let secrets = ["Usr4711", "P%40ssw0rd", "Key0123456789abcdefXYZ", "Query_s3cret", "P@ssw0rd"]

    private func secretURL(_ host: String) -> String {
        "http://\(Self.secrets[0]):\(Self.secrets[1])@\(host)/v3/\(Self.secrets[2])/x?apikey=\(Self.secrets[3])"
    }

    private func expectNoSecret(in failure: HTTPFailure?, _ location: SourceLocation = #_sourceLocation) {
        var dumped = ""
        dump(failure, to: &dumped)
        #expect(failure != nil, sourceLocation: location)
        for text in [String(describing: failure), String(reflecting: failure), "\(failure?.description ?? "")", dumped]
        {
            for secret in Self.secrets {
                #expect(!text.contains(secret), "\(text)", sourceLocation: location)
            }
        }
    }

    @Test func noFailureShowsASecret() async throws {
        let echo = #"{"message":"no \#(secretURL("h")) \#(Self.secrets.joined(separator: " "))"}"#
        let replies: [LoopbackReply] = [
            .json(echo, status: 404), .json(echo, status: 500), .json(Self.secrets.joined(), status: 400),
            .truncated(announced: 9, bytes: []), .garbage(Array("\(Self.secrets[2])\r\n".utf8)), .close, .stall,
            .oversized(total: 1 << 22, chunked: true), .oversized(total: 1 << 22, chunked: false),
            .respond(status: 200, headers: ["Content-Type": "text/\(Self.secrets[2])"], body: []),
            .redirect(to: nil), .redirect(to: secretURL("other").replacing("http:", with: "ftp:")),
            .redirect(to: "ftp://host/\(Self.secrets[3])"), .redirect(to: "/moved?to=\(Self.secrets[3])"),
        ]
        for reply in replies {
            try await LoopbackServer.with(LoopbackServer.always(reply)) { server in
                try await withTestClient(.quick(total: .milliseconds(300))) { client in
                    let url = secretURL("127.0.0.1:\(server.port)")
                    expectNoSecret(in: await client.failureOfGet(url))
                }
            }
        }
        let refused = secretURL("127.0.0.1:\(closedPort)")
        let invalid = ["ho st", "", "host:99999", "[::1", "bücher"].map(secretURL)
        try await withTestClient { client in
            for url in invalid + [refused, secretURL("host").replacing("http:", with: "ftp:")] {
                expectNoSecret(in: await client.failureOfGet(url))
            }
        }
    }

    @Test func aRedirectTargetDoesNotShowWhatTheFirstURLHid() async throws {
        let echo = #"{"message":"\#(Self.secrets[2])"}"#
        let handler: LoopbackServer.Handler = { request in
            request.path.hasPrefix("/end") ? .json(echo, status: 404) : .redirect(to: "/end/\(Self.secrets[3])")
        }
        try await LoopbackServer.with(handler) { server in
            try await withTestClient { client in
                let url = secretURL("127.0.0.1:\(server.port)")
                let thrown = await client.failureOfGet(url)
                #expect(thrown?.kind == .status(404, message: "***"))
                #expect(thrown?.url.description == "http://***@127.0.0.1:\(server.port)/end/***")
                expectNoSecret(in: thrown)
            }
        }
    }
}
