import EthereumNode
import JSON
import Testing

/// Refusals as real nodes and providers write them.
@Suite struct RejectionMeaningTests {
    static let alreadyKnown: [(Int, String)] = [
        (-32000, "already known"),  // geth, reth, erigon, nethermind
        (-32000, "AlreadyKnown"),  // nethermind to 2025
        (-32010, "AlreadyKnown"),
        (-32000, "ALREADY_EXISTS: already known"),  // erigon, its pool in a process of its own
        (-32000, "OwnNonceAlreadyUsed"),  // nethermind
        // older geth
        (-32000, "known transaction: 0x84b64ffdfb5246153420e73f142fbbc939e2879f17ca11c5a38e77770c4990ff"),
        (-32000, "Known transaction"),  // besu
        (-32602, "Known transaction: 84b64ffdfb5246153420e73f142fbbc939e2879f17ca11c5a38e77770c4990ff"),  // hardhat
        (-32010, "Transaction with the same hash was already imported."),  // openethereum
        (-32003, "Tx: [0x84b64ffdfb5246153420e73f142fbbc939e2879f17ca11c5a38e77770c4990ff] already Imported"),  // anvil
        (-32000, "existing txn with same hash"),  // erigon
        (-32000, "INTERNAL_ERROR: existing tx with same hash"),  // older erigon
    ]

    static let nonceTooLow: [(Int, String)] = [
        (-32000, "nonce too low"),  // geth, erigon
        (-32000, "nonce too low: next nonce 7, tx nonce 5"),  // geth, reth
        (-32000, "nonce too low: address 0x7435ED30A8b4AEb0877CEf0c6E8cFFe834eb865f, tx: 5 state: 7"),  // geth
        (-32003, "nonce too low"),  // anvil
        (-32001, "Nonce too low"),  // besu
        (-32010, "Transaction nonce is too low. Try incrementing the nonce."),  // openethereum
        (-32000, "OldNonce"),  // nethermind
        (-32000, "OldNonce, Current nonce: 7, nonce of rejected tx: 5"),
        (
            -32000,
            "Nonce too low. Expected nonce to be 7 but got 5. Note that transactions can't be queued when automining."
        ),  // hardhat
        (-32000, "nonce has already been used"),
    ]

    static let nonceTooHigh: [(Int, String)] = [
        (-32000, "nonce too high"),  // geth, reth, nethermind
        (-32006, "Nonce too high"),  // besu
        (
            -32000,
            "Nonce too high. Expected nonce to be 2 but got 9. Note that transactions can't be queued when automining."
        ),
        (-32000, "NonceGap, Future nonce. Expected nonce: 2"),  // nethermind to 2025
        (-32000, "Transaction nonce is too distant from current sender nonce"),  // besu
    ]

    static let replacementUnderpriced: [(Int, String)] = [
        (-32000, "replacement transaction underpriced"),  // geth, reth, erigon, nethermind
        (-32000, "INTERNAL_ERROR: replacement transaction underpriced"),  // erigon
        (-32000, "Replacement transaction underpriced"),  // besu
        (-32000, "could not replace existing tx"),  // erigon
        (-32000, "ReplacementNotAllowed"),  // nethermind to 2025
        (
            -32603,
            "Tx: [0x84b64ffdfb5246153420e73f142fbbc939e2879f17ca11c5a38e77770c4990ff] insufficient gas price to replace existing transaction"
        ),  // anvil
        (
            -32000,
            "Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 2 is necessary to replace the existing transaction with nonce 0."
        ),  // hardhat
        (
            -32010,
            "Transaction gas price 20000000000wei is too low. There is another transaction with same nonce in the queue with gas price: 21000000000wei. Try increasing the gas price or incrementing the nonce."
        ),  // openethereum
        (
            -32010,
            "Transaction fee is too low. There is another transaction with same nonce in the queue. Try increasing the fee or incrementing the nonce."
        ),  // parity
        (-32000, "future transaction tries to replace pending"),  // geth
    ]

    static let underpriced: [(Int, String)] = [
        (-32000, "transaction underpriced"),  // geth, reth, nethermind
        (-32000, "transaction underpriced: gas tip cap 1, minimum needed 1000000000"),  // geth
        (-32000, "underpriced"),  // erigon
        (-32000, "fee too low"),  // erigon
        (-32000, "FeeTooLow, FeePerGas needs to be higher than 12 to be added to the TxPool."),  // nethermind to 2025
        (-32000, "FeeTooLowToCompete"),
        (-32009, "Gas price below configured minimum gas price"),  // besu
        (-32000, "Transaction gas price is 1, which is below the minimum of 10"),  // hardhat
        (
            -32010,
            "Transaction fee is to low. It does not satisfy your node's minimal fee (minimal: 20, got: 1). Try increasing the fee."
        ),  // parity
        (-32003, "transaction priority fee below minimum required priority fee 1000"),  // reth
    ]

    static let feeCapTooLow: [(Int, String)] = [
        (
            -32000,
            "max fee per gas less than block base fee: address 0x7435ED30A8b4AEb0877CEf0c6E8cFFe834eb865f, maxFeePerGas: 1, baseFee: 875000000"
        ),  // geth
        (-32003, "max fee per gas less than block base fee"),  // anvil
        (-32000, "fee cap less than block base fee"),  // erigon
        (-32009, "Gas price below current base fee"),  // besu
        (
            -32000,
            "Transaction maxFeePerGas (1000000) is too low for the next block, which has a baseFeePerGas of 875000000"
        ),  // hardhat
        (-32000, "Transaction gasPrice (1) is too low for the next block, which has a baseFeePerGas of 10000"),
        (
            -32000,
            "FeeTooLow, MaxFeePerGas too low. MaxFeePerGas: 1, BaseFee: 7, MaxPriorityFeePerGas:1, Block number: 9"
        ),
    ]

    static let insufficientFunds: [(Int, String)] = [
        (-32000, "insufficient funds for gas * price + value"),  // geth
        (-32003, "insufficient funds for gas * price + value: have 1 want 2"),  // reth
        (
            -32000,
            "insufficient funds for gas * price + value: balance 0, tx cost 21000000000000, overshot 21000000000000"
        ),  // geth
        (
            -32000,
            "err: insufficient funds for gas * price + value: address 0x7435ED30 have 0 want 1 (supplied gas 21000)"
        ),
        (-32003, "Insufficient funds for gas * price + value"),  // anvil
        (-32000, "insufficient funds for transfer"),  // geth
        (-32000, "insufficient funds"),  // erigon
        (-32000, "InsufficientFunds, Account balance: 0, cumulative cost: 21000"),  // nethermind to 2025
        (-32004, "Upfront cost exceeds account balance"),  // besu
        (
            -32000,
            "Sender doesn't have enough funds to send tx. The max upfront cost is: 21000 and the sender's balance is: 0."
        ),  // hardhat
        (
            -32010,
            "Insufficient funds. The account you tried to send transaction from does not have enough funds. Required 21000 and got: 0."
        ),  // openethereum
        (-32010, "Insufficient balance for transaction. Balance=0, Cost=21000"),
    ]

    static let others: [(Int, String, RejectionMeaning)] = [
        (-32000, "exceeds block gas limit", .gasLimitExceeded),  // geth
        (-32005, "Transaction gas limit exceeds block gas limit", .gasLimitExceeded),  // besu
        (-32000, "Transaction gas limit is 31000000 and exceeds block gas limit of 30000000", .gasLimitExceeded),
        (-32000, "GasLimitExceeded, Gas limit: 30000000, gas limit of rejected tx: 31000000", .gasLimitExceeded),
        (-32003, "intrinsic gas too high -- CallerGasLimitMoreThanBlock", .gasLimitExceeded),  // anvil
        (-32000, "gas required exceeds allowance (21000)", .gasLimitExceeded),  // geth
        (-32000, "gas limit is too high", .gasLimitExceeded),  // erigon
        (-32000, "transaction gas limit too high (cap: 16777216, tx: 30000000)", .gasLimitExceeded),  // geth
        (
            -32010, "Transaction cost exceeds current gas limit. Limit: 30, got: 31. Try decreasing supplied gas.",
            .gasLimitExceeded
        ),
        (-32000, "intrinsic gas too low: gas 100, minimum needed 21000", .intrinsicGasTooLow),  // geth
        (-32000, "IntrinsicGas", .intrinsicGasTooLow),  // erigon
        (-32000, "IntrinsicGasTooLow: Gas limit is too low.", .intrinsicGasTooLow),  // nethermind
        (-32003, "Intrinsic gas exceeds gas limit", .intrinsicGasTooLow),  // besu
        (-32000, "Transaction requires at least 21064 gas but got 21000", .intrinsicGasTooLow),  // hardhat
        (-32000, "insufficient gas for floor data gas cost: gas 21000, minimum needed 21400", .intrinsicGasTooLow),
        (-32000, "txpool is full", .poolFull),  // geth
        (-32000, "pending sub-pool is full", .poolFull),  // erigon
        (
            -32010,
            "There are too many transactions in the queue. Your transaction was dropped due to limit. Try increasing the fee.",
            .poolFull
        ),
        (-32000, "invalid sender: invalid chain id for signer: have 8141 want 1", .wrongChain),  // geth
        (-32000, "invalid chain ID", .wrongChain),  // reth
        (-32000, "transaction invalid, InvalidTxChainId: Expected 1, got 8141.", .wrongChain),  // nethermind
        (-32000, "Wrong chainId", .wrongChain),  // besu
        (
            -32602, "Trying to send a raw transaction with an invalid chainId. The expected chainId is 31337",
            .wrongChain
        ),  // hardhat
        (-32003, "Incompatible EIP-155 transaction, signed for another chain", .wrongChain),  // anvil
        (-32000, "invalid sender", .invalidSignature),  // geth
        (-32002, "Invalid signature", .invalidSignature),  // besu
        (-32602, "invalid transaction signature", .invalidSignature),  // reth
        (-32000, "failed to recover sender", .invalidSignature),  // nethermind
        (-32000, "transaction invalid, InvalidTxSignature: Signature is invalid.", .invalidSignature),
        (-32601, "the method eth_feeHistory does not exist/is not available", .methodNotFound),  // geth
        (-32601, "Method not found", .methodNotFound),  // reth, besu
        (-32604, "Method not enabled", .methodNotFound),  // besu
        (-32601, "rpc method is unsupported", .methodNotFound),
        (-32000, "header not found", .blockNotFound),  // geth
        (-32001, "block not found: 0x3e8", .blockNotFound),  // reth
        (-39001, "Unknown block", .blockNotFound),  // besu
        (-32000, "missing trie node 0a1b (path ) state 0x0a1b is not available", .blockNotFound),  // geth
        (-32002, "No state available for block 45615500 (0x3f9e02...d9117e)", .blockNotFound),  // nethermind
        (-32602, "BlockOutOfRangeError: block height is 5 but requested was 9", .blockNotFound),  // anvil
        (4444, "pruned history unavailable", .blockNotFound),  // geth, reth

        (-32000, "tx fee (1.26 ether) exceeds the configured cap (1.00 ether)", .feeAboveCap),  // geth
        (-32000, "transaction type not supported", .typeNotSupported),  // geth
        (-32000, "transaction type not supported: 2", .typeNotSupported),  // reth
        (-32602, "Invalid transaction type", .typeNotSupported),  // besu
        (-32602, "unknown transaction type", .typeNotSupported),
        (-32000, "in-flight transaction limit reached for delegated accounts", .inFlightLimit),  // geth, reth
        (-32000, "node is still syncing, state not available yet", .syncing),
        (-32000, "transaction indexing is in progress", .syncing),  // geth
        (-32000, "request timed out", .timedOut),  // geth
        (-32000, "execution aborted (timeout = 5s)", .timedOut),  // geth
        (-32000, "context deadline exceeded", .timedOut),  // erigon
        (-32011, "no backend is currently healthy to serve traffic", .unavailable),  // proxyd
        (-32002, "service temporarily unavailable", .unavailable),
        (-32603, "internal error", .internalError), (-32603, "", .internalError),
        (-32603, "the words of a node that nobody knows", .internalError),
        (-32600, "Must be authenticated!", .unauthorized),  // alchemy
        (-32001, "this project id has been disabled", .unauthorized),  // infura
        (-32000, "monthly capacity limit exceeded, upgrade your plan", .quotaUsedUp),  // alchemy
        (-32000, "out of gas", .executionFailed), (-32000, "invalid opcode: INVALID", .executionFailed),  // geth
        (-32000, "pending state is not available", .blockNotFound),

        // What resembles one of the above and is none.
        (-32000, "announce too low", .other),
        (-32602, "invalid argument 0: json: cannot unmarshal", .other),
        (-32015, "VM execution error.", .other),
        (-32000, "", .other),
    ]

    static let all: [(Int, String, RejectionMeaning)] =
        alreadyKnown.map { ($0.0, $0.1, .alreadyKnown) } + nonceTooLow.map { ($0.0, $0.1, .nonceTooLow) }
        + nonceTooHigh.map { ($0.0, $0.1, .nonceTooHigh) }
        + replacementUnderpriced.map { ($0.0, $0.1, .replacementUnderpriced) }
        + underpriced.map { ($0.0, $0.1, .underpriced) } + feeCapTooLow.map { ($0.0, $0.1, .feeCapTooLow) }
        + insufficientFunds.map { ($0.0, $0.1, .insufficientFunds) } + others

    @Test func eachTextMeansWhatItMeansInAnyCase() async throws {
        let script: NodeScript = { _, parameters in
            guard case .string(let index)? = parameters.first, let index = Int(index.dropFirst(2), radix: 16) else {
                return .result(nil)
            }
            let (code, message, _) = Self.all[index / 3]
            let cases = [message, message.uppercased(), message.lowercased()]
            return .refusal(code: code, cases[index % 3])
        }
        try await withNodes([scriptedNode(script)]) { client, _, _ in
            for (index, (code, message, meaning)) in Self.all.enumerated() {
                for form in 0..<3 {
                    let error = await nodeError { () async throws(NodeError) in
                        try await client.header(.number(UInt64(3 * index + form)))
                    }
                    #expect(error?.meaning == meaning, "\(code) \(message)")
                }
            }
        }
    }

    @Test func theMatterMayBeInTheDataOfAWrappingProvider() async throws {
        let wrapped: JSONValue = ["code": -32000, "message": "Nonce too high. Expected nonce to be 2 but got 9."]
        try await withNodes([always(.refusal(code: -32603, "Internal JSON-RPC error.", data: wrapped))]) {
            client, _, _ in
            let error = await nodeError { () async throws(NodeError) in try await client.gasPrice() }
            #expect(error?.meaning == .nonceTooHigh)
        }
    }

    @Test func meaningsHaveCodesOfTheirOwn() {
        let meanings: [RejectionMeaning] = [
            .alreadyKnown, .nonceTooLow, .nonceTooHigh, .replacementUnderpriced, .underpriced, .feeCapTooLow,
            .insufficientFunds, .gasLimitExceeded, .intrinsicGasTooLow, .poolFull, .invalidSignature, .wrongChain,
            .methodNotFound, .executionReverted(data: []), .blockNotFound, .other, .feeAboveCap, .typeNotSupported,
            .inFlightLimit, .executionFailed, .syncing, .timedOut, .unavailable, .quotaUsedUp, .unauthorized,
            .internalError,
        ]
        #expect(Set(meanings.map(\.code)).count == meanings.count)
    }
}
