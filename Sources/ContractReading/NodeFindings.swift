import CommandSupport
import EthereumNode
import HTTPTransport
import StageFindings

/// What a command tells the daemon about the nodes: how each did, and whether calls went over to another one.
package struct NodeFindings: Sendable {
    /// The longest that a node is waited for when all are looked at.
    static let patience = Duration.seconds(5)

    let file: FindingsFile
    /// In the order of the nodes.
    private let names: [String]

    init(_ file: FindingsFile, nodes: [String]) {
        self.file = file
        names = Provider.names(of: nodes)
        file.update { [names] findings in findings.providers = names.map { Provider(.l1, $0) } }
    }

    /// Counts a change of the node in use.
    func note(_ event: NodeEvent) {
        switch event {
        case .switched, .left: file.update { $0.failovers[.l1, default: 0] += 1 }
        case .returnedToPrimary, .rateLimited, .wrongChain, .batchUnsupported, .chainIDCorrected, .retrying: break
        }
    }

    /// Tells how the nodes did that the client asked. What a look at all of them showed is not told anew.
    func tell(_ client: EthereumClient) {
        let conditions = client.conditions
        file.update { [names] findings in
            for (name, condition) in zip(names, conditions) {
                guard let condition, findings.providers.first(where: { $0.name == name })?.state == nil else {
                    continue
                }
                let (state, reason) = condition.finding
                findings.providers.note(.l1, name, state, reason: reason)
            }
        }
    }

    /// The block that others are measured by: the newest of these heights, of three or more the second newest, so that one
    /// node that invents a block does not make the others look late. 0 if there is none.
    package static func newest(_ heights: [UInt64]) -> UInt64 {
        let sorted = heights.sorted(by: >)
        return (sorted.count > 2 ? sorted[1] : sorted.first) ?? 0
    }

    /// Whether a node at this height is late beside one at `newest`, whatever numbers they are.
    package static func isLate(_ height: UInt64, beside newest: UInt64) -> Bool {
        height < newest && newest - height > Provider.tolerance
    }

    /// Asks every node for its newest block, but those that have not answered in time already, and tells how each did.
    func look(at client: EthereumClient, _ headAge: HeadAge) async {
        let votes = await client.everywhere([.header(.latest)], butSilent: true, limit: Self.patience)
        let heads = votes.map { vote in (try? vote.result.get()).flatMap { try? $0.first?.header() } ?? nil }
        let newest = Self.newest(heads.compactMap { $0?.number })
        let conditions = client.conditions
        file.update { [names] findings in
            for (index, name) in names.enumerated() where index < conditions.count && index < heads.count {
                guard let condition = conditions[index] else { continue }
                let head = heads[index]
                var (state, reason) = condition.finding
                if let head, let age = headAge.excessive(head) {
                    (state, reason) = (.lagging, HeadAge.words(age, of: name))
                } else if let head, Self.isLate(head.number, beside: newest) {
                    (state, reason) = (.lagging, "its newest block is \(head.number), another one's \(newest)")
                } else if head == nil, state == .up {
                    (state, reason) = (.nonsense, "it has no newest block")
                }
                findings.providers.note(.l1, name, state, reason: reason, height: head?.number)
            }
        }
    }
}

extension NodeCondition {
    /// For the daemon.
    fileprivate var finding: (state: Provider.State, reason: String?) {
        switch self {
        case .answered: (.up, nil)
        case .left(let reason): (.distrusted, reason)
        case .failed(let error): (error.state, "\(error.method): \(error.kind)")
        }
    }
}

extension NodeError {
    fileprivate var state: Provider.State {
        switch kind {
        case .unreachable(let failure):
            if let code = failure.statusCode, code < 500, code != 408 { .refusing } else { .unreachable }
        case .rateLimited: .limited
        case .rejected: .refusing
        case .invalidReply: .nonsense
        case .wrongChain, .inconsistentChain: .wrongChain
        case .cancelled: .unreachable
        }
    }
}
