import Glibc
import Synchronization

/// The time in which several threads work on loops at once, by ``Parallel/record(in:)``. In the rest only one works.
public final class ParallelTimes: Sendable {
    /// The work of one thread in one loop, in nanoseconds of a clock that never goes back.
    private struct Interval {
        let thread: UInt
        let start: Int
        let end: Int
    }

    private struct State {
        var intervals: [Interval] = []
        var total = 0
    }

    private let state = Mutex(State())

    /// No time yet.
    public init() {}

    /// The nanoseconds in which two threads or more worked so far. Exact while no loop runs.
    public var shared: Int {
        state.withLock { state in
            state.total += Self.shared(state.intervals)
            state.intervals = []
            return state.total
        }
    }

    /// Notes that this thread worked since `start`.
    func append(since start: Int) {
        let interval = Interval(thread: pthread_self(), start: start, end: Self.now)
        state.withLock { $0.intervals.append(interval) }
    }

    /// The clock.
    static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    /// How long two threads or more worked. Loops within loops on the same thread count as one.
    private static func shared(_ intervals: [Interval]) -> Int {
        let edges = intervals.flatMap { [($0.start, $0.thread, 1), ($0.end, $0.thread, -1)] }.sorted { $0.0 < $1.0 }
        var (depths, working, total, last) = ([UInt: Int](), 0, 0, 0)
        for (time, thread, change) in edges {
            if working >= 2 { total += time - last }
            last = time
            let before = depths[thread, default: 0]
            depths[thread] = before + change
            working += (before + change > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
        }
        return total
    }
}
