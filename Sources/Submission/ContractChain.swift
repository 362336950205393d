import ContractReading
import Ethereum
import EthereumAccounts
import EthereumNode
import Failures
import Journal
import LightClient
import LightClientContract
import SubmissionRules

/// The chain as one client of nodes sees it, for one contract.
package struct ContractChain: SubmissionChain {
    let corroboration: Corroboration
    private let contract: Address
    var client: EthereumClient { corroboration.client }

    /// The chain of a corroboration's nodes.
    package init(_ corroboration: Corroboration, contract: Address) {
        self.corroboration = corroboration
        self.contract = contract
    }

    package func observation(of entry: SubmissionEntry) async throws(NodeError) -> Look<Observation> {
        let state = LightClientViews.finalizedState
        let look = try await look { (number) in
            let tag = BlockTag.number(number)
            return [
                .call(state.call(of: entry.contract), at: tag), .transactionCount(of: entry.account, at: tag),
                .transaction(entry.newest.hash),
            ] + entry.hashes.map(NodeRequest.receipt(of:))
        }
        guard case .view((let head, let replies)) = look else { return look.torn() }
        guard let hash = head.hash else { return .torn(reason: "its newest block has no hash") }
        var receipts: [TransactionReceipt] = []
        for reply in replies[3...] { if let receipt = try reply.receipt() { receipts.append(receipt) } }
        // Two of them can only be of different forks: the one that counts is on the chain of the head.
        var (receipt, isCanonical) = (receipts.first, receipts.isEmpty)
        for candidate in receipts where !isCanonical {
            guard try await contains(candidate, upTo: head) else { continue }
            (receipt, isCanonical) = (candidate, true)
        }
        if let mined = receipt, mined.effectiveGasPrice == nil, let ours = entry.transaction(mined.transactionHash) {
            receipt?.effectiveGasPrice = await client.price(of: ours, in: mined)
        }
        // A node without this method cannot say; then the bytes are not sent again for that.
        let isSilent = replies[2].refusalMeaning == .methodNotFound
        return .view(
            Observation(
                head: head.mark, headHash: hash, finalizedState: try replies[0].finalizedState(),
                accountNonce: try replies[1].uint64(), receipt: receipt,
                knowsNewest: isSilent ? true : try replies[2].transaction() != nil, isCanonical: isCanonical))
    }

    /// Whether a receipt's block is on the chain that ends at the head, or above that.
    private func contains(_ receipt: TransactionReceipt, upTo head: BlockHeader) async throws(NodeError) -> Bool {
        guard receipt.blockNumber != head.number else { return receipt.blockHash == head.hash }
        return try await client.header(.number(receipt.blockNumber))?.hash == receipt.blockHash
    }

    package func standing(of account: Address, depth: UInt64) async throws(NodeError) -> Look<AccountStanding> {
        let look = try await look { (number) in
            let tag = BlockTag.number(number)
            let deep = BlockTag.number(number - min(number, max(depth, 1) - 1))
            return [
                .balance(of: account, at: tag), .transactionCount(of: account, at: tag),
                .transactionCount(of: account, at: deep), .transactionCount(of: account, at: .pending),
                .call(LightClientViews.finalizedState.call(of: contract), at: tag),
            ]
        }
        guard case .view((let head, let replies)) = look else { return look.torn() }
        guard let hash = head.hash else { return .torn(reason: "its newest block has no hash") }
        return .view(
            AccountStanding(
                head: head.mark, headHash: hash, balance: try replies[0].balance(), nonce: try replies[1].uint64(),
                deepNonce: try replies[2].uint64(), pendingNonce: try replies[3].uint64(),
                blockGasLimit: head.gasLimit, contract: contract, finalizedState: try replies[4].finalizedState()))
    }

    /// The replies to questions about the newest block, asked by its number in one request, with its header last: the same
    /// block as before, or nothing follows from them.
    private func look(
        _ questions: (_ number: UInt64) -> [NodeRequest]
    ) async throws(NodeError) -> Look<(head: BlockHeader, replies: [NodeReply])> {
        guard let head = try await client.header(.latest) else { return .torn(reason: "it has no newest block") }
        let torn = "its answers are not about one block: block \(head.number) moved, or is not there"
        do throws(NodeError) {
            let replies = try await client.batch(questions(head.number) + [.header(.number(head.number))])
            guard !replies.contains(where: { $0.refusalMeaning == .blockNotFound }), let last = replies.last,
                try last.header()?.hash == head.hash
            else { return .torn(reason: torn) }
            return .view((head, replies.dropLast()))
        } catch {
            // A backend that is behind the one before does not have the block.
            guard error.meaning == .blockNotFound else { throw error }
            return .torn(reason: torn)
        }
    }

    package func transactionCount(of account: Address, at block: UInt64) async throws(NodeError) -> UInt64? {
        do throws(NodeError) {
            return try await client.transactionCount(of: account, at: .number(block))
        } catch {
            guard error.meaning == .blockNotFound else { throw error }
            return nil
        }
    }

    package func transaction(
        of account: Address, nonce: UInt64, in block: UInt64
    ) async throws(NodeError) -> Hash256? {
        let reply = try await client.batch([.transactions(of: account, in: block)]).first
        return try reply?.transactions()?.transactions.first { $0.transaction.nonce == nonce }?.hash
    }

    package func counts(of account: Address, at head: BlockMark, hash: Hash256) async -> [NonceCount] {
        let tag = BlockTag.number(head.number)
        let votes = await client.everywhere([
            .transactionCount(of: account, at: tag), .header(tag), .transactionCount(of: account, at: .latest),
        ])
        return votes.compactMap { vote in
            guard let replies = try? vote.result.get(), replies.count == 3 else { return nil }
            let isOfBlock = (try? replies[1].header())??.hash == hash
            guard let count = try? replies[isOfBlock ? 0 : 2].uint64() else { return nil }
            return NonceCount(url: vote.url, count: count, isOfBlock: isOfBlock)
        }
    }

    package var nodeCount: Int { client.urls.count }

    package func leave(because reason: String) { client.leave(because: reason) }

    package func simulate(_ call: CallRequest, at block: BlockTag) async throws(NodeError) -> CallOutcome<[UInt8]> {
        try await client.call(call, at: block)
    }

    package func send(_ transaction: SignedTransaction) async throws(NodeError) -> Sending {
        try await client.send(transaction)
    }
}

extension Look {
    /// The same without a view.
    fileprivate func torn<Other>() -> Look<Other> {
        if case .torn(let reason) = self { .torn(reason: reason) } else { .torn(reason: "there is no view") }
    }
}

extension BlockHeader {
    /// Its age.
    fileprivate var mark: BlockMark { BlockMark(number: number, timestamp: timestamp) }
}

extension NodeReply {
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
