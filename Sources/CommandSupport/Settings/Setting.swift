/// One thing that can be configured: its names, the form of its values and the value it has when nobody says anything.
public struct Setting<Value: Sendable>: Sendable {
    /// The long option without its dashes; also the name in the configuration file.
    public let name: String
    /// How values are written.
    public let form: ValueForm<Value>
    /// The environment variables that are looked at, in this order, by the names they have today. What is renamed is looked
    /// for under its deprecated name as well; see ``variables``.
    public let environment: [String]
    /// Whether a malformed environment value counts as unset: for variables that belong to other programs too.
    public let ignoresMalformedEnvironment: Bool
    /// Whether the value must never be shown.
    public let isSecret: Bool
    /// The value when none is given.
    public let defaultValue: Value?
    /// What stands for a value that is required and missing, while `--print-config` goes on to the other settings.
    let placeholder: Value?

    /// A setting named by its long option; one that is required has a `placeholder` and no default. Its variable is
    /// ``SettingName/variable(of:)`` unless others are named.
    public init(
        _ name: String, _ form: ValueForm<Value>, environment: [String]? = nil,
        ignoringMalformedEnvironment: Bool = false, isSecret: Bool = false, default defaultValue: Value? = nil,
        placeholder: Value? = nil
    ) {
        self.name = name
        self.form = form
        self.environment = environment ?? [SettingName.variable(of: name)]
        self.ignoresMalformedEnvironment = ignoringMalformedEnvironment
        self.isSecret = isSecret
        self.defaultValue = defaultValue
        self.placeholder = placeholder
    }

    /// The environment variables under all their names, the deprecated ones included.
    package var variables: [String] { environment.flatMap(RenamedVariables.names) }
}

/// What a setting is called.
package enum SettingName {
    /// The variable of the setting `name`, if the original has none for it: `HSP_MAX_COST` of `max-cost`.
    package static func variable(of name: String) -> String {
        "HSP_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
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
    /// Nothing: the setting is required, and nobody says it.
    case missing
    /// A source whose value is malformed.
    indirect case malformed(SettingSource)

    /// Its place in the order of the sources: the lower goes before the higher.
    package var rank: Int {
        switch self {
        case .option: 0
        case .environment: 1
        case .file: 2
        case .builtIn, .missing, .malformed: 3
        }
    }

    /// A few words, such as `environment RUST_LOG`.
    public var description: String {
        switch self {
        case .option: "option"
        case .environment(let name): "environment \(name)"
        case .file(let name): "file \(name)"
        case .builtIn: "default"
        case .missing: "missing: required"
        case .malformed(let source): "\(source): malformed"
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
