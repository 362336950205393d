import BN254
import Ethereum

/// The fields of a signed transaction, read one after the other, each refused by its name.
struct TransactionFields {
    private var items: ArraySlice<RLP.Item>

    /// The transaction and its signature, of whom is not looked at.
    static func decode(_ raw: [UInt8]) throws(TransactionError) -> (UnsignedTransaction, Signature) {
        guard raw.count <= SignedTransaction.maximumLength else { throw .tooLong(bytes: raw.count) }
        guard let first = raw.first else { throw .encoding(.truncated(offset: 0)) }
        // EIP-2718: a list is a legacy transaction, anything below 0x80 a type.
        guard first < 0xc0 else {
            var fields = try TransactionFields(raw, count: 9)
            return try fields.legacy()
        }
        guard first == 1 || first == 2 else { throw .unsupportedType(first) }
        var fields = try TransactionFields(Array(raw.dropFirst()), count: first == 1 ? 11 : 12)
        return try fields.typed(first)
    }

    private init(_ bytes: [UInt8], count: Int) throws(TransactionError) {
        let item: RLP.Item
        // List, access list, entry, slots.
        do { item = try RLP.decode(bytes, maximumDepth: 4) } catch { throw .encoding(error) }
        guard case .list(let items) = item else { throw .invalidField("transaction", .wrongKind) }
        guard items.count == count else { throw .wrongFieldCount(expected: count, found: items.count) }
        self.items = items[...]
    }

    private mutating func legacy() throws(TransactionError) -> (UnsignedTransaction, Signature) {
        var transaction = try UnsignedTransaction(
            chainID: 0, nonce: nonce(), fees: .legacy(gasPrice: wei("gasPrice")), gasLimit: uint64("gasLimit"),
            to: recipient(), value: wei("value"), data: bytes("data"))
        let v = try wei("v").amount
        switch v {
        case 27, 28: return (transaction, try signature(yParity: v == 28))
        // 35 and 36 are those of chain 0, which is none.
        case 37...UInt128(UInt64.max) * 2 + 36:
            transaction.chainID = UInt64((v - 35) / 2)
            return (transaction, try signature(yParity: v.isMultiple(of: 2)))
        default: throw .invalidField("v", .outOfRange)
        }
    }

    private mutating func typed(_ type: UInt8) throws(TransactionError) -> (UnsignedTransaction, Signature) {
        let chainID = try uint64("chainId")
        let nonce = try nonce()
        let fees: UnsignedTransaction.Fees
        if type == 1 {
            fees = .accessList(gasPrice: try wei("gasPrice"))
        } else {
            let tip = try wei("maxPriorityFeePerGas")
            let limit = try wei("maxFeePerGas")
            guard tip <= limit else { throw .tipAboveLimit(maxPriorityFeePerGas: tip, maxFeePerGas: limit) }
            fees = .dynamic(maxFeePerGas: limit, maxPriorityFeePerGas: tip)
        }
        let transaction = try UnsignedTransaction(
            chainID: chainID, nonce: nonce, fees: fees, gasLimit: uint64("gasLimit"), to: recipient(),
            value: wei("value"), data: bytes("data"), accessList: accessList())
        let yParity = try uint64("yParity")
        guard yParity <= 1 else { throw .invalidField("yParity", .outOfRange) }
        return (transaction, try signature(yParity: yParity == 1))
    }

    // MARK: Fields

    private mutating func next(_ name: String) throws(TransactionError) -> RLP.Item {
        guard let item = items.popFirst() else { throw .invalidField(name, .wrongKind) }
        return item
    }

    private mutating func bytes(_ name: String) throws(TransactionError) -> [UInt8] {
        guard case .bytes(let bytes) = try next(name) else { throw .invalidField(name, .wrongKind) }
        return bytes
    }

    private mutating func integer(_ name: String) throws(TransactionError) -> UInt256 {
        let digits = try bytes(name)
        guard digits.first != 0 else { throw .invalidField(name, .leadingZeros) }
        guard digits.count <= 32 else { throw .invalidField(name, .outOfRange) }
        return UInt256(bigEndian: ([UInt8](repeating: 0, count: 32 - digits.count) + digits).span)
    }

    private mutating func uint64(_ name: String) throws(TransactionError) -> UInt64 {
        guard let value = try integer(name).uint64 else { throw .invalidField(name, .outOfRange) }
        return value
    }

    private mutating func wei(_ name: String) throws(TransactionError) -> Wei {
        guard let amount = Wei(try integer(name)) else { throw .invalidField(name, .outOfRange) }
        return amount
    }

    private mutating func nonce() throws(TransactionError) -> UInt64 {
        let nonce = try uint64("nonce")
        guard nonce < .max else { throw .invalidField("nonce", .outOfRange) }
        return nonce
    }

    private mutating func recipient() throws(TransactionError) -> Address? {
        let bytes = try bytes("to")
        guard !bytes.isEmpty else { return nil }
        guard let address = Address(bytes: bytes) else { throw .invalidField("to", .wrongLength) }
        return address
    }

    private mutating func accessList() throws(TransactionError) -> [AccessListEntry] {
        guard case .list(let items) = try next("accessList") else { throw .invalidField("accessList", .wrongKind) }
        var entries: [AccessListEntry] = []
        for item in items {
            guard case .list(let parts) = item, parts.count == 2, case .bytes(let contract) = parts[0],
                case .list(let slots) = parts[1]
            else { throw .invalidField("accessList", .wrongKind) }
            guard let address = Address(bytes: contract) else { throw .invalidField("accessList", .wrongLength) }
            var keys: [UInt256] = []
            for slot in slots {
                guard case .bytes(let key) = slot else { throw .invalidField("accessList", .wrongKind) }
                guard key.count == 32 else { throw .invalidField("accessList", .wrongLength) }
                keys.append(UInt256(bigEndian: key.span))
            }
            entries.append(AccessListEntry(address: address, storageKeys: keys))
        }
        return entries
    }

    private mutating func signature(yParity: Bool) throws(TransactionError) -> Signature {
        let (r, s) = (try integer("r"), try integer("s"))
        guard let signature = Signature(r: r, s: s, yParity: yParity) else { throw .invalidSignature(.outOfRange) }
        guard signature.isLowS else { throw .invalidSignature(.highS) }
        return signature
    }
}
