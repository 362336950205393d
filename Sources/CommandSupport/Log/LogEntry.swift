import Glibc
import Logging
import Text

/// One line of the log, in both its forms.
package struct LogEntry: Sendable {
    package typealias Metadata = Logger.Metadata

    package var time = Timestamp.now
    package var level: Logger.Level
    package var command: String
    package var message: String
    package var metadata: Metadata

    package init(level: Logger.Level, command: String, message: String, metadata: Metadata) {
        self.level = level
        self.command = command
        self.message = message
        self.metadata = metadata
    }

    /// For people: `command: message`, the level named from warnings up, the time too below information. The metadata is
    /// not there, since the message says it in words; but for an error, of which it does not know.
    package var text: String {
        let prefix =
            switch level {
            case .trace, .debug: "\(time) \(command): \(Self.name(of: level)): "
            case .info, .notice: "\(command): "
            case .warning, .error, .critical: "\(command): \(Self.name(of: level)): "
            }
        return prefix + LineText.escaped(message)
            + (metadata["error"].map { ": \(LineText.escaped($0.description))" } ?? "")
    }

    /// For machines: one JSON object with `time`, `level`, `command`, `message`, then the metadata by name. Metadata that
    /// has one of these four names gets `_` after it.
    package var json: String {
        var members: [(String, String)] = [
            ("time", LineText.json(time.description)), ("level", LineText.json(Self.name(of: level))),
            ("command", LineText.json(command)), ("message", LineText.json(message)),
        ]
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            var name = key
            while members.contains(where: { $0.0 == name }) || (name != key && metadata[name] != nil) {
                name += "_"
            }
            members.append((name, Self.jsonValue(value)))
        }
        return "{" + members.map { "\(LineText.json($0)):\($1)" }.joined(separator: ",") + "}"
    }

    /// The names of Rust's `tracing`, which the readers of these logs know, but `warning` in full.
    private static func name(of level: Logger.Level) -> String {
        switch level {
        case .trace: "trace"
        case .debug: "debug"
        case .info, .notice: "info"
        case .warning: "warning"
        case .error, .critical: "error"
        }
    }

    /// A text, but for whole numbers.
    private static func jsonValue(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text):
            return LineText.json(text)
        case .stringConvertible(let value):
            let isNumber = value is UInt64 || value is Int || value is Int32
            return isNumber ? value.description : LineText.json(value.description)
        case .array(let values):
            return "[" + values.map(jsonValue).joined(separator: ",") + "]"
        case .dictionary(let values):
            let members = values.sorted { $0.key < $1.key }.map { "\(LineText.json($0)):\(jsonValue($1))" }
            return "{" + members.joined(separator: ",") + "}"
        }
    }
}

/// A point in time, written as RFC 3339 has it: UTC, milliseconds.
package struct Timestamp: Sendable, CustomStringConvertible {
    /// Since 1970-01-01T00:00:00Z.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package var description: String {
        var seconds = time_t(milliseconds / 1000)
        var parts = unsafe tm()
        unsafe gmtime_r(&seconds, &parts)
        let date = unsafe [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday].map { padded($0, to: 2) }
        let time = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded($0, to: 2) }
        return date.joined(separator: "-") + "T" + time.joined(separator: ":") + "."
            + padded(Int32(milliseconds % 1000), to: 3) + "Z"
    }

    private func padded(_ number: Int32, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
