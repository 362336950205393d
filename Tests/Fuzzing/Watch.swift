import Dispatch
import Glibc
import Synchronization

/// The time that inputs take.
///
/// An input hangs if it keeps the processor for more than a second, or is not done after ten. The second counts time of the
/// processor; the ten are moments in which this process could run. So an input is not to blame for a machine that is busy
/// with other things, or that has frozen the process for a while. libFuzzer's own limit goes by the clock on the wall.
enum Watch {
    /// Nanoseconds of the processor that an input may take.
    private static let limit: UInt64 = 1_000_000_000
    /// How often is looked, in microseconds, and how often an input may be seen.
    private static let (interval, patience): (UInt32, Int) = (50_000, 200)

    /// Odd while an input runs; counts both beginnings and ends.
    private static let moves = Atomic<Int>(0)
    /// What the dearest input took, in nanoseconds.
    private static let dearest = Atomic<UInt64>(0)

    /// Begins to watch; at the end the process says what its dearest input took, in microseconds.
    static func start() {
        DispatchQueue(label: "watch").async { follow() }
        atexit { Watch.write("DEAREST \(Watch.dearest.load(ordering: .relaxed) / 1000)\n") }
    }

    /// Runs the harness with an input.
    static func run(_ body: () -> Void) {
        let start = processorTime
        moves.add(1, ordering: .relaxed)
        body()
        moves.add(1, ordering: .relaxed)
        let taken = processorTime - start
        if taken > dearest.load(ordering: .relaxed) { dearest.store(taken, ordering: .relaxed) }
        check(taken)
    }

    /// Writes a line for `run`.
    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static func follow() {
        var (known, start, sightings) = (0, UInt64(0), 0)
        while true {
            usleep(interval)
            let now = moves.load(ordering: .relaxed)
            if now != known || now.isMultiple(of: 2) {
                (known, start, sightings) = (now, processorTime, 0)
                continue
            }
            sightings += 1
            check(processorTime - start)
            claim(sightings < patience, "an input is not done after ten seconds")
        }
    }

    private static func check(_ taken: UInt64) {
        claim(taken <= limit, "an input keeps the processor for more than a second")
    }

    /// What all threads of this process have taken of the processor, in nanoseconds.
    private static var processorTime: UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
