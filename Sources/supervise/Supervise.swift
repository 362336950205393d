import ArgumentParser
import CommandSupport
import Files
import Logging
import Supervision

@main
struct Supervise: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise",
        abstract: "Keep the contract up to date: read, prove and submit, round after round.",
        discussion: """
            hotshot-state-prover --daemon starts this command. The stages take their settings from the environment \
            and from --config; see hotshot-state-prover --help.
            A proving key that is missing is made, which takes a minute or two, once; see prepare-keys --help. \
            --no-prepare-keys makes the daemon end with 66 instead.
            A round that fails with 69, 70, 74, 75 or 76, or whose stage was killed, is tried again, later and \
            later. A round that fails with 64, 65, 66, 77 or 78 ends the daemon with that code; what one node or \
            sequencer says alone is no such failure. SIGINT and SIGTERM end it at any moment, with 130 and 143; the \
            next run goes on from the journal.
            Example: hotshot-state-prover --daemon --port 8080
            """,
        version: ProductVersion.text)

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .badDocument, .missingFile, .internalError, .io, .tryAgain, .notPermitted, .configuration,
    ]

    /// Longer than the stages may take.
    static let grace = Duration.seconds(8)

    @OptionGroup(title: "Rounds") var options: SupervisorOptions
    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    /// For `hotshot-state-prover`: the folder of kept proofs, and that of the stages, empty unless somebody named it. The table
    /// of `--print-config` shows a path only if it is seen to be one.
    @Flag(help: .hidden) var printFolders = false

    func run() async throws {
        let environment = ProcessEnvironment.variables
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "supervise", in: &configuration)
        // The stages keep quiet about their variables.
        configuration.remark(readBy: PipelineCommands.names)
        let settings = try configurationOptions.settle(&configuration, logger, options.resolve)
        guard let values = settings else { return }
        if printFolders {
            for folder in [values.proofDirectory, values.namedDirectory ?? ""] {
                try StandardOutput.write(line: folder)
            }
            return
        }

        // The stages log as this command does.
        var stageEnvironment = environment.filter { !ServiceManager.variables.contains($0.key) }
        for entry in configuration.entries {
            if entry.name == "log-level" { stageEnvironment["RUST_LOG"] = entry.value }
            if entry.name == "log-format" { stageEnvironment["RUST_LOG_FORMAT"] = entry.value }
        }
        stageEnvironment[SettingName.variable(of: "second-look")] = values.secondLook.text
        let pipeline = PipelineCommands(
            in: values.commandDirectory, environment: stageEnvironment, configurationFile: configurationOptions.config,
            stateDirectory: values.terms.stateDirectory, proofDirectory: values.proofDirectory,
            preparesKeys: values.preparesKeys, port: values.port,
            host: values.host)
        try await Supervisor(
            terms: values.terms, pipeline: pipeline, manager: ServiceManager(environment: environment), logger: logger,
            say: { ErrorStream.shared.write(line: $0) }
        ).run()
    }
}
