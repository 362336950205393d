import ArgumentParser
import CommandSupport
import Documents
import HTTPTransport
import LightClient
import Logging
import StageFindings
import StateFetching

@main
struct FetchState: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch-state",
        abstract: "Add the newest signed state to documents on standard input, or to a new one.",
        discussion: """
            The state comes from the relays, its stake table from the sequencer. Every signature is verified, and \
            the commitment of the stake table is computed again. Signatures that do not verify are dropped with a \
            warning. Where the relays are down or have too few, the validators of --validators are asked.
            A terminal, or an empty standard input, makes a new document.
            Example: fetch-state --strict | gen-proof
            """,
        version: ProductVersion.text)

    static let screenOptions: [String]? = [
        "relay-server", "sequencer-url", "stake-table-capacity", "contract-version", "epoch-root", "strict",
        "offline", "save", "config", "print-config", "log-level", "version",
    ]

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .badDocument, .missingFile, .unreachable, .internalError, .io, .tryAgain, .peerNonsense,
        .configuration,
    ]

    @OptionGroup(title: "Network") var services: ServiceOptions

    @Option(
        help: .setting(
            ContractVersion.setting, "Version of the contract to fetch for.", default: "the document's, or 3",
            valueName: "v"))
    var contractVersion: String?

    @Option(
        help: .option(
            "Fetch the certificate of this epoch's root.", details: "It comes from the sequencer.",
            default: "the newest state of the relays", valueName: "epoch"))
    var epochRoot: UInt64?

    @Flag(
        help: .setting(
            Self.strictSetting, "Fail on a bad signature, relay or stake table.",
            details: "Without this option each is a warning."))
    var strict = false

    private static let strictSetting = Setting<Bool>("strict", .flag, default: false)

    @Flag(help: .keepGoing) var keepGoing = false

    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "fetch-state", in: &configuration)
        let settings = try configurationOptions.settle(&configuration, logger) { (configuration) throws(StageFailure) in
            (
                try services.resolve(in: &configuration),
                try configuration.resolve(ContractVersion.setting, option: contractVersion)?.value,
                try configuration.value(of: Self.strictSetting, option: strict ? "true" : nil)
            )
        }
        guard let (services, asked, isStrict) = settings else { return }

        try await JSONHTTPClient.withClient(
            policy: services.sequencer.policy, version: ProductVersion.text,
            onRetry: { failure, _, pause in
                logger.about(failure).info("\(failure), trying again in \(pause.shortText)")
            },
            { client in
                try await JSONHTTPClient.withClient(
                    policy: services.validatorPolicy, version: ProductVersion.text
                ) { validatorClient in
                    let fetch = StateFetch(
                        relays: services.relays(client: client),
                        validators: services.validators(client: validatorClient),
                        sequencer: services.sequencer.client(client),
                        watch: services.watch(FindingsFile(of: "fetch-state")), logger: logger)
                    try await run(fetch, services, asked, isStrict: isStrict)
                }
            })
    }

    private func run(
        _ fetch: StateFetch, _ services: ServiceOptions.Values, _ asked: Int?, isStrict: Bool
    ) async throws {
        try await UpdateDocument.forEach(orNew: true, .of("fetch-state", keepGoing: keepGoing)) {
            (document) throws(StageFailure) in
            let request = StateFetch.Request(
                version: try ContractVersion(asked: asked, for: document), capacity: services.capacity,
                epochRoot: epochRoot, isStrict: isStrict, contractHeight: document.contractHeight)
            async let height = fetch.sequencerHeight()
            let fetched: StateFetch.Fetched
            do throws(StageFailure) {
                fetched = try await fetch.run(request)
            } catch {
                // A daemon wants to know it all the more.
                _ = await height
                throw error
            }
            let network = NetworkPart(
                schedule: fetched.schedule, relayURLs: services.shownRelayURLs,
                sequencerURL: services.sequencer.shownURL, sequencerHeight: await height)
            document.setBundle(fetched.signed, from: network)
        }
    }
}
