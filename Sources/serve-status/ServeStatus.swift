import ArgumentParser
import CommandSupport
import Glibc
import HTTPService
import JSON
import StatusService

@main
struct ServeStatus: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-status",
        abstract: "Serve the prover's health, metrics and status over HTTP, with a page.",
        discussion: """
            The daemon starts this command when it has a port. The content is that of status.json in the state \
            folder.
            Example: serve-status --port 9000
            """,
        version: ProductVersion.text)

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .internalError, .io, .tryAgain, .notPermitted, .configuration,
    ]

    /// Nothing needs more time: an answer is made in a moment.
    static let grace = Duration.seconds(1)

    @OptionGroup(title: "Service") var options: ServingOptions

    @Flag(help: .option("Print a line of JSON with the URL when ready.", details: "It has the process id too."))
    var announce = false

    @Flag(help: .option("End when standard input ends.", details: "And so with the parent that holds it open."))
    var exitOnStdinClose = false

    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "serve-status", in: &configuration)
        let settings = try configurationOptions.settle(&configuration, logger, options.resolve)
        guard let options = settings else { return }

        let source = StatusSource(stateDirectory: options.stateDirectory, logger: logger)
        let server = StatusServer(
            host: options.host, port: options.port, contract: options.contract, source: { source.read() })
        let announce = announce
        try await withThrowingTaskGroup(of: Void.self) { group in
            if exitOnStdinClose { group.addTask { await StandardInput.waitForEnd() } }
            group.addTask {
                try await server.run { url in
                    let isEverywhere = HTTPServer.wholeMachine[options.host] != nil
                    if isEverywhere {
                        logger.info("listening on all addresses (\(options.host)), here \(url)")
                    } else {
                        logger.info("listening on \(url)")
                    }
                    guard announce else { return }
                    let line: JSONValue = ["url": .string(url), "pid": .number(JSONNumber(Int(getpid())))]
                    // Whoever does not read the announcement is served all the same.
                    try? StandardOutput.write(line: line.serialized())
                }
            }
            // The end of standard input ends the server, and the other way round.
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
    }
}
