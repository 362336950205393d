import ArgumentParser
import Failures
import Files
import Glibc
import JSON
import Logging
import Text

/// The options about configuration that every command has: `@OptionGroup var configuration: ConfigurationOptions`.
public struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: .option(
            "Configuration file: settings by option name.",
            details:
                "It holds a JSON object. Options go before variables, variables before this file, the file before defaults.",
            default: "config.json in ~/.config/hotshot-state-prover, if it is there", valueName: "file"))
    package var config: String?

    /// Whether to show the settings and do nothing else.
    @Flag(
        help: .option(
            "Show every setting and its source; do nothing.", details: "Secrets are hidden."))
    public var printConfig = false

    private static let limits = JSONLimits(maximumBytes: 1 << 20)

    /// The options of a command line.
    public init() {}

    /// The configuration from the environment and the file; an inspection with `--print-config`.
    ///
    /// Throws `.missingFile` if a file was named that is not there, `.configuration` if it is malformed, cannot be read, or
    /// has a setting that no command knows: with a typing error a limit would be none.
    public func load(
        environment: [String: String] = ProcessEnvironment.variables
    ) throws(StageFailure) -> Configuration {
        var configuration = try read(environment)
        configuration.isInspection = printConfig
        return configuration
    }

    /// What `body` makes of the settings; nil if there is nothing more to do, because they were only to be shown.
    ///
    ///     guard let services = try configurationOptions.settle(&configuration, logger, services.resolve) else { return }
    ///
    /// Deprecated variables that were taken, and those that contradict their new names, are named in `logger`, unless the
    /// program that started this one has named them.
    ///
    /// Throws what `body` throws. `--print-config` shows all it can before.
    public func settle<Values>(
        _ configuration: inout Configuration, _ logger: Logger,
        _ body: (inout Configuration) throws(StageFailure) -> Values
    ) throws(StageFailure) -> Values? {
        let outcome: Result<Values, StageFailure>
        do throws(StageFailure) {
            outcome = .success(try body(&configuration))
        } catch {
            outcome = .failure(error)
        }
        if configuration.environment[KnownVariables.namingVariable] == nil {
            for warning in configuration.remarks.warnings { logger.warning("\(warning)") }
        }
        guard printConfig else { return try outcome.get() }
        try configuration.printTable()
        if let failure = configuration.failures.first { throw failure }
        _ = try outcome.get()
        return nil
    }

    private func read(_ environment: [String: String]) throws(StageFailure) -> Configuration {
        let place = config ?? ConfigurationOptions.defaultFile(environment)
        guard let place else { return Configuration(environment: environment) }
        do {
            let bytes = try SmallFile(place, limit: Self.limits.maximumBytes).bytes
            let settings = try ConfigurationOptions.settings(bytes)
            if let failure = ConfigurationOptions.unknownSetting(in: settings, of: place) { throw failure }
            return Configuration(environment: environment, file: settings.values, fileName: place)
        } catch let failure as StageFailure {
            throw failure
        } catch let error as JSONError {
            throw StageFailure(error, as: .configuration, prefix: "\(PathText.shown(place)): ")
        } catch let error as FileError where error.systemCode == ENOENT {
            if config == nil { return Configuration(environment: environment) }
            throw StageFailure(.missingFile, "\(PathText.shown(place)): no such configuration file")
        } catch let error as FileError where error.systemCode == EFBIG {
            throw StageFailure(
                JSONError.tooLarge(Self.limits), as: .configuration, prefix: "\(PathText.shown(place)): ")
        } catch let error as FileError where FailureKind(ofOpening: error.systemCode) == .io {
            // What the machine lacks for a moment is no fault of the file.
            throw StageFailure(error)
        } catch {
            throw StageFailure(.configuration, "\(PathText.shown(place)): cannot be read")
        }
    }

    /// The members of a configuration file: strings as they are, numbers as written, booleans, lists joined by commas.
    static func settings(_ bytes: [UInt8]) throws(JSONError) -> (values: [String: String], names: [String]) {
        let document = JSONReader(try JSONValue(parsing: bytes.withoutByteOrderMark, limits: limits))
        var settings: [String: String] = [:]
        for (name, place) in try document.members() {
            // What is known may be named in errors; what is not gets no further than to its place.
            let member = KnownSettings.names.contains(name) ? try document.field(name) : place
            if case .array = member.value {
                settings[name] = try member.elements()
                    .map { (element) throws(JSONError) in try text(element) }.joined(separator: ",")
            } else {
                settings[name] = try text(member)
            }
        }
        return (settings, try document.object().keys)
    }

    /// The failure of a file with a name that no command knows; nil if there is none.
    private static func unknownSetting(
        in settings: (values: [String: String], names: [String]), of place: String
    ) -> StageFailure? {
        let names = settings.names
        guard let index = names.firstIndex(where: { !KnownSettings.names.contains($0) }) else { return nil }
        let known = KnownSettings.names.sorted()
        // A name that is nearly a known one is no secret.
        let shown =
            NearestName.slip(names[index], in: known) == nil
            ? "setting \(index + 1) (\(LineText.described(names[index])))" : LineText.json(names[index])
        let nearest = NearestName.find(names[index], in: known).map { "the nearest one is \($0.name)" }
        return StageFailure(
            .configuration, "\(PathText.shown(place)): no command knows \(shown)", hint: nearest,
            code: "unknown-setting")
    }

    private static func text(_ reader: JSONReader) throws(JSONError) -> String {
        switch reader.value {
        case .string(let text): return text
        case .number(let number): return number.text
        case .bool(let bool): return String(bool)
        default: throw reader.error("expected a string, a number or a boolean", code: .wrongType)
        }
    }

    private static func defaultFile(_ environment: [String: String]) -> String? {
        BaseFolder.configuration.path(environment: environment).map { $0 + "/hotshot-state-prover/config.json" }
    }
}
