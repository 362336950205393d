import Ethereum
import EthereumAccounts
import EthereumNode

/// What servers do with a transaction.
extension World {
    /// Hands a transaction to one node. Throws what the node says.
    mutating func send(_ transaction: SignedTransaction, to node: Int) throws(NodeError) {
        judge(transaction)
        let server: Int
        do throws(NodeError) {
            server = try self.server(of: node, "eth_sendRawTransaction")
        } catch {
            // The answer may be lost, although the transaction has arrived.
            if error.leavesInDoubt, happens(0.5) { try take(transaction, 2 * node % backends.count, node) }
            throw error
        }
        let isFirst = transaction.hash == sent.first?.hash
        if let meaning = refusesAll ?? (isFirst ? refusesFirstBytes : nil) {
            throw refusal("refused", meaning, node)
        }
        if let refuses, refuses.hash == transaction.hash { throw refusal("refused", refuses.meaning, node) }
        guard happens(weather.unwillingness) else { return try take(transaction, server, node) }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: throw refusal("tx fee exceeds the configured cap", .feeAboveCap, node)
        case 1: throw refusal("transaction type not supported", .typeNotSupported, node)
        case 2: throw refusal("txpool is full", .poolFull, node)
        case 3: throw refusal("something went wrong", .other, node)
        case 4:
            try take(transaction, server, node)
            throw NodeError(.invalidReply(reason: "null"), method: "eth_sendRawTransaction", url: Self.url(node))
        default:
            try take(transaction, server, node)
            throw refusal("request timed out", .timedOut, node)
        }
    }

    /// The rules of a pool.
    private mutating func take(_ transaction: SignedTransaction, _ server: Int, _ node: Int) throws(NodeError) {
        let nonce = transaction.transaction.nonce
        let blocks = backends[server].blocks
        guard nonce >= blocks[blocks.count - 1].nonce else { throw refusal("nonce too low", .nonceTooLow, node) }
        if let pooled = backends[server].pool[nonce] {
            if pooled.hash == transaction.hash { throw refusal("already known", .alreadyKnown, node) }
            guard transaction.transaction.fees.ceiling >= pooled.transaction.fees.ceiling.scaled(by: 11, over: 10)
            else {
                throw refusal("replacement transaction underpriced", .replacementUnderpriced, node)
            }
        } else if stranger == nonce {
            throw refusal("replacement transaction underpriced", .replacementUnderpriced, node)
        }
        backends[server].pool[nonce] = transaction
        for index in backends.indices where index != server && !backends[index].isStuck && !happens(weather.isolation) {
            let pooled = backends[index].pool[nonce]?.transaction.fees.ceiling ?? .zero
            if pooled < transaction.transaction.fees.ceiling { backends[index].pool[nonce] = transaction }
        }
    }

    private func refusal(_ message: String, _ meaning: RejectionMeaning, _ node: Int) -> NodeError {
        NodeError(
            .rejected(code: -32000, message: message, meaning: meaning), method: "eth_sendRawTransaction",
            url: Self.url(node))
    }

    /// Holds a sending against what is true: another of ours for the same update, with another nonce, must not be able to
    /// be mined any more, or to have been mined.
    private mutating func judge(_ transaction: SignedTransaction) {
        let nonce = transaction.transaction.nonce
        let earlier = sent.filter {
            $0.transaction.data == transaction.transaction.data && $0.transaction.nonce != nonce
        }
        for other in Set(earlier.map(\.transaction.nonce)) where nonce >= head.nonce {
            let isFree = other >= head.nonce
            let isOurs = blocks.contains { block in
                block.mined.contains {
                    $0.nonce == other && $0.succeeded
                        && $0.transaction?.transaction.data == transaction.transaction.data
                }
            }
            if isFree { violations.append("nonce \(nonce) sent while \(other) may still be mined") }
            if isOurs { violations.append("nonce \(nonce) sent after \(other) was mined") }
        }
        sent.append(transaction)
    }
}
