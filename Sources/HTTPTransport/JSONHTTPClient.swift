import AsyncHTTPClient
import NIOCore

/// Fetches JSON over HTTP/1.1, with the limits, retries and redirect rules of an ``HTTPPolicy``.
///
/// One instance serves a whole process; it is safe to share between tasks, and must be shut down at the end:
///
///     try await JSONHTTPClient.withClient(version: "1.0.0") { client in
///         let body = try await client.get("https://query.main.net.espresso.network/config/hotshot")
///     }
///
/// Only status 200 is a success. User and password of a URL are sent as basic authentication. Proxies, also those of
/// environment variables such as `HTTPS_PROXY`, are not used. A cancelled task gets `.cancelled` at once.
public final class JSONHTTPClient: Sendable {
    /// Told before the pause that precedes another attempt: the failure, the number of the attempt that failed
    /// (from 1), and the length of the pause.
    public typealias RetryObserver = @Sendable (HTTPFailure, _ attempt: Int, _ pause: Duration) -> Void

    /// The limits of every request.
    public let policy: HTTPPolicy

    let client: HTTPClient
    let userAgent: String
    let onRetry: RetryObserver?

    /// A client on the process-wide event loops; no connection is opened yet.
    ///
    /// - Parameters:
    ///   - version: of the product, for the `User-Agent` header.
    ///   - onRetry: lets a command print a line about a retry.
    public init(policy: HTTPPolicy = HTTPPolicy(), version: String, onRetry: RetryObserver? = nil) {
        self.policy = policy
        self.userAgent = "hotshot-state-prover/\(version)"
        self.onRetry = onRetry

        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(policy.connectTimeout), read: TimeAmount(policy.idleTimeout))
        )
        configuration.httpVersion = .http1Only
        // Retries are counted and reported here, not hidden in the pool.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    /// Runs `body` with a client that is shut down afterwards, also when `body` throws.
    public static func withClient<Result, Failure: Error>(
        policy: HTTPPolicy = HTTPPolicy(),
        version: String,
        onRetry: RetryObserver? = nil,
        _ body: (JSONHTTPClient) async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let client = JSONHTTPClient(policy: policy, version: version, onRetry: onRetry)
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
    /// Returns within a second, at once in a cancelled task: a connection just being set up, which the library would
    /// await until `connectTimeout`, is closed in the background.
    public func shutdown() async {
        let (events, ended) = AsyncStream.makeStream(of: Void.self)
        Task { [client] in
            // The errors are "already shut down" and "a request was cut off": nothing to act on.
            try? await client.shutdown()
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
    /// - Returns: the bytes as sent, possibly none; that they are JSON is for the caller to check.
    /// - Throws: the failure of the last attempt.
    public func get(_ url: String) async throws(HTTPFailure) -> [UInt8] {
        try await send(.get, to: url) { $0.isTransient }
    }

    /// The body of a 200 that answers `body`, sent as `application/json` by `POST`.
    ///
    /// Sent again only if no connection came about; redirects are not followed but thrown as `.status`.
    ///
    /// - Returns: the bytes as sent, possibly none; that they are JSON is for the caller to check.
    /// - Throws: the failure of the last attempt.
    public func post(_ url: String, body: [UInt8]) async throws(HTTPFailure) -> [UInt8] {
        try await send(.post(body), to: url) { $0.isBeforeSending }
    }

    private func send(
        _ method: Method,
        to text: String,
        retryingIf mayRetry: (HTTPFailure) -> Bool
    ) async throws(HTTPFailure) -> [UInt8] {
        let url = try RequestURL(text)
        var generator = SystemRandomNumberGenerator()
        var attempt = 1
        while true {
            do throws(HTTPFailure) {
                return try await exchange(method, with: url).get()
            } catch {
                var failure = error
                failure.attempts = attempt
                guard attempt < policy.attempts, mayRetry(failure) else { throw failure }

                let pause = policy.pause(afterAttempt: attempt, retryAfter: failure.retryAfter, using: &generator)
                onRetry?(failure, attempt, pause)
                do {
                    try await Task.sleep(for: pause)
                } catch {
                    throw HTTPFailure(.cancelled, url: failure.url, attempts: attempt)
                }
                attempt += 1
            }
        }
    }

    /// One attempt, ended by its own end, the total timeout or cancellation, whichever comes first.
    private func exchange(_ method: Method, with url: RequestURL) async -> Result<[UInt8], HTTPFailure> {
        let deadline = NIODeadline.now() + TimeAmount(policy.totalTimeout)
        let shown = url.shown
        return await withTaskGroup { group in
            group.addTask {
                await Exchange(client: self, method: method, url: url, deadline: deadline).run()
            }
            group.addTask { [policy] in
                do {
                    try await Task.sleep(for: policy.totalTimeout)
                    return .failure(HTTPFailure(.timedOut(.wholeAttempt, after: policy.totalTimeout), url: shown))
                } catch {
                    return .failure(HTTPFailure(.cancelled, url: shown))
                }
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(HTTPFailure(.cancelled, url: shown))
        }
    }

    enum Method: Sendable {
        case get
        case post([UInt8])
    }
}
