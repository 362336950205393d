import ArgumentParser
import CommandSupport
import Documents
import Ethereum
import EthereumNode
import LightClientContract
import ProvingKeys

/// The options of `read-contract` alone.
public struct ContractReadingOptions: ParsableArguments {
    @Option(
        help: .setting(
            Self.blockSetting, "Block to read at.",
            details: "Everything that the document says about the contract is of this one block.", valueName: "block"))
    var block: String?

    @OptionGroup var account: AccountAddressOptions

    @Option(
        help: .setting(
            Self.keySetting, "Key file to compare with the contract's key.",
            default: "the one in the cache folder, if there is one", valueName: "file"))
    var key: String?

    @Option(
        name: [.customShort("s"), .long],
        help: .setting(
            Capacity.setting, "Capacity of the key in the cache folder.", valueName: "n"))
    var stakeTableCapacity: String?

    @Flag(
        help: .setting(
            Self.strictSetting, "Fail if the contract has another key than we do.",
            details: "The verifying key is meant. Without this option the difference is a warning."))
    var strict = false

    @Flag(
        help: .option(
            "Go on: write a document at every change.",
            details: """
                The first document is written at once. Standard input is not read. SIGINT and SIGTERM end it with 0.
                """))
    var watch = false

    @Flag(help: "With --watch: a document for every new block.")
    var everyBlock = false

    @Option(
        help: .setting(
            Self.intervalSetting, "With --watch: pause between two looks.", valueName: "time"))
    var interval: String?

    /// The options of a command line.
    public init() {}

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        /// The block to read at.
        public var block: BlockTag
        /// The prover's account, if one is known.
        public var account: Address?
        /// The comparison of the verifying keys.
        public var keyCheck: ContractKeyCheck
        /// Whether to go on reading as blocks come.
        public var isWatch: Bool
        /// Whether every new block makes a document.
        public var isEveryBlock: Bool
        /// The pause between two looks.
        public var interval: Duration
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let tag = try configuration.value(of: Self.blockSetting, option: block)
        let address = try account.resolve(in: &configuration)
        let path = try configuration.resolve(Self.keySetting, option: key)?.value
        let isStrict = try configuration.value(of: Self.strictSetting, option: strict ? "true" : nil)
        let capacity = try Capacity.resolve(option: stakeTableCapacity, in: &configuration)
        let pause = try configuration.value(of: Self.intervalSetting, option: interval)
        if case .number = tag, watch {
            throw StageFailure(.usage, "--watch: a block given by its number does not change")
        }
        guard watch || !everyBlock else { throw StageFailure(.usage, "--every-block is for --watch") }
        let source: ContractKeyCheck.Source =
            if let path {
                .file(path)
            } else if let catalog = ProvingKeyCatalog(environment: configuration.environment) {
                .catalog(catalog, capacity: capacity)
            } else {
                .none
            }
        return Values(
            block: tag, account: address, keyCheck: ContractKeyCheck(source: source, isStrict: isStrict),
            isWatch: watch, isEveryBlock: everyBlock, interval: pause)
    }

    static let keySetting = Setting<String>("key", .path)
    static let strictSetting = Setting<Bool>("strict", .flag, default: false)
    static let blockSetting = Setting<BlockTag>(
        "block",
        ValueForm("a block's number, latest, safe or finalized", parse: BlockTag.init(option:), describe: \.option),
        default: .latest)

    static let intervalSetting = Setting(
        "interval", .duration, environment: ["ESPRESSO_L1_POLLING_INTERVAL"], default: .seconds(7))
}

extension BlockTag {
    /// A block that can be read at: decimal digits, or the name of a block that is there.
    fileprivate init?(option text: String) {
        switch text {
        case "latest": self = .latest
        case "safe": self = .safe
        case "finalized": self = .finalized
        default:
            guard let number = ValueForm<UInt64>.wholeNumber(in: 0...UInt64.max).parse(text) else { return nil }
            self = .number(number)
        }
    }

    fileprivate var option: String {
        if case .number(let number) = self { return String(number) }
        return "\(self)"
    }
}
