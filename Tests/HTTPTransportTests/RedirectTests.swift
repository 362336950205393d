import HTTPTransport
import LoopbackHTTP
import Testing

@Suite struct RedirectTests {
    /// Follows redirects from `/a/start` on a server that redirects there only, and answers its path elsewhere.
    private func follow(_ location: String?, status: Int = 307) async throws -> Result<String, HTTPFailure> {
        let handler: LoopbackServer.Handler = { request in
            request.path == "/a/start?q=1" ? .redirect(to: location, status: status) : .json(request.path)
        }
        return try await LoopbackServer.with(handler) { server in
            try await withTestClient { client in
                do throws(HTTPFailure) {
                    let body = try await client.get(server.url + "/a/start?q=1")
                    return .success(String(decoding: body, as: UTF8.self))
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    @Test(arguments: [
        ("/v3/api/state", "/v3/api/state"), ("sibling", "/a/sibling"), ("../up?x=2", "/up?x=2"),
        ("?r=3", "/a/start?r=3"), ("/end#fragment", "/end"),
    ])
    func relativeLocationsAreResolved(location: String, path: String) async throws {
        #expect(try await follow(location) == .success(path))
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func allRedirectStatusesAreFollowed(status: Int) async throws {
        #expect(try await follow("/end", status: status) == .success("/end"))
    }

    @Test(arguments: [300, 304, 305])
    func otherStatusesAreNot(status: Int) async throws {
        #expect(try await follow("/end", status: status).failure?.statusCode == status)
    }

    @Test func aPostIsNotSentOnAndSaysWhereTo() async throws {
        let there = "https://other.example/v3/0123456789abcdef0123?key=secret"
        for location in [there, nil] {
            try await LoopbackServer.with(LoopbackServer.always(.redirect(to: location, status: 308))) { server in
                let failure = try await withTestClient { client in
                    do throws(HTTPFailure) {
                        _ = try await client.post(server.url, body: [0x31])
                        return HTTPFailure?.none
                    } catch {
                        return error
                    }
                }
                #expect(failure?.statusCode == 308)
                #expect(server.requests.count == 1)
                guard location != nil else { return }
                let words = failure.map { "\($0.kind)" }
                #expect(
                    words
                        == "status 308, redirected to https://other.example/v3/***?***, where a post request is not sent on"
                )
            }
        }
    }

    @Test func anAbsoluteLocationLeadsToAnotherServer() async throws {
        try await LoopbackServer.with(echo) { target in
            let answer = try await follow(target.url + "/there")
            #expect(answer == .success("/there"))
            #expect(target.requests.map { $0.header("Accept") } == ["application/json"])
        }
    }

    @Test func credentialsStayWithTheirOrigin() async throws {
        try await LoopbackServer.with(echo) { other in
            let handler: LoopbackServer.Handler = { request in
                switch request.path {
                case "/near": .redirect(to: "/far")
                case "/far": .redirect(to: other.url + "/end")
                default: .close
                }
            }
            try await LoopbackServer.with(handler) { server in
                _ = try await withTestClient { client in
                    try await client.get("http://me:secret@127.0.0.1:\(server.port)/near")
                }
                #expect(server.requests.map { $0.header("Authorization") != nil } == [true, true])
                #expect(other.requests.map { $0.header("Authorization") != nil } == [false])
            }
        }
    }

    @Test(arguments: [
        (nil, "it has no location"),
        ("ftp://host/file", "its scheme is ftp, not http or https: ftp://host/***"),
        ("file:///etc/passwd", "its scheme is file, not http or https: ***"),
        ("http://", "it has no host: http://"),
        ("/a/start?q=1", "it goes in a circle"),
        ("/a/start?q=1#again", "it goes in a circle"),
    ])
    func badRedirectsAreRefused(location: String?, reason: String) async throws {
        #expect(try await follow(location).failure?.kind == .badRedirect(reason: reason))
    }

    @Test func aRedirectMayEnterHTTPSButNotLeaveIt() throws {
        #expect(try RequestURL("http://host/a").redirected(to: "https://host/b").text == "https://host/b")
        #expect(try RequestURL("https://host/a").redirected(to: "//other/b").text == "https://other/b")
        let refusal = #expect(throws: HTTPFailure.self) {
            try RequestURL("https://host/a").redirected(to: "http://host/b")
        }
        #expect(refusal?.kind == .badRedirect(reason: "it leaves https: http://host/***"))
    }

    @Test func aCircleOfTwoIsNoticed() async throws {
        let handler: LoopbackServer.Handler = { .redirect(to: $0.path == "/a" ? "/b" : "/a") }
        try await LoopbackServer.with(handler) { server in
            let thrown = try await withTestClient { client in
                await client.failureOfGet(server.url + "/a")
            }
            #expect(thrown?.kind == .badRedirect(reason: "it goes in a circle"))
            #expect(server.requests.map(\.path) == ["/a", "/b"])
        }
    }

    @Test func fiveRedirectsAreFollowedAndTheSixthIsNot() async throws {
        let handler: LoopbackServer.Handler = { request in
            guard let number = Int(request.path.dropFirst()), number > 0 else { return .json("0") }
            return .redirect(to: "/\(number - 1)")
        }
        try await LoopbackServer.with(handler) { server in
            try await withTestClient { client in
                let body = try await client.get(server.url + "/5")
                #expect(body == [UInt8(ascii: "0")])
                let thrown = await client.failureOfGet(server.url + "/6")
                #expect(thrown?.kind == .tooManyRedirects(limit: 5))
            }
            #expect(server.requests.count == 6 + 6)
        }
    }

    @Test func aPostIsNotRedirected() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.redirect(to: "/end"))) { server in
            let thrown = try await withTestClient { client in
                await client.failureOfPost(server.url)
            }
            #expect(thrown?.statusCode == 307)
            #expect(server.requests.count == 1)
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
