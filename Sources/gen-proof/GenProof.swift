import ArgumentParser
import FoundationEssentials
import LightClient
import Logging
import Stages

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
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "gen-proof", in: &configuration)
        let keys = try keyOptions.resolve(in: &configuration)
        if configurationOptions.printConfig { return try configuration.printTable() }

        let generation = ProofGeneration(key: keys.source, rangeCheck: keys.rangeCheck)
        try await UpdateDocument.forEach(orNew: false) { (document) throws(StageFailure) in
            let update = try ProvableUpdate(
                document, askedVersion: keys.contractVersion, askedCapacity: keys.capacity)
            let progress = ProgressBar()
            let generated = try generation.prove(
                update, contractKeyHash: try document.contractVerifyingKeyHash()
            ) { progress.update($1, $0) }
            progress.finish()
            if generated.isInsecure {
                logger.warning("made with an insecure key: whoever knows its secret can prove anything")
            }
            logger.info(
                """
                height \(update.statement.state.blockHeight) proved in \
                \(generated.provingTime.milliseconds) ms and verified
                """)
            document["proof"] = generated.field
        }
    }
}
