import Failures

extension HTTPFailure: Failure {
    /// Out of reach `.unreachable`; not now `.tryAgain`; nonsense or refused `.peerNonsense`; a variable for proxies or
    /// certificates that cannot be used `.configuration`.
    package var failureKind: FailureKind {
        switch kind {
        case .invalidURL: .usage
        case .environment: .configuration
        case .unreachable, .proxyRefused, .tls, .disconnected, .timedOut, .truncated, .cancelled, .shutDown:
            .unreachable
        case .status(404, _) where isAwaited: .tryAgain
        case .status(425, _), .status(429, _): .tryAgain
        case .status(408, _), .status(500..., _): .unreachable
        case .status, .redirectedPost, .bodyTooLarge, .wrongContentType, .tooManyRedirects, .badRedirect, .malformed:
            .peerNonsense
        }
    }

    /// A name that stays the same between versions, for programs to match.
    package var code: String {
        switch kind {
        case .invalidURL: "http-invalid-url"
        case .unreachable: "http-unreachable"
        case .proxyRefused: "http-proxy-refused"
        case .tls: "http-tls"
        case .environment: "http-environment"
        case .disconnected: "http-disconnected"
        case .timedOut: "http-timeout"
        case .status(404, _) where isAwaited: "http-not-yet"
        case .status(let code, _): "http-status-\(code)"
        case .redirectedPost: "http-redirected-post"
        case .bodyTooLarge: "http-body-too-large"
        case .truncated: "http-truncated"
        case .wrongContentType: "http-content-type"
        case .tooManyRedirects: "http-too-many-redirects"
        case .badRedirect: "http-bad-redirect"
        case .malformed: "http-malformed"
        case .cancelled: "http-cancelled"
        case .shutDown: "http-shut-down"
        }
    }

    /// The service that was asked, if it is known, and the description.
    package var text: String { service.map { "\($0) \(self)" } ?? description }

    /// What to do about it: whether it is the right server, or what the settings of the network have a part in.
    package var hint: String? {
        let question = "is this the url of a \(service ?? "server of this kind")?"
        return switch kind {
        case .status(404, _) where isAwaited:
            "not there yet: try again later; or is this not the url of a \(service ?? "server of this kind")?"
        case .status(404, _), .status(405, _), .wrongContentType, .malformed: question
        case .redirectedPost: "give the url that it redirects to"
        case .status(429, _): "the server limits its rate; try again later"
        default: networkHint
        }
    }

    /// What to do about a failure that the settings of the network have a part in.
    package var networkHint: String? {
        switch kind {
        case .tls(let failure) where [.unknownIssuer, .selfSigned].contains(failure.cause):
            "SSL_CERT_FILE names the file with a private authority's certificate"
        case .proxyRefused(407, _): "user and password stand in the proxy's url, as in http://user:password@host:3128"
        default: nil
        }
    }
}
