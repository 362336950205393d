import BN254
import Ethereum
import JSON

private enum Key {
    static let transaction = "transaction"
    static let state = "state"
    static let hash = "hash"
    static let gasUsed = "gas_used"
    static let cost = "cost"
}

/// The field `transaction`: what became of an update on the chain. Prices and costs are in wei.
public struct TransactionPart: Sendable {
    /// How far it came.
    public enum State: String, Sendable {
        /// The call was tried and not sent.
        case simulated
        /// No node can try the call yet, since the update before it comes first.
        case needsPrevious = "needs-previous"
        /// It is to be signed by somebody else.
        case unsigned
        /// The contract took the state, in a block that is deep enough.
        case final
        /// It was mined and refused.
        case reverted
        /// The contract got this state or a later one in another way.
        case superseded
    }

    /// Why the contract refused.
    public struct Refusal: Sendable {
        /// The name of the error.
        public var name: String
        /// `0x` and the digits of the selector.
        public var selector: String?
        /// The error's argument.
        public var argument: String?
        /// What the error means.
        public var meaning: String
        /// What to do about it.
        public var advice: String

        /// A refusal.
        public init(name: String, selector: String?, argument: String?, meaning: String, advice: String) {
            self.name = name
            self.selector = selector
            self.argument = argument
            self.meaning = meaning
            self.advice = advice
        }
    }

    /// What an offline signer needs beside the fields of every transaction.
    public struct Unsigned: Sendable {
        /// The ether that is sent.
        public var value: Wei
        /// The call data.
        public var data: [UInt8]
        /// The hash to sign.
        public var signingHash: Hash256
        /// The bytes of which that is the hash.
        public var signingPayload: [UInt8]

        /// The rest of a transaction.
        public init(value: Wei, data: [UInt8], signingHash: Hash256, signingPayload: [UInt8]) {
            self.value = value
            self.data = data
            self.signingHash = signingHash
            self.signingPayload = signingPayload
        }
    }

    /// How far it came.
    public var state: State
    /// The hash of the transaction that was mined, or of the newest.
    public var hash: Hash256?
    /// The hashes of all that were sent for it.
    public var hashes: [Hash256] = []
    /// The account that sends.
    public var from: Address?
    /// The contract; nil would create one.
    public var to: Address?
    /// The chain.
    public var chainID: UInt64
    /// The transaction's number in the account.
    public var nonce: UInt64?
    /// What it offers to pay for gas; nil before that is known.
    public var fees: UnsignedTransaction.Fees?
    /// The gas that a simulation used.
    public var gas: UInt64?
    /// The gas that it may use.
    public var gasLimit: UInt64?
    /// The Keccak-256 of the call data.
    public var calldataHash: Hash256?
    /// The rest of the transaction, for an offline signer.
    public var unsigned: Unsigned?
    /// The block that has it, and what it cost.
    public var receipt: TransactionReceipt?
    /// What it cost; nil where the receipt does not tell.
    public var cost: Wei?
    /// The number of blocks that confirm it, its own counted.
    public var confirmations: UInt64 = 0
    /// View and height of the event that tells of the new state.
    public var event: (view: UInt64, height: UInt64)?
    /// Why the contract refused, of a transaction that reverted; nil where the reason does not show.
    public var refusal: Refusal?

    /// A transaction of which nothing more is known.
    public init(_ state: State, to: Address?, chainID: UInt64, fees: UnsignedTransaction.Fees?) {
        self.state = state
        self.to = to
        self.chainID = chainID
        self.fees = fees
    }
}

extension UpdateDocument {
    /// Writes `transaction` into the field `transaction`.
    public mutating func setTransaction(_ transaction: TransactionPart) { self[Key.transaction] = transaction.json }

    /// The field `transaction`; nil without that field.
    public func transaction() throws(JSONError) -> TransactionPart.Reader? {
        try reader.optionalField(Key.transaction).map { TransactionPart.Reader(field: $0) }
    }
}

/// How the field is read, value by value.
extension TransactionPart {
    /// The field of a document.
    public struct Reader: Sendable {
        fileprivate let field: JSONReader

        /// How far it came: the name of a ``TransactionPart/State``, or another text.
        public func state() throws(JSONError) -> String? { try field.optionalField(Key.state)?.string() }
        /// The hash of the transaction.
        public func hash() throws(JSONError) -> String? { try field.optionalField(Key.hash)?.string() }
        /// What it cost in wei.
        public func cost() throws(JSONError) -> UInt256? {
            try field.optionalField(Key.cost)?.decode { text in try UInt256(hexadecimal: text) }
        }
        /// The gas that it used.
        public func gasUsed() throws(JSONError) -> UInt64? { try field.optionalField(Key.gasUsed)?.uint64() }
    }
}

/// How the field is written.
extension TransactionPart {
    fileprivate var json: JSONValue {
        var field: JSONObject = [Key.state: .string(state.rawValue)]
        if let hash {
            field[Key.hash] = .string(hash.description)
            field["hashes"] = .array(hashes.map { .string($0.description) })
        }
        if let from { field["from"] = .string(from.checksummed) }
        field["to"] = .text(to?.checksummed)
        field["chain_id"] = .number(JSONNumber(chainID))
        if unsigned != nil, let fees { field["type"] = .number(JSONNumber(Int(fees.transactionType))) }
        if let nonce { field["nonce"] = .number(JSONNumber(nonce)) }
        addFees(to: &field)
        if let gas { field["gas"] = .number(JSONNumber(gas)) }
        if let gasLimit { field["gas_limit"] = .number(JSONNumber(gasLimit)) }
        if let unsigned {
            field["value"] = .string(unsigned.value.word.hexadecimalQuantity)
            field["data"] = .string(unsigned.data.dataText)
            field["signing_hash"] = .string(unsigned.signingHash.description)
            field["unsigned_transaction"] = .string(unsigned.signingPayload.dataText)
        }
        if let calldataHash { field["calldata_hash"] = .string(calldataHash.description) }
        if let receipt { add(receipt, to: &field) }
        if let event {
            field["event"] = [
                "name": "NewState", "view": .number(JSONNumber(event.view)),
                "height": .number(JSONNumber(event.height)),
            ]
        }
        if let refusal { field["error"] = refusal.json } else if state == .reverted { field["error"] = .null }
        return .object(field)
    }

    private func addFees(to field: inout JSONObject) {
        switch fees {
        case .legacy(let gasPrice), .accessList(let gasPrice):
            field["gas_price"] = .string(gasPrice.word.hexadecimalQuantity)
        case .dynamic(let maximum, let tip):
            field["max_fee_per_gas"] = .string(maximum.word.hexadecimalQuantity)
            field["max_priority_fee_per_gas"] = .string(tip.word.hexadecimalQuantity)
        case nil:
            break
        }
    }

    private func add(_ receipt: TransactionReceipt, to field: inout JSONObject) {
        field["block_number"] = .number(JSONNumber(receipt.blockNumber))
        field["block_hash"] = .string(receipt.blockHash.description)
        field["confirmations"] = .number(JSONNumber(confirmations))
        field[Key.gasUsed] = .number(JSONNumber(receipt.gasUsed))
        field["effective_gas_price"] = .text(receipt.effectiveGasPrice?.word.hexadecimalQuantity)
        field[Key.cost] = .text(cost?.word.hexadecimalQuantity)
    }
}

extension TransactionPart.Refusal {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "selector": .text(selector), "argument": .text(argument),
            "meaning": .string(meaning), "advice": .string(advice),
        ]
    }
}
