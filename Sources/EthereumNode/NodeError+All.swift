import Failures

extension NodeError {
    /// The failure of a call that no node carried out. It is that of the node whose reason passes soonest, and of the
    /// first one of those; the last errors of all other nodes are with it.
    ///
    /// - Parameter errors: in the order in which they came, at least one; of one node there may be several.
    static func all(_ errors: [(index: Int, error: NodeError)]) -> NodeError? {
        var last: [(index: Int, error: NodeError)] = []
        for item in errors {
            if let place = last.firstIndex(where: { $0.index == item.index }) {
                last[place] = item
            } else {
                last.append(item)
            }
        }
        guard
            let first = last.indices.min(by: {
                (last[$0].error.failureKind.timeToPass, $0) < (last[$1].error.failureKind.timeToPass, $1)
            })
        else { return nil }
        var error = last[first].error
        error.others = last.indices.filter { $0 != first }.map { last[$0].error }
        return error
    }
}

extension FailureKind {
    /// The order in which failures pass, soonest first.
    fileprivate var timeToPass: Int {
        switch self {
        case .tryAgain: 0
        case .unreachable: 1
        case .peerNonsense: 2
        case .io, .internalError: 3
        case .usage, .badDocument, .missingFile, .notPermitted, .configuration: 4
        }
    }
}
