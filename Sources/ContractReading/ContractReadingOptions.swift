import ArgumentParser
import CommandSupport
import Documents
import Ethereum
import EthereumNode
import Files
import LightClientContract
import ProvingKeys

/// The options of `read-contract` alone.
public struct ContractReadingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Number, latest, safe or finalized. (default: latest)", valueName: "block"))
    var block: String?

    @OptionGroup var account: AccountAddressOptions

    @Option(help: ArgumentHelp("Key file to compare. (default: the cache folder's)", valueName: "file"))
    var key: String?

    @Option(
        name: [.customShort("s"), .long],
        help: ArgumentHelp("Slots of the cache folder's key. (default: 200)", valueName: "n", visibility: .hidden))
    var stakeTableCapacity: String?

    @Flag(help: "Fail if the contract's key is not the local one.")
    var strict = false

    @Flag(help: "A new document whenever the contract changes.")
    var watch = false

    @Flag(help: "With --watch: one for each new block.")
    var everyBlock = false

    @Option(help: ArgumentHelp("With --watch: pause between looks. (default: 7s)", valueName: "time"))
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
    public func resolve(
        in configuration: inout Configuration,
        environment: [String: String] = ProcessEnvironment.variables
    ) throws(StageFailure) -> Values {
        let tag = try configuration.value(of: Self.blockSetting, option: block)
        let address = try account.resolve(in: &configuration)
        let path = try configuration.resolve(Setting("key", .text), option: key)?.value
        let capacity = try Capacity.resolve(option: stakeTableCapacity, in: &configuration)
        let pause = try configuration.value(of: Self.intervalSetting, option: interval)
        if case .number = tag, watch {
            throw StageFailure(.usage, "--watch: a block given by its number does not change")
        }
        guard watch || !everyBlock else { throw StageFailure(.usage, "--every-block is for --watch") }
        let source: ContractKeyCheck.Source =
            if let path {
                .file(path)
            } else if let catalog = ProvingKeyCatalog(environment: environment) {
                .catalog(catalog, capacity: capacity)
            } else {
                .none
            }
        return Values(
            block: tag, account: address, keyCheck: ContractKeyCheck(source: source, isStrict: strict),
            isWatch: watch, isEveryBlock: everyBlock, interval: pause)
    }

    static let blockSetting = Setting<BlockTag>(
        "block",
        ValueForm("a block's number, latest, safe or finalized", parse: BlockTag.init(option:), describe: \.option),
        default: .latest)

    static let intervalSetting = Setting(
        "interval", .duration, environment: ["ESPRESSO_SEQUENCER_L1_POLLING_INTERVAL"], default: .seconds(7))
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
