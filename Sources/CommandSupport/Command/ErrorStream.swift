import Glibc
import Logging
import Synchronization
import Text

/// Standard error, which people read: whole lines, and below them at most one status line on a terminal.
public final class ErrorStream: Sendable {
    /// The process's standard error.
    public static let shared = ErrorStream(descriptor: STDERR_FILENO)

    private struct State {
        var format = LogFormat.text
        var tellsStops = true
        /// What stands on the terminal's last line, without a newline after it.
        var status = ""
    }

    private static let clearToEnd = "\u{1b}[K"

    private let descriptor: Int32
    private let state = Mutex(State())

    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The form in which a failure is reported; text until `Log.start` says otherwise.
    package var format: LogFormat {
        get { state.withLock { $0.format } }
        set { state.withLock { $0.format = newValue } }
    }

    /// Whether an end that is no failure, such as an ordinary stop, is told: as the log tells information.
    package var tellsStops: Bool {
        get { state.withLock { $0.tellsStops } }
        set { state.withLock { $0.tellsStops = newValue } }
    }

    /// Whether somebody watches, on a terminal that can clear a line.
    var isTerminal: Bool {
        unsafe isatty(descriptor) == 1 && getenv("TERM").map { unsafe String(cString: $0) != "dumb" } ?? false
    }

    /// The terminal's width in characters; 80 when it does not say.
    var columns: Int {
        var size = winsize()
        return unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// Writes `line` and a newline at once, above the status line. What cannot be written is lost.
    package func write(line: String) {
        state.withLock { state in
            put(state.status.isEmpty ? line + "\n" : "\r" + Self.clearToEnd + line + "\n" + state.status)
        }
    }

    /// Replaces the status line; the empty text removes it.
    func show(status: String) {
        state.withLock { state in
            guard status != state.status else { return }
            // Written over the old one, of which only the end is cleared: a line cleared first would flicker.
            put("\r" + status + Self.clearToEnd)
            state.status = status
        }
    }

    /// Says what somebody has asked for, whatever the level of the log, in the form of the log.
    package func say(_ message: String, command: String) {
        let entry = LogEntry(level: .info, command: command, message: message, metadata: [:])
        write(line: format == .text ? entry.text : entry.json)
    }

    /// Says how a command ended, or what failed in its work, if there is anything to say. `fields` are for machines.
    package func report(_ ending: Stage.Ending, command: String, fields: LogEntry.Metadata = [:]) {
        show(status: "")
        for line in lines(about: ending, command: command, fields: fields) { write(line: line) }
    }

    /// The words for the end of a process in whose last moment nothing can be put together any more: they are written as they
    /// are, over the status line.
    package func lastWords(_ ending: Stage.Ending, command: String) -> String {
        (isTerminal ? "\r" + Self.clearToEnd : "")
            + lines(about: ending, command: command).map { $0 + "\n" }.joined()
    }

    private func lines(about ending: Stage.Ending, command: String, fields: LogEntry.Metadata = [:]) -> [String] {
        guard let message = ending.message, ending.isFailure || tellsStops else { return [] }
        switch format {
        case .text:
            return message.split(separator: "\n").map { "\(command): \(LineText.escaped($0))" }
                + (ending.hint.map { ["\(command): hint: \(LineText.escaped($0))"] } ?? [])
        case .json:
            var metadata = fields
            metadata[LogField.hint.name] = ending.hint.map { .string($0) }
            metadata[LogField.kind.name] = ending.failureKind.map { .string($0.rawValue) }
            metadata[LogField.code.name] = ending.failureCode.map { .string($0) }
            let level = ending.isFailure ? Logger.Level.error : .info
            return [LogEntry(level: level, command: command, message: message, metadata: metadata).json]
        }
    }

    private func put(_ text: String) {
        try? StandardOutput.write(Array(text.utf8), to: descriptor, named: "standard error")
    }
}
