import Foundation
import HTTPTransport
import LoopbackHTTP
import SlowResolver
import TestSupport
import Testing

/// In whatever phase a request is: its task ends at once, and so does the client.
@Suite struct CancellationTests {
    /// Cancels what `body` does once `isReached`, and expects that it soon ends with `.cancelled`.
    private func expectCancellation(
        network: NetworkSettings = NetworkSettings([:]), _ location: SourceLocation = #_sourceLocation,
        once isReached: @Sendable () -> Bool, _ body: @escaping @Sendable (JSONHTTPClient) async -> HTTPFailure?
    ) async throws {
        let long = Duration.seconds(600)
        var policy = HTTPPolicy.quick(total: long, idle: long, attempts: 2, connect: long)
        (policy.firstBackoff, policy.maximumBackoff) = (long, long)
        let client = JSONHTTPClient(policy: policy, version: "1", network: network)
        let task = Task { await body(client) }
        while !isReached() { try await Task.sleep(for: .milliseconds(10)) }
        // The phase goes on for much longer.
        try await Task.sleep(for: .milliseconds(100))
        let clock = ContinuousClock()
        let start = clock.now
        task.cancel()
        let failure = await task.value
        let ended = clock.now
        await client.shutdown()
        #expect(failure?.kind == .cancelled, sourceLocation: location)
        #expect(ended - start < .seconds(5), sourceLocation: location)
        #expect(clock.now - ended < .seconds(1), sourceLocation: location)
    }

    @Test func whileTheNameIsLookedUp() async throws {
        let before = slow_resolver_count()
        try await expectCancellation(once: { slow_resolver_count() > before }) {
            await $0.failureOfGet("http://node.slow.invalid/")
        }
    }

    @Test func whileTheNameOfTheProxyIsLookedUp() async throws {
        let before = slow_resolver_count()
        let network = NetworkSettings(["all_proxy": "http://proxy.slow.invalid:3128"])
        try await expectCancellation(network: network, once: { slow_resolver_count() > before }) {
            await $0.failureOfGet("http://node.example/")
        }
    }

    @Test func whileConnecting() async throws {
        let hole = try BlackHole(onIPv6: false)
        try await expectCancellation(once: { true }) { await $0.failureOfGet("http://127.0.0.1:\(hole.port)/") }
    }

    @Test func duringTheHandshake() async throws {
        let authority = try await CertificateAuthority()
        let network = NetworkSettings(["SSL_CERT_FILE": authority.certificate])
        try await LoopbackServer.with(LoopbackServer.always(.stall)) { server in
            try await expectCancellation(network: network, once: { server.connectionCount > 0 }) {
                await $0.failureOfGet("https://127.0.0.1:\(server.port)/")
            }
        }
    }

    @Test func whileTheProxyConnects() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.stall)) { proxy in
            let network = NetworkSettings(["https_proxy": proxy.url])
            try await expectCancellation(network: network, once: { proxy.requests.count > 0 }) {
                await $0.failureOfGet("https://node.example/")
            }
        }
    }

    @Test(arguments: [
        LoopbackReply.stall, .stallMidBody([0x5b]), .json("", status: 503),
        .drip(body: [UInt8](repeating: 0x20, count: 100), milliseconds: 1000),
    ])
    func whileWaitingInTheBodyAndBeforeAnotherAttempt(reply: LoopbackReply) async throws {
        try await LoopbackServer.with(LoopbackServer.always(reply)) { server in
            try await expectCancellation(once: { server.requests.count > 0 }) { await $0.failureOfGet(server.url) }
        }
    }

    @Test func duringADownload() async throws {
        let folder = try TemporaryFolder()
        try await LoopbackServer.with(LoopbackServer.always(.stallMidBody([1, 2, 3]))) { server in
            try await expectCancellation(once: { server.requests.count > 0 }) { client in
                do throws(DownloadFailure) {
                    let download = FileDownload(from: server.url, to: folder.path + "/file", maximumBytes: 1000)
                    try await download.run(client: client)
                    return nil
                } catch {
                    if case .http(let failure) = error { return failure }
                    return nil
                }
            }
        }
    }

    /// Nothing is sent for a task that was cancelled before.
    @Test func beforeTheRequest() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.json("1"))) { server in
            try await withTestClient { client in
                let task = Task {
                    while !Task.isCancelled { await Task.yield() }
                    return await client.failureOfGet(server.url)
                }
                task.cancel()
                #expect(await task.value?.kind == .cancelled)
            }
        }
    }

    @Test func requestsUnderWayEndWithTheClient() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.stall)) { server in
            let client = JSONHTTPClient(policy: .quick(), version: "1")
            let request = Task { await client.failureOfGet(server.url) }
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            await client.shutdown()
            #expect(await request.value?.kind == .shutDown)
        }
    }

    /// A client that nobody shut down leaves neither its thread nor its connections behind.
    @Test func aForgottenClientLeavesNothing() async throws {
        func count(_ folder: String) throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: folder).count
        }
        let folders = ["/proc/self/task", "/proc/self/fd"]
        let before = try folders.map(count)
        try await LoopbackServer.with(echo) { server in
            for _ in 0..<200 {
                let client = JSONHTTPClient(policy: .quick(), version: "1", network: NetworkSettings([:]))
                #expect(await client.failureOfGet(server.url) == nil)
            }
        }
        // Threads end a little later; other tests may have some of their own.
        let deadline = ContinuousClock.now + .seconds(10)
        while try zip(folders.map(count), before).contains(where: { $0 > $1 + 100 }), .now < deadline {
            try await Task.sleep(for: .milliseconds(10))
        }
        for (folder, before) in zip(folders, before) { #expect(try count(folder) <= before + 100) }
    }
}
