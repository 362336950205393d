/// When calls go to another node, and when they come back. Source: <doc:WhichNodeIsAsked>.
public struct FailoverPolicy: Equatable, Sendable {
    /// Failures in a row after which the next node is used. 10.
    public var consecutiveFailureTolerance: Int
    /// Two failures closer together than this also lead to the next node. One minute.
    public var frequentFailureTolerance: Duration
    /// How long after leaving the first node calls go back to it. 30 minutes.
    public var failoverRevert: Duration
    /// How long a node that is asked too often is left alone, if it does not say. One second.
    public var rateLimitDelay: Duration
    /// The longest a node is left alone, whatever it says. Five minutes.
    public var maximumRateLimitDelay: Duration
    /// The longest pause that is waited for while another node could be asked. Two seconds.
    public var worthwhilePause: Duration
    /// The longest pause that is waited for where no other node can be asked. Ten seconds.
    public var worthwhilePauseAlone: Duration
    /// How often a read is tried, over all nodes; at least twice at each node. 4.
    public var readAttempts: Int

    /// The documented defaults, any of which may be replaced.
    public init(
        consecutiveFailureTolerance: Int = 10, frequentFailureTolerance: Duration = .seconds(60),
        failoverRevert: Duration = .seconds(30 * 60), rateLimitDelay: Duration = .seconds(1),
        maximumRateLimitDelay: Duration = .seconds(5 * 60), worthwhilePause: Duration = .seconds(2),
        worthwhilePauseAlone: Duration = .seconds(10), readAttempts: Int = 4
    ) {
        self.consecutiveFailureTolerance = consecutiveFailureTolerance
        self.frequentFailureTolerance = frequentFailureTolerance
        self.failoverRevert = failoverRevert
        self.rateLimitDelay = rateLimitDelay
        self.maximumRateLimitDelay = maximumRateLimitDelay
        self.worthwhilePause = worthwhilePause
        self.worthwhilePauseAlone = worthwhilePauseAlone
        self.readAttempts = readAttempts
    }
}
