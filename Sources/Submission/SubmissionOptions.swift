import ArgumentParser
import CommandSupport
import Ethereum
import EthereumSettings
import Files
import SubmissionRules
import TransactionFees

/// The options about sending: `@OptionGroup var submission: SubmissionOptions`.
public struct SubmissionOptions: ParsableArguments {
    @Flag(
        help: .option(
            "Check and simulate only; send nothing.",
            details: "No key is needed. With --from the simulation is in the name of that account."))
    var dryRun = false

    @Flag(
        help: .option(
            "Send nothing; write the unsigned transaction.",
            details: "An offline signer signs it, and --signed sends it. Needs --from, the account that will sign."))
    var unsigned = false

    @Option(
        help: .option(
            "Send the signed transaction in this file.",
            details: "It holds 0x and the raw transaction's digits, or JSON with rawTransaction or raw.",
            valueName: "file"))
    var signed: String?

    @Option(
        name: [.customShort("m"), .long],
        help: .setting(
            Self.ceilingSetting, "Most gwei to pay for one unit of gas.",
            details: "While base fee and tip are more, the command ends with 75. No transaction offers more.",
            default: "no limit", valueName: "gwei"))
    var maxGasPrice: String?

    @Option(
        help: .setting(
            Self.costSetting, "Most ether that one transaction may cost.",
            details: "That is its gas limit at its highest price. While more is asked, the command ends with 75.",
            valueName: "ether"))
    var maxCost: String?

    @Flag(
        help: .setting(
            Self.legacySetting, "Send transactions of before the fee market.",
            details:
                "They have one price. Without this option the chain decides: only one without base fees gets such transactions."
        ))
    var legacy = false

    @Option(
        help: .setting(
            Self.confirmationsSetting, "Blocks until a transaction counts as final.",
            details: "The transaction's own block is the first of them.", valueName: "n"))
    var confirmations: String?

    @Option(
        help: .setting(
            Self.transactionSetting, "Replace a pending transaction after this time.",
            details: "The new one has the same nonce and offers more.", valueName: "time"))
    var transactionTimeout: String?

    @Option(
        help: .setting(
            Self.submitSetting, "Stop waiting for a transaction after this time.",
            details: "The next run goes on from the journal.", valueName: "time"))
    var submitTimeout: String?

    @Option(help: .setting(Self.pollSetting, "Pause between two looks at the chain.", valueName: "time"))
    var pollInterval: String?

    @Option(
        help: .setting(
            Self.maximumTipSetting, "Most gwei to tip for one gas, whatever others pay.",
            details: "A replacement may have to pass it: pools ask for an eighth more each time.", valueName: "gwei"))
    var maxTip: String?

    @Option(
        help: .setting(
            StateDirectory.setting(), "Folder of the journal of transactions.",
            default: "~/.local/state/hotshot-state-prover",
            valueName: "dir"))
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
                ceiling: ceiling, maximumCost: try configuration.value(of: Self.costSetting, option: maxCost),
                maximumTip: try configuration.value(of: Self.maximumTipSetting, option: maxTip),
                isLegacy: try configuration.value(of: Self.legacySetting, option: legacy ? "true" : nil)),
            patience: SubmissionPolicy.Patience(
                confirmations: confirmations, transactionTimeout: transactionTimeout),
            pollInterval: try configuration.value(of: Self.pollSetting, option: pollInterval),
            timeout: try configuration.value(of: Self.submitSetting, option: submitTimeout))
        let folder = try StateDirectory.resolve(option: stateDir, in: &configuration)
        return Values(mode: mode, stateDirectory: folder, terms: terms)
    }
}

extension SubmissionOptions {
    static let ceilingSetting = Setting<Wei>(
        "max-gas-price", .gwei, environment: ["ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI"])
    static let costSetting = Setting<Wei>(
        "max-cost", .ether, default: FeePolicy.usualMaximumCost)
    static let legacySetting = Setting<Bool>("legacy", .flag, default: false)
    static let maximumTipSetting = Setting<Wei>("max-tip", .gwei, default: Wei(gwei: 2))
    static let confirmationsSetting = Setting<UInt64>("confirmations", .wholeNumber(in: 1...10_000), default: 2)
    static let transactionSetting = Setting("transaction-timeout", .duration, default: .seconds(90))
    static let submitSetting = Setting("submit-timeout", .duration, default: .seconds(30 * 60))
    static let pollSetting = Setting("poll-interval", .pause, default: .seconds(2))
}
