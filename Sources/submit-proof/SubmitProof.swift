import ArgumentParser
import CommandSupport
import ContractReading
import Logging
import Submission

@main
struct SubmitProof: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit-proof",
        // As in every command, the exit codes stand in the abstract to keep the help on a screen of 24 lines.
        abstract: """
            Send each document's proof to the contract, wait until it is final.
            Exits with 0 done, 64 usage, 65 bad document, 66 no such file, 69 unreachable,
            74 i/o, 75 not now, 76 reverted, 77 not permitted, 78 configuration, funds.
            """,
        usage: "submit-proof [<options>]      e.g. fetch-state | gen-proof | submit-proof",
        version: ProductVersion.text)

    @OptionGroup var l1: L1Options
    @OptionGroup var account: AccountOptions
    @OptionGroup var submission: SubmissionOptions
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "submit-proof", in: &configuration)
        let l1 = try l1.resolve(in: &configuration)
        let account = try account.resolve(in: &configuration)
        let submission = try submission.resolve(in: &configuration)
        if configurationOptions.printConfig { return try configuration.printTable() }

        try await l1.withClient(logger: logger) { client in
            try await ProofSubmission(
                client: client, l1: l1, account: account, options: submission, logger: logger
            ).run()
        }
    }
}
