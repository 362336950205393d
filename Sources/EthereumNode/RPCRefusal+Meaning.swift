import Ethereum
import JSON

extension RPCRefusal {
    /// What the refusal means, from its words rather than its number: clients agree on neither, but words differ less.
    var meaning: RejectionMeaning {
        if let revertData { return .executionReverted(data: revertData) }
        let texts = texts
        if let known = Self.phrases.first(where: { phrase in texts.contains { $0.hasPhrase(phrase.text) } }) {
            return known.meaning
        }
        return switch code {
        case -32601, -32604: .methodNotFound
        case -32011, 502, 503: .unavailable
        case 504: .timedOut
        case -32603, 500: .internalError
        case 401, 403: .unauthorized
        case 402: .quotaUsedUp
        default: .other
        }
    }

    /// Words that clients use, and what they mean.
    struct Phrase: Sendable {
        let text: String
        let meaning: RejectionMeaning
        /// Who uses them: for those who keep the table.
        let clients: String

        init(_ text: String, _ meaning: RejectionMeaning, _ clients: String) {
            (self.text, self.meaning, self.clients) = (text, meaning, clients)
        }
    }

    /// Looked for in this order, without regard to case, from the beginning of a word on.
    ///
    /// Sources: go-ethereum `core/error.go`, `core/txpool/errors.go`, `internal/ethapi`; reth
    /// `crates/rpc/rpc-eth-types/src/error/mod.rs`; nethermind `Nethermind.TxPool/AcceptTxResult.cs`; erigon
    /// `txnprovider/txpool/txpoolcfg/txpoolcfg.go`; besu `RpcErrorType.java`; foundry `crates/anvil/src/eth/error.rs`;
    /// hardhat `internal/hardhat-network/provider/node.ts`; openethereum `rpc/src/v1/helpers/errors.rs`; eRPC
    /// `common/errors.go`; the error pages of Infura, Alchemy, QuickNode, Chainstack, Ankr, dRPC and BlockPI.
    static let phrases: [Phrase] = [
        // Before "known transaction" and "underpriced", of which these are longer forms.
        Phrase("replacement transaction underpriced", .replacementUnderpriced, "geth, reth, erigon, besu, hardhat"),
        Phrase("replacement fee too low", .replacementUnderpriced, "wrapping libraries"),
        Phrase("REPLACEMENT_UNDERPRICED", .replacementUnderpriced, "wrapping libraries"),
        Phrase("ReplacementNotAllowed", .replacementUnderpriced, "nethermind"),
        Phrase("insufficient gas price to replace existing transaction", .replacementUnderpriced, "anvil"),
        Phrase("there is another transaction with same nonce in the queue", .replacementUnderpriced, "openethereum"),
        Phrase("could not replace existing tx", .replacementUnderpriced, "erigon"),
        Phrase("future transaction tries to replace pending", .replacementUnderpriced, "geth"),

        Phrase("already known", .alreadyKnown, "geth, reth, erigon, nethermind"),
        Phrase("AlreadyKnown", .alreadyKnown, "nethermind"),
        Phrase("ALREADY_EXISTS", .alreadyKnown, "erigon"),
        Phrase("OwnNonceAlreadyUsed", .alreadyKnown, "nethermind"),
        Phrase("known transaction", .alreadyKnown, "besu, hardhat, older geth"),
        Phrase("already imported", .alreadyKnown, "openethereum, anvil"),
        Phrase("existing txn with same hash", .alreadyKnown, "erigon"),
        Phrase("existing tx with same hash", .alreadyKnown, "older erigon"),
        Phrase("transaction already exists", .alreadyKnown, "providers"),

        Phrase("nonce too low", .nonceTooLow, "geth, reth, erigon, besu, nethermind, anvil, hardhat"),
        Phrase("nonce is too low", .nonceTooLow, "openethereum"),
        Phrase("OldNonce", .nonceTooLow, "nethermind"),
        Phrase("nonce has already been used", .nonceTooLow, "wrapping libraries"),
        Phrase("NONCE_EXPIRED", .nonceTooLow, "wrapping libraries"),
        Phrase("nonce too high", .nonceTooHigh, "geth, reth, besu, anvil, hardhat"),
        Phrase("NonceGap", .nonceTooHigh, "nethermind"),
        Phrase("nonce gap", .nonceTooHigh, "nethermind"),
        Phrase("NonceTooFarInFuture", .nonceTooHigh, "nethermind"),
        Phrase("nonce too far in future", .nonceTooHigh, "nethermind"),
        Phrase("transaction nonce is too distant from current sender nonce", .nonceTooHigh, "besu"),

        Phrase("max fee per gas less than block base fee", .feeCapTooLow, "geth, reth, erigon, anvil"),
        Phrase("fee cap less than block base fee", .feeCapTooLow, "erigon"),
        Phrase("gas price below current base fee", .feeCapTooLow, "besu"),
        Phrase("is too low for the next block, which has a baseFeePerGas of", .feeCapTooLow, "hardhat"),
        Phrase("MaxFeePerGas too low", .feeCapTooLow, "nethermind"),
        Phrase("miner premium is negative", .feeCapTooLow, "nethermind"),

        Phrase("transaction underpriced", .underpriced, "geth, reth, nethermind"),
        Phrase("underpriced", .underpriced, "erigon"),
        Phrase("fee too low", .underpriced, "erigon"),
        Phrase("FeeTooLow", .underpriced, "nethermind"),
        Phrase("gas price below configured minimum gas price", .underpriced, "besu"),
        Phrase("gas tip cap", .underpriced, "geth"),
        Phrase("transaction priority fee below minimum required priority fee", .underpriced, "reth"),
        Phrase("which is below the minimum of", .underpriced, "hardhat"),
        Phrase("does not satisfy your node's minimal", .underpriced, "openethereum"),
        Phrase("gas price too low", .underpriced, "providers"),

        Phrase("insufficient funds", .insufficientFunds, "geth, reth, erigon, openethereum, anvil, nethermind"),
        Phrase("InsufficientFunds", .insufficientFunds, "nethermind"),
        Phrase("insufficient balance", .insufficientFunds, "openethereum, geth"),
        Phrase("upfront cost exceeds account balance", .insufficientFunds, "besu"),
        Phrase("sender doesn't have enough funds to send tx", .insufficientFunds, "hardhat"),
        Phrase("transaction would cause overdraft", .insufficientFunds, "geth"),

        Phrase("exceeds block gas limit", .gasLimitExceeded, "geth, erigon, besu, hardhat"),
        Phrase("gas limit reached", .gasLimitExceeded, "geth, nethermind"),
        Phrase("GasLimitExceeded", .gasLimitExceeded, "nethermind"),
        Phrase("gas limit too high", .gasLimitExceeded, "geth, reth"),
        Phrase("gas limit is too high", .gasLimitExceeded, "erigon"),
        Phrase("intrinsic gas too high", .gasLimitExceeded, "reth, anvil"),
        Phrase("gas required exceeds", .gasLimitExceeded, "geth, reth, anvil"),
        Phrase("transaction gas limit is greater than the block gas limit", .gasLimitExceeded, "anvil"),
        Phrase("exceeds maximum allowed gas", .gasLimitExceeded, "providers"),
        Phrase("transaction cost exceeds current gas limit", .gasLimitExceeded, "openethereum"),
        Phrase("supplied gas is beyond limit", .gasLimitExceeded, "openethereum"),

        Phrase("intrinsic gas too low", .intrinsicGasTooLow, "geth, reth, anvil"),
        Phrase("IntrinsicGas", .intrinsicGasTooLow, "erigon, nethermind"),
        Phrase("intrinsic gas exceeds gas limit", .intrinsicGasTooLow, "besu"),
        Phrase("insufficient gas for floor data gas cost", .intrinsicGasTooLow, "geth"),
        Phrase("transaction gas is too low", .intrinsicGasTooLow, "openethereum"),
        Phrase("transaction requires at least", .intrinsicGasTooLow, "hardhat"),

        Phrase("txpool is full", .poolFull, "geth, reth"),
        Phrase("sub-pool is full", .poolFull, "erigon"),
        Phrase("account limit exceeded", .poolFull, "geth"),
        Phrase("too many transactions in the queue", .poolFull, "openethereum"),

        Phrase("invalid chain id", .wrongChain, "geth, reth, anvil"),
        Phrase("invalid chainId", .wrongChain, "hardhat"),
        Phrase("InvalidTxChainId", .wrongChain, "nethermind"),
        Phrase("wrong chainId", .wrongChain, "besu"),
        Phrase("chainId not supported", .wrongChain, "besu"),
        Phrase("incompatible EIP-155 transaction, signed for another chain", .wrongChain, "anvil, hardhat"),
        Phrase("invalid sender", .invalidSignature, "geth, erigon"),
        Phrase("invalid signature", .invalidSignature, "besu, openethereum"),
        Phrase("invalid transaction signature", .invalidSignature, "reth"),
        Phrase("InvalidTxSignature", .invalidSignature, "nethermind"),
        Phrase("FailedToResolveSender", .invalidSignature, "nethermind"),
        Phrase("failed to recover sender", .invalidSignature, "nethermind"),

        Phrase("exceeds the configured cap", .feeAboveCap, "geth, reth, erigon, besu"),
        Phrase("transaction fee cap exceeded", .feeAboveCap, "besu"),
        Phrase("FeeTooHigh", .feeAboveCap, "nethermind"),
        Phrase("transaction type not supported", .typeNotSupported, "geth, reth, erigon"),
        Phrase("transaction type not valid in this context", .typeNotSupported, "geth"),
        Phrase("invalid transaction type", .typeNotSupported, "besu, nethermind, erigon"),
        Phrase("unsupported transaction type", .typeNotSupported, "anvil, providers"),
        Phrase("unknown transaction type", .typeNotSupported, "providers"),
        Phrase("eip-1559 is disabled", .typeNotSupported, "reth"),
        Phrase("eip1559 is disabled", .typeNotSupported, "reth"),
        Phrase("NotSupportedTxType", .typeNotSupported, "nethermind"),
        Phrase("InvalidTxType", .typeNotSupported, "nethermind"),
        Phrase("in-flight transaction limit", .inFlightLimit, "geth, reth"),
        Phrase("gapped-nonce tx from delegated accounts", .inFlightLimit, "geth"),
        Phrase("DelegatorHasPendingTx", .inFlightLimit, "nethermind"),

        Phrase("method not found", .methodNotFound, "reth, besu, erigon"),
        Phrase("method not enabled", .methodNotFound, "besu"),
        Phrase("does not exist/is not available", .methodNotFound, "geth"),
        Phrase("method not supported", .methodNotFound, "providers"),
        Phrase("unsupported method", .methodNotFound, "alchemy"),
        Phrase("method is not available", .methodNotFound, "ankr, quicknode"),
        Phrase("method is not whitelisted", .methodNotFound, "providers"),
        Phrase("method not allowed", .methodNotFound, "providers"),

        // A node that has not caught up says so of a state, too.
        Phrase("still syncing", .syncing, "providers"),
        Phrase("not synced", .syncing, "nethermind, providers"),
        Phrase("is syncing", .syncing, "besu, erigon, providers"),
        Phrase("indexing is in progress", .syncing, "geth"),
        Phrase("initial sync", .syncing, "reth, besu"),

        Phrase("header not found", .blockNotFound, "geth, erigon"),
        Phrase("block not found", .blockNotFound, "reth, besu"),
        Phrase("unknown block", .blockNotFound, "geth, besu"),
        Phrase("missing trie node", .blockNotFound, "geth"),
        Phrase("historical state", .blockNotFound, "geth"),
        Phrase("no state available for block", .blockNotFound, "nethermind"),
        Phrase("world state unavailable", .blockNotFound, "besu"),
        Phrase("BlockOutOfRangeError", .blockNotFound, "anvil"),
        Phrase("pruned history unavailable", .blockNotFound, "geth, reth"),
        Phrase("could not find block", .blockNotFound, "reth, infura"),
        Phrase("header for hash not found", .blockNotFound, "geth"),
        Phrase("state is not available", .blockNotFound, "geth, providers"),
        Phrase("state not available", .blockNotFound, "reth, erigon"),
        Phrase("state unavailable", .blockNotFound, "nethermind"),
        Phrase("block is not available", .blockNotFound, "providers"),
        Phrase("block not available", .blockNotFound, "providers"),
        Phrase("pending block is not available", .blockNotFound, "geth"),
        Phrase("after last accepted block", .blockNotFound, "avalanche"),

        Phrase("out of gas", .executionFailed, "geth, reth, erigon, nethermind, anvil"),
        Phrase("invalid opcode", .executionFailed, "geth, erigon"),
        Phrase("invalid jump destination", .executionFailed, "geth, erigon"),
        Phrase("stack underflow", .executionFailed, "geth, erigon"),
        Phrase("stack limit reached", .executionFailed, "geth, erigon"),
        Phrase("write protection", .executionFailed, "geth, erigon"),
        Phrase("EVM error", .executionFailed, "reth, anvil"),

        Phrase("must be authenticated", .unauthorized, "alchemy"),
        Phrase("unauthorized", .unauthorized, "quicknode, ankr, providers"),
        Phrase("unauthenticated", .unauthorized, "ankr"),
        Phrase("authentication failed", .unauthorized, "providers"),
        Phrase("authorization", .unauthorized, "providers"),
        Phrase("api key", .unauthorized, "alchemy, ankr, blockpi"),
        Phrase("apikey", .unauthorized, "providers"),
        Phrase("invalid project id", .unauthorized, "infura"),
        Phrase("invalid access key", .unauthorized, "providers"),
        Phrase("has been disabled", .unauthorized, "infura"),
        Phrase("is disabled", .unauthorized, "quicknode"),
        Phrase("access denied", .unauthorized, "cloudflare, providers"),
        Phrase("forbidden", .unauthorized, "providers"),

        Phrase("quota", .quotaUsedUp, "providers"),
        Phrase("monthly capacity", .quotaUsedUp, "alchemy"),
        Phrase("upgrade your plan", .quotaUsedUp, "alchemy, chainstack"),
        Phrase("upgrade your account", .quotaUsedUp, "providers"),
        Phrase("payment required", .quotaUsedUp, "infura"),
        Phrase("out of credits", .quotaUsedUp, "infura, blockpi"),
        Phrase("capacity limit exceeded", .quotaUsedUp, "alchemy"),
        Phrase("usage limit", .quotaUsedUp, "providers"),

        Phrase("timed out", .timedOut, "geth, erigon, providers"),
        Phrase("timeout", .timedOut, "infura, drpc, ankr"),
        Phrase("context deadline exceeded", .timedOut, "geth, erigon"),
        Phrase("context canceled", .timedOut, "geth, erigon"),
        Phrase("took too long", .timedOut, "providers"),
        Phrase("execution aborted", .timedOut, "geth, erigon"),

        Phrase("no backend", .unavailable, "base, op-proxyd"),
        Phrase("backend", .unavailable, "op-proxyd"),
        Phrase("unavailable", .unavailable, "providers"),
        Phrase("overloaded", .unavailable, "nethermind, providers"),
        Phrase("server busy", .unavailable, "besu, providers"),
        Phrase("bad gateway", .unavailable, "providers"),
        Phrase("upstream", .unavailable, "eRPC, drpc, cloudflare"),
        Phrase("no response", .unavailable, "providers"),
        Phrase("try again later", .unavailable, "providers"),
        Phrase("temporarily", .unavailable, "providers"),
        Phrase("connection refused", .unavailable, "providers"),

        Phrase("internal error", .internalError, "geth, reth, besu, nethermind, erigon"),
        Phrase("internal server error", .internalError, "providers"),
        Phrase("INTERNAL_ERROR", .internalError, "erigon"),
    ]
}

extension String {
    /// Whether `phrase` is in the text, in any case, at the beginning of a word: "known transaction" is not in "unknown
    /// transaction type".
    fileprivate func hasPhrase(_ phrase: String) -> Bool {
        let text = lowercased()
        return text.ranges(of: phrase.lowercased()).contains { range in
            range.lowerBound == text.startIndex || !text[text.index(before: range.lowerBound)].isLetter
        }
    }
}
