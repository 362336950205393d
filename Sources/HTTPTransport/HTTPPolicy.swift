/// How patiently and how much one client asks: time limits, size limit, retries and redirects.
///
/// The time limits hold for one attempt, its redirects included; a whole call may take `attempts` times as long,
/// plus the pauses between attempts.
public struct HTTPPolicy: Sendable, Equatable {
    /// Longest time to resolve the name and to set up one connection, TLS included. 10 seconds.
    public var connectTimeout: Duration

    /// Longest time of one attempt, from the request to the last byte. 60 seconds: a sequencer may think for 40.
    public var totalTimeout: Duration

    /// Longest silence of the server, before the answer begins or in the midst of it. 50 seconds.
    public var idleTimeout: Duration

    /// Largest body accepted of a 200, unpacked, in bytes. 16 MiB: several replies are read at once, and the
    /// longest, of the largest table that there is a circuit for, has a quarter of that.
    public var maximumBodyBytes: Int

    /// How often a request is sent in all; less than 1 counts as 1. 4.
    public var attempts: Int

    /// The pause after the first failed attempt, doubled after each further one. 250 milliseconds.
    public var firstBackoff: Duration

    /// Longest pause between two attempts, also where `Retry-After` asks for more. 5 seconds.
    public var maximumBackoff: Duration

    /// How many redirects one attempt follows. 5.
    public var maximumRedirects: Int

    /// The slowest download that is waited for, in bytes a second, on the whole. 16 KiB: so a server that sends a byte now
    /// and then holds nobody for ever.
    public var leastSpeed: Int

    /// The documented defaults, any of which may be replaced.
    public init(
        connectTimeout: Duration = .seconds(10),
        totalTimeout: Duration = .seconds(60),
        idleTimeout: Duration = .seconds(50),
        maximumBodyBytes: Int = 16 << 20,
        attempts: Int = 4,
        firstBackoff: Duration = .milliseconds(250),
        maximumBackoff: Duration = .seconds(5),
        maximumRedirects: Int = 5,
        leastSpeed: Int = 16 << 10
    ) {
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.idleTimeout = idleTimeout
        self.maximumBodyBytes = maximumBodyBytes
        self.attempts = attempts
        self.firstBackoff = firstBackoff
        self.maximumBackoff = maximumBackoff
        self.maximumRedirects = maximumRedirects
        self.leastSpeed = leastSpeed
    }

    /// The longest that one attempt to fetch a file of `byteCount` bytes may take.
    func downloadTime(_ byteCount: Int) -> Duration { totalTimeout + .seconds(byteCount / max(leastSpeed, 1)) }

    /// The pause before the next attempt.
    ///
    /// Half of it is fixed and half random, so that clients that failed together do not come back together.
    ///
    /// `attempt` is the number of the attempt that failed, from 1. `retryAfter` is what the server asked for; the pause is at
    /// least this, up to `maximumBackoff`.
    package func pause(
        afterAttempt attempt: Int,
        retryAfter: Duration?,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let doublings = min(max(attempt - 1, 0), 20)
        let longest = min(firstBackoff * (1 << doublings), maximumBackoff)
        let jittered = longest * Double.random(in: 0.5...1, using: &generator)
        return max(jittered, min(retryAfter ?? .zero, maximumBackoff))
    }
}
