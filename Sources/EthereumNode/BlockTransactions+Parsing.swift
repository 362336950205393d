import BN254
import Ethereum
import EthereumAccounts
import JSON

extension NodeRequest {
    /// The transactions that `account` has in a block. Answer: ``NodeReply/transactions()``.
    public static func transactions(of account: Address, in block: UInt64) -> NodeRequest {
        let tag = BlockTag.number(block)
        return NodeRequest("eth_getBlockByNumber", [tag.json, true], about: .transactions(account, in: block))
    }
}

extension NodeReply {
    /// The account's transactions in the block that was asked for; nil if the node does not have the block.
    ///
    /// Each is rebuilt from its fields, and its hash and its sender are computed: nobody but the holder of the account's
    /// key can make one. One of a type that is not read here is left out.
    public func transactions() throws(NodeError) -> BlockTransactions? {
        try optional { (reader) throws(JSONError) in try BlockTransactions(reader, about: request.subject) }
    }
}

extension BlockTransactions {
    init(_ reader: JSONReader, about subject: NodeRequest.Subject) throws(JSONError) {
        guard case .transactions(let account, let height) = subject else { throw reader.error("of no account") }
        let number = try reader.field("number")
        guard try number.blockNumber() == height else { throw number.error("expected \(height)") }
        var transactions: [SignedTransaction] = []
        for element in try reader.field("transactions").elements() {
            guard try element.field("from").address() == account,
                let signed = try SignedTransaction(element)
            else { continue }
            guard signed.sender == account else { throw element.error("not signed by its sender") }
            transactions.append(signed)
        }
        self.init(number: height, hash: try reader.field("hash").hash(), transactions: transactions)
    }
}

extension SignedTransaction {
    /// A transaction from its fields in JSON-RPC; nil if it is of a type that is not read here.
    fileprivate init?(_ reader: JSONReader) throws(JSONError) {
        let type = try reader.optionalField("type")?.uint64Quantity() ?? 0
        let v = try reader.field("v").quantity()
        let fees: UnsignedTransaction.Fees
        var chainID = try reader.optionalField("chainId")?.uint64Quantity() ?? 0
        let isOdd: Bool
        switch type {
        case 0:
            fees = .legacy(gasPrice: try reader.field("gasPrice").wei())
            guard let number = v.uint64, number >= 27 else { throw reader.error("v out of range") }
            // EIP-155: 35 and twice the chain's number; 27 of before says no chain.
            chainID = number < 35 ? 0 : (number - 35) / 2
            isOdd = number < 35 ? number == 28 : number.isMultiple(of: 2)
        case 1: (fees, isOdd) = (.accessList(gasPrice: try reader.field("gasPrice").wei()), !v.isZero)
        case 2:
            fees = .dynamic(
                maxFeePerGas: try reader.field("maxFeePerGas").wei(),
                maxPriorityFeePerGas: try reader.field("maxPriorityFeePerGas").wei())
            isOdd = !v.isZero
        default: return nil
        }
        let transaction = UnsignedTransaction(
            chainID: chainID, nonce: try reader.field("nonce").uint64Quantity(), fees: fees,
            gasLimit: try reader.field("gas").uint64Quantity(), to: try reader.optionalField("to")?.address(),
            value: try reader.field("value").wei(), data: try reader.field("input").data(),
            accessList: type == 0 ? [] : try reader.field("accessList").accessList())
        guard
            let signature = Signature(
                r: try reader.field("r").quantity(), s: try reader.field("s").quantity(), yParity: isOdd),
            let signed = try? transaction.signed(with: signature)
        else { throw reader.error("no valid signature") }
        let hash = try reader.field("hash")
        guard try hash.hash() == signed.hash else { throw hash.error("not that of the transaction's fields") }
        self = signed
    }
}

extension JSONReader {
    fileprivate func accessList() throws(JSONError) -> [AccessListEntry] {
        try elements().map { (entry) throws(JSONError) in
            AccessListEntry(
                address: try entry.field("address").address(),
                storageKeys: try entry.field("storageKeys").elements().map { (key) throws(JSONError) in try key.word() }
            )
        }
    }
}
