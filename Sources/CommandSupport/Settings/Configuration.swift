import Files
import Text

/// The settings of a command as found: options, then environment, then configuration file, then default.
///
///     static let interval = Setting(
///         "freq", .duration, environment: ["ESPRESSO_STATE_PROVER_UPDATE_INTERVAL"], default: .seconds(600))
///
///     var configuration = Configuration(file: settings, fileName: "prover.json")
///     let interval = try configuration.value(of: Self.interval, option: freq)
///     if printConfig { print(configuration.table) }
public struct Configuration: Sendable {
    /// A setting that was asked for, as `--print-config` shows it.
    public struct Entry: Equatable, Sendable {
        /// The long option without its dashes.
        public let name: String
        /// The value without secrets; nil when there is none.
        public let value: String?
        /// Where the value comes from.
        public let source: SettingSource
    }

    /// The settings asked for so far, in that order, each once.
    public private(set) var entries: [Entry] = []

    package let environment: [String: String]
    private let file: [String: String]
    private let fileName: String

    /// A configuration from `environment`, and from `file`: the members of the configuration file by name, numbers as
    /// text and lists joined by commas.
    public init(
        environment: [String: String] = ProcessEnvironment.variables, file: [String: String] = [:],
        fileName: String = "configuration file"
    ) {
        self.environment = environment
        self.file = file
        self.fileName = fileName
    }

    /// The value of a setting that must have one; `option` is the text on the command line, if any.
    ///
    /// Throws `.usage` when there is none or the option is malformed, `.configuration` when another source is.
    public mutating func value<Value>(
        of setting: Setting<Value>, option: String? = nil
    ) throws(StageFailure) -> Value {
        if let resolved = try resolve(setting, option: option) { return resolved.value }
        let places = ["--\(setting.name)"] + setting.environment + ["\"\(setting.name)\" in the configuration file"]
        throw StageFailure(
            .usage, "--\(setting.name) is required", hint: "set \(places.joined(separator: " or "))")
    }

    /// The value of a setting that may have none, and where it comes from.
    ///
    /// Throws `.usage` when the option is malformed, `.configuration` when another source is.
    public mutating func resolve<Value>(
        _ setting: Setting<Value>, option: String? = nil
    ) throws(StageFailure) -> Resolved<Value>? {
        let resolved = try find(setting, option: option)
        let value = resolved.map { setting.isSecret ? "***" : setting.form.describe($0.value) }
        entries.removeAll { $0.name == setting.name }
        entries.append(Entry(name: setting.name, value: value, source: resolved?.source ?? .builtIn))
        return resolved
    }

    /// Shows something in ``table`` that is no setting with an option, such as a proxy of the environment.
    package mutating func note(_ name: String, _ value: String, from source: SettingSource) {
        entries.removeAll { $0.name == name }
        entries.append(Entry(name: name, value: value, source: source))
    }

    /// The settings asked for so far: a line for each with its name, its value (`***` for a secret, `-` for none) and
    /// where that comes from, in columns. No newline at the end.
    public var table: String {
        let rows = entries.map { ($0.name, LineText.escaped($0.value ?? "-"), $0.source.description) }
        let nameWidth = rows.map(\.0.count).max() ?? 0
        let valueWidth = rows.map(\.1.count).max() ?? 0
        return rows.map { name, value, source in
            name + String(repeating: " ", count: nameWidth - name.count + 2)
                + value + String(repeating: " ", count: valueWidth - value.count + 2) + source
        }.joined(separator: "\n")
    }

    /// Writes ``table`` to standard output: the answer to `--print-config`.
    public func printTable() throws(StageFailure) {
        for line in table.split(separator: "\n") { try StandardOutput.write(line: String(line)) }
    }

    private func find<Value>(
        _ setting: Setting<Value>, option: String?
    ) throws(StageFailure) -> Resolved<Value>? {
        if let option {
            return try read(option, as: setting, from: .option)
        }
        for name in setting.environment {
            guard let text = environment[name], !text.isEmpty else { continue }
            if setting.ignoresMalformedEnvironment, setting.form.parse(text) == nil { continue }
            return try read(text, as: setting, from: .environment(name))
        }
        if let text = file[setting.name] {
            return try read(text, as: setting, from: .file(fileName))
        }
        return setting.defaultValue.map { Resolved(value: $0, source: .builtIn) }
    }

    private func read<Value>(
        _ text: String, as setting: Setting<Value>, from source: SettingSource
    ) throws(StageFailure) -> Resolved<Value> {
        if let value = setting.form.parse(text) {
            return Resolved(value: value, source: source)
        }
        // Not the text itself: it may be a secret that stands in the wrong place.
        var message = "--\(setting.name): expected \(setting.form.expectation)"
        message += setting.form.flaw(text).map { ": \($0)" } ?? ", got \(LineText.described(text))"
        if source != .option {
            message += " (from \(source))"
        }
        throw StageFailure(source == .option ? .usage : .configuration, message)
    }
}
