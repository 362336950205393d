import ArgumentParser
import CommandSupport
import Files

/// The options of `supervise`: `@OptionGroup var options: SupervisorOptions`.
package struct SupervisorOptions: ParsableArguments {
    @Option(
        name: [.customShort("u"), .long],
        help: .setting(
            Self.intervalSetting, "Pause after a successful round.", valueName: "time"))
    var freq: String?

    @Option(
        help: .setting(
            Self.retrySetting, "Pause after a failed round; it grows.", valueName: "time"))
    var retryFreq: String?

    @Option(
        name: [.customShort("p"), .long],
        help: .setting(
            Self.portSetting, "Serve status and metrics over HTTP on this port.", default: "off", valueName: "port"))
    var port: String?

    @Option(
        help: .setting(
            Self.hostSetting, "Address to serve the status on.",
            details: "0.0.0.0 is all addresses, 127.0.0.1 this machine alone.", valueName: "host"))
    var host: String?

    @Option(
        help: .setting(
            StateDirectory.setting(), "Folder of status, journals and kept proofs.",
            default: "~/.local/state/hotshot-state-prover",
            valueName: "dir"))
    var stateDir: String?

    @Option(
        help: .setting(
            Self.folderSetting, "Folder of the stages' commands.",
            details: "Every stage is started from there, so that one of your own may take a stage's place.",
            default: "the folder of this command", valueName: "dir"))
    var binDir: String?

    @Option(
        help: .setting(
            Self.cacheSetting, "Folder of kept proofs.", default: "proofs in the folder of --state-dir",
            valueName: "dir"))
    var cache: String?

    @Option(
        help: .setting(
            Self.stallSetting, "End a round in which nothing moves for this time.", valueName: "time"))
    var stallTimeout: String?

    @Option(
        help: .setting(
            Self.secondLookSetting, "Ask a node again before its word fails a round.",
            details:
                "For this long, if no other node answers. The daemon ends only if two nodes say so; else the round is tried again.",
            valueName: "time"))
    var secondLook: String?

    @Flag(
        help: .setting(
            Self.noKeysSetting, "Fail if a proving key is missing, do not make it."))
    var noPrepareKeys = false

    /// The options of a command line.
    package init() {}

    /// The values of the options after environment, file and defaults.
    package struct Values: Sendable {
        /// How to supervise.
        package var terms: Supervisor.Terms
        /// Whether missing proving keys are made.
        package var preparesKeys: Bool
        /// The port of the status service, if there is to be one.
        package var port: UInt16?
        /// The address that it listens on.
        package var host: String
        /// Where proofs are kept.
        package var proofDirectory: String
        /// Where the stages' commands are, if somebody said so.
        package var namedDirectory: String?
        /// Where the commands are.
        package var commandDirectory: String
        /// How long a stage asks a node again whose word alone would fail a round for good.
        package var secondLook: Duration
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    package func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let interval = try configuration.value(of: Self.intervalSetting, option: freq)
        let retryInterval = try configuration.value(of: Self.retrySetting, option: retryFreq)
        let port = try configuration.resolve(Self.portSetting, option: port)?.value
        let host = try configuration.value(of: Self.hostSetting, option: host)
        let folder = try StateDirectory.resolve(option: stateDir, in: &configuration)
        let named = try configuration.resolve(Self.folderSetting, option: binDir)?.value
        let proofs = try configuration.resolve(Self.cacheSetting, option: cache)?.value
        let stallLimit = try configuration.value(of: Self.stallSetting, option: stallTimeout)
        let secondLook = try configuration.value(of: Self.secondLookSetting, option: secondLook)
        let isWithoutKeys = try configuration.value(
            of: Self.noKeysSetting, option: noPrepareKeys ? "true" : nil)
        guard let commands = named ?? Folder.ofThisProgram else {
            throw StageFailure(.configuration, "the folder of this command is not known", hint: "name it: --bin-dir")
        }
        return Values(
            terms: Supervisor.Terms(
                interval: interval, retryInterval: retryInterval, stallLimit: stallLimit, stateDirectory: folder),
            preparesKeys: !isWithoutKeys, port: port, host: host, proofDirectory: proofs ?? folder + "/proofs",
            namedDirectory: named, commandDirectory: commands, secondLook: secondLook)
    }
}

/// Names and defaults of the original. Source: EspressoSystems/espresso-network
/// `crates/hotshot-state-prover/src/bin/state-prover.rs`.
extension SupervisorOptions {
    static let intervalSetting = Setting(
        "freq", .pause, environment: ["ESPRESSO_STATE_PROVER_UPDATE_INTERVAL"], default: .seconds(600))
    /// All addresses, as the original has it: whoever puts this in its place has health checks from outside the container.
    static let hostSetting = Setting<String>("host", .hostAddress, default: "0.0.0.0")
    static let retrySetting = Setting(
        "retry-freq", .pause, environment: ["ESPRESSO_STATE_PROVER_RETRY_INTERVAL"], default: .seconds(2))
    static let portSetting = Setting<UInt16>(
        "port", .wholeNumber(in: 1...65_535), environment: ["ESPRESSO_PROVER_SERVICE_PORT"])
    static let folderSetting = Setting<String>("bin-dir", .path)
    static let cacheSetting = Setting<String>("cache", .path)
    static let stallSetting = Setting("stall-timeout", .pause, default: .seconds(3600))
    static let noKeysSetting = Setting<Bool>(
        "no-prepare-keys", .flag, default: false)
    /// A stage that is run by hand asks for seconds; nobody waits for the daemon.
    static let secondLookSetting = Setting(
        "second-look", .duration, default: .seconds(30))
}
