import HTTPTransport
import LoopbackHTTP
import Testing

@Suite struct SuccessTests {
    @Test func getReturnsTheBodyOfA200() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.json(#"{"a":1}"#))) { server in
            try await withTestClient { client in
                let body = try await client.get(server.url + "/config/hotshot?x=1")
                #expect(String(decoding: body, as: UTF8.self) == #"{"a":1}"#)
            }
            #expect(server.requests.map(\.method) == ["GET"])
            #expect(server.requests.map(\.path) == ["/config/hotshot?x=1"])
            #expect(server.requests.first?.header("Accept") == "application/json")
            #expect(server.requests.first?.header("User-Agent") == "hotshot-state-prover/9.8.7")
            #expect(server.requests.first?.header("Authorization") == nil)
        }
    }

    @Test func postSendsItsBodyAsJSON() async throws {
        let mirror: LoopbackServer.Handler = { .respond(status: 200, headers: [:], body: $0.body.reversed()) }
        try await LoopbackServer.with(mirror) { server in
            let answer = try await withTestClient { client in
                try await client.post(server.url, body: Array("[1,2]".utf8))
            }
            #expect(String(decoding: answer, as: UTF8.self) == "]2,1[")
            #expect(server.requests.first?.method == "POST")
            #expect(server.requests.first?.header("Content-Type") == "application/json")
            #expect(server.requests.first?.header("Accept") == "application/json")
        }
    }

    @Test func anEmptyBodyIsABody() async throws {
        #expect(try await failureOfGet(.json("")) == nil)
    }

    @Test func manyRequestsAtOnceAllSucceed() async throws {
        try await LoopbackServer.with(echo) { server in
            try await withTestClient { client in
                try await withThrowingTaskGroup { group in
                    for number in 0..<40 {
                        group.addTask {
                            let body = try await client.get("\(server.url)/\(number)")
                            #expect(String(decoding: body, as: UTF8.self) == "/\(number)")
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(server.requests.count == 40)
        }
    }

    @Test func aBodyAsLongAsTheLimitIsAccepted() async throws {
        let policy = HTTPPolicy.quick(maximumBodyBytes: 100_000)
        for chunked in [true, false] {
            try await LoopbackServer.with(LoopbackServer.always(.oversized(total: 100_000, chunked: chunked))) {
                server in
                let body = try await withTestClient(policy) { try await $0.get(server.url) }
                #expect(body.count == 100_000)
            }
        }
    }

    @Test func credentialsOfTheURLBecomeBasicAuthentication() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.json("1"))) { server in
            _ = try await withTestClient { try await $0.get("http://me:p%40ss@127.0.0.1:\(server.port)/") }
            #expect(server.requests.first?.header("Authorization") == "Basic bWU6cEBzcw==")
        }
    }

    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;v=1",
    ]
    )
    func jsonContentTypesAreAccepted(type: String) async throws {
        let reply = LoopbackReply.respond(status: 200, headers: ["Content-Type": type], body: [0x31])
        #expect(try await failureOfGet(reply) == nil)
    }

    @Test func aMissingContentTypeIsAccepted() async throws {
        #expect(try await failureOfGet(.respond(status: 200, headers: [:], body: [0x31])) == nil)
    }

    @Test(arguments: ["application/octet-stream", "text/html; charset=utf-8", "application/jsonp", ""])
    func jsonIsTakenWhateverItIsCalled(type: String) async throws {
        let reply = LoopbackReply.respond(status: 200, headers: ["Content-Type": type], body: Array("{\"a\":1}".utf8))
        #expect(try await failureOfGet(reply) == nil)
        let page = LoopbackReply.respond(status: 200, headers: ["Content-Type": type], body: Array("<html>".utf8))
        #expect(try await failureOfGet(page)?.kind == .wrongContentType(type))
    }
}
