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
        case .rejected(_, _, let meaning) where meaning.passesWithTime: .tryAgain
        case .rejected, .invalidReply, .inconsistentChain: .peerNonsense
        case .wrongChain: .configuration
        case .cancelled: .unreachable
        }
    }

    /// `l1 provider` and the description. If several nodes failed, the reason of each in a line of its own.
    package var text: String {
        guard !others.isEmpty else { return "l1 provider \(self)" }
        return
            (["l1 provider: none of \(others.count + 1) nodes can be used"]
            + ([self] + others).map { "l1 provider \($0)" })
            .joined(separator: "\n")
    }

    /// What to do about it, where that helps.
    package var hint: String? {
        switch kind {
        case .unreachable(let failure): Self.hint(for: failure)
        case .rateLimited: "the provider limits its rate; several urls in --l1-provider-url share the load"
        case .rejected(_, _, .blockNotFound):
            "the node is still catching up, or it no longer keeps the state of this block"
        case .rejected(_, _, .syncing): "the node is still catching up; --l1-provider-url takes several urls"
        case .rejected(_, _, .quotaUsedUp):
            "the provider's plan is used up; --l1-provider-url takes several urls"
        case .rejected(_, _, .unauthorized): "does --l1-provider-url have the provider's access key?"
        case .rejected(_, _, .methodNotFound), .invalidReply: "is this the url of an ethereum node?"
        case .wrongChain, .inconsistentChain: "see --l1-provider-url and --chain-id"
        case .rejected, .cancelled: nil
        }
    }

    private static func hint(for failure: HTTPFailure) -> String? {
        switch failure.kind {
        case .status(401, _), .status(403, _): "does --l1-provider-url have the provider's access key?"
        case .status(404, _), .status(405, _), .wrongContentType, .malformed: "is this the url of an ethereum node?"
        case .redirectedPost: "give --l1-provider-url the url that it redirects to"
        case .status(429, _): "the provider limits its rate; several urls in --l1-provider-url share the load"
        default: failure.networkHint
        }
    }
}

extension RejectionMeaning {
    /// Whether nobody has to do anything but wait.
    fileprivate var passesWithTime: Bool {
        switch self {
        case .blockNotFound, .poolFull, .inFlightLimit, .syncing, .timedOut, .unavailable, .quotaUsedUp: true
        default: false
        }
    }
}
