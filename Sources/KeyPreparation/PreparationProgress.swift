import CommandSupport
import JSON
import Logging
import Synchronization

/// The progress of a preparation for those who do not see the bar: a line in the log now and then, and lines of JSON
/// for the program that started the command.
///
///     {"progress":{"key":"v3-cap200-canonical","step":"sigma 1","share":0.42}}
public final class PreparationProgress: Sendable {
    private struct State {
        var logged = ContinuousClock.now
        var written: ContinuousClock.Instant?
        var step = ""
    }

    /// The time between two lines of the log.
    private static let logInterval = Duration.seconds(10)
    /// The time between two lines of JSON about one step.
    private static let lineInterval = Duration.milliseconds(500)

    private let keyName: String
    private let logger: Logger?
    private let writesLines: Bool
    private let state = Mutex(State())

    /// The progress of the key called `keyName`: for `logger`, nil if nobody wants lines in the log, and on standard output
    /// if `writesLines`.
    public init(of keyName: String, logger: Logger?, writesLines: Bool) {
        self.keyName = keyName
        self.logger = logger
        self.writesLines = writesLines
    }

    /// Says that `share` of the work, or of the download, is done, in 0…1.
    public func update(_ share: Double, _ step: String) {
        let now = ContinuousClock.now
        let (isToLog, isToWrite) = state.withLock { state in
            let isToLog = now - state.logged >= Self.logInterval
            let isNews = state.step != step || state.written.map { now - $0 >= Self.lineInterval } ?? true
            if isToLog { state.logged = now }
            if isNews {
                state.written = now
                state.step = step
            }
            return (isToLog, isNews && writesLines)
        }
        if isToLog { logger?.info("\(keyName): \(Int(min(max(share, 0), 1) * 100)) %, \(step)") }
        // Whoever does not read them any more gets no key either: the last line fails.
        if isToWrite, let line = try? line(share, step).serialized() { try? StandardOutput.write(line: line) }
    }

    private func line(_ share: Double, _ step: String) -> JSONValue {
        [
            "progress": [
                "key": .string(keyName), "step": .string(step),
                "share": JSONNumber(min(max(share, 0), 1)).map { .number($0) } ?? 0,
            ]
        ]
    }
}
