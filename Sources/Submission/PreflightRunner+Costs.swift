import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import TransactionFees

extension PreflightRunner {
    /// What gas costs now.
    func market() async throws(StageFailure) -> FeeMarket {
        try await ask { () async throws(NodeError) in try await chain.market() }
    }

    /// What gas costs now. If that passes a limit, it is asked for once more, and rather at another node: a limit is no
    /// reason to wait for a price that one node has made up.
    func market(
        replacing earlier: SignedTransaction?, gasLimit: UInt64
    ) async throws(StageFailure) -> FeeMarket {
        let first = try await market()
        do throws(StageFailure) {
            _ = try fees(replacing: earlier, in: first, gasLimit: gasLimit)
            return first
        } catch {
            chain.leave(because: error.message)
        }
        let second = try await market()
        _ = try fees(replacing: earlier, in: second, gasLimit: gasLimit)
        return second
    }

    /// What to offer for gas, in place of what an earlier transaction of the same nonce offers.
    ///
    /// Throws `.tryAgain` if that passes a limit.
    func fees(
        replacing earlier: SignedTransaction?, in market: FeeMarket, gasLimit: UInt64
    ) throws(StageFailure) -> UnsignedTransaction.Fees {
        try failing { () throws(FeeRefusal) in
            guard var earlier = earlier?.transaction else {
                return try fees.offer(in: market, gasLimit: gasLimit)
            }
            earlier.gasLimit = gasLimit
            return try fees.replacement(of: earlier, in: market)
        }
    }

    /// The gas that a transaction may use whose call is estimated to use `gas`.
    ///
    /// Throws `.peerNonsense` if no block can hold it.
    func gasLimit(for gas: UInt64, blockLimit: UInt64) throws(StageFailure) -> UInt64 {
        guard let limit = GasLimit.forEstimate(gas, blockLimit: blockLimit) else {
            throw StageFailure(
                .peerNonsense,
                "the call needs \(gas) gas, a block can hold \(blockLimit), a transaction \(GasLimit.protocolLimit)")
        }
        return limit
    }

    /// Checks that the account can pay the most that the transaction may cost, and says how much that is.
    ///
    /// Throws `.tryAgain`: fees fall again, and the balance may be that of a node which lags.
    func checkBalance(
        _ balance: Wei, of account: Address, pays transaction: UnsignedTransaction
    ) throws(StageFailure) {
        let cost = transaction.maximumCost
        guard balance >= cost else {
            throw StageFailure(
                .tryAgain,
                "insufficient funds for now: \(account) has \(balance.ether) ether, up to \(cost.ether) are needed",
                hint: "send ether to the account, or wait for lower fees")
        }
        logger.info(
            "the transaction may cost up to \(cost.ether) ether: \(transaction.gasLimit) gas at \(transaction.fees.ceiling)"
        )
    }

    /// Whether the balance is less than any transaction costs, whatever happens to prices, and other nodes, or the same
    /// one by now, say otherwise: then it is to be asked again.
    ///
    /// Throws `.configuration` if it is so, as far as nodes can tell: somebody has to send ether.
    func isPoorByMistake(_ balance: Wei, _ account: Address) async throws(StageFailure) -> Bool {
        let least = fees.leastCost
        guard balance < least else { return false }
        guard try await chain.confirmsPoverty(of: account, below: least) else { return true }
        throw StageFailure(
            .configuration, "insufficient funds: \(account) has \(balance.ether) ether",
            hint: "send ether to the account")
    }
}
