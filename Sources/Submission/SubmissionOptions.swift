import ArgumentParser
import CommandSupport
import Ethereum
import Files

/// The options about sending: `@OptionGroup var submission: SubmissionOptions`.
public struct SubmissionOptions: ParsableArguments {
    @Flag(help: "Check and simulate only; needs no key.")
    var dryRun = false

    @Flag(help: "Print what an offline signer needs; with --from.")
    var unsigned = false

    @Option(help: ArgumentHelp("Send what the offline signer made.", valueName: "file"))
    var signed: String?

    @Option(
        name: [.customShort("m"), .long],
        help: ArgumentHelp("Refuse above this, in gwei. (default: never)", valueName: "g"))
    var maxGasPrice: String?

    @Option(help: ArgumentHelp("Blocks until it counts as final. (default: 2)", valueName: "n"))
    var confirmations: String?

    @Option(help: ArgumentHelp("Raise the fee after this. (default: 90s)", valueName: "time", visibility: .hidden))
    var transactionTimeout: String?

    @Option(
        help: ArgumentHelp(
            "Leave it to the next run after this. (default: 30m)", valueName: "time", visibility: .hidden))
    var submitTimeout: String?

    @Option(help: ArgumentHelp("Pause between two looks. (default: 2s)", valueName: "time", visibility: .hidden))
    var pollInterval: String?

    @Option(
        help: ArgumentHelp("The most tip, whatever others pay. (default: 2)", valueName: "gwei", visibility: .hidden))
    var maxTip: String?

    @Option(
        help: ArgumentHelp(
            "The journal. (default: hotshot-state-prover in ~/.local/state)", valueName: "dir", visibility: .hidden))
    var stateDir: String?

    /// The options of a command line.
    public init() {}

    /// What to do with a document.
    public enum Mode: Sendable, Hashable {
        /// Send and wait.
        case send
        /// Check and simulate.
        case dryRun
        /// Print the transaction.
        case unsigned
        /// Send the signed transaction in this file and wait.
        case signed(String)
    }

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        /// What to do.
        public var mode: Mode
        /// Where the journal is.
        public var stateDirectory: String
        var terms: Submitter.Terms
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    public func resolve(
        in configuration: inout Configuration,
        environment: [String: String] = ProcessEnvironment.variables
    ) throws(StageFailure) -> Values {
        guard [dryRun, unsigned, signed != nil].filter(\.self).count <= 1 else {
            throw StageFailure(.usage, "--dry-run, --unsigned and --signed exclude each other")
        }
        let mode: Mode = dryRun ? .dryRun : unsigned ? .unsigned : signed.map(Mode.signed) ?? .send
        let ceiling = try configuration.resolve(Self.ceilingSetting, option: maxGasPrice)?.value
        let confirmations = try configuration.value(of: Self.confirmationsSetting, option: self.confirmations)
        let transactionTimeout = try configuration.value(of: Self.transactionSetting, option: transactionTimeout)
        let terms = Submitter.Terms(
            fees: FeePolicy(
                ceiling: ceiling, maximumTip: try configuration.value(of: Self.maximumTipSetting, option: maxTip)),
            patience: SubmissionMachine.Patience(
                confirmations: confirmations, transactionTimeout: transactionTimeout),
            pollInterval: try configuration.value(of: Self.pollSetting, option: pollInterval),
            timeout: try configuration.value(of: Self.submitSetting, option: submitTimeout))
        let stateSetting = Setting<String>(
            "state-dir", .text, default: StateDirectory.path(environment: environment))
        guard let folder = try configuration.resolve(stateSetting, option: stateDir)?.value else {
            throw StageFailure(
                .configuration, BaseFolder.state.missing, hint: "name a folder: --state-dir")
        }
        return Values(mode: mode, stateDirectory: folder, terms: terms)
    }
}

extension SubmissionOptions {
    static let ceilingSetting = Setting<Wei>(
        "max-gas-price", .gwei, environment: ["ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI"])
    static let maximumTipSetting = Setting<Wei>("max-tip", .gwei, default: Wei(gwei: 2))
    static let confirmationsSetting = Setting<UInt64>("confirmations", .wholeNumber(in: 1...10_000), default: 2)
    static let transactionSetting = Setting("transaction-timeout", .duration, default: .seconds(90))
    static let submitSetting = Setting("submit-timeout", .duration, default: .seconds(30 * 60))
    static let pollSetting = Setting("poll-interval", .pause, default: .seconds(2))
}

extension ValueForm where Value == Wei {
    /// A price in gwei, fractions allowed.
    static var gwei: ValueForm {
        ValueForm("a price in gwei such as 30 or 1.5", parse: { Wei(gweiText: $0) }, describe: \.gwei)
    }
}

extension ValueForm where Value == Duration {
    /// A duration of a hundredth of a second or more.
    fileprivate static var pause: ValueForm {
        let form = ValueForm.duration
        return ValueForm(
            "a duration from 10ms on",
            parse: { text in form.parse(text).flatMap { $0 >= .milliseconds(10) ? $0 : nil } },
            describe: form.describe)
    }
}
