import HTTPTransport
import LoopbackHTTP
import Testing

@Suite struct LoopbackTests {
    @Test func aStoppedServerRefusesConnectionsAndDropsThoseItHas() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let server = try await LoopbackServer.start { _ in
            arrived.yield()
            return .stall
        }
        try await withTestClient { client in
            async let pending = client.failureOfGet(server.url)
            for await _ in arrivals { break }
            await server.stop()
            #expect(await pending?.isTransient == true)
            let later = await client.failureOfGet(server.url)
            // Whoever may listen on the port by now, it is not this server.
            #expect(later == nil || later?.isTransient == true)
            #expect(server.requests.count == 1)
        }
    }

    @Test func aRequestBeyondTheBoundIsCutOff() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.json("1"))) { server in
            let thrown = try await withTestClient { client in
                let body = [UInt8](repeating: 0x20, count: 5 << 20)
                return await client.failureOfPost(server.url, body: body)
            }
            #expect(thrown != nil)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func aDripArrivesWhole() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.drip(body: Array("[1]".utf8), milliseconds: 1))) {
            server in
            let body = try await withTestClient { try await $0.get(server.url) }
            #expect(body == Array("[1]".utf8))
        }
    }
}
