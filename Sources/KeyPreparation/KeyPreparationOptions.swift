import ArgumentParser
import BN254
import CommandSupport
import ConstraintSystem
import Documents
import Files
import HTTPSettings
import LightClient
import ProofDocuments

/// The options of `prepare-keys`: `@OptionGroup var options: KeyPreparationOptions`.
public struct KeyPreparationOptions: ParsableArguments {
    @Option(
        help: .setting(
            ContractVersion.setting, "Version of the contract that the key is for.", default: "3", valueName: "v"))
    var contractVersion: String?

    @Option(
        name: [.customShort("s"), .long],
        help: .setting(
            Capacity.setting, "Capacity: slots of the stake table in the circuit.",
            details: "It must be the one that the contract's own key was made for.", valueName: "n"))
    var stakeTableCapacity: String?

    @Option(
        help: .setting(
            RangeCheck.setting, "Range check of the circuit.",
            details: "auto is that of the deployed contract: canonical for version 3, legacy for versions 1 and 2.",
            valueName: "check"))
    var rangeCheck: String?

    @Option(
        help: .setting(
            Self.srsSetting, "File of the trusted setup, in ark-srs layout.",
            details:
                "A file that only the variable names may be absent: then the default counts, as if it were not set.",
            default: "ark-srs/aztec20 in ~/.local/share, where the original keeps it", valueName: "file"))
    var srs: String?

    @Option(
        help: .setting(
            Self.downloadSetting, "Where to fetch the setup if it is not there.",
            details:
                "It is that of Aztec's ceremony. It is kept where --srs looks for it, and checked by its hash. An interrupted download goes on where it was. Given as an option, it goes before AZTEC_SRS_PATH.",
            default: "the original's: \(SetupSource.releases)", valueName: "url"))
    var download: String?

    @Option(
        help: .setting(
            Self.tauSetting, "Use a setup whose secret is this, for tests only.",
            details: "Never for real money: whoever knows the secret can prove anything.", valueName: "hex"))
    var insecureTau: String?

    @Option(
        help: .setting(
            Self.outputSetting, "Where to write the key file.",
            default: "by version and capacity in ~/.cache/hotshot-state-prover/keys",
            valueName: "file"))
    var out: String?

    @Flag(
        help: .setting(
            Self.tableSetting, "Add a table for faster proofs, 2.8 GiB more.",
            details:
                "The size is that of capacity 200. The table helps as long as the file stays in the page cache, on a machine with memory to spare."
        ))
    var cosetTable = false

    @Flag(
        help: .setting(
            Self.noBasisSetting, "Make a smaller key file that proves more slowly.",
            details: "It leaves out the setup's Lagrange basis, 64 MiB at capacity 200, which speeds up commitments."))
    var noLagrangeBasis = false

    @Flag(help: "Replace a key file that is there already.")
    var force = false

    /// The options of a command line.
    public init() {}

    /// The preparation that the options ask for, after environment, file and defaults.
    ///
    /// Throws `.usage` or `.configuration`.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> KeyPreparation.Request {
        let version = try configuration.resolve(ContractVersion.setting, option: contractVersion)?.value
        return KeyPreparation.Request(
            version: version.flatMap(ContractVersion.init(rawValue:)) ?? .newest,
            capacity: try Capacity.resolve(option: stakeTableCapacity, in: &configuration),
            rangeCheck: try configuration.value(of: RangeCheck.setting, option: rangeCheck),
            setup: try setup(in: &configuration),
            output: try configuration.resolve(Self.outputSetting, option: out)?.value, isForced: force,
            hasCosetTable: try configuration.value(of: Self.tableSetting, option: cosetTable ? "true" : nil),
            hasLagrangeBasis: try !configuration.value(
                of: Self.noBasisSetting, option: noLagrangeBasis ? "true" : nil))
    }

    private static let srsSetting = Setting<String>("srs", .path, environment: ["AZTEC_SRS_PATH"])
    private static let tauSetting = Setting("insecure-tau", .nonZeroScalar, isSecret: true)
    private static let outputSetting = Setting<String>("out", .path)
    private static let tableSetting = Setting<Bool>("coset-table", .flag, default: false)
    private static let noBasisSetting = Setting<Bool>("no-lagrange-basis", .flag, default: false)
    private static let downloadSetting = Setting("download", .url, default: HTTPURL(SetupSource.releases))

    private func setup(in configuration: inout Configuration) throws(StageFailure) -> SetupSource {
        guard [srs, download, insecureTau].count(where: { $0 != nil }) <= 1 else {
            throw StageFailure(.usage, "--srs, --download and --insecure-tau exclude each other")
        }
        let tau = try configuration.resolve(Self.tauSetting, option: insecureTau)
        // Another setup that is named on the command line goes before a variable.
        if let tau, srs == nil, download == nil { return .insecure(tau: tau.value) }
        let url = try configuration.value(of: Self.downloadSetting, option: download)
        configuration.noteNetwork()
        guard download == nil, let path = try configuration.resolve(Self.srsSetting, option: srs) else {
            return .published(from: url)
        }
        // The original fetches what is not there, whoever named it. A path that somebody typed is believed to be meant.
        if case .environment = path.source, !Folder.holds(path.value) {
            return .published(from: url, absent: path.value)
        }
        return .file(path.value)
    }
}

extension ValueForm where Value == Fr {
    /// A hexadecimal number from 1 to r − 1.
    fileprivate static var nonZeroScalar: ValueForm {
        ValueForm(
            "1 to 64 hexadecimal digits, of a number from 1 to r - 1",
            parse: { text in (try? Fr(hexadecimal: text)).flatMap { $0.isZero ? nil : $0 } },
            describe: \.hexadecimal)
    }
}
