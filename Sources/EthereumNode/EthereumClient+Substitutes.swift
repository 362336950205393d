import Ethereum
import JSON

// Some nodes lack a method or a block that another question can stand in for.

extension EthereumClient {
    /// The reply; in place of a refusal because the node lacks the method or the block, what stands in for it: the latest
    /// block for the pending one, base fee and tip for the price of gas.
    func substituted(_ reply: NodeReply, at turn: Failover.Turn) async -> NodeReply {
        guard let meaning = reply.flaw?.meaning,
            [.methodNotFound, .blockNotFound, .other].contains(meaning)
        else { return reply }
        if reply.request == .gasPrice {
            guard let price = try? await gasPrice(at: turn) else { return reply }
            return NodeReply(.result(.string(price.word.hexadecimalQuantity)), to: reply.request, from: reply.url)
        }
        guard let request = reply.request.aboutLatest, let second = try? await self.reply(to: request, at: turn),
            second.flaw == nil
        else { return reply }
        return second
    }

    /// The base fee of the newest block and a tip that was enough in it; nil where there is no base fee.
    private func gasPrice(at turn: Failover.Turn) async throws(NodeError) -> Wei? {
        guard let baseFee = try await reply(to: .header(.latest), at: turn).header()?.baseFeePerGas else { return nil }
        let history = try? await reply(to: .feeHistory(blocks: 1, newest: .latest, percentiles: [50]), at: turn)
        let tip = (try? history?.feeHistory())?.rewards.first?.first ?? .zero
        return baseFee + tip
    }
}

extension NodeRequest {
    /// The same question about the latest block; nil if it is not about the pending one.
    fileprivate var aboutLatest: NodeRequest? {
        guard parameters.contains(BlockTag.pending.json) else { return nil }
        let latest = parameters.map { $0 == BlockTag.pending.json ? BlockTag.latest.json : $0 }
        return NodeRequest(method, latest, about: subject == .block(.pending) ? .block(.latest) : subject)
    }
}
