import Ethereum
import JSON

extension RPCRefusal {
    /// How long the node asks to be left alone: zero if it does not say; nil if the refusal is no rate limit.
    ///
    /// Code 429 is the providers' (and the original's, see the article WhichNodeIsAsked), -32029 is that number in JSON-RPC's own
    /// range. -32005 is "limit exceeded" (EIP-1474): of requests, but also of a block's gas, of a range or of results.
    var rateLimit: Duration? {
        if revertData != nil { return nil }
        switch code {
        case 429, -32029: return backoff
        case -32005 where !isOtherLimit: return backoff
        default: return saysRateLimited ? backoff : nil
        }
    }

    private var saysRateLimited: Bool {
        let message = message.lowercased()
        return Self.rateLimitPhrases.contains { message.contains($0) }
    }

    private var isOtherLimit: Bool {
        let message = message.lowercased()
        return Self.otherLimitPhrases.contains { message.contains($0) } || !meaning.isOfNode
            || meaning == .poolFull || meaning == .inFlightLimit
    }

    /// `rate.backoff_seconds` of Infura's error data; older answers have it one level higher.
    private var backoff: Duration {
        guard case .object(let object)? = data else { return .zero }
        var member = object["backoff_seconds"]
        if case .object(let rate)? = object["rate"] { member = rate["backoff_seconds"] ?? member }
        guard case .number(let seconds)? = member, seconds.double.isFinite, seconds.double > 0 else { return .zero }
        return .milliseconds(Int(min(seconds.double, 86_400) * 1000))
    }

    private static let rateLimitPhrases = [
        "rate limit",  // infura, alchemy, public nodes
        "rate exceeded",  // infura: project ID request rate exceeded
        "credits limited",  // infura
        "too many requests",
        "request limit reached",  // quicknode: 50/second request limit reached
        "daily request count exceeded",  // infura
        "compute units per second",  // alchemy
        "rps limit",  // chainstack
    ]

    private static let otherLimitPhrases = [
        "range",  // besu: Requested range exceeds maximum RPC range limit
        "batch",  // besu: Number of requests exceeds max batch size
        "results",  // infura: query returned more than 10000 results
        "block gas limit",  // besu
        "response size",  // alchemy
    ]
}
