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
        // As in every command, the exit codes stand in the abstract to keep the help on a screen of 24 lines.
        abstract: """
            Serve the prover's health, metrics and status over HTTP, with a page.
            Exits with 0 done, 64 usage, 74 i/o, 75 port is taken, 77 port not permitted,
            78 configuration; 130 or 143 when SIGINT or SIGTERM ends it.
            """,
        usage: "serve-status --port <n> [<options>]      e.g. serve-status --port 9000",
        version: ProductVersion.text)

    /// Nothing needs more time: an answer is made in a moment.
    static let grace = Duration.seconds(1)

    @OptionGroup var options: ServingOptions

    @Flag(help: "Print one line of JSON with the URL once it listens.")
    var announce = false

    @Flag(help: "End when standard input does: with the parent.")
    var exitOnStdinClose = false

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "serve-status", in: &configuration)
        let options = try options.resolve(in: &configuration)
        if configurationOptions.printConfig { return try configuration.printTable() }

        let source = StatusSource(stateDirectory: options.stateDirectory, logger: logger)
        let server = StatusServer(
            host: options.host, port: options.port, contract: options.contract, source: { source.read() })
        let announce = announce
        try await withThrowingTaskGroup(of: Void.self) { group in
            if exitOnStdinClose { group.addTask { await StandardInput.waitForEnd() } }
            group.addTask {
                do throws(ListenError) {
                    try await server.run { url in
                        logger.info("listening on \(url)")
                        guard announce else { return }
                        let line: JSONValue = ["url": .string(url), "pid": .number(JSONNumber(Int(getpid())))]
                        // Whoever does not read the announcement is served all the same.
                        try? StandardOutput.write(line: line.serialized())
                    }
                } catch {
                    throw error.failure
                }
            }
            // The end of standard input ends the server, and the other way round.
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
    }
}
