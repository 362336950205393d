import ArgumentParser
import CommandSupport
import Logging
import ProofDocuments
import Proving

@main
struct VerifyProof: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-proof",
        // As in every command, the exit codes stand in the abstract to keep the help on a screen of 24 lines.
        abstract: """
            Verify the proofs of documents on stdin: {"valid":true,…} for each.
            Exits with 0 all valid, 1 not all, 64 usage, 65 bad document, 66 no such file,
            74 i/o, 78 configuration.
            """,
        usage: "verify-proof <key> [<options>]   e.g. verify-proof --known v3 < doc.json",
        version: ProductVersion.text)

    @Option(help: ArgumentHelp("Key of the production contract: v1, v2 or v3.", valueName: "name"))
    var known: String?

    @Option(help: ArgumentHelp("Verifying key: JSON, or _getVk()'s words in hex.", valueName: "file"))
    var vk: String?

    @Option(help: ArgumentHelp("Proving-key file, for the key it holds.", valueName: "file"))
    var key: String?

    @Flag(help: "Refuse domain sizes that the contracts do not know.")
    var asContract = false

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "verify-proof", in: &configuration)
        if configurationOptions.printConfig { return try configuration.printTable() }

        let verifyingKey = try VerifyingKeySource(known: known, document: vk, provingKey: key).load()
        let tally = try ProofVerification(key: verifyingKey, asContract: asContract).run()
        guard tally.invalid == 0 else {
            logger.error("\(tally.invalid) of \(tally.invalid + tally.valid) proofs not valid")
            throw ExitCode.failure
        }
    }
}
