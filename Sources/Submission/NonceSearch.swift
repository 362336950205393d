import Ethereum
import EthereumNode
import SubmissionRules

/// Finds the transaction that used a nonce: the proof that it was used, and by whom.
///
/// The number of an account's transactions grows with the blocks, so that the block in which it passed the nonce is found by
/// halving. Some 2·log₂(distance) questions, ``limit`` at most.
struct NonceSearch {
    /// The most blocks that are asked about.
    static let limit = 140

    let chain: any SubmissionChain
    let account: Address
    let nonce: UInt64

    /// The search among the blocks up to `head`, in which the nonce is used. In block `free` it was free, as was said when
    /// the first transaction was signed; if that is wrong or not known, the search goes back in steps that double.
    func run(from free: UInt64?, to head: UInt64) async throws(NodeError) -> NonceUse {
        var (low, high) = (UInt64?.none, head)
        if let free, free < head, let count = try await chain.transactionCount(of: account, at: free) {
            if count <= nonce { low = free } else { high = free }
        }
        var (step, isGrowing) = (UInt64(1), true)
        for _ in 0..<Self.limit {
            if let low, high - low == 1 { return try await use(in: high) }
            // In the first block nobody has used a nonce.
            guard high > 0 else { break }
            let block = low.map { $0 + (high - $0) / 2 } ?? (high > step ? high - step : 0)
            guard let count = try await chain.transactionCount(of: account, at: block) else {
                guard low == nil else {
                    return .unproven(reason: "it has no state of block \(block), and has it of older ones")
                }
                if step == 1 { return .hidden(block: high) }
                (step, isGrowing) = (step / 2, false)
                continue
            }
            if count <= nonce {
                low = block
            } else {
                high = block
                if isGrowing { step = step > head / 2 ? step : step * 2 }
            }
        }
        return .unproven(reason: "nonce \(nonce) was used in no block, if it is to be believed")
    }

    private func use(in block: UInt64) async throws(NodeError) -> NonceUse {
        // One of a type that is not read here does not show either.
        guard let hash = try await chain.transaction(of: account, nonce: nonce, in: block) else {
            return .hidden(block: block)
        }
        return .transaction(hash, block: block)
    }
}
