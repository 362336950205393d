import Ethereum

/// What a node's refusal means, whichever client wrote it.
public enum RejectionMeaning: Hashable, Sendable {
    /// The node has this very transaction already: as good as accepted.
    case alreadyKnown
    /// A transaction of this nonce is in a block already: this one, or another.
    case nonceTooLow
    /// An earlier transaction of the account is missing, and the node does not keep later ones.
    case nonceTooHigh
    /// The pool holds a transaction of this nonce, and the fees offered are not enough above its fees.
    case replacementUnderpriced
    /// Below what the node's pool asks for.
    case underpriced
    /// The most it would pay is less than the base fee of the block.
    case feeCapTooLow
    /// The account cannot pay for it.
    case insufficientFunds
    /// Its gas limit is above what a block, the node or the account's balance allows.
    case gasLimitExceeded
    /// Its gas limit does not even pay for its bytes.
    case intrinsicGasTooLow
    /// The pool takes no more transactions.
    case poolFull
    /// It may cost more than the node lets anybody offer. The limit is the node's own.
    case feeAboveCap
    /// The node does not take transactions of its type.
    case typeNotSupported
    /// The account runs code (EIP-7702), and the pool holds as many transactions of such an account as it keeps.
    case inFlightLimit
    /// No sender can be recovered from its signature.
    case invalidSignature
    /// It is signed for another chain than the node's.
    case wrongChain
    /// The node does not offer the method.
    case methodNotFound
    /// The contract reverted with this data: selector and arguments of an error, or nothing.
    case executionReverted(data: [UInt8])
    /// The contract's code went wrong without a revert: no gas, no such instruction.
    case executionFailed
    /// The node does not have the block, or not its state.
    case blockNotFound
    /// The node has not caught up with the chain, or with its own index of it.
    case syncing
    /// The node took too long, or one behind it did. It may have done what was asked.
    case timedOut
    /// Nobody is there to answer, or not now.
    case unavailable
    /// What the user's plan allows is used up.
    case quotaUsedUp
    /// The user's key is missing, wrong or disabled.
    case unauthorized
    /// Something went wrong in the node. It may have done what was asked.
    case internalError
    /// Anything else.
    case other

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .alreadyKnown: "already-known"
        case .nonceTooLow: "nonce-too-low"
        case .nonceTooHigh: "nonce-too-high"
        case .replacementUnderpriced: "replacement-underpriced"
        case .underpriced: "underpriced"
        case .feeCapTooLow: "fee-cap-too-low"
        case .insufficientFunds: "insufficient-funds"
        case .gasLimitExceeded: "gas-limit-exceeded"
        case .intrinsicGasTooLow: "intrinsic-gas-too-low"
        case .poolFull: "pool-full"
        case .feeAboveCap: "fee-above-cap"
        case .typeNotSupported: "type-not-supported"
        case .inFlightLimit: "in-flight-limit"
        case .invalidSignature: "invalid-signature"
        case .wrongChain: "wrong-chain"
        case .methodNotFound: "method-not-found"
        case .executionReverted: "execution-reverted"
        case .executionFailed: "execution-failed"
        case .blockNotFound: "block-not-found"
        case .syncing: "syncing"
        case .timedOut: "timed-out"
        case .unavailable: "unavailable"
        case .quotaUsedUp: "quota-used-up"
        case .unauthorized: "unauthorized"
        case .internalError: "internal-error"
        case .other: "other"
        }
    }
}

extension RejectionMeaning {
    /// Whether the reason lies with the node and not with what was asked, so that another node may well do it. What
    /// nobody here knows counts as such a reason.
    public var isOfNode: Bool {
        switch self {
        case .poolFull, .feeAboveCap, .typeNotSupported, .inFlightLimit, .methodNotFound, .blockNotFound, .syncing,
            .timedOut, .unavailable, .quotaUsedUp, .unauthorized, .internalError, .other:
            true
        case .alreadyKnown, .nonceTooLow, .nonceTooHigh, .replacementUnderpriced, .underpriced, .feeCapTooLow,
            .insufficientFunds, .gasLimitExceeded, .intrinsicGasTooLow, .invalidSignature, .wrongChain,
            .executionReverted, .executionFailed:
            false
        }
    }

    /// Whether the contract itself said so: as far as a call goes, that is the answer.
    var isOfContract: Bool {
        switch self {
        case .executionReverted, .executionFailed: true
        default: false
        }
    }

    /// Whether the node may do it when it is asked again a moment later.
    var mayPassSoon: Bool {
        switch self {
        case .methodNotFound, .feeAboveCap, .typeNotSupported: false
        default: isOfNode
        }
    }

    /// Whether a node that says so to a transaction may have taken it all the same.
    var leavesInDoubt: Bool { self == .timedOut || self == .internalError }
}
