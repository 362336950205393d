import ArgumentParser
import CommandSupport
import KeyPreparation
import ProofDocuments
import TurboPlonk

@main
struct PrepareKeys: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare-keys",
        abstract: "Make the proving key of a circuit, once, and print its verifying key.",
        discussion: """
            The circuit depends on the version of the contract and on the capacity. The setup comes from --srs, from \
            --insecure-tau or from the place where the original keeps it; if it is not there, it is downloaded from \
            where the original has it. A run that is interrupted goes on where it was. A second one waits for the first.
            hotshot-state-prover does this by itself when a key is missing.
            Example: prepare-keys --contract-version 3
            Example: prepare-keys --stake-table-capacity 10 --insecure-tau 0x1234
            """,
        version: ProductVersion.text)

    static let screenOptions: [String]? = [
        "contract-version", "stake-table-capacity", "srs", "download", "insecure-tau", "out", "coset-table", "force",
        "print-vk", "check", "print-config", "log-level", "version",
    ]

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .badDocument, .missingFile, .unreachable, .internalError, .io, .tryAgain, .peerNonsense,
        .notPermitted, .configuration,
    ]

    @OptionGroup(title: "Key") var options: KeyPreparationOptions

    @Option(help: .option("Only print the verifying key of this key file.", valueName: "file"))
    var printVk: String?

    @Option(
        help: .setting(
            VerifyingKeyForm.setting, "Form in which --print-vk prints the verifying key.",
            details: "words are the 40 words that the contract's _getVk() returns.", valueName: "form"))
    var format: String?

    @Option(help: .option("Only check every byte of this key file.", valueName: "file"))
    var check: String?

    @Flag(
        help: .option(
            "Print lines of JSON about the progress before the key.",
            details: "Each is an object progress with the key's name, the step, and the share of the work that is done."
        ))
    var reportProgress = false

    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "prepare-keys", in: &configuration)
        let settings = try configurationOptions.settle(&configuration, logger) { (configuration) throws(StageFailure) in
            (
                try options.resolve(in: &configuration),
                try configuration.value(of: VerifyingKeyForm.setting, option: format)
            )
        }
        guard let (request, form) = settings else { return }
        guard printVk == nil || check == nil else {
            throw StageFailure(.usage, "--print-vk and --check exclude each other")
        }
        if let printVk { return try StandardOutput.write(line: form.text(of: .examining(printVk))) }

        let progress = ProgressBar()
        defer { progress.finish() }
        let file: ProvingKeyFile
        if let check {
            file = try await ProvingKeyFile.checking(check) { progress.update($0, "checking") }
        } else {
            let report = PreparationProgress(
                of: request.keyName, logger: ProgressBar.isVisible ? nil : logger, writesLines: reportProgress)
            file = try await KeyPreparation(logger: logger) { step, share in
                progress.update(share, step)
                report.update(share, step)
            }.run(request)
        }
        progress.finish()
        try StandardOutput.write(line: VerifyingKeyForm.json.text(of: file))
    }
}
