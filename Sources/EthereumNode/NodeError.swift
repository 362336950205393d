import HTTPTransport

/// Why a node gave no usable answer. No text in it holds a secret of the URL.
public struct NodeError: Error, Equatable, Sendable {
    /// What went wrong.
    public enum Kind: Equatable, Sendable {
        /// No answer came over HTTP.
        case unreachable(HTTPFailure)
        /// The node asks for a pause; calls before its end fail with this at once.
        case rateLimited(retryAfter: Duration)
        /// The node refused, in its own words: one printable line of at most 300 characters. The code is 0 where it
        /// gave none.
        case rejected(code: Int64, message: String, meaning: RejectionMeaning)
        /// The answer is not what the method promises.
        case invalidReply(reason: String)
        /// The node is on another chain than the one that was named, and no node was on that: which one to name, or where,
        /// is for the user to put right.
        case wrongChain(expected: UInt64, got: UInt64)
        /// The node is on another chain than the one that it, or another node, was on before.
        case inconsistentChain(expected: UInt64, got: UInt64)
        /// The task was cancelled.
        case cancelled
    }

    /// What went wrong.
    public var kind: Kind
    /// The method asked for, such as `eth_call`.
    public var method: String
    /// The node.
    public var url: RedactedURL
    /// Why the other nodes gave none either, one error a node, in the order in which they were asked.
    public var others: [NodeError] = []

    /// An error of these parts; texts must be fit to be shown.
    public init(_ kind: Kind, method: String, url: RedactedURL) {
        self.kind = kind
        self.method = method
        self.url = url
    }

    /// What the node's refusal means; nil if it did not refuse.
    public var meaning: RejectionMeaning? {
        if case .rejected(_, _, let meaning) = kind { meaning } else { nil }
    }

    /// Whether the same request may succeed a little later, or at another node.
    public var isTransient: Bool {
        switch kind {
        case .unreachable(let failure): failure.isTransient
        case .rateLimited: true
        case .rejected(_, _, let meaning): meaning.isOfNode
        case .invalidReply, .wrongChain, .inconsistentChain, .cancelled: false
        }
    }

    /// Whether no answer came in time.
    public var isSilence: Bool {
        if case .unreachable(let failure) = kind, case .timedOut = failure.kind { true } else { false }
    }

    /// Whether a node that gave this answer to a transaction may have it all the same.
    public var leavesInDoubt: Bool {
        switch kind {
        case .unreachable(let failure): !failure.isBeforeSending
        case .rejected(_, _, let meaning): meaning.leavesInDoubt
        case .invalidReply, .cancelled: true
        case .rateLimited, .wrongChain, .inconsistentChain: false
        }
    }

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch kind {
        case .unreachable: "unreachable"
        case .rateLimited: "rate-limited"
        case .rejected(_, _, let meaning): "rejected-\(meaning.code)"
        case .invalidReply: "invalid-reply"
        case .wrongChain: "wrong-chain"
        case .inconsistentChain: "inconsistent-chain"
        case .cancelled: "cancelled"
        }
    }

    /// Whether another node may do better.
    var mayDoBetterElsewhere: Bool {
        switch kind {
        case .unreachable, .invalidReply, .rateLimited: true
        case .rejected(_, _, let meaning): !meaning.isOfContract
        case .wrongChain, .inconsistentChain, .cancelled: false
        }
    }

    /// Whether the same node may do better a moment later.
    var mayPassSoon: Bool {
        if case .rejected(_, _, let meaning) = kind { meaning.mayPassSoon } else { mayDoBetterElsewhere }
    }
}

extension NodeError: CustomStringConvertible {
    /// One line: the redacted URL, the method, and what went wrong.
    public var description: String { "\(url): \(method): \(kind)" }
}

extension NodeError.Kind: CustomStringConvertible {
    /// What went wrong, without URL and method; lower case but for the node's own words.
    public var description: String {
        switch self {
        case .unreachable(let failure): failure.withoutURL
        case .rateLimited(let retryAfter): "rate limited, next request in \(retryAfter.shortText)"
        case .rejected(0, let message, _): "refused, \(message.quoted)"
        case .rejected(let code, "", _): "refused with code \(code) and without a message"
        case .rejected(let code, let message, _): "refused with code \(code), \(message.quoted)"
        case .invalidReply(let reason): "invalid reply, \(reason)"
        case .wrongChain(let expected, let got): "wrong chain, expected chain id \(expected), got \(got)"
        case .inconsistentChain(let expected, let got): "another chain than before, chain id \(got) after \(expected)"
        case .cancelled: "cancelled"
        }
    }
}

extension HTTPFailure {
    /// The description without the URL, which stands before it already.
    fileprivate var withoutURL: String { attempts > 1 ? "\(kind) (\(attempts) attempts)" : "\(kind)" }
}

extension String {
    /// Between quotation marks; as it is, where it is JSON of the node's, which has its own.
    fileprivate var quoted: String { hasPrefix("[") || hasPrefix("{") ? self : "\"\(self)\"" }
}
