import HTTPTransport
import LoopbackHTTP
import TestSupport
import Testing

@Suite struct ProxyTests {
    private let authority: CertificateAuthority
    private let emptyFolder: TemporaryFolder

    init() async throws {
        authority = try await CertificateAuthority()
        emptyFolder = try TemporaryFolder()
    }

    /// These variables, and trust in `authority` and nobody else.
    private func network(_ variables: [String: String], addresses: [String] = []) -> NetworkSettings {
        let trust = ["SSL_CERT_FILE": authority.certificate, "SSL_CERT_DIR": emptyFolder.path]
        return NetworkSettings(variables.merging(trust) { $1 }, addresses: addresses)
    }

    /// A proxy that lets those in who bring this header, and answers `GET`s itself.
    private static func proxy(to port: Int = 0, wanting credentials: String? = nil) -> LoopbackServer.Handler {
        { request in
            guard credentials == nil || request.header("Proxy-Authorization") == credentials else {
                return .json("{}", status: 407, headers: ["Proxy-Authenticate": "Basic realm=\"test\""])
            }
            return request.method == "CONNECT" ? .tunnel(port: port) : .json(#"{"by":"proxy"}"#)
        }
    }

    @Test(arguments: ["http_proxy", "all_proxy", "ALL_PROXY"])
    func plainRequestsGoToTheProxyInAbsoluteForm(variable: String) async throws {
        try await LoopbackServer.with(Self.proxy()) { proxy in
            try await withTestClient(network: network([variable: proxy.url])) { client in
                let body = try await client.get("http://me:secret@node.example/config?x=1")
                #expect(String(decoding: body, as: UTF8.self) == #"{"by":"proxy"}"#)
            }
            #expect(proxy.requests.map(\.method) == ["GET"])
            #expect(proxy.requests.map(\.path) == ["http://node.example/config?x=1"])
            #expect(proxy.requests.first?.header("Host") == "node.example")
        }
    }

    @Test(arguments: ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
    func requestsUnderTLSGoThroughATunnel(variable: String) async throws {
        try await TLSServer.with(.http2, as: try await authority.issue("node", for: "DNS:node.example")) { port in
            try await LoopbackServer.with(Self.proxy(to: port)) { proxy in
                try await withTestClient(network: network([variable: proxy.url])) { client in
                    for _ in 0..<2 {
                        let body = try await client.get("https://me:secret@node.example:8443/config")
                        #expect(String(decoding: body, as: UTF8.self).contains(#""protocol": "h2""#))
                    }
                }
                // One tunnel for both, and nothing of the request outside of it.
                #expect(proxy.requests.map(\.method) == ["CONNECT"])
                #expect(proxy.requests.map(\.path) == ["node.example:8443"])
                #expect(proxy.requests.first?.header("Authorization") == nil)
                #expect(proxy.requests.first?.header("Accept") == nil)
            }
        }
    }

    /// In a CGI program `HTTP_PROXY` is what the client sent as `Proxy`.
    @Test func httpProxyInUpperCaseIsNotHeeded() async throws {
        let variables = ["HTTP_PROXY": "http://127.0.0.1:\(closedPort)", "https_proxy": "http://127.0.0.1:1"]
        try await LoopbackServer.with(echo) { server in
            try await withTestClient(network: network(variables)) { #expect(await $0.failureOfGet(server.url) == nil) }
        }
    }

    @Test func lowerCaseGoesBeforeUpperAndTheSchemesBeforeAll() async throws {
        let dead = "http://127.0.0.1:\(closedPort)"
        try await LoopbackServer.with(Self.proxy()) { proxy in
            let network = network([
                "http_proxy": proxy.url, "all_proxy": dead, "ALL_PROXY": dead, "https_proxy": "", "HTTPS_PROXY": dead,
            ])
            try await withTestClient(network: network) { client in
                #expect(await client.failureOfGet("http://node.example/") == nil)
                let failure = await client.failureOfGet("https://node.example/")
                #expect(failure?.kind == .unreachable(reason: "proxy \(dead): connection refused"))
            }
            #expect(network.entries.map(\.variable) == ["http_proxy", "HTTPS_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"])
        }
    }

    // MARK: Passwords

    private let password = "Pr0xyP4ss"

    @Test func aProxyGetsItsPassword() async throws {
        try await TLSServer.with(.http1, as: try await authority.issue("node", for: "DNS:node.example")) { port in
            let handler = Self.proxy(to: port, wanting: "Basic dXNlcjpQcjB4eVA0c3M=")
            try await LoopbackServer.with(handler) { proxy in
                let url = "user:\(password)@127.0.0.1:\(proxy.port)"
                try await withTestClient(network: network(["all_proxy": url])) { client in
                    #expect(await client.failureOfGet("http://node.example/") == nil)
                    #expect(await client.failureOfGet("https://node.example/") == nil)
                }
                #expect(proxy.requests.count == 2)
            }
        }
    }

    @Test func aWrongPasswordIsSaidToBeOfTheProxyAndNotShown() async throws {
        try await LoopbackServer.with(Self.proxy(wanting: "Basic other")) { proxy in
            let network = network(["all_proxy": "http://user:\(password)@127.0.0.1:\(proxy.port)"])
            try await withTestClient(.quick(attempts: 3), network: network) { client in
                for url in ["http://node.example/", "https://node.example/"] {
                    for failure in [await client.failureOfGet(url), await client.failureOfPost(url)] {
                        let shown = "http://***@127.0.0.1:\(proxy.port)"
                        let words = "status 407, its user and password are missing or wrong"
                        #expect(failure?.description == "\(url): proxy \(shown): \(words)")
                        var dumped = ""
                        dump(failure, to: &dumped)
                        #expect(!dumped.contains(password))
                    }
                }
            }
            #expect(
                network.entries.map(\.value).prefix(2)
                    == Array(repeating: "http://***@127.0.0.1:\(proxy.port)", count: 2)[...])
        }
    }

    // MARK: Failures

    @Test(arguments: [(403, 1), (502, 3), (503, 3)])
    func aRefusedTunnelIsSaidToBeOfTheProxy(status: Int, attempts: Int) async throws {
        let handler: LoopbackServer.Handler = { _ in .json("go away", status: status) }
        try await LoopbackServer.with(handler) { proxy in
            try await withTestClient(.quick(attempts: 3), network: network(["https_proxy": proxy.url])) { client in
                // Nothing has reached the server, so that even a POST may be sent again.
                let failure = await client.failureOfPost("https://node.example/")
                #expect(failure?.kind == .proxyRefused(status: status, proxy: RedactedURL(proxy.url)))
                #expect(failure?.attempts == attempts)
            }
            #expect(proxy.requests.count == attempts)
        }
    }

    @Test func aProxyThatClosesTheConnectionIsUnreachable() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.close)) { proxy in
            try await withTestClient(.quick(attempts: 2), network: network(["https_proxy": proxy.url])) { client in
                let failure = await client.failureOfPost("https://node.example/")
                #expect(failure?.kind == .unreachable(reason: "proxy \(proxy.url): connection closed"))
                #expect(failure?.attempts == 2)
            }
        }
    }

    @Test func anUnknownProxyIsUnreachable() async throws {
        let proxy = "http://no-such-proxy.invalid:3128"
        try await withTestClient(network: network(["all_proxy": proxy])) { client in
            for url in ["http://node.example/", "https://node.example/"] {
                let failure = await client.failureOfGet(url)
                #expect(failure?.kind == .unreachable(reason: "proxy \(proxy): host name not found"))
            }
        }
    }

    @Test func aProxyThatDoesNotAnswerTimesOut() async throws {
        let hole = try BlackHole(onIPv6: false)
        let limit = Duration.milliseconds(200)
        let url = "http://127.0.0.1:\(hole.port)"
        try await withTestClient(.quick(connect: limit), network: network(["all_proxy": url])) { client in
            let failure = await client.failureOfGet("https://node.example/")
            #expect(failure?.kind == .timedOut(.connectingByProxy, after: limit))
            #expect(failure?.isBeforeSending == true)
        }
    }

    @Test func aProxyUnderTLSIsVerifiedItself() async throws {
        try await TLSServer.with(.http1, as: try await authority.issue("old", for: "DNS:localhost", valid: .past)) {
            port in
            let network = network(["all_proxy": "https://localhost:\(port)"])
            try await withTestClient(network: network) { client in
                for url in ["http://node.example/", "https://node.example/"] {
                    let failure = await client.failureOfGet(url)
                    #expect(failure?.kind == .tls(TLSFailure(peer: "proxy localhost", cause: .expired)))
                }
            }
        }
    }

    @Test func theServerBehindAProxyIsVerified() async throws {
        try await TLSServer.with(.http1, as: try await authority.issue("old", for: "DNS:node.example", valid: .past)) {
            port in
            try await LoopbackServer.with(Self.proxy(to: port)) { proxy in
                try await withTestClient(network: network(["https_proxy": proxy.url])) { client in
                    let failure = await client.failureOfGet("https://node.example/")
                    #expect(failure?.kind == .tls(TLSFailure(peer: "node.example", cause: .expired)))
                }
            }
        }
    }

    @Test(arguments: [
        ("http://", "https_proxy: it is no proxy, such as http://host:3128"),
        (
            "ftp://user:Pr0xyP4ss@host",
            "https_proxy: its scheme is none of http, https, socks4, socks4a, socks5, socks5h"
        ),
        ("http://user:Pr0xyP4ss@ho st", "https_proxy: it has a space, a control character or a character beyond ascii"),
    ])
    func aMalformedProxyIsAnErrorOfTheEnvironment(value: String, reason: String) async throws {
        try await withTestClient(.quick(attempts: 3), network: network(["https_proxy": value])) { client in
            let failure = await client.failureOfGet("https://node.example/")
            #expect(failure?.kind == .environment(reason: reason))
            #expect(failure?.attempts == 1)
        }
    }

    // MARK: NO_PROXY

    @Test(arguments: [
        ("node.example", true), ("example", true), (".example", true), ("NODE.Example.", true), ("*", true),
        ("other.example, node.example", true), ("other.example node.example", true), ("other.example", false),
        ("ode.example", false), ("a.node.example", false), ("*.example", false), ("", false), (",", false),
    ])
    func hostsOfNoProxyAreReachedDirectly(list: String, isDirect: Bool) async throws {
        try await LoopbackServer.with(LoopbackServer.always(.json("1"))) { server in
            let dead = "http://127.0.0.1:\(closedPort)"
            for name in ["no_proxy", "NO_PROXY"] {
                let network = network(
                    ["all_proxy": dead, name: list], addresses: ["node.example:\(server.port):127.0.0.1"])
                try await withTestClient(network: network) { client in
                    let failure = await client.failureOfGet("http://node.example:\(server.port)/")
                    #expect((failure == nil) == isDirect)
                }
            }
        }
    }

    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.0/8", true), ("127.0.0.1", "127.0.0.0/31", true),
        ("127.0.0.1", "127.0.0.2/31", false), ("127.0.0.1", "0.0.0.0/0", true), ("127.0.0.1", "127.0.0.1/33", false),
        ("127.0.0.1", "0.1", false), ("127.0.0.1", "127.0.0.0/x", false), ("[::1]", "::1", true),
        ("[::1]", "[::1]", true), ("[::1]", "::/127", true), ("[::1]", "::2/127", false), ("[::1]", "0.0.0.0/0", false),
        ("[fe80::1]", "fe80::/10", true), ("host.", "host", true), ("host", "/", false),
    ])
    func addressesStandForNetworks(host: String, list: String, isListed: Bool) {
        #expect(HostList(list).contains(host) == isListed)
    }

    @Test(arguments: [
        ("localhost .svc,10.0.0.0/8,*", "localhost,.svc,10.0.0.0/8,*"),
        ("[::1],::1/128,node.example:80", "[::1],::1/128,node.example:80"),
        ("zebra yellow wrist", "***,***,***"), ("http://user:word@host/key", "***"), ("node.example/key", "***"),
        ("10.0.0.0/12345", "***"), ("", ""),
    ])
    func whatIsNoHostIsNotShown(list: String, shown: String) {
        #expect(HostList.shown(list) == shown)
    }

    /// What a URL is sent on to may be reached in another way than the URL.
    @Test func aRedirectChoosesItsOwnWay() async throws {
        try await LoopbackServer.with(echo) { server in
            let handler: LoopbackServer.Handler = { _ in .redirect(to: server.url + "/direct") }
            try await LoopbackServer.with(handler) { proxy in
                let network = network(["http_proxy": proxy.url, "no_proxy": "127.0.0.1"])
                let body = try await withTestClient(network: network) { try await $0.get("http://node.example/") }
                #expect(String(decoding: body, as: UTF8.self) == "/direct")
                #expect(proxy.requests.count == 1)
            }
        }
    }
}
