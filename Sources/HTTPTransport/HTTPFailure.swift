import Failures

/// Why a request failed, in words that may be logged: no URL secret is in any of them.
public struct HTTPFailure: Error, Sendable, Equatable {
    /// What went wrong.
    public var kind: Kind

    /// The URL that failed: the one asked for, or the one it redirected to.
    public var url: RedactedURL

    /// How many attempts were made, this one included.
    public var attempts: Int

    /// How long the server asked to wait (`Retry-After` on an error status).
    public var retryAfter: Duration?

    /// What was asked, in words such as `state relay`; nil if that is nobody's concern.
    public var service: String?

    /// Whether what was asked for appears with time, so that a 404 means "not yet": bundles, stake tables and
    /// certificates do.
    public var isAwaited = false

    /// A failure of the first attempt.
    public init(_ kind: Kind, url: RedactedURL, attempts: Int = 1, retryAfter: Duration? = nil) {
        self.kind = kind
        self.url = url
        self.attempts = attempts
        self.retryAfter = retryAfter
    }

    /// What went wrong.
    public enum Kind: Sendable, Equatable {
        /// Not an absolute `http` or `https` URL with a host.
        case invalidURL(reason: String)
        /// No connection came about: unknown host, connection refused, no route.
        case unreachable(reason: String)
        /// The proxy refused to serve: it wants other credentials (407), or reaches no server.
        case proxyRefused(status: Int, proxy: RedactedURL)
        /// A peer that was reached cannot be trusted, or does not speak TLS.
        case tls(TLSFailure)
        /// A variable of the environment, or a file that it names, cannot be used; see ``NetworkSettings``.
        case environment(reason: String)
        /// The connection broke before an answer began.
        case disconnected(reason: String)
        /// The server took longer than the policy allows.
        case timedOut(Phase, after: Duration)
        /// An answer other than 200, with the server's own words.
        case status(Int, message: String)
        /// A redirect of a `POST`, which is sent to the URL that was given or nowhere.
        case redirectedPost(Int, to: RedactedURL)
        /// The body is longer than `limit` bytes.
        case bodyTooLarge(limit: Int)
        /// The connection closed before the announced end of the body.
        case truncated
        /// A 200 whose body is not JSON, and of this type.
        case wrongContentType(String)
        /// More than `limit` redirects in a row.
        case tooManyRedirects(limit: Int)
        /// A redirect in a circle, to nowhere, away from `http(s)`, or from `https` to `http`.
        case badRedirect(reason: String)
        /// The bytes received are not HTTP.
        case malformed(reason: String)
        /// The task was cancelled.
        case cancelled
        /// The client was shut down before or during the request.
        case shutDown
    }

    /// The limit that ran out.
    public enum Phase: String, Sendable {
        /// `HTTPPolicy.connectTimeout`.
        case connecting
        /// `HTTPPolicy.connectTimeout`, where a proxy is to be reached first.
        case connectingByProxy = "connecting by the proxy"
        /// `HTTPPolicy.idleTimeout`.
        case waitingForData = "waiting for data"
        /// `HTTPPolicy.totalTimeout`.
        case wholeAttempt = "the whole attempt"
    }
}

extension HTTPFailure {
    /// Whether the same request may succeed a little later; these are the failures a `GET` is retried on.
    public var isTransient: Bool {
        switch kind {
        case .unreachable, .disconnected, .timedOut, .truncated: true
        case .status(let code, _), .proxyRefused(let code, _): [408, 425, 429, 500, 502, 503, 504].contains(code)
        case .invalidURL, .tls, .environment, .redirectedPost, .bodyTooLarge, .wrongContentType, .tooManyRedirects,
            .badRedirect,
            .malformed, .cancelled, .shutDown:
            false
        }
    }

    /// Whether the request cannot have reached the server, so that even a `POST` may be sent again.
    public var isBeforeSending: Bool {
        switch kind {
        case .unreachable, .timedOut(.connecting, _), .timedOut(.connectingByProxy, _), .proxyRefused: true
        default: false
        }
    }

    /// The status code of an answer other than 200, `nil` of any other failure.
    public var statusCode: Int? {
        switch kind {
        case .status(let code, _), .redirectedPost(let code, _): code
        default: nil
        }
    }
}

extension HTTPFailure: CustomStringConvertible {
    /// One line: the redacted URL, what went wrong, and the number of attempts if there were several.
    public var description: String {
        let tries = attempts > 1 ? " (\(attempts) attempts)" : ""
        return "\(url): \(kind)\(tries)"
    }
}

extension HTTPFailure.Kind: CustomStringConvertible {
    /// What went wrong, without the URL; lower case but for the server's own words.
    public var description: String {
        switch self {
        case .invalidURL(let reason): "invalid url, \(reason)"
        case .unreachable(let reason): "unreachable, \(reason)"
        case .proxyRefused(407, let proxy): "proxy \(proxy): status 407, its user and password are missing or wrong"
        case .proxyRefused(let code, let proxy): "proxy \(proxy): no connection to the server, status \(code)"
        case .tls(let failure): "no trusted connection, \(failure)"
        case .environment(let reason): reason
        case .disconnected(let reason): "disconnected, \(reason)"
        case .timedOut(let phase, let after): "timed out after \(after.shortText), \(phase.rawValue)"
        case .status(let code, ""): "status \(code)"
        case .status(let code, let message): "status \(code), \"\(message)\""
        case .redirectedPost(let code, let target):
            "status \(code), redirected to \(target), where a post request is not sent on"
        case .bodyTooLarge(let limit): "body longer than the \(limit) bytes allowed"
        case .truncated: "connection closed before the end of the body"
        case .wrongContentType(let type): "content type \"\(type)\" instead of application/json"
        case .tooManyRedirects(let limit): "more than \(limit) redirects"
        case .badRedirect(let reason): "bad redirect, \(reason)"
        case .malformed(let reason): "not http, \(reason)"
        case .cancelled: "cancelled"
        case .shutDown: "the client is shut down"
        }
    }
}

extension Duration {
    /// Whole seconds as `60 s`, anything else in milliseconds.
    package var shortText: String {
        let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
