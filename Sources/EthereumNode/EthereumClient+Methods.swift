import BN254
import Ethereum
import EthereumAccounts

// One question each. All are reads, and are tried again at the next node if the fault is the node's.

extension EthereumClient {
    /// The chain's number, asked anew: a node that now tells another one than before is given up.
    public func chainID() async throws(NodeError) -> UInt64 {
        let method = NodeRequest.chainID.method
        return try await attempt(method, attempts: readAttempts, fresh: true) { (turn) throws(NodeError) in
            guard let id = state.withLock({ $0.chainID }) else {
                throw failure(.invalidReply(reason: "no chain id"), method, turn)
            }
            return id
        }
    }

    /// The height of the newest block.
    public func blockNumber() async throws(NodeError) -> UInt64 {
        try await read(.blockNumber) { (reply) throws(NodeError) in try reply.uint64() }
    }

    /// A block's header; nil if the node does not have the block.
    public func header(_ block: BlockTag) async throws(NodeError) -> BlockHeader? {
        try await read(.header(block)) { (reply) throws(NodeError) in try reply.header() }
    }

    /// What one unit of gas cost a transaction whose receipt does not say: by the base fee of its block. Nil if no node tells
    /// that either.
    public func price(of transaction: UnsignedTransaction, in receipt: TransactionReceipt) async -> Wei? {
        guard let header = try? await header(.number(receipt.blockNumber)), header.hash == receipt.blockHash else {
            return nil
        }
        return transaction.fees.price(atBaseFee: header.baseFeePerGas)
    }

    /// An account's ether.
    public func balance(of address: Address, at block: BlockTag = .latest) async throws(NodeError) -> Wei {
        try await read(.balance(of: address, at: block)) { (reply) throws(NodeError) in try reply.balance() }
    }

    /// The number of transactions that an account has sent: the nonce of its next one.
    public func transactionCount(of address: Address, at block: BlockTag) async throws(NodeError) -> UInt64 {
        try await read(.transactionCount(of: address, at: block)) { (reply) throws(NodeError) in try reply.uint64() }
    }

    /// A contract's code; empty if there is no contract.
    public func code(of address: Address, at block: BlockTag = .latest) async throws(NodeError) -> [UInt8] {
        try await read(.code(of: address, at: block)) { (reply) throws(NodeError) in try reply.bytes() }
    }

    /// A word of a contract's storage.
    public func storage(
        of address: Address, slot: UInt256, at block: BlockTag = .latest
    ) async throws(NodeError) -> UInt256 {
        try await read(.storage(of: address, slot: slot, at: block)) { (reply) throws(NodeError) in try reply.word() }
    }

    /// Tries a call.
    public func call(
        _ request: CallRequest, at block: BlockTag = .latest
    ) async throws(NodeError) -> CallOutcome<[UInt8]> {
        try await read(.call(request, at: block)) { (reply) throws(NodeError) in try reply.callOutcome() }
    }

    /// The gas that a call would use; at the node's own choice of block if nil.
    public func estimateGas(
        _ request: CallRequest, at block: BlockTag? = nil
    ) async throws(NodeError) -> CallOutcome<UInt64> {
        try await read(.estimateGas(request, at: block)) { (reply) throws(NodeError) in try reply.gasOutcome() }
    }

    /// The price of gas that the node suggests for legacy transactions.
    public func gasPrice() async throws(NodeError) -> Wei {
        try await read(.gasPrice) { (reply) throws(NodeError) in try reply.wei() }
    }

    /// The tip that the node suggests.
    public func maxPriorityFeePerGas() async throws(NodeError) -> Wei {
        try await read(.maxPriorityFeePerGas) { (reply) throws(NodeError) in try reply.wei() }
    }

    /// The fees of `blocks` blocks (1 to 1024) up to `newest`, fewer where the chain has fewer, and the tips at each of
    /// these percentiles (0 to 100, ascending) of their gas.
    public func feeHistory(
        blocks: Int, newest: BlockTag = .latest, percentiles: [Double]
    ) async throws(NodeError) -> FeeHistory {
        try await read(.feeHistory(blocks: blocks, newest: newest, percentiles: percentiles)) {
            (reply) throws(NodeError) in try reply.feeHistory()
        }
    }

    /// A transaction that is in a block or waits for one; nil if the node does not know it.
    public func transaction(_ hash: Hash256) async throws(NodeError) -> KnownTransaction? {
        try await read(.transaction(hash)) { (reply) throws(NodeError) in try reply.transaction() }
    }

    /// What became of a transaction; nil while it is in no block that the node knows.
    public func receipt(of hash: Hash256) async throws(NodeError) -> TransactionReceipt? {
        try await read(.receipt(of: hash)) { (reply) throws(NodeError) in try reply.receipt() }
    }

    /// The events of a contract in a range of blocks whose topics are these, nil standing for any.
    public func logs(
        of address: Address, topics: [Hash256?], from: BlockTag, to: BlockTag
    ) async throws(NodeError) -> [EventLog] {
        try await read(.logs(of: address, topics: topics, from: from, to: to)) { (reply) throws(NodeError) in
            try reply.logs()
        }
    }
}
