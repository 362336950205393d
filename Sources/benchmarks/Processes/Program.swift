import CommandSupport
import Dispatch
import Glibc
import Synchronization

/// A program that is run to its end.
struct Program {
    /// What came of it.
    struct Outcome {
        /// Its exit code, 128 and the signal's number if a signal ended it.
        var code: Int32
        /// The time from its start to its end, in nanoseconds.
        var wall: Double
        /// The time it spent on processors, in the system's work for it, too; in nanoseconds.
        var processor: Double
        /// The largest amount of memory it was seen to hold beyond mapped files, in bytes; 0 if it was not watched.
        var peakMemory: Double
    }

    let path: String
    var arguments: [String] = []
    /// The file that it reads.
    var input = "/dev/null"
    /// The file that it writes.
    var output = "/dev/null"
    /// Whether to ask for its memory every few milliseconds.
    var isWatched = false

    /// A command built beside this program, nil if it is not.
    static func built(_ name: String) -> Program? {
        let path = folder + "/" + name
        return unsafe access(path, X_OK) == 0 ? Program(path: path) : nil
    }

    private static var folder: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return "." }
        let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// Runs it. What it says on standard error goes where ours goes. Throws `StageFailure` if it cannot be started.
    func run() throws(StageFailure) -> Outcome {
        let start = ContinuousClock.now
        let process = try spawn()
        let memory = isWatched ? MemoryWatch(process) : nil
        var (status, usage) = (Int32(0), rusage())
        while unsafe wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
        let wall = (ContinuousClock.now - start).nanoseconds
        let signal = status & 0x7f
        return Outcome(
            code: signal == 0 ? status >> 8 & 0xff : 128 + signal, wall: wall,
            processor: usage.ru_utime.nanoseconds + usage.ru_stime.nanoseconds, peakMemory: memory?.end() ?? 0)
    }

    /// As ``run()``, and throws unless the exit code is 0.
    func succeed() throws(StageFailure) -> Outcome {
        let outcome = try run()
        guard outcome.code == 0 else {
            let command = ([path] + arguments).joined(separator: " ")
            throw StageFailure(.internalError, "\(command) has ended with \(outcome.code)")
        }
        return outcome
    }

    private func spawn() throws(StageFailure) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        let words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var process = pid_t()
        let code = unsafe posix_spawnp(&process, path, &actions, nil, words, environ)
        guard code == 0 else {
            throw StageFailure(.io, "cannot start \(path): \(unsafe String(cString: strerror(code)))")
        }
        return process
    }
}

/// Watches how much memory a process holds that is no file's: anonymous and shared pages, of the moment, every few
/// milliseconds, so that a peak shorter than that may be missed.
private final class MemoryWatch: Sendable {
    private static let interval: UInt32 = 4000
    private let peak = Atomic(0)
    private let hasEnded = Atomic(false)
    private let finished = DispatchSemaphore(value: 0)

    init(_ process: pid_t) {
        DispatchQueue(label: "memory of \(process)").async { [self] in
            while !hasEnded.load(ordering: .relaxed) {
                peak.store(max(peak.load(ordering: .relaxed), Self.memory(of: process)), ordering: .relaxed)
                usleep(MemoryWatch.interval)
            }
            finished.signal()
        }
    }

    /// Stops, and says the largest amount seen, in bytes.
    func end() -> Double {
        hasEnded.store(true, ordering: .relaxed)
        finished.wait()
        return Double(peak.load(ordering: .relaxed))
    }

    private static func memory(of process: pid_t) -> Int {
        guard let text = ProcessFile.text("/proc/\(process)/status") else { return 0 }
        var kibibytes = 0
        for line in text.split(separator: "\n") where line.hasPrefix("RssAnon:") || line.hasPrefix("RssShmem:") {
            kibibytes += line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return kibibytes << 10
    }
}

extension Duration {
    /// The duration in nanoseconds.
    var nanoseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1e9 + Double(attoseconds) / 1e9
    }
}

extension timeval {
    fileprivate var nanoseconds: Double { Double(tv_sec) * 1e9 + Double(tv_usec) * 1e3 }
}
