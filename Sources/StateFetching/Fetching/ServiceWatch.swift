import CommandSupport
import EspressoAPI
import LightClient
import StageFindings

/// What `fetch-state` tells the daemon about relays and sequencer, and about the signatures.
package struct ServiceWatch: Sendable {
    private let file: FindingsFile
    /// In the order of the relays.
    private let relays: [String]
    private let sequencer: String

    /// A watch of the services whose URLs, without secrets, are these.
    init(_ file: FindingsFile, relays: [String], sequencer: String) {
        self.file = file
        self.relays = Provider.names(of: relays)
        self.sequencer = Provider.names(of: [sequencer])[0]
        file.update { [relays = self.relays, sequencer = self.sequencer] findings in
            findings.providers = relays.map { Provider(.relay, $0) } + [Provider(.sequencer, sequencer)]
        }
    }

    /// What the relays answered, in their order.
    func note(_ replies: [Result<StateBundle, StageFailure>]) {
        file.update { [relays] findings in
            for (name, reply) in zip(relays, replies) {
                switch reply {
                case .success(let bundle):
                    findings.providers.note(.relay, name, .up, height: bundle.statement.state.blockHeight)
                case .failure(let failure): findings.providers.note(.relay, name, failure)
                }
            }
        }
    }

    /// What is wrong with the relays whose replies have these names: those of `clients`, in their order. What passes by
    /// itself is a lag if `isOlder`.
    func note(_ failure: StageFailure, of sources: [String], _ clients: [String], isOlder: Bool = false) {
        let state: Provider.State? = isOlder && failure.failureKind == .tryAgain ? .lagging : nil
        file.update { [relays] findings in
            for (name, client) in zip(relays, clients) where sources.contains(client) {
                findings.providers.note(.relay, name, failure, as: state)
            }
        }
    }

    /// What the sequencer answered.
    func note(_ configuration: Result<NetworkConfiguration, StageFailure>) {
        // What was not waited for to its end tells nothing.
        guard !Task.isCancelled else { return }
        file.update { [sequencer] findings in
            switch configuration {
            case .success: findings.providers.note(.sequencer, sequencer, .up)
            case .failure(let failure): findings.providers.note(.sequencer, sequencer, failure)
            }
        }
    }

    /// The height that the sequencer has.
    func note(sequencerHeight height: UInt64) {
        file.update { [sequencer] findings in
            guard let known = findings.providers.of(.sequencer).first else { return }
            findings.providers.note(
                .sequencer, sequencer, known.state ?? .up, reason: known.reason, height: height)
        }
    }

    /// The signatures on the state that was checked.
    func note(_ signatures: Findings.Signatures) { file.update { $0.signatures = signatures } }

    /// The validators had to be asked.
    func noteValidators() { file.update { $0.failovers[.relay, default: 0] += 1 } }
}

extension [Provider] {
    fileprivate mutating func note(
        _ role: Provider.Role, _ name: String, _ failure: StageFailure, as state: Provider.State? = nil
    ) {
        note(role, name, state ?? failure.providerState, reason: failure.message)
    }
}

extension StateBundle {
    /// Whether it is older than `newest` by more than a moment, or another state of the same height.
    func isWrong(beside newest: StateBundle) -> Bool {
        let (height, newest) = (statement.state.blockHeight, newest.statement.state.blockHeight)
        return height >= newest || newest - height > Provider.tolerance
    }
}

extension StageFailure {
    /// How a service did that failed so.
    fileprivate var providerState: Provider.State {
        if code == "http-status-429" { return .limited }
        switch failureKind {
        case .unreachable: return .unreachable
        case .tryAgain: return .notReady
        case .usage, .badDocument, .missingFile, .internalError, .io, .peerNonsense, .notPermitted, .configuration:
            return code.hasPrefix("http-status-") ? .refusing : .nonsense
        }
    }
}

extension ServiceOptions.Values {
    /// The watch over these services; nil if nobody wants to know, or saved replies stand for them.
    package func watch(_ file: FindingsFile?) -> ServiceWatch? {
        guard let file, sequencer.offlineDirectory == nil else { return nil }
        return ServiceWatch(file, relays: relayURLs.map(\.redacted), sequencer: sequencer.url.redacted)
    }
}

extension StateFetch {
    /// The longest that the sequencer's height is waited for.
    private static let patience = Duration.seconds(3)

    /// The height of the sequencer's newest block: whether a network whose state does not change stands still, or only its
    /// relay does. Nil if the sequencer does not say it at once; that is no failure.
    public func sequencerHeight() async -> UInt64? {
        let height = await withTaskGroup(of: UInt64?.self) { group in
            group.addTask { try? await self.sequencer.newestHeight() }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return nil
            }
            // The first to end.
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        if let height { watch?.note(sequencerHeight: height) }
        return height
    }
}
