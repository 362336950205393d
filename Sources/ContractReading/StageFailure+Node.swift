import CommandSupport
import EthereumNode
import HTTPSettings
import HTTPTransport

extension StageFailure {
    /// The failure of a command that needed an answer of an Ethereum node.
    ///
    /// Out of reach 69; rate limited, or a block it does not know yet 75; nonsense or refused 76; wrong chain, or a variable
    /// for proxies or certificates that cannot be used 78.
    public init(_ error: NodeError) {
        self.init(
            StageFailure.status(of: error.kind), "l1 provider \(error)", hint: StageFailure.hint(for: error.kind))
    }

    private static func status(of kind: NodeError.Kind) -> ExitStatus {
        switch kind {
        case .unreachable(let failure): ExitStatus(failure)
        case .rateLimited: .tryAgain
        case .rejected(_, _, .blockNotFound): .tryAgain
        case .rejected, .invalidReply: .peerNonsense
        case .wrongChain: .configuration
        case .cancelled: .unreachable
        }
    }

    private static func hint(for kind: NodeError.Kind) -> String? {
        switch kind {
        case .unreachable(let failure): hint(for: failure)
        case .rateLimited: "the provider limits its rate; several urls in --l1-provider-url share the load"
        case .rejected(_, _, .blockNotFound):
            "the node is still catching up, or it no longer keeps the state of this block"
        case .rejected(_, _, .methodNotFound), .invalidReply: "is this the url of an ethereum node?"
        case .wrongChain: "see --l1-provider-url and --chain-id"
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
