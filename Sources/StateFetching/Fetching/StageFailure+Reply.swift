import CommandSupport
import EspressoAPI
import HTTPTransport

extension StageFailure {
    /// The failure of a command that needed a reply of `service`, such as `state relay`.
    ///
    /// `isAwaited` as in `ExitStatus/init(_:isAwaited:)`.
    public init(_ error: ReplyError, from service: String, isAwaited: Bool) {
        switch error {
        case .http(let failure):
            self.init(failure, from: service, isAwaited: isAwaited)
        case .missingFile: self.init(.missingFile, error.description)
        case .io: self.init(.io, error.description)
        case .malformed(let reply, _):
            // A saved reply is named by its file.
            let isLive = reply.hasPrefix("http")
            self.init(
                .peerNonsense, "\(service) \(error)", hint: isLive ? "is this the url of a \(service)?" : nil)
        }
    }
}
