import Dispatch
import Glibc
import Machine
import Synchronization

/// Loops over the cores. What a loop computes may not depend on how many there are.
///
/// The bodies are `@Sendable`: they take what they share as ``Storage`` or slices of it, and write to separate elements.
public enum Parallel {
    @TaskLocal private static var override: Int?

    private static let availableThreads = threads(processors: Processors.usable) { name in
        getenv(name).map { String(cString: $0) }
    }

    /// The first of the values of `HSP_THREADS` and `RAYON_NUM_THREADS` that is a positive number, else `processors`.
    package static func threads(processors: Int, variable: (String) -> String?) -> Int {
        for name in ["HSP_THREADS", "RAYON_NUM_THREADS"] {
            if let text = variable(name), let count = Int(text), count > 0 { return count }
        }
        return max(1, processors)
    }

    /// The number of threads that loops run on: what ``withThreads(_:_:)`` says, else `HSP_THREADS` if that is a positive
    /// number, else the original's `RAYON_NUM_THREADS` if that is one, else the processors that this process may use.
    public static var threads: Int { override ?? availableThreads }

    private static let recorder = Mutex<ParallelTimes?>(nil)

    /// Lets `times` know from now on when the threads of loops work; for measurements.
    package static func record(in times: ParallelTimes?) { recorder.withLock { $0 = times } }

    /// Runs `body` with loops on `count` ≥ 1 threads.
    public static func withThreads<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
        precondition(count >= 1)
        return try $override.withValue(count, operation: body)
    }

    /// Calls `body` once with each of 0..<`count`, in no order; the lower ones are begun first.
    public static func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
        forEach(count, state: {}, { _, index in body(index) })
    }

    /// Calls `body` once with each of 0..<`count`, in no order; the lower ones are begun first.
    ///
    /// `state` makes what one thread keeps between its calls, such as scratch memory.
    public static func forEach<State>(
        _ count: Int, state: @Sendable () -> State, _ body: @Sendable (inout State, Int) -> Void
    ) {
        let workers = min(threads, count)
        guard workers > 1 else {
            if workers == 1 {
                var state = state()
                for index in 0..<count { body(&state, index) }
            }
            return
        }
        let next = Atomic(0)
        let times = recorder.withLock { $0 }
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            var index = next.add(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            let start = times == nil ? 0 : ParallelTimes.now
            defer { times?.append(since: start) }
            var state = state()
            while index < count {
                body(&state, index)
                index = next.add(1, ordering: .relaxed).oldValue
            }
        }
    }

    /// Calls `body` with ranges that together are 0..<`count`, each of `minimum` elements at least if there are so many.
    ///
    /// Where the ranges end depends on the number of threads, so no result may depend on that.
    public static func chunks(of count: Int, minimum: Int, _ body: @Sendable (Range<Int>) -> Void) {
        precondition(minimum >= 1)
        // Several ranges a thread, so that one thread that is held up does not hold up all.
        let pieces = threads == 1 ? 1 : min(count / minimum, 4 * threads)
        guard pieces > 1 else {
            if count > 0 { body(0..<count) }
            return
        }
        forEach(pieces) { piece in
            body(count * piece / pieces..<count * (piece + 1) / pieces)
        }
    }
}
