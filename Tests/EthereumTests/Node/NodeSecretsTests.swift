import EthereumNode
import HTTPTransport
import JSON
import LoopbackHTTP
import Testing

/// Keys in URLs stay out of everything that may be logged.
@Suite struct NodeSecretsTests {
    private static let path = "/v3/0123456789abcdef0123456789abcdef?apikey=sesame-open&x=a%62cdefgh"
    private static let secrets = ["0123456789abcdef0123456789abcdef", "sesame-open", "a%62cdefgh", "abcdefgh"]

    /// Nodes that echo every part of their URL, in each way there is.
    static let echoes: [ScriptedAnswer] = {
        let text = "bad key in \(path) \(secrets.joined(separator: " "))"
        return [
            .refusal(code: -32000, text), .http(.json(text, status: 403)), .http(.json("", status: 429)), .http(.close),
            .http(.json("{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":1,\"message\":\"\(text)\"}}", status: 400)),
            .http(.respond(status: 200, headers: ["Content-Type": "text/\(secrets[0])"], body: [])),
        ]
    }()

    @Test(arguments: echoes.indices) func noErrorAndNoEventShowsASecret(_ index: Int) async throws {
        let nodes = [always(Self.echoes[index]), always(Self.echoes[index])]
        try await withNodes(nodes, path: Self.path) { client, _, witness in
            var texts = client.urls.map(\.description)
            for requests in [[NodeRequest.gasPrice], [.gasPrice, .blockNumber]] {
                let error = await nodeError { () async throws(NodeError) in
                    let replies = try await client.batch(requests)
                    for reply in replies { _ = try reply.wei() }
                }
                texts += error.map { ["\($0)", String(reflecting: $0), $0.code] } ?? ["no error"]
            }
            texts += witness.events.flatMap { ["\($0)", String(reflecting: $0)] }
            #expect(!texts.contains("no error"))
            for text in texts {
                for secret in Self.secrets { #expect(!text.contains(secret), "\(text)") }
            }
        }
    }

    @Test func userAndPasswordAreSentButNotShown() async throws {
        let node = always(.refusal(code: -32000, "who is watchman:swordfish"))
        try await LoopbackServer.with(node) { server in
            let url = server.url.replacing("http://", with: "http://watchman:swordfish@")
            await JSONHTTPClient.withClient(policy: .quickNode, version: "1") { http in
                let client = EthereumClient(urls: [url], http: http)
                let error = await nodeError { () async throws(NodeError) in try await client.gasPrice() }
                #expect(server.requests[0].header("Authorization") == "Basic d2F0Y2htYW46c3dvcmRmaXNo")
                #expect(error?.kind == .rejected(code: -32000, message: "who is ***", meaning: .other))
                #expect(error.map { "\($0)".contains("swordfish") } == false)
            }
        }
    }

    @Test func aNodesTextIsOnePrintableLineOf300Characters() async throws {
        let text = "a\r\nb\u{1b}[31m\u{202e}" + String(repeating: "x", count: 400)
        try await withNodes([always(.refusal(code: 1, text))]) { client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.gasPrice() }
            guard case .rejected(_, let message, _)? = error?.kind else {
                Issue.record("not refused")
                return
            }
            #expect(message.hasPrefix(#"a\u{d}\u{a}b\u{1b}[31m\u{202e}xxx"#) && message.hasSuffix("x…"))
            #expect(message.unicodeScalars.count < 340)
        }
    }

    @Test func errorsAndEventsReadAsOneLine() {
        let (one, two) = (RedactedURL("https://one.example/v3/secretkey0123456789"), RedactedURL("https://two.example"))
        let failure = NodeError(
            .unreachable(HTTPFailure(.unreachable(reason: "connection refused"), url: one, attempts: 2)),
            method: "eth_call", url: one)
        let lines: [(String, String)] = [
            ("\(failure)", "https://one.example/v3/***: eth_call: unreachable, connection refused (2 attempts)"),
            (
                "\(NodeError(.rateLimited(retryAfter: .milliseconds(1500)), method: "eth_call", url: two))",
                "https://two.example: eth_call: rate limited, next request in 1500 ms"
            ),
            (
                "\(NodeError(.rejected(code: -32000, message: "nonce too low", meaning: .nonceTooLow), method: "m", url: two))",
                #"https://two.example: m: refused with code -32000, "nonce too low""#
            ),
            (
                "\(NodeError(.wrongChain(expected: 1, got: 5), method: "eth_chainId", url: two))",
                "https://two.example: eth_chainId: wrong chain, expected chain id 1, got 5"
            ),
            (
                "\(NodeEvent.switched(from: one, to: two, reason: failure))",
                "switched from https://one.example/v3/*** to https://two.example after eth_call: unreachable, connection refused (2 attempts)"
            ),
            ("\(NodeEvent.returnedToPrimary(two))", "back to the primary https://two.example"),
            ("\(NodeEvent.rateLimited(two, retryAfter: .seconds(7)))", "https://two.example: rate limited for 7 s"),
            (
                "\(NodeEvent.wrongChain(two, expected: 1, got: 5))",
                "https://two.example: not used any more, expected chain id 1, got 5"
            ),
            (
                "\(NodeEvent.batchUnsupported(two, reason: "status 400"))",
                "https://two.example: no batches, status 400"
            ),
        ]
        for (line, expected) in lines { #expect(line == expected) }
    }
}
