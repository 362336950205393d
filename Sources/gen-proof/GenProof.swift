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
        // As in every command, the exit codes stand in the abstract to keep the help on a screen of 24 lines.
        abstract: """
            Add to each document on stdin a proof that a quorum signed its state.
            Exits with 0 done, 64 usage, 65 bad document, 66 no such key, 70 internal,
            74 i/o, 75 threshold not reached, 78 key, table or contract do not fit.
            """,
        usage: "gen-proof [<options>]      e.g. fetch-state | gen-proof | jq .proof",
        version: ProductVersion.text)

    @OptionGroup var keyOptions: ProvingKeyOptions
    @Option(help: ArgumentHelp("Keep proofs here, make none twice. (default: off)", valueName: "dir"))
    var cache: String?

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "gen-proof", in: &configuration)
        let keys = try keyOptions.resolve(in: &configuration)
        let cache = try configuration.resolve(Setting("cache", .text), option: cache)?.value
        if configurationOptions.printConfig { return try configuration.printTable() }

        let generation = ProofGeneration(
            key: keys.source, rangeCheck: keys.rangeCheck,
            cache: cache.map { ProofCache(directory: $0, logger: logger) })
        try await UpdateDocument.forEach(preparingAhead: { (document) throws(StageFailure) -> PreparedProof in
            let update = try SignedState(
                of: document, askedVersion: keys.contractVersion, askedCapacity: keys.capacity)
            let prepared = try generation.prepare(update, contractKeyHash: try document.contractVerifyingKeyHash())
            logger.debug("height \(update.statement.state.blockHeight): checked, witness ready")
            return prepared
        }) { (document, prepared) throws(StageFailure) in
            let height = prepared.update.statement.state.blockHeight
            logger.debug("height \(height): proving")
            let progress = ProgressBar()
            let generated = try await generation.prove(prepared) { progress.update($1, $0) }
            progress.finish()
            if generated.isInsecure {
                logger.warning("made with an insecure key: whoever knows its secret can prove anything")
            }
            let made = generated.isCached ? "had a proof" : "proved in \(generated.provingTime.milliseconds) ms"
            logger.info("height \(height) \(made), verified")
            document.setProof(generated.field)
        }
    }
}
