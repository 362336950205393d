import ArgumentParser
import BN254
import CommandSupport
import ConstraintSystem
import Documents
import HTTPSettings
import LightClient
import ProofDocuments

/// The options of `prepare-keys`: `@OptionGroup var options: KeyPreparationOptions`.
public struct KeyPreparationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("1, 2 or 3. (default: 3)", valueName: "v"))
    var contractVersion: String?

    @Option(
        name: [.customShort("s"), .long],
        help: ArgumentHelp("Slots of the circuit. (default: 200)", valueName: "n"))
    var stakeTableCapacity: String?

    @Option(help: ArgumentHelp("auto, canonical or legacy. (default: auto)", valueName: "check"))
    var rangeCheck: String?

    @Option(help: ArgumentHelp("Setup in ark-srs layout. (default: the original's)", valueName: "file"))
    var srs: String?

    @Option(help: ArgumentHelp("Fetch the setup from here first.", valueName: "url"))
    var download: String?

    @Option(help: ArgumentHelp("A setup with this secret, for tests.", valueName: "hex"))
    var insecureTau: String?

    @Option(help: ArgumentHelp("Key file. (default: in the cache folder)", valueName: "file"))
    var out: String?

    @Flag(help: "Add a table: faster proofs, 4 times the file's size.")
    var cosetTable = false

    @Flag(help: "Leave out the points for faster commitments.")
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
            output: try configuration.resolve(Setting("out", .text), option: out)?.value, isForced: force,
            hasCosetTable: cosetTable, hasLagrangePowers: !noLagrangeBasis)
    }

    private func setup(in configuration: inout Configuration) throws(StageFailure) -> SetupSource {
        guard [srs, download, insecureTau].count(where: { $0 != nil }) <= 1 else {
            throw StageFailure(.usage, "--srs, --download and --insecure-tau exclude each other")
        }
        if let tau = try configuration.resolve(Setting("insecure-tau", .nonZeroScalar), option: insecureTau) {
            return .insecure(tau: tau.value)
        }
        if let url = try configuration.resolve(Setting("download", .url), option: download) {
            configuration.noteNetwork()
            return .download(url.value)
        }
        let path = try configuration.resolve(
            Setting("srs", .text, environment: ["AZTEC_SRS_PATH"]), option: srs)
        return path.map { .file($0.value) } ?? .standard
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
