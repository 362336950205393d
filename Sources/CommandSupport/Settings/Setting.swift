/// One thing that can be configured: its names, the form of its values and the value it has when nobody says anything.
public struct Setting<Value: Sendable>: Sendable {
    /// The long option without its dashes; also the name in the configuration file.
    public let name: String
    /// How values are written.
    public let form: ValueForm<Value>
    /// The environment variables that are looked at, in this order.
    public let environment: [String]
    /// Whether a malformed environment value counts as unset: for variables that belong to other programs too.
    public let ignoresMalformedEnvironment: Bool
    /// Whether the value must never be shown.
    public let isSecret: Bool
    /// The value when none is given.
    public let defaultValue: Value?

    /// A setting named by its long option. Behind each variable `ESPRESSO_SEQUENCER_…` its newer spelling
    /// `ESPRESSO_NODE_…` is looked at as well.
    public init(
        _ name: String, _ form: ValueForm<Value>, environment: [String] = [],
        ignoringMalformedEnvironment: Bool = false, isSecret: Bool = false, default defaultValue: Value? = nil
    ) {
        self.name = name
        self.form = form
        self.environment = environment.flatMap(KnownSettings.spellings)
        self.ignoresMalformedEnvironment = ignoringMalformedEnvironment
        self.isSecret = isSecret
        self.defaultValue = defaultValue
    }

    /// Whether a variable is only another spelling, `ESPRESSO_NODE_…`, of one before it.
    package func isAlternateSpelling(_ variable: String) -> Bool {
        let prefix = "ESPRESSO_NODE_"
        return variable.hasPrefix(prefix)
            && environment.contains("ESPRESSO_SEQUENCER_" + variable.dropFirst(prefix.count))
    }
}

/// Where a value comes from.
public enum SettingSource: Equatable, Sendable, CustomStringConvertible {
    /// The command line.
    case option
    /// The environment variable of this name.
    case environment(String)
    /// The configuration file of this name.
    case file(String)
    /// The program itself.
    case builtIn

    /// A few words, such as `environment RUST_LOG`.
    public var description: String {
        switch self {
        case .option: "option"
        case .environment(let name): "environment \(name)"
        case .file(let name): "file \(name)"
        case .builtIn: "default"
        }
    }
}

/// A value and where it comes from.
public struct Resolved<Value: Sendable>: Sendable {
    /// The value.
    public let value: Value
    /// Where it comes from.
    public let source: SettingSource
}
