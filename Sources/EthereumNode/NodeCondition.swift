/// How a node did when a client last asked it.
public enum NodeCondition: Equatable, Sendable {
    /// It answered, be it that the contract refuses a call.
    case answered
    /// It gave no usable answer.
    case failed(NodeError)
    /// It was left for what it said, in words for the log; that stays, whatever else it answers.
    case left(reason: String)
}

extension EthereumClient {
    /// How each node did, in the order of ``urls``; nil for one that was not asked.
    public var conditions: [NodeCondition?] {
        state.withLock { state in endpoints.indices.map { state.conditions[$0] } }
    }

    /// Remembers what came of asking a node.
    func note(_ failure: NodeError?, at index: Int) {
        if failure?.kind == .cancelled { return }
        state.withLock { state in
            if failure?.isSilence ?? false { state.silent.insert(index) } else { state.silent.remove(index) }
            if case .left? = state.conditions[index] { return }
            let isOfContract = failure?.meaning?.isOfContract ?? false
            state.conditions[index] = isOfContract ? .answered : failure.map { .failed($0) } ?? .answered
        }
    }
}
