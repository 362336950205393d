import ArgumentParser
import CommandSupport
import Files

/// The options of `supervise`: `@OptionGroup var options: SupervisorOptions`.
package struct SupervisorOptions: ParsableArguments {
    @Option(
        name: [.customShort("u"), .long],
        help: ArgumentHelp("Pause after a successful round. (default: 10m)", valueName: "time"))
    var freq: String?

    @Option(help: ArgumentHelp("First pause after a failed one. (default: 2s)", valueName: "time"))
    var retryFreq: String?

    @Option(
        name: [.customShort("p"), .long],
        help: ArgumentHelp("Serve status and metrics. (default: off)", valueName: "port"))
    var port: String?

    @Option(
        help: ArgumentHelp("Status, journals, proofs. (default: in ~/.local/state)", valueName: "dir"))
    var stateDir: String?

    @Option(help: ArgumentHelp("Where the stages are. (default: beside this command)", valueName: "dir"))
    var binDir: String?

    @Option(help: ArgumentHelp("End a round in which nothing moves. (default: 1h)", valueName: "time"))
    var stallTimeout: String?

    /// The options of a command line.
    package init() {}

    /// The values of the options after environment, file and defaults.
    package struct Values: Sendable {
        /// How to supervise.
        package var terms: Supervisor.Terms
        /// The port of the status service, if there is to be one.
        package var port: UInt16?
        /// Where the commands are.
        package var commandDirectory: String
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    package func resolve(
        in configuration: inout Configuration, environment: [String: String]
    ) throws(StageFailure) -> Values {
        let interval = try configuration.value(of: Self.intervalSetting, option: freq)
        let retryInterval = try configuration.value(of: Self.retrySetting, option: retryFreq)
        let port = try configuration.resolve(Self.portSetting, option: port)?.value
        let folder = try configuration.resolve(Setting<String>("state-dir", .text), option: stateDir)?.value
        let commands = try configuration.resolve(Setting<String>("bin-dir", .text), option: binDir)?.value
        let stallLimit = try configuration.value(of: Self.stallSetting, option: stallTimeout)
        guard let folder = folder ?? StateDirectory.path(environment: environment) else {
            throw StageFailure(
                .configuration, BaseFolder.state.missing, hint: "name a folder: --state-dir")
        }
        guard let commands = commands ?? Folder.ofThisProgram else {
            throw StageFailure(.configuration, "the folder of this command is not known", hint: "name it: --bin-dir")
        }
        return Values(
            terms: Supervisor.Terms(
                interval: interval, retryInterval: retryInterval, stallLimit: stallLimit, stateDirectory: folder),
            port: port, commandDirectory: commands)
    }
}

/// Names and defaults of the original. Source: EspressoSystems/espresso-network
/// `crates/hotshot-state-prover/src/bin/state-prover.rs`.
extension SupervisorOptions {
    static let intervalSetting = Setting(
        "freq", .pause, environment: ["ESPRESSO_STATE_PROVER_UPDATE_INTERVAL"], default: .seconds(600))
    static let retrySetting = Setting(
        "retry-freq", .pause, environment: ["ESPRESSO_STATE_PROVER_RETRY_INTERVAL"], default: .seconds(2))
    static let portSetting = Setting<UInt16>(
        "port", .wholeNumber(in: 1...65_535), environment: ["ESPRESSO_PROVER_SERVICE_PORT"])
    static let stallSetting = Setting("stall-timeout", .pause, default: .seconds(3600))
}

extension ValueForm where Value == Duration {
    /// A duration of a hundredth of a second or more: without a pause the network would be asked without end.
    fileprivate static var pause: ValueForm {
        let form = ValueForm.duration
        return ValueForm(
            "a duration from 10ms on such as 500ms, 2s or 10m",
            parse: { text in form.parse(text).flatMap { $0 >= .milliseconds(10) ? $0 : nil } },
            describe: form.describe)
    }
}
