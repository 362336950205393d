import BN254
import Ethereum
import Failures
import HTTPTransport
import JSON

/// A node's answer to a ``NodeRequest``, read as what the request asked for.
///
/// Every accessor throws `rejected` if the node refused, `invalidReply` if the answer is not of its type or not about
/// what was asked.
public struct NodeReply: Sendable {
    /// What was asked.
    public let request: NodeRequest
    /// The node that answered.
    public let url: RedactedURL

    let answer: RPCAnswer
    /// Why other nodes did no better, if this has a flaw.
    private var others: [NodeError] = []

    init(_ answer: RPCAnswer, to request: NodeRequest, from url: RedactedURL) {
        self.answer = answer
        self.request = request
        self.url = url
    }

    /// What the node's refusal means; nil if it did not refuse.
    public var refusalMeaning: RejectionMeaning? {
        if case .refusal(let refusal) = answer { refusal.meaning } else { nil }
    }

    /// A number below 2^64.
    public func uint64() throws(NodeError) -> UInt64 {
        try value { (reader) throws(JSONError) in try reader.uint64Quantity() }
    }

    /// A number below 2^64 in decimal digits.
    public func decimal() throws(NodeError) -> UInt64 {
        try value { (reader) throws(JSONError) in
            guard let number = UInt64(try reader.string()) else { throw reader.error("expected decimal digits") }
            return number
        }
    }

    /// A price; below 2^128.
    public func wei() throws(NodeError) -> Wei { try value { (reader) throws(JSONError) in try reader.wei() } }

    /// An amount; what is 2^128 wei or more, as development chains hand out, counts as 2^128 - 1.
    public func balance() throws(NodeError) -> Wei {
        try value { (reader) throws(JSONError) in Wei(try reader.quantity()) ?? .max }
    }

    /// Bytes of any length.
    public func bytes() throws(NodeError) -> [UInt8] { try value { (reader) throws(JSONError) in try reader.data() } }

    /// A 256-bit word, as 32 bytes or as a number.
    public func word() throws(NodeError) -> UInt256 { try value { (reader) throws(JSONError) in try reader.word() } }

    /// A hash.
    public func hash() throws(NodeError) -> Hash256 { try value { (reader) throws(JSONError) in try reader.hash() } }

    /// A block's header; nil if the node does not have the block. It is of the height asked for.
    public func header() throws(NodeError) -> BlockHeader? {
        try optional { (reader) throws(JSONError) in try BlockHeader(reader, about: request.subject) }
    }

    /// What became of the transaction asked for; nil while it is in no block that the node knows.
    public func receipt() throws(NodeError) -> TransactionReceipt? {
        try optional { (reader) throws(JSONError) in try TransactionReceipt(reader, about: request.subject) } ?? nil
    }

    /// The transaction asked for; nil if the node does not know it.
    public func transaction() throws(NodeError) -> KnownTransaction? {
        try optional { (reader) throws(JSONError) in try KnownTransaction(reader, about: request.subject) }
    }

    /// The events asked for, in order.
    public func logs() throws(NodeError) -> [EventLog] {
        try value { (reader) throws(JSONError) in try EventLog.all(reader, about: request.subject) }
    }

    /// The fees of recent blocks.
    public func feeHistory() throws(NodeError) -> FeeHistory {
        try value { (reader) throws(JSONError) in try FeeHistory(reader, about: request.subject) }
    }

    /// What a tried call returned, or the data it reverted with.
    public func callOutcome() throws(NodeError) -> CallOutcome<[UInt8]> {
        try outcome { (reader) throws(JSONError) in try reader.data() }
    }

    /// The gas that a call would use, or the data it reverted with.
    public func gasOutcome() throws(NodeError) -> CallOutcome<UInt64> {
        try outcome { (reader) throws(JSONError) in try reader.uint64Quantity() }
    }
}

extension NodeReply {
    /// Why another node is asked: a refusal that is not the contract's own, or an answer that is not what was asked for.
    var flaw: NodeError? {
        do throws(NodeError) {
            try check()
            return nil
        } catch {
            return error.mayDoBetterElsewhere ? error : nil
        }
    }

    /// Throws what reading the reply would, whoever reads it.
    private func check() throws(NodeError) {
        switch request.method {
        case "eth_chainId", "eth_blockNumber", "eth_getTransactionCount": _ = try uint64()
        case "eth_gasPrice", "eth_maxPriorityFeePerGas": _ = try wei()
        case "eth_getBalance": _ = try balance()
        case "eth_getCode": _ = try bytes()
        case "eth_getStorageAt": _ = try word()
        case "eth_call": _ = try callOutcome()
        case "eth_estimateGas": _ = try gasOutcome()
        case "eth_getBlockByNumber": _ = try header()
        case "eth_getTransactionByHash": _ = try transaction()
        case "eth_getTransactionReceipt": _ = try receipt()
        case "eth_feeHistory": _ = try feeHistory()
        case "eth_getLogs": _ = try logs()
        default: _ = try value { (reader) throws(JSONError) in reader.value }
        }
    }

    /// The same reply; if it has a flaw, one that tells of the other nodes, which failed with `failure`.
    func flawed(with failure: NodeError) -> NodeReply {
        guard flaw != nil else { return self }
        var reply = self
        reply.others = ([failure] + failure.others).filter { $0.url != url }
        return reply
    }

    private func value<Value>(
        _ read: (JSONReader) throws(JSONError) -> Value
    ) throws(NodeError) -> Value {
        switch answer {
        case .result(let result):
            return try translating({ error(.invalidReply(reason: $0.description)) }) { () throws(JSONError) in
                try read(JSONReader(result, path: "result"))
            }
        case .refusal(let refusal):
            throw error(refusal.kind)
        }
    }

    private func error(_ kind: NodeError.Kind) -> NodeError {
        var error = NodeError(kind, method: request.method, url: url)
        error.others = others
        return error
    }

    func optional<Value>(
        _ read: (JSONReader) throws(JSONError) -> Value
    ) throws(NodeError) -> Value? {
        try value { (reader) throws(JSONError) in reader.value == .null ? nil : try read(reader) }
    }

    private func outcome<Value>(
        _ read: (JSONReader) throws(JSONError) -> Value
    ) throws(NodeError) -> CallOutcome<Value> {
        if case .refusal(let refusal) = answer, let data = refusal.revertData {
            return .reverted(data: data, message: refusal.message)
        }
        return .returned(try value(read))
    }
}
