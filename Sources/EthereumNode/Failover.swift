/// Which of several nodes calls go to. A pure state machine: time comes in with each call.
///
/// A generation counts the changes; the node in use is `generation mod count`, and node 0 is the primary. Failures and
/// successes count only if they belong to the generation in use: calls still under way when the node changes say
/// nothing about the next one. Source: the article WhichNodeIsAsked.
package struct Failover: Sendable {
    /// A node's place in the rotation.
    package struct Turn: Hashable, Sendable {
        /// The number of changes before this turn.
        package let generation: Int
        /// The node, from 0.
        package let index: Int
    }

    private let count: Int
    private let policy: FailoverPolicy
    private var generation = 0
    private var consecutiveFailures = 0
    private var lastFailure: ContinuousClock.Instant?
    /// When calls go back to the primary; nil while they go there.
    package private(set) var returnAt: ContinuousClock.Instant?
    private var excluded: Set<Int> = []
    private var limitedUntil: [Int: ContinuousClock.Instant] = [:]

    /// The rotation of `count` nodes, beginning with node 0, or with the node `first` until `returnAt`.
    package init(count: Int, policy: FailoverPolicy, first: Int = 0, returnAt: ContinuousClock.Instant? = nil) {
        self.count = count
        self.policy = policy
        guard (0..<count).contains(first), first != 0 else { return }
        generation = first
        self.returnAt = returnAt
    }

    /// The turn in use; nil if every node is excluded.
    package var current: Turn? { turn(from: generation) }

    /// The node that is first among those not excluded.
    private var primary: Int? { (0..<count).first { !excluded.contains($0) } }

    /// The turn of a call that begins `now`, and whether it is the first one back at the primary.
    package mutating func begin(at now: ContinuousClock.Instant) -> (turn: Turn?, isBackAtPrimary: Bool) {
        guard let returnAt, now >= returnAt, let primary else { return (current, false) }
        self.returnAt = nil
        guard let current, current.index != primary else { return (current, false) }
        generation += 1
        while generation % count != primary { generation += 1 }
        forgetFailures()
        return (self.current, true)
    }

    /// A turn of the node with this number, for a call that asks just that one; it does not count for the choice unless it
    /// is the one in use.
    package func turn(of index: Int) -> Turn {
        if let current, current.index == index { return current }
        return Turn(generation: index - count, index: index)
    }

    /// The turn after `turn`, for a call that is tried once more; the one in use if that is later.
    package func turn(after turn: Turn) -> Turn? { self.turn(from: max(turn.generation + 1, generation)) }

    /// The turn of the next node that is another one and may be asked now; nil if there is none.
    package func alternative(to turn: Turn, at now: ContinuousClock.Instant) -> Turn? {
        let first = max(turn.generation + 1, generation)
        return (first..<first + count).lazy.map { Turn(generation: $0, index: $0 % count) }
            .first { $0.index != turn.index && !excluded.contains($0.index) && pause(of: $0, at: now) == nil }
    }

    /// How much longer the node is to be left alone; nil if it may be asked.
    package func pause(of turn: Turn, at now: ContinuousClock.Instant) -> Duration? {
        guard let until = limitedUntil[turn.index], now < until else { return nil }
        return now.duration(to: until)
    }

    /// A call succeeded.
    package mutating func succeeded(_ turn: Turn) {
        if turn == current { consecutiveFailures = 0 }
    }

    /// A call failed `now`. Returns the turn of later calls if they go to another node.
    package mutating func failed(_ turn: Turn, at now: ContinuousClock.Instant) -> Turn? {
        guard turn == current else { return nil }
        consecutiveFailures += 1
        let isFrequent = lastFailure.map { $0.duration(to: now) < policy.frequentFailureTolerance } ?? false
        lastFailure = now
        guard isFrequent || consecutiveFailures >= policy.consecutiveFailureTolerance else { return nil }
        return leave(turn, at: now)
    }

    /// The node asked for a pause of `delay` from `now` on.
    package mutating func limit(_ turn: Turn, for delay: Duration, at now: ContinuousClock.Instant) {
        let until = now.advanced(by: delay)
        limitedUntil[turn.index] = max(until, limitedUntil[turn.index] ?? until)
    }

    /// Uses the excluded nodes again.
    package mutating func readmit() { excluded = [] }

    /// Never uses the node again. False if that was so already.
    package mutating func exclude(_ turn: Turn) -> Bool {
        let before = current
        guard excluded.insert(turn.index).inserted else { return false }
        if let before, before.index == turn.index, let next = self.turn(from: generation) {
            generation = next.generation
            forgetFailures()
            if next.index == primary { returnAt = nil }
        }
        return true
    }

    /// May use a node again.
    package mutating func readmit(_ index: Int) { excluded.remove(index) }

    /// Calls go to the next node from now on. Returns its turn; nil if there is no other, or `turn` is not in use.
    package mutating func leave(_ turn: Turn, at now: ContinuousClock.Instant) -> Turn? {
        guard let next = self.turn(from: turn.generation + 1), leave(turn, to: next, at: now) else { return nil }
        return next.index == turn.index ? nil : next
    }

    /// Calls go to the node of `next`, a later turn, from now on. False if `turn` is not in use.
    package mutating func leave(_ turn: Turn, to next: Turn, at now: ContinuousClock.Instant) -> Bool {
        guard turn == current else { return false }
        generation = next.generation
        forgetFailures()
        if next.index == primary {
            returnAt = nil
        } else if turn.index == primary {
            returnAt = now.advanced(by: policy.failoverRevert)
        }
        return true
    }

    /// The first turn from a generation on whose node is not excluded.
    private func turn(from generation: Int) -> Turn? {
        guard excluded.count < count else { return nil }
        return (generation..<generation + count).lazy.map { Turn(generation: $0, index: $0 % count) }
            .first { !excluded.contains($0.index) }
    }

    private mutating func forgetFailures() {
        (consecutiveFailures, lastFailure) = (0, nil)
    }
}
