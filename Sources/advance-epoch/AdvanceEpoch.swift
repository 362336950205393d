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
        abstract: "Turn each document into the updates that its contract still needs.",
        discussion: """
            A document on standard input has been through read-contract and fetch-state. For each epoch root that \
            the contract lacks, one document is written, in order; then one for the latest state. A contract that \
            needs nothing gives one document with the action none.
            Certificates and stake tables are fetched from the sequencer. Every signature is verified, and every \
            table must be the one that votes in the contract.
            Example: advance-epoch --plan < doc.json
            """,
        version: ProductVersion.text)

    static let screenOptions: [String]? = [
        "sequencer-url", "offline", "save", "stake-table-capacity", "to", "plan", "config", "print-config",
        "log-level", "version",
    ]

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .badDocument, .missingFile, .unreachable, .internalError, .io, .tryAgain, .peerNonsense,
        .configuration,
    ]

    @OptionGroup(title: "Sequencer") var sequencer: SequencerOptions

    @Option(
        name: [.customShort("s"), .long],
        help: .setting(
            Capacity.optionalSetting, "Capacity: slots of the stake table in the circuit.",
            default: "the document's, or 200", valueName: "n"))
    var stakeTableCapacity: String?

    @Option(
        help: .option(
            "Only the roots of epochs below this one.",
            details:
                "The latest state is left out. Epochs count from 1. Afterwards the stake table of this epoch votes in the contract.",
            valueName: "epoch"))
    var to: UInt64?

    @Flag(
        help: .option(
            "Print the plan on standard error first.",
            details: "It says which documents will be written, whatever the level of the log."))
    var plan = false

    @Flag(help: .keepGoing) var keepGoing = false

    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "advance-epoch", in: &configuration)
        let settings = try configurationOptions.settle(&configuration, logger) { (configuration) throws(StageFailure) in
            (
                try sequencer.resolve(in: &configuration),
                try Capacity.resolveIfGiven(option: stakeTableCapacity, in: &configuration)
            )
        }
        guard let (sequencer, capacity) = settings else { return }
        let request = UpdatePlanner.Request(capacity: capacity, target: to, tellsPlan: plan)

        try await JSONHTTPClient.withClient(
            policy: sequencer.policy, version: ProductVersion.text,
            onRetry: { failure, _, pause in
                logger.about(failure).info("\(failure), trying again in \(pause.shortText)")
            },
            { client in
                let advance = UpdatePlanner(
                    sequencer: sequencer.client(client), logger: logger,
                    say: { ErrorStream.shared.say($0, command: "advance-epoch") })
                try await UpdateDocument.expandEach(.of("advance-epoch", keepGoing: keepGoing)) {
                    (document, emit) throws(StageFailure) in
                    try await advance.run(document, request, emit: emit)
                }
            })
    }
}
