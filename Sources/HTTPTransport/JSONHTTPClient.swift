/// Fetches JSON over HTTP, with the limits, retries and redirect rules of an ``HTTPPolicy``.
///
/// One instance serves a whole process; it is safe to share between tasks, and must be shut down at the end:
///
///     try await JSONHTTPClient.withClient(version: "1.0.0") { client in
///         let body = try await client.get("https://query.main.net.espresso.network/config/hotshot")
///     }
///
/// Only status 200 is a success. User and password of a URL are sent as basic authentication. Proxies and trusted
/// authorities are those of ``NetworkSettings``; nothing else is taken from variables or files of the user. Under TLS,
/// which is version 1.2 at least, a `GET` speaks HTTP/2 where the server does. Packed answers are asked for and unpacked.
/// A cancelled task gets `.cancelled` at once.
public final class JSONHTTPClient: Sendable {
    /// Told before the pause that precedes another attempt: the failure, the number of the attempt that failed
    /// (from 1), and the length of the pause.
    public typealias RetryObserver = @Sendable (HTTPFailure, _ attempt: Int, _ pause: Duration) -> Void

    /// The limits of every request.
    public let policy: HTTPPolicy

    let network: NetworkSettings
    let userAgent: String
    let onRetry: RetryObserver?
    let loop = TransferLoop()

    /// A client; no connection is opened yet, and no thread started.
    ///
    /// `version` is the product's, for the `User-Agent` header. `network` has proxies and authorities, those of the
    /// environment unless given. `onRetry` lets a command print a line about a retry.
    public init(
        policy: HTTPPolicy = HTTPPolicy(), version: String, network: NetworkSettings = .ofProcess,
        onRetry: RetryObserver? = nil
    ) {
        self.policy = policy
        self.network = network
        self.userAgent = "hotshot-state-prover/\(version)"
        self.onRetry = onRetry
    }

    deinit { loop.stop() }

    /// Runs `body` with a client that is shut down afterwards, also when `body` throws.
    public static func withClient<Result, Failure: Error>(
        policy: HTTPPolicy = HTTPPolicy(),
        version: String,
        network: NetworkSettings = .ofProcess,
        onRetry: RetryObserver? = nil,
        _ body: (JSONHTTPClient) async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let client = JSONHTTPClient(policy: policy, version: version, network: network, onRetry: onRetry)
        do throws(Failure) {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Closes all connections; requests under way fail. A second call does nothing.
    ///
    /// Returns within a second, at once in a cancelled task.
    public func shutdown() async {
        loop.stop()
        let (events, ended) = AsyncStream.makeStream(of: Void.self)
        Task { [loop] in
            await loop.untilEnd()
            ended.finish()
        }
        let limit = Task {
            try await Task.sleep(for: .seconds(1))
            ended.finish()
        }
        for await _ in events {}
        limit.cancel()
    }

    /// The body of a 200, fetched by `GET`; transient failures are retried.
    ///
    /// - Returns: the bytes, unpacked, possibly none; that they are JSON is for the caller to check.
    /// - Throws: the failure of the last attempt.
    public func get(_ url: String) async throws(HTTPFailure) -> [UInt8] {
        try await send(.get, to: url) { $0.isTransient }
    }

    /// The body of a 200 that answers `body`, sent as `application/json` by `POST`.
    ///
    /// Sent again only if no connection came about; redirects are not followed but thrown as `.redirectedPost`.
    ///
    /// - Returns: the bytes, unpacked, possibly none; that they are JSON is for the caller to check.
    /// - Throws: the failure of the last attempt.
    public func post(_ url: String, body: [UInt8]) async throws(HTTPFailure) -> [UInt8] {
        try await send(.post(body), to: url) { $0.isTransient && $0.isBeforeSending }
    }

    private func send(
        _ method: Method,
        to text: String,
        retryingIf mayRetry: (HTTPFailure) -> Bool
    ) async throws(HTTPFailure) -> [UInt8] {
        let url = try RequestURL(text)
        return try await attempts(retryingIf: mayRetry) { () async throws(HTTPFailure) in
            try await exchange(method, with: url)
        }
    }

    /// What `attempt` returns, tried again after a pause as often as the policy allows.
    func attempts<Value>(
        retryingIf mayRetry: (HTTPFailure) -> Bool, _ attempt: () async throws(HTTPFailure) -> Value
    ) async throws(HTTPFailure) -> Value {
        var generator = SystemRandomNumberGenerator()
        var count = 1
        while true {
            do throws(HTTPFailure) {
                return try await attempt()
            } catch {
                var failure = error
                failure.attempts = count
                guard count < policy.attempts, mayRetry(failure) else { throw failure }

                let pause = policy.pause(afterAttempt: count, retryAfter: failure.retryAfter, using: &generator)
                onRetry?(failure, count, pause)
                do {
                    try await Task.sleep(for: pause)
                } catch {
                    throw HTTPFailure(.cancelled, url: failure.url, attempts: count)
                }
                count += 1
            }
        }
    }

    /// One attempt.
    private func exchange(_ method: Method, with url: RequestURL) async throws(HTTPFailure) -> [UInt8] {
        let limit = policy.maximumBodyBytes
        let exchange = Exchange(
            client: self, method: method, url: url, time: policy.totalTimeout, deadline: .now + policy.totalTimeout,
            bodyRule: { JSONAnswer(head: $0, limit: limit).bodyRule })
        let response = try await exchange.response()
        guard response.head.status == 200 else { throw try await response.statusFailure() }
        let answer = JSONAnswer(head: response.head, limit: limit)
        if let failure = answer.failure(of: response.url) { throw failure }
        let body = try await response.transfer.body()
        if let failure = answer.failure(of: body, from: response.url) { throw failure }
        return body
    }

    enum Method: Sendable {
        case get
        case post([UInt8])
    }
}
