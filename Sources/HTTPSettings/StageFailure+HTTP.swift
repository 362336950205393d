import CommandSupport
import HTTPTransport

extension ExitStatus {
    /// The status of a command that needed the answer to a request.
    ///
    /// Out of reach 69; not now 75; nonsense or refused 76; a variable for proxies or certificates that cannot be used 78.
    /// A 404 means "not yet" where the thing `isAwaited`: bundles, stake tables and certificates appear with
    /// time.
    public init(_ failure: HTTPFailure, isAwaited: Bool = false) {
        self =
            switch failure.kind {
            case .invalidURL: .usage
            case .environment: .configuration
            case .unreachable, .proxyRefused, .tls, .disconnected, .timedOut, .truncated, .cancelled, .shutDown:
                .unreachable
            case .status(404, _) where isAwaited: .tryAgain
            case .status(425, _), .status(429, _): .tryAgain
            case .status(408, _), .status(500..., _): .unreachable
            case .status, .bodyTooLarge, .wrongContentType, .tooManyRedirects, .badRedirect, .malformed: .peerNonsense
            }
    }
}

extension StageFailure {
    /// The failure of a command that needed a reply of `service`, such as `state relay`.
    ///
    /// `isAwaited` as in ``ExitStatus/init(_:isAwaited:)``.
    public init(_ failure: HTTPFailure, from service: String, isAwaited: Bool = false) {
        let hint: String? =
            switch failure.kind {
            case .status(404, _) where isAwaited:
                "not there yet: try again later; or is this not the url of a \(service)?"
            case .status(404, _), .status(405, _), .wrongContentType, .malformed: "is this the url of a \(service)?"
            case .status(429, _): "the server limits its rate; try again later"
            default: failure.networkHint
            }
        self.init(ExitStatus(failure, isAwaited: isAwaited), "\(service) \(failure)", hint: hint)
    }
}
