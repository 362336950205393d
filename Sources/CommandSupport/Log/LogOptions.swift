import ArgumentParser
import Logging

/// The options about logging that every command has: `@OptionGroup var logging: LogOptions`.
public struct LogOptions: ParsableArguments {
    @Option(
        help: .setting(
            Self.levelSetting, "How much to log on standard error.",
            details: "Of a list such as info,libp2p=off only the level without a target counts.", valueName: "level"))
    var logLevel: String?

    @Option(
        help: .setting(
            Self.formatSetting, "Form of the log: text, or json for machines.",
            details: "full and compact, the original's words, are text.", valueName: "form"))
    var logFormat: String?

    @Option(help: .option("The original's name of --log-format.", valueName: "form"))
    var backtraceMode: String?

    /// No options given.
    public init() {}

    /// The level, which the original takes from `RUST_LOG`.
    static let levelSetting = Setting(
        "log-level", .logLevel, environment: ["RUST_LOG"], ignoringMalformedEnvironment: true, default: .info)

    /// The format, which the original takes from `RUST_LOG_FORMAT` and `--backtrace-mode`.
    static let formatSetting = Setting(
        "log-format", .logFormat, environment: ["RUST_LOG_FORMAT"], ignoringMalformedEnvironment: true, default: .text)

    /// Starts the log of `command` as options, environment and file want it. Its first line names the variables that no
    /// command reads, if there are any.
    ///
    /// Throws `.usage` or `.configuration` for a level or format that does not exist.
    public func startLog(of command: String, in configuration: inout Configuration) throws(StageFailure) -> Logger {
        try startLog(of: command, in: &configuration, on: .shared)
    }

    package func startLog(
        of command: String, in configuration: inout Configuration, on stream: ErrorStream
    ) throws(StageFailure) -> Logger {
        let level = try configuration.value(of: Self.levelSetting, option: logLevel)
        let format = try configuration.value(of: Self.formatSetting, option: logFormat ?? backtraceMode)
        let logger = Log.start(command: command, level: level, format: format, on: stream)
        logger.debug("\(command) \(ProductVersion.text) has started")
        if let complaint = KnownVariables.complaint(about: configuration.environment) { logger.warning("\(complaint)") }
        return logger
    }
}

extension ValueForm where Value == LogLevel {
    static var logLevel: ValueForm {
        ValueForm(
            "off, error, warn, info, debug, trace or a list of target=level", parse: LogLevel.init(filter:),
            describe: \.rawValue)
    }
}

extension ValueForm where Value == LogFormat {
    static var logFormat: ValueForm {
        ValueForm("text, json, full or compact", parse: LogFormat.init(name:), describe: \.rawValue)
    }
}
