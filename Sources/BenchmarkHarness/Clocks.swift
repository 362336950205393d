import Glibc

/// The time that a piece of work took, in nanoseconds.
public struct Elapsed: Sendable {
    /// By the clock on the wall.
    public var wall = 0.0
    /// On all processors together, in this process.
    public var processor = 0.0

    /// No time.
    public init() {}

    /// The time that `body` takes.
    public static func during(_ body: () throws -> Void) rethrows -> Elapsed {
        let start = Elapsed.now
        try body()
        return .now - start
    }

    /// The time since the machine and the process began.
    public static var now: Elapsed {
        var elapsed = Elapsed()
        elapsed.wall = nanoseconds(of: CLOCK_MONOTONIC)
        elapsed.processor = nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID)
        return elapsed
    }

    /// The time from `start` to `end`.
    public static func - (end: Elapsed, start: Elapsed) -> Elapsed {
        var elapsed = Elapsed()
        elapsed.wall = end.wall - start.wall
        elapsed.processor = end.processor - start.processor
        return elapsed
    }

    private static func nanoseconds(of clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
