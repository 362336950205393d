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
    /// No sender can be recovered from its signature.
    case invalidSignature
    /// It is signed for another chain than the node's.
    case wrongChain
    /// The node does not offer the method.
    case methodNotFound
    /// The contract reverted with this data: selector and arguments of an error, or nothing.
    case executionReverted(data: [UInt8])
    /// The node does not have the block, or not its state.
    case blockNotFound
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
        case .invalidSignature: "invalid-signature"
        case .wrongChain: "wrong-chain"
        case .methodNotFound: "method-not-found"
        case .executionReverted: "execution-reverted"
        case .blockNotFound: "block-not-found"
        case .other: "other"
        }
    }
}
