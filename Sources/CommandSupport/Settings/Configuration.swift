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

    /// Whether the settings are only to be shown: what is missing or malformed is then kept, not thrown, and the rest goes on.
    package var isInspection = false

    /// What an inspection found wrong, in the order of the settings.
    package private(set) var failures: [StageFailure] = []

    /// What there is to say about the names of the variables that were read.
    var remarks = VariableRemarks()

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
        let failure = StageFailure(
            .usage, "--\(setting.name) is required", hint: "set \(places.joined(separator: " or "))")
        guard let placeholder = setting.placeholder else { throw failure }
        // One that is malformed has said so.
        if entries.contains(where: { $0.name == setting.name && $0.source == .builtIn }) {
            try miss(setting.name, failure)
        }
        return placeholder
    }

    /// The value of a setting that may have none, and where it comes from.
    ///
    /// Throws `.usage` when the option is malformed, `.configuration` when another source is.
    public mutating func resolve<Value>(
        _ setting: Setting<Value>, option: String? = nil
    ) throws(StageFailure) -> Resolved<Value>? {
        guard let (text, source) = find(setting, option: option) else {
            let value = setting.defaultValue
            show(setting.name, value.map { setting.isSecret ? "***" : setting.form.describe($0) }, from: .builtIn)
            return value.map { Resolved(value: $0, source: .builtIn) }
        }
        guard let value = setting.form.parse(text) else {
            show(setting.name, nil, from: .malformed(source))
            try fail(Self.malformed(text, setting, source))
            return setting.defaultValue.map { Resolved(value: $0, source: .builtIn) }
        }
        show(setting.name, setting.isSecret ? "***" : setting.form.describe(value), from: source)
        return Resolved(value: value, source: source)
    }

    /// Looks at the variables of other commands, which then keep quiet about them.
    package mutating func remark(readBy commands: [String]) {
        remarks = KnownVariables.remarks(on: environment, readBy: commands)
    }

    /// Throws `failure`; an inspection keeps it for the end, and goes on.
    package mutating func fail(_ failure: StageFailure) throws(StageFailure) {
        guard isInspection else { throw failure }
        failures.append(failure)
    }

    /// The same for a setting without which nothing goes, whose failure says so: the table shows it as missing.
    package mutating func miss(_ name: String, _ failure: StageFailure) throws(StageFailure) {
        show(name, nil, from: .missing)
        try fail(failure)
    }

    /// Shows something in ``table`` that is no setting with an option, such as a proxy of the environment.
    package mutating func note(_ name: String, _ value: String, from source: SettingSource) {
        show(name, value, from: source)
    }

    /// Puts a line into the table, in place of an earlier one of this name.
    private mutating func show(_ name: String, _ value: String?, from source: SettingSource) {
        let entry = Entry(name: name, value: value, source: source)
        if let index = entries.firstIndex(where: { $0.name == name }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
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

    /// The text of a setting and where it stands; nil if nobody says anything.
    private mutating func find<Value>(_ setting: Setting<Value>, option: String?) -> (String, SettingSource)? {
        if let option { return (option, .option) }
        for variable in setting.environment {
            guard let name = remarks.look(for: variable, in: environment), let text = environment[name] else {
                continue
            }
            if setting.ignoresMalformedEnvironment, setting.form.parse(text) == nil { continue }
            return (text, .environment(name))
        }
        return file[setting.name].map { ($0, .file(fileName)) }
    }

    /// The failure of a text that is no value of `setting`. It does not hold the text itself, which may be a secret that
    /// stands in the wrong place.
    private static func malformed<Value>(
        _ text: String, _ setting: Setting<Value>, _ source: SettingSource
    ) -> StageFailure {
        let quotes = text.isInQuotes ? "it stands in quotation marks: leave them out" : nil
        var message = "--\(setting.name): expected \(setting.form.expectation)"
        message += (quotes ?? setting.form.flaw(text)).map { ": \($0)" } ?? ", got \(LineText.described(text))"
        if source != .option { message += " (from \(source))" }
        guard case .environment = source, quotes != nil else {
            return StageFailure(source == .option ? .usage : .configuration, message)
        }
        return StageFailure(
            .configuration, message,
            hint: "a shell removes them; docker --env-file takes them for a part of the value")
    }
}

extension String {
    /// Whether it begins with a quotation mark, as a value does that was written for a shell and that no shell has read.
    package var isInQuotes: Bool { hasPrefix("\"") || hasPrefix("'") }
}
