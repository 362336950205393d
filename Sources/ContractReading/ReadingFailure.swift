import CommandSupport
import EthereumNode
import Failures
import HTTPTransport

/// Why a reading ended.
enum ReadingFailure: Error {
    /// Another block took the place of the one that it is about, or the node does not know that one yet: begin anew.
    case blockMoved(RedactedURL)
    /// The node's answers are too old, or refusals, or cannot be true together: another node may do better.
    case distrusted(StageFailure, RedactedURL)
    /// The address is none of a contract that can be read, as far as one node can tell.
    case flawed(ContractFlaw, StageFailure)
    /// Every node that could be asked is on another chain than the one that was named; whether that is more than one node.
    case onOtherChain(StageFailure, isSure: Bool)
    /// For good.
    case stage(StageFailure)

    init(_ error: NodeError) {
        switch error.kind {
        case .rejected(_, _, .blockNotFound): self = .blockMoved(error.url)
        case .wrongChain:
            let others = error.others.filter { if case .wrongChain = $0.kind { true } else { false } }
            self = .onOtherChain(StageFailure(error), isSure: !others.isEmpty)
        case .rejected, .invalidReply: self = .distrusted(StageFailure(error), error.url)
        default: self = .stage(StageFailure(error))
        }
    }

    static func mapping<Value>(_ body: () throws(NodeError) -> Value) throws(ReadingFailure) -> Value {
        try translating(ReadingFailure.init, body)
    }

    static func mapping<Value>(_ body: () async throws(NodeError) -> Value) async throws(ReadingFailure) -> Value {
        do throws(NodeError) {
            return try await body()
        } catch {
            throw ReadingFailure(error)
        }
    }
}
