import CommandSupport
import EthereumNode
import Failures

/// Why a reading ended.
enum ReadingFailure: Error {
    /// Another block took the place of the one that it is about, or the node does not know that one yet: begin anew.
    case blockMoved
    /// For good.
    case stage(StageFailure)

    init(_ error: NodeError) {
        if case .rejected(_, _, .blockNotFound) = error.kind {
            self = .blockMoved
        } else {
            self = .stage(StageFailure(error))
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
