import BN254
import Ethereum
import EthereumAccounts
import EthereumNode
import HTTPTransport
import Journal
import LightClient
import LightClientContract
import SubmissionRules

/// What servers say. Each question goes to one of a node's servers, whichever is next: also those of one batch.
extension World {
    /// The address of a node.
    static func url(_ node: Int) -> RedactedURL { RedactedURL("http://node\(node)/") }

    /// One of the node's two servers; a question takes a moment, and fails now and then.
    mutating func server(of node: Int, _ method: String) throws(NodeError) -> Int {
        questions += 1
        pass(UInt64.random(in: 5...60, using: &random))
        guard !happens(weather.failure) else { throw failure(node, method) }
        return (2 * node + Int.random(in: 0...1, using: &random)) % backends.count
    }

    private mutating func failure(_ node: Int, _ method: String) -> NodeError {
        let kinds: [NodeError.Kind] = [
            .rateLimited(retryAfter: .seconds(1)),
            .rejected(code: -32603, message: "internal error", meaning: .internalError),
            .rejected(code: -32000, message: "request timed out", meaning: .timedOut),
            .rejected(code: -32000, message: "header not found", meaning: .blockNotFound),
            .unreachable(HTTPFailure(.disconnected(reason: "reset"), url: Self.url(node))),
        ]
        return NodeError(kinds.randomElement(using: &random) ?? .cancelled, method: method, url: Self.url(node))
    }

    /// A server's block of this height, its newest one if nil.
    mutating func block(_ node: Int, _ number: UInt64?) throws(NodeError) -> Block? {
        let server = try server(of: node, "eth_getBlockByNumber")
        let blocks = backends[server].blocks
        guard let number else { return blocks.last }
        return number < UInt64(blocks.count) ? blocks[Int(number)] : nil
    }

    /// The block of whose state a question is; nil if the server lacks it.
    mutating func state(_ node: Int, at number: UInt64, _ method: String) throws(NodeError) -> Block? {
        let server = try server(of: node, method)
        let blocks = backends[server].blocks
        if answersLatest { return blocks.last }
        guard number < UInt64(blocks.count), !weather.pruned || number + UInt64(Self.kept) >= UInt64(blocks.count)
        else { return nil }
        return blocks[Int(number)]
    }

    mutating func count(_ node: Int, at number: UInt64) throws(NodeError) -> UInt64? {
        guard let nonce = try state(node, at: number, "eth_getTransactionCount")?.nonce else { return nil }
        if liar == node, nonce < 1000 { return 1000 + (isLiarFickle ? UInt64(questions) : 0) }
        guard happens(weather.lie) else { return nonce }
        guard happens(0.5) else { return nonce > 0 ? nonce - 1 : 0 }
        // Two nodes do not tell the same lie.
        guard time > lastHighLie + 4 * Self.blockTime else { return nonce }
        lastHighLie = time
        return nonce + UInt64.random(in: 1...3, using: &random)
    }

    mutating func pendingCount(_ node: Int) throws(NodeError) -> UInt64 {
        let backend = backends[try server(of: node, "eth_getTransactionCount")]
        var next = backend.blocks[backend.blocks.count - 1].nonce
        while backend.pool[next] != nil || (stranger == next && !hidesStranger) { next += 1 }
        return next
    }

    mutating func finalizedState(_ node: Int, at number: UInt64) throws(NodeError) -> LightClientState? {
        guard let block = try state(node, at: number, "eth_call") else { return nil }
        return happens(weather.staleState) ? blocks.randomElement(using: &random)?.state : block.state
    }

    mutating func receipt(
        _ node: Int, _ hash: Hash256, of entry: SubmissionEntry
    ) throws(NodeError) -> TransactionReceipt? {
        let blocks = backends[try server(of: node, "eth_getTransactionReceipt")].blocks
        guard !happens(weather.forgetfulness) else { return nil }
        for block in blocks.reversed() {
            guard let mined = block.mined.first(where: { $0.hash == hash }) else { continue }
            let event = EventLog(
                address: entry.contract,
                topics: [
                    ContractEvent.newStateTopic, Hash256(word: UInt256(entry.state.viewNumber)),
                    Hash256(word: UInt256(entry.state.blockHeight)),
                ], data: entry.state.blockCommitmentRoot.canonical.bigEndianBytes)
            return TransactionReceipt(
                transactionHash: hash, blockHash: block.hash, blockNumber: block.number, succeeded: mined.succeeded,
                gasUsed: 400_000, effectiveGasPrice: Wei(gwei: 1), logs: mined.succeeded ? [event] : [])
        }
        return nil
    }

    mutating func knows(_ node: Int, _ hash: Hash256) throws(NodeError) -> Bool {
        let backend = backends[try server(of: node, "eth_getTransactionByHash")]
        guard !happens(weather.forgetfulness) else { return false }
        return backend.pool.values.contains { $0.hash == hash }
            || backend.blocks.contains { $0.mined.contains { $0.hash == hash } }
    }

    /// The transaction of a nonce in a server's block: nobody can invent one.
    mutating func transaction(_ node: Int, nonce: UInt64, in number: UInt64) throws(NodeError) -> Hash256? {
        try block(node, number)?.mined.first { $0.nonce == nonce }?.hash
    }
}
