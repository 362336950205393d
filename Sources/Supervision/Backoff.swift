import DaemonStatus

/// How long to wait after a failed round: twice as long after each in a row, up to a ceiling, and a random part of it.
package struct Backoff: Sendable {
    /// The most to wait after most failures.
    package static let ceiling = Duration.seconds(5 * 60)
    /// The most to wait for what passes by itself: a gas price, a bundle that is not ready.
    package static let shortCeiling = Duration.seconds(60)

    /// The wait after the first failure, before its random part is taken away.
    package let initial: Duration
    /// The number of failures in a row.
    package private(set) var failures = 0

    /// No failure yet.
    package init(initial: Duration) { self.initial = initial }

    /// A round succeeded.
    package mutating func reset() { failures = 0 }

    /// The wait after one more failure: between three quarters of the step and all of it, so that provers that failed
    /// together do not all come back together. Never less than three quarters of `initial`, even beyond the ceiling.
    package mutating func next(
        after kind: StageFailureKind, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let ceiling = max(initial, kind == .tryAgain ? Self.shortCeiling : Self.ceiling)
        var step = initial
        for _ in 0..<failures where step < ceiling { step += step }
        failures += 1
        return min(step, ceiling) * (0.75 + 0.25 * Double.random(in: 0..<1, using: &generator))
    }
}
