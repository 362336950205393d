/// How the sending of one submission has gone so far: when it may be tried again, and when it is given up.
///
/// What no node takes is tried again after pauses that double. Each time that all nodes refuse the bytes counts as four
/// times that they put them off; after eight in a row the submission is closed, unless a node had it.
package struct SendEfforts: Sendable {
    private static let most = 8

    private let pollInterval: Duration
    private let longest: Duration
    private var inVain = 0
    private var times = 0
    private var next: Duration = .zero
    /// Whether a node has said that it has one of the transactions.
    package var isOut = false
    /// Whether it was told why nothing is sent.
    package var hasWarned = false
    private var height: UInt64?

    /// No efforts yet; pauses begin with `pollInterval` and end with `longest`.
    package init(pollInterval: Duration, longest: Duration) {
        self.pollInterval = pollInterval
        self.longest = longest
    }

    /// Whether it is time for another effort.
    package func mayTry(at now: Duration) -> Bool { now >= next }

    /// Whether the newest block is what it was when this was asked before.
    package mutating func stands(at head: UInt64) -> Bool {
        defer { height = head }
        return height == head
    }

    /// An effort led somewhere.
    package mutating func succeeded() { (inVain, times, next) = (0, 0, .zero) }

    /// An effort at `now` was in vain. Returns whether all of them are given up.
    package mutating func failed(isRefused: Bool, at now: Duration) -> Bool {
        inVain += isRefused ? 4 : 1
        next = now + min(pollInterval * (1 << min(times, 16)), longest)
        times += 1
        return inVain >= Self.most && !isOut
    }
}
