import ArgumentParser
import CommandSupport
import Documents
import LightClient
import Logging
import Proving

@main
struct GenProof: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "gen-proof",
        abstract: "Add to each document on standard input a proof that a quorum signed its state.",
        discussion: """
            The document is checked again first. Every proof is verified before it is written.
            While one document is proved, the next is checked and prepared. Results come out in order, each as \
            soon as it is made.
            Example: fetch-state | gen-proof | jq .proof
            """,
        version: ProductVersion.text)

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .badDocument, .missingFile, .internalError, .io, .tryAgain, .notPermitted,
        .configuration,
    ]

    @OptionGroup(title: "Proving") var keyOptions: ProvingKeyOptions
    @Option(
        help: .setting(
            Self.cacheSetting, "Keep proofs in this folder and make none twice.",
            details: "The 64 newest are kept. A kept proof is verified before it is used.", default: "off",
            valueName: "dir"))
    var cache: String?

    @Option(
        help: .option(
            "Where to write how to make a key that is missing.",
            details:
                "An argument of prepare-keys a line. The command then ends with 66 and leaves it to its caller to make the key.",
            valueName: "file"))
    var missingKey: String?

    @Flag(help: .keepGoing) var keepGoing = false

    private static let cacheSetting = Setting<String>("cache", .path)

    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "gen-proof", in: &configuration)
        let settings = try configurationOptions.settle(&configuration, logger) { (configuration) throws(StageFailure) in
            (
                try keyOptions.resolve(in: &configuration),
                try configuration.resolve(Self.cacheSetting, option: cache)?.value
            )
        }
        guard let (keys, cache) = settings else { return }

        let generation = ProofGeneration(
            key: keys.source, rangeCheck: keys.rangeCheck,
            cache: cache.map { ProofCache(directory: $0, logger: logger) },
            missingKeyNote: missingKey.map { MissingKeyNote(at: $0, logger: logger) })
        let said = SaidOnce()
        try await UpdateDocument.forEach(
            .of("gen-proof", keepGoing: keepGoing),
            preparingAhead: { (document) throws(StageFailure) -> PreparedProof in
                logger.debug("a document is read")
                let update = try SignedState(
                    of: document, askedVersion: keys.contractVersion, askedCapacity: keys.capacity)
                let prepared = try generation.prepare(update, contractKeyHash: try document.contractVerifyingKeyHash())
                let height = update.statement.state.blockHeight
                logger.with(.height, height).debug("height \(height): checked, key open, witness ready")
                return prepared
            }
        ) { (document, prepared) throws(StageFailure) in
            let height = prepared.update.statement.state.blockHeight
            let logger = logger.with(.height, height)
            logger.debug("height \(height): proving")
            let progress = ProgressBar()
            let generated = try await generation.prove(prepared) { step, share in
                if share == 0 { logger.debug("height \(height): the key is ready") }
                progress.update(share, step)
            }
            progress.finish()
            if generated.isInsecure, said.isNews("insecure") {
                logger.warning("made with an insecure key: whoever knows its secret can prove anything")
            }
            let made = generated.isCached ? "had a proof" : "proved in \(generated.provingTime.milliseconds) ms"
            logger.info("height \(height) \(made), verified")
            document.setProof(generated.field)
        }
        generation.finish()
    }
}
