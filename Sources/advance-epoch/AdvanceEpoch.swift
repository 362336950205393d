import ArgumentParser
import CommandSupport
import Documents
import HTTPTransport
import LightClient
import Logging
import StateFetching

@main
struct AdvanceEpoch: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "advance-epoch",
        // As in every command, the exit codes stand in the abstract to keep the help on a screen of 24 lines.
        abstract: """
            Turn each document into the updates that its contract still needs.
            Exits with 0 done, 64 usage, 65 bad document, 66 no such file, 69 unreachable,
            74 i/o, 75 not ready, try later, 76 a peer answered nonsense, 78 configuration.
            """,
        usage: "advance-epoch [<options>]      e.g. advance-epoch --plan < doc.json",
        version: ProductVersion.text)

    @OptionGroup var sequencer: SequencerOptions

    @Option(
        name: [.customShort("s"), .long],
        help: ArgumentHelp("Slots of the circuit. (default: the document's)", valueName: "n"))
    var stakeTableCapacity: String?

    @Option(help: ArgumentHelp("Only the roots of epochs below this one.", valueName: "epoch"))
    var to: UInt64?

    @Flag(help: "Say on stderr what the documents will be.")
    var plan = false

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "advance-epoch", in: &configuration)
        let sequencer = try sequencer.resolve(in: &configuration)
        let request = EpochAdvance.Request(
            capacity: try Capacity.resolveIfGiven(option: stakeTableCapacity, in: &configuration),
            target: to, tellsPlan: plan)
        if configurationOptions.printConfig { return try configuration.printTable() }

        try await JSONHTTPClient.withClient(
            policy: sequencer.policy, version: ProductVersion.text,
            onRetry: { failure, _, pause in logger.info("\(failure), trying again in \(pause.shortText)") },
            { client in
                let advance = EpochAdvance(sequencer: sequencer.client(client), logger: logger)
                try await UpdateDocument.expandEach { (document, emit) throws(StageFailure) in
                    try await advance.run(document, request, emit: emit)
                }
            })
    }
}
