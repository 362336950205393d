import EthereumNode

/// What follows from offering a transaction to the nodes.
public enum SendVerdict: Sendable, Hashable {
    /// A node has it.
    case taken
    /// No answer, or one that says nothing: it may have arrived. The next look tells.
    case unknown
    /// Not taken for a reason that passes, or that another look explains: the same bytes later.
    case later
    /// The pool has another transaction of this nonce, for which more must be offered.
    case underbid
    /// More is asked for gas than is offered.
    case tooCheap
    /// No node takes these bytes. That is the nodes' opinion of them, and no verdict about the next ones.
    case refused
}

extension Sending {
    /// What to do next follows from the best answer: one node that took it is enough, and the same bytes are good as long as
    /// one node may take them later.
    public var verdict: SendVerdict {
        if taker != nil { return .taken }
        if isInDoubt { return .unknown }
        return refusals.map(\.sendVerdict).min { $0.rank < $1.rank } ?? .unknown
    }

    /// The refusal to tell of: the one that decided, or else the first.
    public var decisive: NodeError? {
        let verdict = verdict
        return refusals.first { verdict == .unknown ? $0.leavesInDoubt : $0.sendVerdict == verdict } ?? refusals.first
    }
}

extension SendVerdict {
    fileprivate var rank: Int {
        switch self {
        case .taken: 0
        case .unknown: 1
        case .underbid: 2
        case .tooCheap: 3
        case .later: 4
        case .refused: 5
        }
    }
}

extension NodeError {
    /// What follows if every node answers so.
    fileprivate var sendVerdict: SendVerdict {
        // Nothing was sent to a node that asks to be left alone, is out of reach, or is on another chain.
        guard case .rejected(_, _, let meaning) = kind else { return .later }
        return meaning.sendVerdict
    }
}

extension RejectionMeaning {
    fileprivate var sendVerdict: SendVerdict {
        switch self {
        case .alreadyKnown: .taken
        case .replacementUnderpriced: .underbid
        case .underpriced, .feeCapTooLow: .tooCheap
        case .feeAboveCap, .typeNotSupported, .gasLimitExceeded, .intrinsicGasTooLow, .invalidSignature,
            .executionReverted, .executionFailed:
            .refused
        // What used the nonce, or is in flight, shows at the next look.
        case .nonceTooLow, .inFlightLimit: .unknown
        case .nonceTooHigh, .poolFull, .insufficientFunds, .wrongChain, .methodNotFound,
            .blockNotFound, .syncing, .timedOut, .unavailable, .quotaUsedUp, .unauthorized, .internalError, .other:
            .later
        }
    }
}
