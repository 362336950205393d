import ArgumentParser
import CommandSupport
import Files
import Logging
import Supervision

@main
struct Supervise: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise",
        // As in every command, the exit codes stand in the abstract to keep the help on a screen of 24 lines.
        abstract: """
            Keep the contract up to date: read, prove and submit, round after round.
            Retries 69, 70, 74, 75, 76 and killed stages, later and later; ends with a
            stage's 64, 65, 66, 77, 78; with 130 or 143 on SIGINT or SIGTERM.
            """,
        usage: "supervise [<options>]      e.g. hotshot-state-prover --daemon --port 8080",
        discussion: "The stages take their settings from the environment, see hotshot-state-prover --help.",
        version: ProductVersion.text)

    /// Longer than the stages may take.
    static let grace = Duration.seconds(8)

    @OptionGroup var options: SupervisorOptions
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        let environment = ProcessEnvironment.variables
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "supervise", in: &configuration)
        let values = try options.resolve(in: &configuration, environment: environment)
        if configurationOptions.printConfig { return try configuration.printTable() }

        // The stages log as this command does.
        var stageEnvironment = environment
        for entry in configuration.entries {
            if entry.name == "log-level" { stageEnvironment["RUST_LOG"] = entry.value }
            if entry.name == "log-format" { stageEnvironment["RUST_LOG_FORMAT"] = entry.value }
        }
        let pipeline = PipelineCommands(
            in: values.commandDirectory, environment: stageEnvironment, configurationFile: configurationOptions.config,
            stateDirectory: values.terms.stateDirectory, port: values.port)
        try await Supervisor(
            terms: values.terms, pipeline: pipeline, logger: logger, say: { ErrorStream.shared.write(line: $0) }
        ).run()
    }
}
