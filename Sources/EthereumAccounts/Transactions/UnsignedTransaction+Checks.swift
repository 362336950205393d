import Ethereum

extension UnsignedTransaction {
    /// Refuses a transaction that would be valid on every chain.
    func requireChain() throws(SigningError) {
        guard chainID != 0 else { throw .replayable }
    }

    /// The JSON-RPC name of the first field in which the two differ; nil if they are the same.
    func firstDifference(from other: UnsignedTransaction) -> String? {
        if chainID != other.chainID { return "chainId" }
        if fees.transactionType != other.fees.transactionType { return "type" }
        if nonce != other.nonce { return "nonce" }
        if to != other.to { return "to" }
        if value != other.value { return "value" }
        if data != other.data { return "data" }
        if gasLimit != other.gasLimit { return "gas" }
        if fees != other.fees { return "fees" }
        return accessList == other.accessList ? nil : "accessList"
    }
}
