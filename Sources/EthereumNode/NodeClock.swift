/// Where a client takes the time from; tests give their own.
public struct NodeClock: Sendable {
    /// The present moment.
    public let now: @Sendable () -> ContinuousClock.Instant
    /// Waits; throws if the task is cancelled meanwhile.
    public let sleep: @Sendable (Duration) async throws -> Void

    /// A clock of these two parts.
    public init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clock, which also runs while the machine is suspended.
    public static let machine = NodeClock(now: { ContinuousClock.now }, sleep: { try await Task.sleep(for: $0) })
}
