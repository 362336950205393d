import Ethereum
import EthereumAccounts
import EthereumNode
import Failures
import LightClient
import LightClientContract

/// The chain as one client of nodes sees it, for one contract.
package struct ContractChain: SubmissionChain {
    private let client: EthereumClient
    private let contract: Address

    package init(client: EthereumClient, contract: Address) {
        self.client = client
        self.contract = contract
    }

    package func observation(of entry: SubmissionEntry) async throws(NodeError) -> Observation {
        // The head first: a block that comes between is not counted too early. The state and the nonce before the
        // receipts: if they show our transaction, so do these.
        let replies = try await client.batch(
            [
                .header(.latest), .call(LightClientViews.finalizedState.call(of: contract), at: .latest),
                .transactionCount(of: entry.account, at: .latest), .transaction(entry.newest.hash),
            ] + entry.hashes.map(NodeRequest.receipt(of:)))
        let head = try replies[0].newestHeader()
        var receipt: TransactionReceipt?
        for reply in replies[4...] where receipt == nil { receipt = try reply.receipt() }
        var isCanonical = true
        if let receipt {
            let block =
                receipt.blockNumber == head.number ? head : try await client.header(.number(receipt.blockNumber))
            isCanonical = block?.hash == receipt.blockHash
        }
        return Observation(
            head: head.number, finalizedState: try replies[1].finalizedState(),
            accountNonce: try replies[2].uint64(), receipt: receipt,
            knowsNewest: try replies[3].transaction() != nil, isCanonical: isCanonical)
    }

    package func market() async throws(NodeError) -> FeeMarket {
        let replies = try await client.batch([
            .gasPrice, .header(.latest),
            .feeHistory(blocks: FeeMarket.blockCount, newest: .latest, percentiles: [FeeMarket.percentile]),
        ])
        let gasPrice = try replies[0].wei()
        guard let baseFee = try replies[1].newestHeader().baseFeePerGas else {
            return FeeMarket(gasPrice: gasPrice, nextBaseFee: nil, recentTips: [])
        }
        guard let history = try? replies[2].feeHistory(), !history.baseFeePerGas.isEmpty else {
            // A node without eth_feeHistory: the base fee grows by an eighth at most.
            return FeeMarket(gasPrice: gasPrice, nextBaseFee: baseFee.raisedByAnEighth, recentTips: [])
        }
        return FeeMarket(gasPrice: gasPrice, history: history)
    }

    package func standing(of account: Address) async throws(NodeError) -> AccountStanding {
        let replies = try await client.batch([
            .header(.latest), .balance(of: account, at: .latest), .transactionCount(of: account, at: .latest),
            .transactionCount(of: account, at: .pending),
            .call(LightClientViews.finalizedState.call(of: contract), at: .latest),
        ])
        return AccountStanding(
            balance: try replies[1].balance(), nonce: try replies[2].uint64(), pendingNonce: try replies[3].uint64(),
            blockGasLimit: try replies[0].newestHeader().gasLimit, finalizedState: try replies[4].finalizedState())
    }

    package func simulate(_ call: CallRequest, at block: BlockTag) async throws(NodeError) -> CallOutcome<[UInt8]> {
        try await client.call(call, at: block)
    }

    package func estimateGas(_ call: CallRequest) async throws(NodeError) -> CallOutcome<UInt64> {
        try await client.estimateGas(call, at: .latest)
    }

    package func send(_ transaction: SignedTransaction) async throws(NodeError) {
        if let failure = try await client.send(transaction).failure { throw failure }
    }
}

extension NodeReply {
    /// The header of the newest block, which every node has.
    fileprivate func newestHeader() throws(NodeError) -> BlockHeader {
        guard let header = try header() else { throw invalid("no newest block") }
        return header
    }

    /// The contract's newest state.
    fileprivate func finalizedState() throws(NodeError) -> LightClientState {
        guard case .returned(let bytes) = try callOutcome() else { throw invalid("finalizedState() reverted") }
        return try translating({ invalid($0.description) }) { () throws(ContractDataError) in
            try LightClientViews.finalizedState.value(of: bytes)
        }
    }

    private func invalid(_ reason: String) -> NodeError {
        NodeError(.invalidReply(reason: reason), method: request.method, url: url)
    }
}
