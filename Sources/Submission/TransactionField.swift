import BN254
import Ethereum
import JSON
import LightClient
import LightClientContract

/// The field `transaction` of an update document. Prices and costs are in wei, as hexadecimal quantities.
enum TransactionField {
    /// A call that was tried and not sent.
    static func simulated(
        _ call: SubmissionCall, from: Address?, gas: UInt64, fees: UnsignedTransaction.Fees
    ) -> JSONObject {
        var field: JSONObject = ["state": "simulated"]
        field["from"] = from.map { .string($0.checksummed) }
        field["to"] = .string(call.contract.checksummed)
        field["chain_id"] = .number(JSONNumber(call.chainID))
        add(fees, to: &field)
        field["gas"] = .number(JSONNumber(gas))
        field["calldata_hash"] = .string(Hash256(of: call.calldata).description)
        return field
    }

    /// A transaction for an offline signer: all of its fields, the bytes to hash and the hash to sign.
    static func unsigned(_ transaction: UnsignedTransaction, from: Address) -> JSONObject {
        var field: JSONObject = ["state": "unsigned", "from": .string(from.checksummed)]
        field["to"] = transaction.to.map { .string($0.checksummed) } ?? .null
        field["chain_id"] = .number(JSONNumber(transaction.chainID))
        field["type"] = .number(JSONNumber(Int(transaction.fees.transactionType)))
        field["nonce"] = .number(JSONNumber(transaction.nonce))
        add(transaction.fees, to: &field)
        field["gas_limit"] = .number(JSONNumber(transaction.gasLimit))
        field["value"] = .string(transaction.value.word.hexadecimalQuantity)
        field["data"] = .string(transaction.data.dataText)
        field["signing_hash"] = .string(transaction.signingHash.description)
        field["unsigned_transaction"] = .string(transaction.signingPayload.dataText)
        return field
    }

    /// A submission that has ended.
    static func of(_ result: SubmissionResult) -> JSONObject? {
        guard let entry = result.entry else { return nil }
        var field: JSONObject = ["state": .string(state(of: result.ending))]
        let receipt = result.receipt
        let mined = entry.transactions.first { $0.hash == receipt?.transactionHash } ?? entry.newest
        field["hash"] = .string(mined.hash.description)
        field["hashes"] = .array(entry.hashes.map { .string($0.description) })
        field["from"] = .string(entry.account.checksummed)
        field["to"] = .string(entry.contract.checksummed)
        field["chain_id"] = .number(JSONNumber(entry.chainID))
        field["nonce"] = .number(JSONNumber(entry.nonce))
        add(mined.transaction.fees, to: &field)
        field["gas_limit"] = .number(JSONNumber(mined.transaction.gasLimit))
        field["calldata_hash"] = .string(Hash256(of: entry.calldata).description)
        if let receipt { add(receipt, confirmations: result.confirmations, to: &field) }
        switch result.ending {
        case .final:
            field["event"] = [
                "name": "NewState", "view": .number(JSONNumber(entry.state.viewNumber)),
                "height": .number(JSONNumber(entry.state.blockHeight)),
            ]
        case .reverted(_, let error): field["error"] = error.map(Self.error) ?? .null
        case .superseded(_, _?): field["error"] = error(.declared(.outdatedState, argument: nil))
        case .superseded: break
        }
        return field
    }

    /// Why the contract refused.
    static func error(_ error: ContractError) -> JSONValue {
        [
            "name": .string(error.name), "selector": error.selectorText.map { .string($0) } ?? .null,
            "argument": error.argument.map { .string($0) } ?? .null, "meaning": .string(error.meaning),
            "advice": .string(error.advice),
        ]
    }

    private static func state(of ending: SubmissionResult.Ending) -> String {
        switch ending {
        case .final: "final"
        case .reverted, .superseded(_, _?): "reverted"
        case .superseded: "superseded"
        }
    }

    private static func add(_ fees: UnsignedTransaction.Fees, to field: inout JSONObject) {
        switch fees {
        case .legacy(let gasPrice), .accessList(let gasPrice):
            field["gas_price"] = .string(gasPrice.word.hexadecimalQuantity)
        case .dynamic(let maximum, let tip):
            field["max_fee_per_gas"] = .string(maximum.word.hexadecimalQuantity)
            field["max_priority_fee_per_gas"] = .string(tip.word.hexadecimalQuantity)
        }
    }

    private static func add(_ receipt: TransactionReceipt, confirmations: UInt64, to field: inout JSONObject) {
        field["block_number"] = .number(JSONNumber(receipt.blockNumber))
        field["block_hash"] = .string(receipt.blockHash.description)
        field["confirmations"] = .number(JSONNumber(confirmations))
        field["gas_used"] = .number(JSONNumber(receipt.gasUsed))
        field["effective_gas_price"] = receipt.effectiveGasPrice.map { .string($0.word.hexadecimalQuantity) } ?? .null
        field["cost"] = receipt.cost.map { .string($0.word.hexadecimalQuantity) } ?? .null
    }
}
