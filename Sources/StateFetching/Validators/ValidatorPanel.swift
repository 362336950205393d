import CommandSupport
import EspressoAPI
import LightClient
import Logging

/// The validators of a search that still answer, and the heights of their newest blocks.
struct ValidatorPanel {
    private struct Seat {
        let client: ValidatorClient
        /// The newest block that the node says it has; nil if it does not say.
        var height: UInt64?
    }

    private var seats: [Int: Seat]
    private let logger: Logger

    /// A panel of `validators`, none of which has been asked yet.
    init(_ validators: [ValidatorClient], logger: Logger) {
        seats = Dictionary(uniqueKeysWithValues: validators.enumerated().map { ($0, Seat(client: $1)) })
        self.logger = logger
    }

    /// Whether nobody is left.
    var isEmpty: Bool { seats.isEmpty }

    /// The heights that are known.
    var heights: [UInt64] { seats.values.compactMap(\.height) }

    /// Takes `height` for the newest block of all who do not say.
    mutating func assumeHeight(_ height: UInt64) {
        for index in seats.keys { seats[index]?.height = height }
    }

    /// Asks all for their newest block. Those who do not answer leave; one that answers without a height stays.
    mutating func askHeights(_ limits: ValidatorSearch.Limits, until deadline: ContinuousClock.Instant) async {
        var answered: Set<Int> = []
        let asked = seats.keys.sorted()
        await ask(asked, limits, until: deadline) { (client) async throws(ReplyError) in
            try await client.newestHeight()
        } take: { panel, index, reply in
            answered.insert(index)
            switch reply {
            case .success(let height): panel.seats[index]?.height = height
            case .failure(let error) where error.isAnswer: break
            case .failure(let error): panel.dismiss(index, "\(StageFailure(error))")
            }
            return true
        }
        for index in asked where !answered.contains(index) {
            guard let client = seats[index]?.client else { continue }
            dismiss(index, "validator \(client.heightName): no answer in time")
        }
    }

    /// Asks all who can have it for their signature on the tally's block, until the threshold is reached.
    ///
    /// Whoever does not answer, or answers with what does not count, leaves.
    mutating func askSignatures(
        into tally: inout SignatureTally, _ limits: ValidatorSearch.Limits, until deadline: ContinuousClock.Instant
    ) async {
        guard !tally.reachesThreshold else { return }
        let (height, version) = (tally.height, tally.version)
        let asked = seats.filter { $0.value.height.map { $0 >= height } ?? true }.keys.sorted()
        var found = tally
        await ask(asked, limits, until: deadline) { (client) async throws(ReplyError) in
            try await client.signature(height: height, version)
        } take: { panel, index, reply in
            switch reply {
            case .success(let bundle):
                do throws(SignatureTally.Rejection) {
                    try found.add(validator: bundle)
                } catch {
                    let what = error == .invalid ? "does not verify" : "is by a key that is not in the stake table"
                    panel.dismiss(index, "validator \(bundle.sources[0]): the signature \(what)")
                }
            // It did not sign the block, or no longer has its signature.
            case .failure(let error) where error.isAnswer: break
            case .failure(let error): panel.dismiss(index, "\(StageFailure(error))")
            }
            return !found.reachesThreshold
        }
        tally = found
    }

    private mutating func dismiss(_ index: Int, _ reason: String) {
        guard seats.removeValue(forKey: index) != nil else { return }
        logger.warning("\(reason), not asked again")
    }

    /// Puts `question` to those at the places `asked`, a few at a time, and hands each reply to `take`, until that says
    /// false or the time is up.
    private mutating func ask<Answer: Sendable>(
        _ asked: [Int], _ limits: ValidatorSearch.Limits, until deadline: ContinuousClock.Instant,
        _ question: @escaping @Sendable (ValidatorClient) async throws(ReplyError) -> Answer,
        take: (inout ValidatorPanel, Int, Result<Answer, ReplyError>) -> Bool
    ) async {
        let clients = asked.compactMap { index in seats[index].map { (index, $0.client) } }
        await withTaskGroup(of: (Int, Result<Answer, ReplyError>)?.self) { group in
            // The end of the time is a reply like the others, which nobody gave.
            group.addTask {
                try? await Task.sleep(until: deadline)
                return nil
            }
            var waiting = clients[...]
            func next() {
                guard let (index, client) = waiting.popFirst() else { return }
                group.addTask {
                    do throws(ReplyError) {
                        return (index, .success(try await question(client)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            for _ in 0..<limits.concurrency { next() }
            var open = clients.count
            while open > 0, let reply = await group.next(), let (index, result) = reply {
                open -= 1
                guard take(&self, index, result) else { break }
                next()
            }
            group.cancelAll()
        }
    }
}

extension ReplyError {
    /// Whether the peer answered in its own words that it does not have what was asked for: it is there.
    fileprivate var isAnswer: Bool {
        switch self {
        case .http(let failure): if case .status = failure.kind { true } else { false }
        case .missingFile: true
        case .io, .malformed: false
        }
    }
}
