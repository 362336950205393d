import CommandSupport
import EthereumNode
import Failures
import HTTPTransport
import Logging

/// Whether what a node says against the settings or the account is so.
///
/// It ends the work for good only if another node says so too, or the same one still after some time, at a newest block
/// that is fresh, and no node says otherwise. Below a program that tries again, only another node will do.
/// Source: <doc:WhatANodeSays>.
package struct Corroboration: Sendable {
    /// What becomes of a finding.
    package enum Verdict: Sendable, Equatable {
        /// It is so, as far as the nodes can tell.
        case confirmed
        /// A node says otherwise: look again.
        case denied
        /// No node could be asked, or only one where that is not enough.
        case open
    }

    /// The nodes.
    package let client: EthereumClient
    /// Which newest blocks count.
    package let headAge: HeadAge
    /// How long a node that nobody contradicts must repeat itself.
    let time: Duration
    /// The pause between two looks.
    let pause: Duration
    /// Whether such a node is believed in the end.
    let believesOne: Bool
    let logger: Logger

    package init(
        client: EthereumClient, headAge: HeadAge, time: Duration, pause: Duration,
        believesOne: Bool = !PatientCaller.isThere(), logger: Logger
    ) {
        self.client = client
        self.headAge = headAge
        self.time = time
        self.believesOne = believesOne
        // No pause at all would ask without end.
        self.pause = max(pause, .milliseconds(50))
        self.logger = logger
    }

    /// Asks every node, again and again, until the finding is confirmed or denied, or the time is over.
    ///
    /// - Parameters:
    ///   - finding: what was found, for the log.
    ///   - requests: the questions that show it.
    ///   - isSo: whether a node's answers show it. What it throws is no evidence either way.
    package func verdict(
        on finding: String, asking requests: [NodeRequest], _ isSo: ([NodeReply]) throws(NodeError) -> Bool
    ) async throws(StageFailure) -> Verdict {
        let start = ContinuousClock.now
        var isTold = false
        while true {
            let opinions = await opinions(requests, isSo)
            let supporters = opinions.filter(\.isSo).map(\.url)
            if let opponent = opinions.first(where: { !$0.isSo })?.url {
                if supporters.isEmpty {
                    logger.warning("\(finding): not so any more, says \(opponent)")
                } else {
                    let names = supporters.map(\.description).joined(separator: ", ")
                    logger.warning("\(finding): says \(names), not so, says \(opponent)")
                    for supporter in supporters { client.leave(supporter, because: finding) }
                }
                return .denied
            }
            if supporters.count > 1 { return .confirmed }
            guard try await waits(since: start, for: isTold ? nil : finding) else {
                return supporters.isEmpty || !believesOne ? .open : .confirmed
            }
            isTold = true
        }
    }

    /// Waits until the next look, and says so in the log if a finding is given; false, without waiting, once the time
    /// since `start` is over, or `limit` if that is less.
    func waits(
        since start: ContinuousClock.Instant, for finding: String?, atMost limit: Duration? = nil
    ) async throws(StageFailure) -> Bool {
        let rest = start + min(time, limit ?? time) - .now
        guard rest > .zero else { return false }
        if let finding {
            logger.warning("\(finding): asking again for \(time.text), since it is the word of one node")
        }
        do {
            try await Task.sleep(for: min(pause, rest))
        } catch {
            throw StageFailure(.unreachable, "cancelled")
        }
        return true
    }

    /// What the nodes with a fresh newest block say.
    private func opinions(
        _ requests: [NodeRequest], _ isSo: ([NodeReply]) throws(NodeError) -> Bool
    ) async -> [(url: RedactedURL, isSo: Bool)] {
        var opinions: [(url: RedactedURL, isSo: Bool)] = []
        for vote in await client.everywhere([.header(.latest)] + requests) {
            guard case .success(let replies) = vote.result, replies.count == requests.count + 1,
                let head = try? replies[0].header(), headAge.excessive(head) == nil,
                let isSo = try? isSo(Array(replies.dropFirst()))
            else { continue }
            opinions.append((vote.url, isSo))
        }
        return opinions
    }
}
