import ArgumentParser
import CommandSupport
import ContractReading
import Logging
import StageFindings
import Submission

@main
struct SubmitProof: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit-proof",
        abstract: "Send each document's proof to the contract and wait until it is final.",
        discussion: """
            Before a transaction is sent, the proof, the permission, the price and the balance are checked, the \
            call is simulated, and the transaction is written to a journal. A transaction that stays pending is \
            replaced by a dearer one of the same nonce. What an earlier run left unfinished is finished first.
            The key is named by one of --eth-mnemonic-file, --keystore, --private-key-file, --signer, \
            --eth-mnemonic, or by ESPRESSO_ETH_MNEMONIC.
            Example: fetch-state | gen-proof | submit-proof
            Example: read-contract | fetch-state | gen-proof | submit-proof --dry-run
            """,
        version: ProductVersion.text)

    static let screenOptions: [String]? = [
        "l1-provider-url", "light-client-address", "eth-mnemonic-file", "keystore", "signer", "from", "dry-run",
        "unsigned", "signed", "max-gas-price", "confirmations", "state-dir", "print-config", "log-level", "version",
    ]

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .badDocument, .missingFile, .unreachable, .internalError, .io, .tryAgain, .peerNonsense,
        .notPermitted, .configuration,
    ]

    @OptionGroup(title: "Ethereum nodes and contract") var l1: L1Options
    @OptionGroup(title: "Account") var account: AccountOptions
    @OptionGroup(title: "Submission") var submission: SubmissionOptions
    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "submit-proof", in: &configuration)
        let settings = try configurationOptions.settle(&configuration, logger) { (configuration) throws(StageFailure) in
            let l1 = try l1.resolve(in: &configuration)
            let account = try account.resolve(in: &configuration)
            let submission = try submission.resolve(in: &configuration)
            try account.requireSigner(for: submission.mode, in: &configuration)
            return (l1, account, submission)
        }
        guard case (var l1, let account, let submission)? = settings else { return }
        l1.stateDirectory = submission.stateDirectory

        let findings = FindingsFile(of: "submit-proof")
        try await l1.withClient(logger: logger, findings: l1.findings(findings)) { [l1] client in
            try await ProofSubmission(
                client: client, l1: l1, account: account, options: submission, findings: findings, logger: logger
            ).run()
        }
    }
}
