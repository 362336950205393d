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
