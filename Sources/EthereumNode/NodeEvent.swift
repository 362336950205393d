import HTTPTransport

/// What an operator wants to see of a client's dealings with its nodes: one log line each.
public enum NodeEvent: Equatable, Sendable {
    /// Later calls go to another node, because of `reason`.
    case switched(from: RedactedURL, to: RedactedURL, reason: NodeError)
    /// Later calls go to another node, because whoever reads the answers does not trust them any more.
    case left(RedactedURL, for: RedactedURL, reason: String)
    /// The time away from the first node is over: later calls go to it again.
    case returnedToPrimary(RedactedURL)
    /// The node asks for a pause of this length.
    case rateLimited(RedactedURL, retryAfter: Duration)
    /// The node is on another chain; it is not used any more.
    case wrongChain(RedactedURL, expected: UInt64, got: UInt64)
    /// The node takes no batches, in its own words; it is sent one request at a time from now on.
    case batchUnsupported(RedactedURL, reason: String)
    /// The node told another chain id a moment before, which is taken for a slip.
    case chainIDCorrected(RedactedURL, from: UInt64, to: UInt64)
    /// A read is tried again after `pause`, at the next node if there is one; `attempt` counts from 1.
    case retrying(NodeError, attempt: Int, pause: Duration)
}

extension NodeEvent: CustomStringConvertible {
    /// One line without secrets, lower case but for the node's own words.
    public var description: String {
        switch self {
        case .switched(let from, let to, let reason):
            "switched from \(from) to \(to) after \(reason.method): \(reason.kind)"
        case .left(let url, let next, let reason): "switched from \(url) to \(next): \(reason)"
        case .returnedToPrimary(let url): "back to the primary \(url)"
        case .rateLimited(let url, let retryAfter): "\(url): rate limited for \(retryAfter.shortText)"
        case .wrongChain(let url, let expected, let got):
            "\(url): not used any more, expected chain id \(expected), got \(got)"
        case .chainIDCorrected(let url, let before, let now):
            "\(url): chain id \(before) a moment ago, \(now) now"
        case .batchUnsupported(let url, let reason): "\(url): no batches, \(reason)"
        case .retrying(let error, let attempt, let pause):
            "\(error), attempt \(attempt), next in \(pause.shortText)"
        }
    }
}
