import HTTPTransport
import LoopbackHTTP
import Testing

@Suite struct RedactionTests {
    @Test(
        "What is echoed with a mark behind it is still the secret",
        arguments: ["", "\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}", "\r\n"])
    func marksBehindSecrets(mark: String) {
        let redaction = URLRedaction(of: "https://host/v3/s3cretKey?x=an0therKey")
        #expect(redaction.scrubbing("no: s3cretKey\(mark), an0therKey\(mark)!") == "no: ***\(mark), ***\(mark)!")
    }

    @Test(arguments: [
        ("https://query.main.net.espresso.network/v1/config/hotshot", nil),
        ("https://host/availability/state-cert-v2/7", nil),
        ("https://host/state-signature/block/19811149", nil),
        ("https://host/status/block-height", nil),
        ("https://host/node/stake-table/18446744073709551615", nil),
        ("https://host:99999/api/lateststate", nil),
        ("https://host/7/stake-table/x", "https://host/***/stake-table/***"),
        ("https://host/light-client-with-a-long-name/x", "https://host/***/***"),
        ("https://host/SCHNORR_VER_KEY~gHJJAXJX-lKYArudDnVid-24gdBkt2U", "https://host/***"),
        // Keys without a digit, without a letter, and short ones.
        ("https://host/rpc/abcdefghijklmnopqrstuvwxyz", "https://host/***/***"),
        ("https://host/v2/12345678901234567890", "https://host/v2/***"),
        ("https://host/Zq7/", "https://host/***/"),
        ("https://host//x", "https://host//***"),
        ("http://127.0.0.1:8545", nil),
        ("http://[::1]:8545/", nil),
        ("https://me:pass@host/x", "https://***@host/***"),
        ("https://token@host", "https://***@host"),
        ("https://mainnet.example/v3/0123456789abcdef0123456789abcdef", "https://mainnet.example/v3/***"),
        ("https://eth.example/v2/AbC_dEfGhI-1234567890/x", "https://eth.example/v2/***/***"),
        ("https://host/eyJhbGciOiJIUzI1NiJ9.e30.abc/x", "https://host/***/***"),
        ("wss://host/a?key=s3cret&b=&flag", "wss://host/***?***"),
        ("https://host/?0123456789abcdefghij=", "https://host/?***"),
        ("https://host/#secret", "https://host/#***"),
        ("https://u:p/w@host/x", "https://***"),
        ("https://u:p?w@host/x", "https://***"),
        ("https://host/?mail=a@b&key=s3cret", "https://***"),
        // What is no URL, or has no host, may be anything.
        ("user:secret@host", "***"),
        ("se cret://host", "***"),
        ("abandon ability able", "***"),
        ("http://abandon ability/x", "http://***/***"),
        ("https://4c0883a69102937d6231471b5dbb6204fe512961708279df95b4a2200eb6b0e7", "https://***"),
        ("https://4c0883a69102937d6231471b5dbb6204:443/", "https://***/"),
        ("https://[4c0883a69102937d6231471b5dbb6204]/", "https://***/"),
        ("http://host:secret/", "http://***/"),
        ("http://host/\r\nX", "http://host/***"),
        ("", nil),
    ])
    func secretsAreHidden(url: String, shown: String?) {
        #expect(redacted(url) == shown ?? url)
        #expect(RedactedURL(url).description == redacted(url))
    }

    @Test func aLongURLIsCut() {
        let name = String(repeating: "a", count: 60) + "."
        #expect(redacted("http://" + String(repeating: name, count: 10)).count == 301)
    }

    /// The parts of a URL that must never be seen; how the password reads when decoded; and what is sent for user and
    /// password.
    private static let secrets = [
        "Usr4711", "P%40ssw0rd", "Key0123456789abcdefXYZ", "Query_s3cret", "P@ssw0rd", "VXNyNDcxMTpQQHNzdzByZA",
    ]

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
                #expect(thrown?.url.description == "http://***@127.0.0.1:\(server.port)/***/***")
                expectNoSecret(in: thrown)
            }
        }
    }
}
