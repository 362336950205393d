import ArgumentParser
import CommandSupport
import Ethereum
import EthereumSettings

/// The options of `serve-status`: where to listen and what to serve.
package struct ServingOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: .setting(
            Self.portSetting, "Port to listen on; 0 is any free port.", default: "none; required", valueName: "n"))
    var port: String?

    @Option(
        help: .setting(
            Self.hostSetting, "Address or name of this machine to listen on.",
            details: "0.0.0.0 is all addresses, 127.0.0.1 this machine alone.",
            valueName: "host"))
    var host: String?

    @Option(
        help: .setting(
            StateDirectory.setting(), "State folder of the daemon: where status.json is.",
            default: "~/.local/state/hotshot-state-prover",
            valueName: "dir"))
    var stateDir: String?

    @Option(
        help: .setting(
            Self.contractSetting, "The contract's address, to be shown.", default: "the one in status.json",
            valueName: "address"))
    var lightClientAddress: String?

    /// The options of a command line.
    package init() {}

    /// The values of the options after environment, file and defaults.
    package struct Values: Sendable {
        /// The address to listen on.
        package var host: String
        /// The port to listen on, 0 being any free one.
        package var port: Int
        /// The folder of the status file.
        package var stateDirectory: String
        /// The light client's address, if it was configured: `0x` and 40 digits in lower case.
        package var contract: String?
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    package func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let port = try configuration.value(of: Self.portSetting, option: port)
        let host = try configuration.value(of: Self.hostSetting, option: host)
        let folder = try StateDirectory.resolve(option: stateDir, in: &configuration)
        let contract = try configuration.resolve(Self.contractSetting, option: lightClientAddress)?.value
        return Values(host: host, port: port, stateDirectory: folder, contract: contract?.lowercase)
    }
}

/// Names of the original, Espresso's hotshot-state-prover.
extension ServingOptions {
    static let portSetting = Setting<Int>(
        "port", .wholeNumber(in: 0...65535), environment: ["ESPRESSO_PROVER_SERVICE_PORT"], placeholder: 0)
    /// This machine alone, unless somebody asks for more: the daemon does.
    static let hostSetting = Setting<String>("host", .hostAddress, default: "127.0.0.1")
    static let contractSetting = Setting<Address>(
        "light-client-address", .address, environment: ["ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS"])
}
