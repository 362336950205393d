import ArgumentParser
import DevelopmentNetwork
import LightClient

/// What the network is like.
struct NetworkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Validators in the genesis table.", valueName: "n"))
    var validators = 5

    @Option(name: .customLong("stake-table-capacity"), help: ArgumentHelp("Slots of a stake table.", valueName: "n"))
    var capacity = 10

    @Option(help: ArgumentHelp("Blocks of an epoch; 0: no epochs.", valueName: "n"))
    var blocksPerEpoch: UInt64 = 30

    @Option(help: ArgumentHelp("First block with epochs; 0: no epochs.", valueName: "height"))
    var epochStartBlock: UInt64 = 1

    @Option(help: ArgumentHelp("What keys, tables and blocks are derived from.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Division of the stake: equal, spread or unequal.", valueName: "how"))
    var stakes = StakeSpread.spread

    @Option(
        name: .customLong("protocol"),
        help: ArgumentHelp("What validators sign: 1; 2; 3 (V3, and V2 beside it).", valueName: "v"))
    var protocolVersion = ContractVersion.v3

    @Option(help: ArgumentHelp("What they sign from a height on; may be repeated.", valueName: "height:v"))
    var upgradeAt: [ProtocolSchedule.Change] = []

    @Option(help: ArgumentHelp("Height at the start.", valueName: "height"))
    var initialHeight: UInt64 = 0

    @Option(help: ArgumentHelp("Validators sign every so many blocks, and epoch roots.", valueName: "n"))
    var signEvery: UInt64 = 1

    @Option(help: ArgumentHelp("Servers to imitate: old or new.", valueName: "which"))
    var errors = ErrorStyle.new

    /// The settings, of which each is well-formed.
    func settings() throws(NetworkError) -> NetworkSettings {
        var settings = NetworkSettings()
        settings.validators = validators
        settings.capacity = capacity
        settings.blocksPerEpoch = blocksPerEpoch
        settings.epochStartBlock = epochStartBlock
        settings.seed = seed
        settings.stakes = stakes
        settings.protocolVersion = protocolVersion
        settings.upgrades = upgradeAt
        settings.initialHeight = initialHeight
        settings.signEvery = signEvery
        settings.errorStyle = errors
        return settings
    }
}

extension StakeSpread: ExpressibleByArgument {}

extension ErrorStyle: ExpressibleByArgument {}

extension ContractVersion: ExpressibleByArgument {}

extension ProtocolSchedule.Change: ExpressibleByArgument {
    /// `height:version`, such as `120:3`.
    public init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let height = UInt64(parts[0]), let number = Int(parts[1]),
            let version = ContractVersion(rawValue: number)
        else { return nil }
        self.init(height: height, version: version)
    }
}
