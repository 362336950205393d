import DaemonStatus
import Synchronization

/// The programs of one pipeline, which are ended together.
final class ChildGroup: Sendable {
    private struct State {
        var children: [Child] = []
        var misdeeds: [String: StageReport.Misdeed] = [:]
        var isStopped = false
        var lastSign = ContinuousClock.now
    }

    /// How long ``watch(limit:)`` sleeps at most before it looks at the clock: whoever sleeps longer was stopped.
    private static let longestLook = Duration.seconds(1)

    private let state = Mutex(State())

    /// Starts a program of the group. Throws ``ProcessError``, its misdeed being known then.
    func start(
        _ command: StageCommandLine, input: Descriptor, output: Descriptor,
        say: @escaping @Sendable (String) -> Void
    ) async throws(ProcessError) -> Child {
        let child: Child
        do throws(ProcessError) {
            child = try await Child(command, input: input, output: output) { [self] line in
                showSignOfLife()
                say(line)
            }
        } catch {
            fail(toStart: command, error)
            throw error
        }
        let isStopped = state.withLock { state in
            state.children.append(child)
            return state.isStopped
        }
        if isStopped { child.stop() }
        return child
    }

    /// Ends all of them, since this one cannot be started: that is its misdeed, lest the others' end pass for a good one.
    func fail(toStart command: StageCommandLine, _ error: ProcessError) {
        blame(command.name, StageReport.Misdeed(StageFailureKind(error.failureKind), error.description))
        stop()
    }

    /// Ends all of them, and those that are started from now on.
    func stop() {
        let children = state.withLock { state in
            state.isStopped = true
            return state.children
        }
        for child in children { child.stop() }
    }

    /// Whether ``stop()`` was called: what is missing then is nobody's fault.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Remembers what a stage did wrong; the first misdeed of a stage counts.
    func blame(_ stage: String, _ misdeed: StageReport.Misdeed) {
        state.withLock { state in
            if state.misdeeds[stage] == nil { state.misdeeds[stage] = misdeed }
        }
    }

    /// Something moved.
    func showSignOfLife() {
        state.withLock { $0.lastSign = .now }
    }

    /// Ends all of them, and blames the first that runs, once nothing has moved for `limit`. Returns when cancelled.
    ///
    /// The first: those behind it wait for what it writes. Time in which this process did not run either, because it was
    /// stopped or the machine slept, does not count: the children had no time to move.
    func watch(limit: Duration) async {
        while true {
            let rest = state.withLock { $0.lastSign + limit - .now }
            if rest <= .zero { break }
            let (look, start) = (min(rest, Self.longestLook), ContinuousClock.now)
            guard (try? await Task.sleep(for: look)) != nil else { return }
            let overslept = ContinuousClock.now - start - look
            if overslept > Self.longestLook { state.withLock { $0.lastSign += overslept } }
        }
        let children = state.withLock { $0.children }
        if let child = children.first(where: \.isRunning) {
            blame(child.name, StageReport.Misdeed(.stalled, "no sign of life for \(limit.text)"))
        }
        stop()
    }

    /// How they ended, in the order in which they were started, once all have; then those that were not started.
    func reports() async -> [StageReport] {
        let (children, misdeeds) = state.withLock { ($0.children, $0.misdeeds) }
        var reports: [StageReport] = []
        var lastEnd: ContinuousClock.Instant?
        for child in children {
            let end = await child.end()
            let start = max(child.start, lastEnd ?? child.start)
            lastEnd = max(end.at, lastEnd ?? end.at)
            // One that failed for a reason of its own is judged by that.
            let isMisdeedReason = end.wasStopped || end.ending == .exit(0) || end.ending.mayBeLostReader
            reports.append(
                StageReport(
                    child.name, end.ending, wasStopped: end.wasStopped, words: end.words,
                    misdeed: isMisdeedReason ? misdeeds[child.name] : nil,
                    seconds: Double(max(.zero, end.at - start).milliseconds) / 1000))
        }
        for (stage, misdeed) in misdeeds where !children.contains(where: { $0.name == stage }) {
            reports.append(StageReport(stage, .exit(127), misdeed: misdeed))
        }
        return reports
    }
}
