import CommandSupport
import ContractReading
import Ethereum
import EthereumNode
import HTTPTransport
import TransactionFees

/// What a submission costs, and whether the account can pay it: no node alone decides that. Source: the article WhatIsPaid of TransactionFees.
extension ContractChain {
    package func market() async throws(NodeError) -> FeeMarket {
        var left: [RedactedURL] = []
        while true {
            let replies = try await client.batch([
                .header(.latest), .chainID, .gasPrice,
                .feeHistory(blocks: FeeMarket.blockCount, newest: .latest, percentiles: [FeeMarket.percentile]),
            ])
            let head = try replies[0].newestHeader()
            let market = FeeMarket(
                // Of interest only where there is no base fee: a node without it is asked for nothing else.
                gasPrice: (try? replies[2].wei()) ?? .zero, head: head, history: try? replies[3].feeHistory())
            if market.nextBaseFee != nil { return market }
            let (chainID, url) = (try replies[1].uint64(), replies[0].url)
            let lacksFeeMarket = await chainLacksFeeMarket(chainID, head)
            guard !lacksFeeMarket else {
                // Here it decides, so it must be there.
                guard market.gasPrice > .zero else { throw replies[2].noPrice() }
                return market
            }
            let reason = "block \(head.number) without baseFeePerGas, on chain \(chainID), which has one"
            guard !left.contains(url), client.leave(url, because: reason) else {
                throw NodeError(.invalidReply(reason: reason), method: replies[0].request.method, url: url)
            }
            left.append(url)
        }
    }

    /// Whether the chain has no fee market: blocks of two nodes, or several blocks of the only one, have no base fee, and
    /// none has. Never so on the chains that are known to have one.
    private func chainLacksFeeMarket(_ chainID: UInt64, _ head: BlockHeader) async -> Bool {
        guard !FeeMarket.chains.contains(chainID) else { return false }
        let earlier = (1...3).compactMap { head.number > $0 ? NodeRequest.header(.number(head.number - $0)) : nil }
        var (nodes, blocks) = (0, 0)
        for vote in await client.everywhere([.header(.latest)] + earlier) {
            guard case .success(let replies) = vote.result else { continue }
            let headers = replies.compactMap { try? $0.header() }
            guard headers.allSatisfy({ $0.baseFeePerGas == nil }) else { return false }
            nodes += headers.isEmpty ? 0 : 1
            blocks += headers.count
        }
        return nodes > 1 || blocks > 1
    }

    package func estimateGas(_ call: CallRequest) async throws(NodeError) -> CallOutcome<UInt64> {
        let first = try await client.estimateGas(call, at: .latest)
        guard case .returned(let gas) = first, gas > GasLimit.implausible else { return first }
        // What others say, or the same one now. If all say so, the call gets what no update of a known version needs.
        let votes = await client.everywhere([.estimateGas(call, at: .latest)])
        let others = votes.compactMap { vote -> UInt64? in
            guard let reply = try? vote.result.get().first, case .returned(let gas)? = try? reply.gasOutcome() else {
                return nil
            }
            return gas
        }
        return .returned(min(gas, others.min() ?? gas, GasLimit.implausible))
    }

    package func confirmsPoverty(of account: Address, below least: Wei) async throws(StageFailure) -> Bool {
        let verdict = try await corroboration.verdict(
            on: "\(account) has less than \(least.ether) ether", asking: [.balance(of: account, at: .latest)]
        ) { (replies) throws(NodeError) in try replies[0].balance() < least }
        return verdict == .confirmed
    }
}

extension NodeReply {
    /// The header of the newest block, which every node has.
    func newestHeader() throws(NodeError) -> BlockHeader {
        guard let header = try header() else {
            throw NodeError(.invalidReply(reason: "no newest block"), method: request.method, url: url)
        }
        return header
    }

    /// Why there is no price of gas.
    fileprivate func noPrice() -> NodeError {
        do throws(NodeError) {
            _ = try wei()
            return NodeError(.invalidReply(reason: "gas price 0"), method: request.method, url: url)
        } catch {
            return error
        }
    }
}
