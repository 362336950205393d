import ArgumentParser
import CommandSupport
import Documents
import HTTPTransport
import LightClient
import Logging
import StateFetching

@main
struct FetchState: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch-state",
        // The exit codes stand in the abstract, so that no empty line keeps the help from fitting a screen of 24 lines.
        abstract: """
            Add the newest signed state to documents on stdin, or to a new one.
            Exits with 0 done, 64 usage, 65 bad document, 66 no such file, 69 unreachable,
            74 i/o, 75 not ready, try later, 76 a peer answered nonsense, 78 configuration.
            """,
        usage: "fetch-state [<options>]      e.g. fetch-state --strict | gen-proof",
        version: ProductVersion.text)

    @OptionGroup var services: ServiceOptions

    @Option(help: ArgumentHelp("1, 2 or 3. (default: the document's, or 3)", valueName: "v"))
    var contractVersion: String?

    @Option(help: ArgumentHelp("Certificate of an epoch, not the relay's bundle.", valueName: "epoch"))
    var epochRoot: UInt64?

    @Flag(help: "Fail on a bad signature, relay or stake table.")
    var strict = false

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "fetch-state", in: &configuration)
        let services = try services.resolve(in: &configuration)
        let asked = try configuration.resolve(ContractVersion.setting, option: contractVersion)?.value
        if configurationOptions.printConfig { return try configuration.printTable() }

        try await JSONHTTPClient.withClient(
            policy: services.sequencer.policy, version: ProductVersion.text,
            onRetry: { failure, _, pause in logger.info("\(failure), trying again in \(pause.shortText)") },
            { client in
                let fetch = StateFetch(
                    relays: services.relays(client: client), sequencer: services.sequencer.client(client),
                    logger: logger)
                try await UpdateDocument.forEach(orNew: true) { (document) throws(StageFailure) in
                    let request = StateFetch.Request(
                        version: try ContractVersion(asked: asked, for: document), capacity: services.capacity,
                        epochRoot: epochRoot, isStrict: strict)
                    let (signed, schedule) = try await fetch.run(request)
                    let network = NetworkPart(
                        schedule: schedule, relayURLs: services.shownRelayURLs,
                        sequencerURL: services.sequencer.shownURL)
                    document.setBundle(signed, from: network)
                }
            })
    }
}
