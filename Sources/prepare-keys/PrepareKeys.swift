import ArgumentParser
import CommandSupport
import KeyPreparation
import ProofDocuments
import TurboPlonk

@main
struct PrepareKeys: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare-keys",
        // As in every command, the exit codes stand in the abstract to keep the help on a screen of 24 lines.
        abstract: """
            Make a proving key; print its verifying key. Exits with 0 done,
            64 usage, 65 bad setup, 66 no file, 69, 76 download, 74 i/o, 78 configuration.
            """,
        usage: "prepare-keys [<options>]      e.g. prepare-keys --download https://host",
        version: ProductVersion.text)

    @OptionGroup var options: KeyPreparationOptions

    @Option(help: ArgumentHelp("Only print its verifying key; --format json or words.", valueName: "file"))
    var printVk: String?

    // The help has a line for it above.
    @Option(help: ArgumentHelp("Its form, json or words. (default: json)", valueName: "form", visibility: .hidden))
    var format: String?

    @Option(help: ArgumentHelp("Only check every byte of a key file.", valueName: "file"))
    var check: String?

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "prepare-keys", in: &configuration)
        let request = try options.resolve(in: &configuration)
        let form = try configuration.value(of: VerifyingKeyForm.setting, option: format)
        if configurationOptions.printConfig { return try configuration.printTable() }
        guard printVk == nil || check == nil else {
            throw StageFailure(.usage, "--print-vk and --check exclude each other")
        }
        if let printVk { return try StandardOutput.write(line: form.text(of: .opening(printVk))) }

        let progress = ProgressBar()
        defer { progress.finish() }
        let file: ProvingKeyFile
        if let check {
            file = try await ProvingKeyFile.checking(check) { progress.update($0, "checking") }
        } else {
            file = try await KeyPreparation(logger: logger) { progress.update($1, $0) }.run(request)
        }
        progress.finish()
        try StandardOutput.write(line: VerifyingKeyForm.json.text(of: file))
    }
}
