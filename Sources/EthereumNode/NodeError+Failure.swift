import Failures
import HTTPTransport

extension NodeError: Failure {
    /// Out of reach `.unreachable`; rate limited, or a block that it does not know yet `.tryAgain`; nonsense or refused
    /// `.peerNonsense`; every node on another chain than the one that was named, or a variable for proxies or certificates
    /// that cannot be used `.configuration`.
    package var failureKind: FailureKind {
        switch kind {
        case .unreachable(let failure): failure.failureKind
        case .rateLimited: .tryAgain
        case .rejected(_, _, .blockNotFound): .tryAgain
        case .rejected, .invalidReply, .inconsistentChain: .peerNonsense
        case .wrongChain: .configuration
        case .cancelled: .unreachable
        }
    }

    /// `l1 provider` and the description.
    package var text: String { "l1 provider \(self)" }

    /// What to do about it, where that helps.
    package var hint: String? {
        switch kind {
        case .unreachable(let failure): Self.hint(for: failure)
        case .rateLimited: "the provider limits its rate; several urls in --l1-provider-url share the load"
        case .rejected(_, _, .blockNotFound):
            "the node is still catching up, or it no longer keeps the state of this block"
        case .rejected(_, _, .methodNotFound), .invalidReply: "is this the url of an ethereum node?"
        case .wrongChain, .inconsistentChain: "see --l1-provider-url and --chain-id"
        case .rejected, .cancelled: nil
        }
    }

    private static func hint(for failure: HTTPFailure) -> String? {
        switch failure.kind {
        case .status(401, _), .status(403, _): "does --l1-provider-url have the provider's access key?"
        case .status(404, _), .status(405, _), .wrongContentType, .malformed: "is this the url of an ethereum node?"
        case .status(429, _): "the provider limits its rate; several urls in --l1-provider-url share the load"
        default: failure.networkHint
        }
    }
}
