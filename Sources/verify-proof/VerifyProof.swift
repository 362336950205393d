import ArgumentParser
import CommandSupport
import Logging
import ProofDocuments
import Proving

@main
struct VerifyProof: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-proof",
        abstract: "Verify the proofs of documents on standard input.",
        discussion: """
            For each document one line of JSON says whether its proof is valid, and of what the document states. \
            One of --known, --vk and --key names the verifying key.
            Example: verify-proof --known v3 < doc.json
            """,
        version: ProductVersion.text)

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .badDocument, .missingFile, .internalError, .io, .tryAgain, .notPermitted,
        .configuration,
    ]

    static let ownExitCodes: [(code: Int32, meaning: String)] = [(1, "not all proofs are valid")]

    @Option(help: .option("Use the key of a production contract: v1, v2 or v3.", valueName: "name"))
    var known: String?

    @Option(
        help: .option(
            "Use the verifying key in this file.",
            details:
                "It holds the JSON that prepare-keys prints, or the 40 words of the contract's _getVk() in hexadecimal.",
            valueName: "file"))
    var vk: String?

    @Option(help: .option("Use the verifying key of this proving key file.", valueName: "file"))
    var key: String?

    @Flag(help: .option("Refuse domain sizes that the contracts do not know."))
    var asContract = false

    @Flag(
        help: .option(
            "With --as-contract: accept an insecure key.", details: "Such a proof proves nothing."))
    var allowInsecure = false

    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "verify-proof", in: &configuration)
        guard try configurationOptions.settle(&configuration, logger, { _ in () }) != nil else { return }

        let (verifyingKey, isInsecure) = try VerifyingKeySource(known: known, document: vk, provingKey: key).load()
        let tally = try ProofVerification(
            key: verifyingKey, isInsecure: isInsecure, asContract: asContract, allowsInsecure: allowInsecure
        ).run()
        if tally.insecure > 0 {
            logger.warning(
                "\(tally.insecure) valid only for an insecure key: whoever knows its secret can prove anything")
        }
        if tally.notStated > 0 {
            logger.warning(
                "\(tally.notStated) valid, but the document lacks what the proof is of: nothing was compared")
        }
        guard tally.invalid == 0 else {
            logger.error("\(tally.invalid) of \(tally.invalid + tally.valid) proofs not valid")
            throw ExitCode.failure
        }
    }
}
