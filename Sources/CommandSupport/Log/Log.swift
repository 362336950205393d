import Logging

/// How much a command says on standard error, from nothing to everything.
public enum LogLevel: String, CaseIterable, Sendable {
    case off
    case error
    case warn
    case info
    case debug
    case trace

    /// A level's name in any case, or a filter as in `RUST_LOG`: a comma separated list of `level` and `target=level`.
    ///
    /// There are no targets here, so a filter counts as its bare level or, without one, as the most verbose level it
    /// gives to any target. Nil when no level is mentioned.
    public init?(filter: String) {
        var mentioned: [LogLevel] = []
        for directive in filter.split(separator: ",") {
            let parts = directive.split(separator: "=", omittingEmptySubsequences: false)
            guard let level = LogLevel(rawValue: parts[parts.count - 1].trimmed.lowercased()) else { continue }
            if parts.count == 1 {
                self = level
                return
            }
            mentioned.append(level)
        }
        guard let level = mentioned.max(by: { $0.verbosity < $1.verbosity }) else { return nil }
        self = level
    }

    private var verbosity: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The least severe level that is logged; nil when nothing is.
    var threshold: Logger.Level? {
        switch self {
        case .off: nil
        case .error: .error
        case .warn: .warning
        case .info: .info
        case .debug: .debug
        case .trace: .trace
        }
    }
}

/// The form of a log line.
public enum LogFormat: String, CaseIterable, Sendable {
    /// For people.
    case text
    /// For machines: one JSON object a line.
    case json

    /// `text` or `json`; `full` and `compact`, the other values of `RUST_LOG_FORMAT`, are `text` too.
    public init?(name: String) {
        switch name.lowercased() {
        case "text", "full", "compact": self = .text
        case "json": self = .json
        default: return nil
        }
    }
}

/// The log of a command: standard error, through swift-log.
public enum Log {
    /// A logger for the whole command; from now on its failure is reported in the same form.
    public static func start(command: String, level: LogLevel, format: LogFormat) -> Logger {
        start(command: command, level: level, format: format, on: .shared)
    }

    package static func start(command: String, level: LogLevel, format: LogFormat, on stream: ErrorStream) -> Logger {
        stream.format = format
        stream.tellsStops = level.threshold.map { $0 <= .info } ?? false
        return Logger(label: command) { command in
            guard let threshold = level.threshold else { return SwiftLogNoOpLogHandler() }
            return ErrorStreamLogHandler(command: command, format: format, stream: stream, logLevel: threshold)
        }
    }
}

/// Writes each entry as one line, with one `write(2)`.
private struct ErrorStreamLogHandler: LogHandler {
    let command: String
    let format: LogFormat
    let stream: ErrorStream
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var metadata = metadata
        metadata.merge(metadataProvider?.get() ?? [:]) { $1 }
        metadata.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error {
            metadata["error"] = "\(error)"
        }
        let entry = LogEntry(
            level: event.level, command: command, message: event.message.description, metadata: metadata)
        switch format {
        case .text: stream.write(line: entry.text)
        case .json: stream.write(line: entry.json)
        }
    }
}
