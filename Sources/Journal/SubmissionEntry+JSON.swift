import BN254
import Ethereum
import EthereumAccounts
import Failures
import JSON
import LightClient
import LightClientJSON

extension SubmissionEntry {
    /// What the `journal` field of an entry's file holds.
    static let schema = "hotshot-submission/1"

    /// The name of the entry's file: the nonce in 20 digits, and the first 16 of the Keccak-256 of contract and call data.
    var fileName: String { fileName(hashing: contract.bytes + calldata) }

    /// The name that it had while each contract had a folder of its own.
    var olderFileName: String { fileName(hashing: calldata) }

    private func fileName(hashing bytes: [UInt8]) -> String {
        let digits = String(nonce)
        let hash = Hash256(of: bytes).description.dropFirst(2).prefix(16)
        return String(repeating: "0", count: 20 - digits.count) + digits + "-" + hash + ".json"
    }

    /// The content of the entry's file.
    package var json: JSONValue {
        var object: JSONObject = [
            "journal": .string(Self.schema),
            "progress": .string(progress.rawValue),
            "chain_id": .number(JSONNumber(chainID)),
            "contract": .string(contract.checksummed),
            "account": .string(account.checksummed),
            "nonce": .number(JSONNumber(nonce)),
            "view": .number(JSONNumber(state.viewNumber)),
            "height": .number(JSONNumber(state.blockHeight)),
            "state": .string(state.tagged),
            "calldata_hash": .string(Hash256(of: calldata).description),
            "calldata": .string(calldata.dataText),
            "transactions": .array(transactions.map(SubmissionEntry.json)),
        ]
        object["free_in"] = freeIn.map { .number(JSONNumber($0)) }
        object["newest_seen"] = newestSeen.map {
            ["block": .number(JSONNumber($0.number)), "timestamp": .number(JSONNumber($0.timestamp))]
        }
        object["mined_in"] = minedIn.map {
            ["block": .number(JSONNumber($0.number)), "hash": .string($0.hash.description)]
        }
        object["payment"] = payment.map { payment in
            [
                "transaction": .string(payment.hash.description), "gas_used": .number(JSONNumber(payment.gasUsed)),
                "cost": payment.cost.map { .string($0.word.hexadecimalQuantity) } ?? .null,
                "at": .number(JSONNumber(payment.at)),
            ]
        }
        object["reason"] = reason.map { .string($0) }
        return .object(object)
    }

    private static func json(_ signed: SignedTransaction) -> JSONValue {
        ["hash": .string(signed.hash.description), "raw": .string(signed.raw.dataText)]
    }

    /// Reads the content of an entry's file, all of it checked: hashes, signatures, and that its parts belong together.
    ///
    /// What an older version did not write is nil.
    package init(_ reader: JSONReader) throws(JSONError) {
        let schema = try reader.field("journal")
        guard try schema.string() == Self.schema else { throw schema.error("expected \"\(Self.schema)\"") }
        let progress = try reader.field("progress")
        guard let known = State(rawValue: try progress.string()) else { throw progress.error("not a known state") }
        let calldata = try reader.field("calldata").bytes()
        let hash = try reader.field("calldata_hash")
        guard try hash.string() == Hash256(of: calldata).description else {
            throw hash.error("not the hash of the call data")
        }
        let state = try reader.field("state").lightClientState()
        for (name, value) in [("view", state.viewNumber), ("height", state.blockHeight)] {
            let field = try reader.field(name)
            guard try field.uint64() == value else { throw field.error("not that of the state") }
        }
        let list = try reader.field("transactions")
        let transactions = try list.elements().map { (element) throws(JSONError) in
            let raw = try element.field("raw")
            let signed = try raw.signedTransaction()
            let hash = try element.field("hash")
            guard try hash.string() == signed.hash.description else {
                throw hash.error("not the hash of the transaction")
            }
            return signed
        }
        var entry = SubmissionEntry(
            chainID: try reader.field("chain_id").uint64(), contract: try reader.field("contract").address(),
            account: try reader.field("account").address(), nonce: try reader.field("nonce").uint64(), state: state,
            calldata: calldata, progress: known, transactions: transactions)
        entry?.freeIn = try reader.optionalField("free_in")?.uint64()
        if let seen = try reader.optionalField("newest_seen") {
            entry?.newestSeen = BlockMark(
                number: try seen.field("block").uint64(), timestamp: try seen.field("timestamp").uint64())
        }
        if let block = try reader.optionalField("mined_in") {
            entry?.minedIn = Block(
                number: try block.field("block").uint64(), hash: try block.field("hash").blockHash())
        }
        if let payment = try reader.optionalField("payment") {
            let hash = try payment.field("transaction")
            entry?.payment = Payment(
                hash: try hash.blockHash(), gasUsed: try payment.field("gas_used").uint64(),
                cost: try payment.optionalField("cost")?.wei(), at: try payment.field("at").uint64())
            guard let known = entry, known.payment.map({ known.hashes.contains($0.hash) }) ?? true else {
                throw hash.error("not one of the transactions")
            }
        }
        entry?.reason = try reader.optionalField("reason")?.string()
        guard let entry else { throw list.error("expected different transactions of this account, nonce and call") }
        self = entry
    }
}

extension JSONReader {
    /// Bytes as `0x` and two digits each.
    fileprivate func bytes() throws(JSONError) -> [UInt8] {
        guard let bytes = [UInt8](data: try string()) else { throw error("expected 0x and two digits for each byte") }
        return bytes
    }

    /// An address.
    fileprivate func address() throws(JSONError) -> Address { try decode(Address.init(text:)) }

    /// An amount of wei, as a hexadecimal quantity.
    fileprivate func wei() throws(JSONError) -> Wei {
        let word = try decode { (text) throws(BN254Error) in try UInt256(hexadecimal: text) }
        guard let amount = Wei(word) else { throw error("more wei than there are", code: .outOfRange) }
        return amount
    }

    /// 32 bytes.
    fileprivate func blockHash() throws(JSONError) -> Hash256 {
        guard let hash = Hash256(bytes: try bytes()) else { throw error("expected 32 bytes") }
        return hash
    }

    /// The raw bytes of a signed transaction.
    package func signedTransaction() throws(JSONError) -> SignedTransaction {
        let raw = try bytes()
        return try translating({ error("not a signed transaction: \($0)") }) { () throws(TransactionError) in
            try SignedTransaction(raw: raw)
        }
    }
}
