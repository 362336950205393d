import Glibc
import Synchronization

/// The time that each kernel of a table takes, by ``KernelTable/timed(by:)``.
public final class KernelTimes: Sendable {
    /// What one kernel did so far.
    public struct Total: Sendable, Equatable {
        /// The name of its method in ``KernelTable``.
        public var kernel: String
        /// How often it was called.
        public var calls = 0
        /// The elements, butterflies, points or pairs of these calls together.
        public var operations = 0
        /// The processor time of the calling threads, in nanoseconds.
        public var nanoseconds = 0

        /// A kernel that was not called.
        public init(kernel: String) { self.kernel = kernel }

        /// What was done between two totals of one kernel.
        public static func - (end: Total, start: Total) -> Total {
            precondition(end.kernel == start.kernel)
            var difference = end
            difference.calls -= start.calls
            difference.operations -= start.operations
            difference.nanoseconds -= start.nanoseconds
            return difference
        }
    }

    private let counters = Mutex<[Counter]>([])

    /// No times yet.
    public init() {}

    /// What every kernel did so far, in the order of the table. Exact while no kernel runs.
    public var totals: [Total] { counters.withLock { $0.map(\.total) } }

    /// A counter for one more kernel.
    func counter(_ kernel: String) -> Counter {
        let counter = Counter(kernel)
        counters.withLock { $0.append(counter) }
        return counter
    }

    /// The time of one kernel, on all threads.
    final class Counter: Sendable {
        private let kernel: String
        private let calls = Atomic(0)
        private let operations = Atomic(0)
        private let nanoseconds = Atomic(0)

        init(_ kernel: String) { self.kernel = kernel }

        /// Runs `body` and adds its time, and the `operations` that it does.
        func time<Result>(_ operations: Int, _ body: () -> Result) -> Result {
            let start = Self.threadTime()
            let result = body()
            nanoseconds.add(Self.threadTime() - start, ordering: .relaxed)
            calls.add(1, ordering: .relaxed)
            self.operations.add(operations, ordering: .relaxed)
            return result
        }

        var total: Total {
            var total = Total(kernel: kernel)
            total.calls = calls.load(ordering: .relaxed)
            total.operations = operations.load(ordering: .relaxed)
            total.nanoseconds = nanoseconds.load(ordering: .relaxed)
            return total
        }

        private static func threadTime() -> Int {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return time.tv_sec * 1_000_000_000 + time.tv_nsec
        }
    }
}
