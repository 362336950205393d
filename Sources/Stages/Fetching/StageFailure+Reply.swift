import EspressoAPI
import HTTPTransport

extension StageFailure {
    /// The failure of a command that needed a reply of `service`, such as `state relay`.
    ///
    /// A 404 means "not yet" where `isAwaited`: bundles, stake tables and certificates appear with time.
    public init(_ error: ReplyError, from service: String, isAwaited: Bool) {
        switch error {
        case .http(let failure):
            self.init(
                StageFailure.status(of: failure, isAwaited: isAwaited), "\(service) \(failure)",
                hint: StageFailure.hint(for: failure, isAwaited: isAwaited))
        case .missingFile: self.init(.missingFile, error.description)
        case .io: self.init(.io, error.description)
        case .malformed: self.init(.peerNonsense, "\(service) \(error)")
        }
    }

    private static func status(of failure: HTTPFailure, isAwaited: Bool) -> ExitStatus {
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

    private static func hint(for failure: HTTPFailure, isAwaited: Bool) -> String? {
        switch failure.kind {
        case .status(404, _) where isAwaited: "not there yet, or not known to this server; try again later"
        case .status(404, _), .wrongContentType, .malformed: "is this the root of the right service?"
        case .status(429, _): "the server limits its rate; try again later"
        default: failure.networkHint
        }
    }
}
