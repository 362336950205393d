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
    /// Why other nodes did no better, if this is a refusal that all were asked about.
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
    /// The refusal for which another node is asked; nil of a result, and of a refusal that is the chain's own answer.
    var refusalOfNode: NodeError? {
        guard case .refusal(let refusal) = answer else { return nil }
        let error = error(refusal)
        return error.mayDoBetterElsewhere ? error : nil
    }

    /// The same reply; if it is a refusal, one that tells of the other nodes that failed with `failure`.
    func refused(with failure: NodeError) -> NodeReply {
        guard refusalOfNode != nil else { return self }
        var reply = self
        reply.others = ([failure] + failure.others).filter { $0.url != url }
        return reply
    }

    private func value<Value>(
        _ read: (JSONReader) throws(JSONError) -> Value
    ) throws(NodeError) -> Value {
        switch answer {
        case .result(let result):
            return try translating({
                NodeError(.invalidReply(reason: $0.description), method: request.method, url: url)
            }) { () throws(JSONError) in try read(JSONReader(result, path: "result")) }
        case .refusal(let refusal):
            throw error(refusal)
        }
    }

    private func error(_ refusal: RPCRefusal) -> NodeError {
        var error = NodeError(refusal.kind, method: request.method, url: url)
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
