import BN254
import Ethereum
import JSON

/// One question to a node, as a part of a batch: the constructors are the questions there are.
///
/// All of them only read; a transaction is sent by ``EthereumClient/send(_:)`` alone.
public struct NodeRequest: Equatable, Sendable {
    /// The method's name.
    public let method: String
    /// The parameters, in the order of the execution API's specification.
    package let parameters: [JSONValue]
    /// What the answer has to be about.
    let subject: Subject

    /// What an answer can be held against.
    enum Subject: Equatable, Sendable {
        case none
        case block(BlockTag)
        case transaction(Hash256)
        case logs(Address, topics: [Hash256?])
        case fees(percentiles: Int)
        case transactions(Address, in: UInt64)
    }

    init(_ method: String, _ parameters: [JSONValue] = [], about subject: Subject = .none) {
        self.method = method
        self.parameters = parameters
        self.subject = subject
    }
}

extension NodeRequest {
    /// The chain's number (EIP-155). Answer: ``NodeReply/uint64()``.
    public static let chainID = NodeRequest("eth_chainId")

    /// The number of the node's network; the chain's number but for a few chains. Answer: ``NodeReply/decimal()``.
    public static let networkID = NodeRequest("net_version")

    /// The height of the newest block. Answer: ``NodeReply/uint64()``.
    public static let blockNumber = NodeRequest("eth_blockNumber")

    /// The price of gas that the node suggests for legacy transactions. Answer: ``NodeReply/wei()``.
    public static let gasPrice = NodeRequest("eth_gasPrice")

    /// The tip that the node suggests. Answer: ``NodeReply/wei()``.
    public static let maxPriorityFeePerGas = NodeRequest("eth_maxPriorityFeePerGas")

    /// A block's header. Answer: ``NodeReply/header()``.
    public static func header(_ block: BlockTag) -> NodeRequest {
        NodeRequest("eth_getBlockByNumber", [block.json, false], about: .block(block))
    }

    /// An account's ether. Answer: ``NodeReply/balance()``.
    public static func balance(of address: Address, at block: BlockTag) -> NodeRequest {
        NodeRequest("eth_getBalance", [address.json, block.json])
    }

    /// The number of transactions that an account has sent: the nonce of its next one. Answer: ``NodeReply/uint64()``.
    public static func transactionCount(of address: Address, at block: BlockTag) -> NodeRequest {
        NodeRequest("eth_getTransactionCount", [address.json, block.json])
    }

    /// A contract's code, empty if there is no contract. Answer: ``NodeReply/bytes()``.
    public static func code(of address: Address, at block: BlockTag) -> NodeRequest {
        NodeRequest("eth_getCode", [address.json, block.json])
    }

    /// A word of a contract's storage. Answer: ``NodeReply/word()``.
    public static func storage(of address: Address, slot: UInt256, at block: BlockTag) -> NodeRequest {
        NodeRequest("eth_getStorageAt", [address.json, .string(slot.hexadecimalWord), block.json])
    }

    /// A call that is only tried. Answer: ``NodeReply/callOutcome()``.
    public static func call(_ call: CallRequest, at block: BlockTag) -> NodeRequest {
        NodeRequest("eth_call", [call.json, block.json])
    }

    /// The gas that a call would use; at the node's own choice of block if nil. Answer: ``NodeReply/gasOutcome()``.
    public static func estimateGas(_ call: CallRequest, at block: BlockTag?) -> NodeRequest {
        NodeRequest("eth_estimateGas", [call.json] + (block.map { [$0.json] } ?? []))
    }

    /// The fees of `blocks` blocks up to `newest`, and the tips at each of these percentiles (0 to 100, ascending) of
    /// their gas. Answer: ``NodeReply/feeHistory()``.
    public static func feeHistory(blocks: Int, newest: BlockTag, percentiles: [Double]) -> NodeRequest {
        let count = UInt256(UInt64(min(max(blocks, 1), 1024))).hexadecimalQuantity
        let shares = percentiles.map { JSONValue.number(JSONNumber(percentile: $0)) }
        return NodeRequest(
            "eth_feeHistory", [.string(count), newest.json, .array(shares)], about: .fees(percentiles: shares.count))
    }

    /// A transaction that is in a block or waits for one. Answer: ``NodeReply/transaction()``.
    public static func transaction(_ hash: Hash256) -> NodeRequest {
        NodeRequest("eth_getTransactionByHash", [hash.json], about: .transaction(hash))
    }

    /// What became of a transaction. Answer: ``NodeReply/receipt()``.
    public static func receipt(of hash: Hash256) -> NodeRequest {
        NodeRequest("eth_getTransactionReceipt", [hash.json], about: .transaction(hash))
    }

    /// The events of a contract whose topics are these, nil standing for any. Answer: ``NodeReply/logs()``.
    public static func logs(
        of address: Address, topics: [Hash256?], from: BlockTag, to: BlockTag
    ) -> NodeRequest {
        let filter: JSONObject = [
            "address": address.json, "topics": .array(topics.map { $0?.json ?? .null }),
            "fromBlock": from.json, "toBlock": to.json,
        ]
        return NodeRequest("eth_getLogs", [.object(filter)], about: .logs(address, topics: topics))
    }

    /// Hands a signed transaction to the node; not among the public ones, so that no batch sends one.
    package static func sendRawTransaction(_ raw: [UInt8]) -> NodeRequest {
        NodeRequest("eth_sendRawTransaction", [.string(raw.dataText)])
    }
}

extension BlockTag {
    /// A quantity, or one of the execution API's words.
    var json: JSONValue {
        switch self {
        case .number(let height): .string(UInt256(height).hexadecimalQuantity)
        case .latest: "latest"
        case .pending: "pending"
        case .safe: "safe"
        case .finalized: "finalized"
        case .earliest: "earliest"
        }
    }
}

extension Address {
    fileprivate var json: JSONValue { .string(lowercase) }
}

extension Hash256 {
    fileprivate var json: JSONValue { .string(description) }
}

extension CallRequest {
    /// The object of the execution API's `GenericTransaction`; what is not set is left out.
    fileprivate var json: JSONValue {
        var object = JSONObject()
        func quantity(_ number: UInt256) -> JSONValue { .string(number.hexadecimalQuantity) }
        object["from"] = from?.json
        object["to"] = to?.json
        object["gas"] = gasLimit.map { quantity(UInt256($0)) }
        if case .dynamic(let maxFeePerGas, let maxPriorityFeePerGas) = fees {
            object["maxFeePerGas"] = quantity(maxFeePerGas.word)
            object["maxPriorityFeePerGas"] = quantity(maxPriorityFeePerGas.word)
        } else {
            object["gasPrice"] = fees.map { quantity($0.ceiling.word) }
        }
        if value != .zero { object["value"] = quantity(value.word) }
        if !data.isEmpty { object["input"] = .string(data.dataText) }
        return .object(object)
    }
}

extension JSONNumber {
    /// A percentile, brought into 0…100; whole numbers without a fraction.
    fileprivate init(percentile: Double) {
        let share = min(max(percentile.isFinite ? percentile : 0, 0), 100)
        self = share == share.rounded() ? JSONNumber(Int(share)) : JSONNumber(share) ?? JSONNumber(0)
    }
}
