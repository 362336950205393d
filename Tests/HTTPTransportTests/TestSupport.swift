import HTTPTransport
import LoopbackHTTP

/// A handler that answers the path of the request.
let echo: LoopbackServer.Handler = { .json($0.path) }

/// A client with short limits, so that a test of a limit ends soon.
func withTestClient<Result>(
    _ policy: HTTPPolicy = .quick(),
    network: NetworkSettings = NetworkSettings(environment: [:]),
    onRetry: JSONHTTPClient.RetryObserver? = nil,
    _ body: (JSONHTTPClient) async throws -> Result
) async throws -> Result {
    try await JSONHTTPClient.withClient(policy: policy, version: "9.8.7", network: network, onRetry: onRetry, body)
}

/// What `get` fails with on a server that gives these replies in turn, the last one for ever.
func failureOfGet(
    _ replies: LoopbackReply...,
    policy: HTTPPolicy = .quick(),
    path: String = "/"
) async throws -> HTTPFailure? {
    try await LoopbackServer.with(LoopbackServer.inTurn(replies)) { server in
        try await withTestClient(policy) { client in
            await client.failureOfGet(server.url + path)
        }
    }
}

extension JSONHTTPClient {
    /// What `get` throws, `nil` if it succeeds.
    func failureOfGet(_ url: String) async -> HTTPFailure? {
        do {
            _ = try await get(url)
            return nil
        } catch {
            return error
        }
    }

    /// What `post` throws, `nil` if it succeeds.
    func failureOfPost(_ url: String, body: [UInt8] = []) async -> HTTPFailure? {
        do {
            _ = try await post(url, body: body)
            return nil
        } catch {
            return error
        }
    }
}

extension NetworkSettings {
    /// What these variables say, hosts having the addresses given instead of those that a resolver knows.
    init(_ environment: [String: String], addresses: [String] = []) {
        self.init(environment: environment)
        self.addresses = addresses
    }
}

extension HTTPPolicy {
    /// Ample time, no second attempt, unless a test says otherwise.
    static func quick(
        total: Duration = .seconds(20),
        idle: Duration = .seconds(20),
        maximumBodyBytes: Int = 1 << 20,
        attempts: Int = 1,
        connect: Duration = .seconds(10)
    ) -> HTTPPolicy {
        HTTPPolicy(
            connectTimeout: connect,
            totalTimeout: total,
            idleTimeout: idle,
            maximumBodyBytes: maximumBodyBytes,
            attempts: attempts,
            firstBackoff: .milliseconds(2),
            maximumBackoff: .milliseconds(20)
        )
    }
}

/// A port of the loopback interface that nobody listens on: tcpmux's. One that a server of ours just left might be
/// another test's by now.
let closedPort = 1
