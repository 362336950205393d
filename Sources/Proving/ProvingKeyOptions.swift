import ArgumentParser
import CommandSupport
import ConstraintSystem
import Documents
import Files
import LightClient
import ProvingKeys

/// The options that select a proving key: `@OptionGroup var keys: ProvingKeyOptions`.
public struct ProvingKeyOptions: ParsableArguments {
    @Option(
        help: .setting(
            Self.keySetting, "Proving key file, as prepare-keys makes it.",
            default: "the one of the version and capacity in ~/.cache/hotshot-state-prover/keys", valueName: "file"))
    var key: String?

    @Option(
        help: .setting(
            ContractVersion.setting, "Version of the contract to prove for.", default: "the document's, or 3",
            valueName: "v"))
    var contractVersion: String?

    @Option(
        name: [.customShort("s"), .long],
        help: .setting(
            Capacity.optionalSetting, "Capacity: slots of the stake table in the circuit.",
            default: "the document's, or 200", valueName: "n"))
    var stakeTableCapacity: String?

    @Option(
        help: .setting(
            RangeCheck.setting, "Range check of the circuit.",
            details: "auto is that of the deployed contract: canonical for version 3, legacy for versions 1 and 2.",
            valueName: "check"))
    var rangeCheck: String?

    private static let keySetting = Setting<String>("key", .path)

    /// The options of a command line.
    public init() {}

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        /// Where the key comes from.
        public var source: ProofGeneration.KeySource
        /// The range check of the circuit; nil for the one of the deployed contracts.
        public var rangeCheck: RangeCheck?
        /// The contract version that was asked for, if any.
        public var contractVersion: Int?
        /// The capacity that was asked for, if any.
        public var capacity: Int?
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let source: ProofGeneration.KeySource
        if let path = try configuration.resolve(Self.keySetting, option: key)?.value {
            source = .file(path)
        } else if let catalog = ProvingKeyCatalog(environment: configuration.environment) {
            source = .catalog(catalog)
        } else {
            throw StageFailure(
                .configuration, BaseFolder.cache.missing, hint: "name a key file: --key")
        }
        return Values(
            source: source,
            rangeCheck: try configuration.value(of: RangeCheck.setting, option: rangeCheck),
            contractVersion: try configuration.resolve(ContractVersion.setting, option: contractVersion)?.value,
            capacity: try Capacity.resolveIfGiven(option: stakeTableCapacity, in: &configuration))
    }
}
