import CommandSupport
import EspressoAPI
import Failures
import LightClient

/// What the relays answered: their bundles, merged where they are about one statement, and their failures.
struct RelayOffers: Sendable {
    /// The statements, the newest first; of the same height and view, the one with more signatures first.
    let statements: [StateBundle]
    /// What went wrong with the other relays, in their order.
    let failures: [StageFailure]
    /// The number of relays that were asked.
    let replyCount: Int

    /// The offers of replies in the relays' order.
    init(_ replies: [Result<StateBundle, StageFailure>]) {
        var merged: [StateBundle] = []
        var failures: [StageFailure] = []
        for reply in replies {
            switch reply {
            case .failure(let failure): failures.append(failure)
            case .success(let offered):
                if let index = merged.firstIndex(where: { $0.statement == offered.statement }) {
                    merged[index].merge(offered)
                } else {
                    merged.append(offered)
                }
            }
        }
        statements = merged.sorted { first, second in
            let (left, right) = (first.statement.state, second.statement.state)
            return (left.blockHeight, left.viewNumber, first.signatures.count)
                > (right.blockHeight, right.viewNumber, second.signatures.count)
        }
        self.failures = failures
        replyCount = replies.count
    }

    /// The failure that says most about why no relay gave a state: that it is not signed yet, which takes a relay that
    /// works; then nonsense; then silence.
    static func mostInformative(_ failures: [StageFailure]) -> StageFailure? {
        let order: [FailureKind] = [.configuration, .tryAgain, .peerNonsense, .unreachable]
        let ranked = failures.map { (order.firstIndex(of: $0.failureKind) ?? order.count, $0) }
        return ranked.min { $0.0 < $1.0 }?.1
    }
}

extension StateBundle {
    /// How the relays of this statement, which is not the one that is used, went wrong.
    func difference(from used: StateBundle) -> StageFailure {
        let names = sources.joined(separator: ", ")
        let (height, newest) = (statement.state.blockHeight, used.statement.state.blockHeight)
        if height < newest {
            return StageFailure(.tryAgain, "\(names): lags, its state is of block \(height), the newest of \(newest)")
        }
        return StageFailure(.peerNonsense, "\(names): another state of block \(height) than other relays have")
    }
}

extension StateFetch {
    /// The bundle of each relay, all asked at once.
    func relayReplies(_ request: Request) async -> [Result<StateBundle, StageFailure>] {
        await withTaskGroup(of: (Int, Result<StateBundle, StageFailure>).self) { group in
            for (index, relay) in relays.enumerated() {
                group.addTask {
                    do throws(ReplyError) {
                        return (index, .success(try await relay.latestBundle(request.version)))
                    } catch {
                        return (index, .failure(StageFailure(error)))
                    }
                }
            }
            var replies: [(Int, Result<StateBundle, StageFailure>)] = []
            for await reply in group { replies.append(reply) }
            return replies.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
