import CProcess
import Dispatch
import Glibc
import Synchronization
import Text

/// A program that was started, and what becomes of it. It ends when the supervisor does, however that ends.
final class Child: Sendable {
    /// The end of a program.
    struct End: Sendable, Equatable {
        /// How it ended.
        var ending: StageEnding
        /// Whether it was told to end before it did.
        var wasStopped: Bool
        /// What it said last on standard error.
        var words: LastWords
        /// When it ended.
        var at: ContinuousClock.Instant
    }

    private struct State {
        var end: End?
        var isStopped = false
        var hasClosedOutput = false
        var waiters: [CheckedContinuation<End, Never>] = []
    }

    /// How long a program that was told to end may take before it is killed.
    static let grace = Duration.seconds(4)

    /// The command's name.
    let name: String
    /// When it was started.
    let start = ContinuousClock.now
    private let process: pid_t
    private let state = Mutex(State())

    /// Starts a program whose standard error goes to `say`, line by line without control characters.
    ///
    /// Our copies of `input` and `output` are closed once it has them. Throws ``ProcessError``.
    init(
        _ command: StageCommandLine, input: Descriptor, output: Descriptor?, say: @escaping @Sendable (String) -> Void
    ) async throws(ProcessError) {
        let errors = try Descriptor.pipe()
        name = command.name
        process = try await Launcher.shared.start(
            Launcher.Request(
                path: command.path, arguments: command.arguments, environment: command.environment,
                descriptors: [input, output ?? errors.writing, errors.writing]))
        errors.writing.close()
        input.close()
        output?.close()
        DispatchQueue(label: "child \(name)").async { [self] in follow(errors.reading, say) }
    }

    /// Whether it has not ended.
    var isRunning: Bool { state.withLock { $0.end == nil } }

    /// Notes that its standard output has ended: it is about to end itself.
    func noteClosedOutput() { state.withLock { $0.hasClosedOutput = true } }

    /// As ``stop()``; but one that has closed its output gets ``grace`` to end by itself, and to say why.
    func stopUnlessEnding() {
        guard state.withLock({ $0.hasClosedOutput }) else { return stop() }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Int(Child.grace.components.seconds))) { [self] in
            stop()
        }
    }

    /// Tells it and whatever it started to end, and kills them after ``grace``.
    func stop() {
        let isFirst = state.withLock { state in
            guard state.end == nil, !state.isStopped else { return false }
            state.isStopped = true
            kill(-process, SIGTERM)
            return true
        }
        guard isFirst else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Int(Child.grace.components.seconds))) { [self] in
            state.withLock { state in
                if state.end == nil { _ = kill(-process, SIGKILL) }
            }
        }
    }

    /// Waits for its end, also in a task that is cancelled.
    func end() async -> End {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiters.append(continuation) }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }

    /// Reads what it says until it has ended, on a thread of its own.
    private func follow(_ errors: Descriptor, _ say: (String) -> Void) {
        var words = LastWords()
        var lines = LineSplitter()
        let take = { (line: String) in
            words.take(line, of: self.name)
            say(line)
        }
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            var polled = pollfd(fd: errors.value, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&polled, 1, 200) > 0 else {
                // Somebody it started may hold the pipe open for ever.
                if cprocess_has_ended(process, 0) != 0 { break }
                continue
            }
            let count = unsafe read(errors.value, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            lines.take(buffer[..<count], take)
        }
        _ = cprocess_has_ended(process, 1)
        lines.finish(take)
        let (end, waiters) = state.withLock { state in
            // The number is still its own, so nobody else's group is meant.
            kill(-process, SIGKILL)
            var status: Int32 = 0
            while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
            let end = End(
                ending: StageEnding(waitStatus: status), wasStopped: state.isStopped, words: words, at: .now)
            state.end = end
            defer { state.waiters = [] }
            return (end, state.waiters)
        }
        for waiter in waiters { waiter.resume(returning: end) }
    }
}

/// Bytes as lines of bounded length, fit for a terminal.
struct LineSplitter {
    /// The longest line in bytes; the rest of a longer one is dropped.
    private static let limit = 8 << 10

    private var line: [UInt8] = []

    mutating func take(_ bytes: ArraySlice<UInt8>, _ say: (String) -> Void) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                finish(say)
            } else if line.count < Self.limit {
                line.append(byte)
            }
        }
    }

    mutating func finish(_ say: (String) -> Void) {
        guard !line.isEmpty else { return }
        say(LineText.escaped(String(decoding: line, as: UTF8.self)))
        line = []
    }
}
