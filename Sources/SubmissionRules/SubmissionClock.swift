import Glibc

/// The time by which a submission waits; tests have one that takes none.
package struct SubmissionClock: Sendable {
    /// The time since some moment.
    package var now: @Sendable () -> Duration
    /// Seconds since 1970, as this machine has them.
    package var wall: @Sendable () -> UInt64
    /// Waits; throws when cancelled.
    package var sleep: @Sendable (Duration) async throws(CancellationError) -> Void

    package init(
        now: @escaping @Sendable () -> Duration, wall: @escaping @Sendable () -> UInt64,
        sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
    ) {
        self.now = now
        self.wall = wall
        self.sleep = sleep
    }

    /// The system's clock, which counts suspended time too.
    package static func continuous() -> SubmissionClock {
        let start = ContinuousClock.now
        return SubmissionClock(
            now: { ContinuousClock.now - start }, wall: { UInt64(max(0, time(nil))) },
            sleep: { (duration) throws(CancellationError) in
                do {
                    try await Task.sleep(for: duration)
                } catch {
                    throw CancellationError()
                }
            })
    }
}
