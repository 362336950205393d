import ArgumentParser
import CommandSupport
import Documents
import EspressoAPI
import Files
import HTTPSettings
import HTTPTransport

/// The options about the network's services: `@OptionGroup var services: ServiceOptions`.
public struct ServiceOptions: ParsableArguments {
    @Option(
        help: .setting(
            Self.relaySetting, "State relays to ask.",
            details: "Separate several URLs by commas. Valid signatures on one state are merged over all relays.",
            valueName: "url,..."))
    var relayServer: String?

    @Option(
        name: [.customShort("s"), .long],
        help: .setting(
            Capacity.setting, "Capacity: slots of the stake table in the circuit.", valueName: "n"))
    var stakeTableCapacity: String?

    @OptionGroup var sequencer: SequencerOptions

    /// The options of a command line.
    public init() {}

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        /// The relays' roots, at least one, each once.
        public var relayURLs: [HTTPURL]
        /// The number of slots of the stake table in the circuit.
        public var capacity: Int
        /// The sequencer, and how services are asked.
        public var sequencer: SequencerOptions.Values
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let relays = try configuration.value(of: Self.relaySetting, option: relayServer)
        return Values(
            relayURLs: relays.enumerated().filter { !relays[..<$0.offset].contains($0.element) }.map(\.element),
            capacity: try Capacity.resolve(option: stakeTableCapacity, in: &configuration),
            sequencer: try sequencer.resolve(in: &configuration))
    }
}

extension ServiceOptions {
    static let relaySetting = Setting(
        "relay-server", .list(of: .url), environment: ["ESPRESSO_STATE_RELAY_SERVER_URL"],
        default: HTTPURL("http://localhost:8083").map { [$0] })
}

extension ServiceOptions.Values {
    /// The relays, live, live and kept, or saved.
    ///
    /// The replies of the first are kept beside the sequencer's, those of the second below `relay-2`, and so on; saved
    /// replies stand for as many relays as there are such folders.
    public func relays(client: JSONHTTPClient) -> [RelayClient] {
        guard let directory = sequencer.offlineDirectory else {
            return relayURLs.enumerated().map { index, url in
                RelayClient(source: sequencer.source(url, folder: Self.folder(index), client: client))
            }
        }
        var relays = [RelayClient(source: SavedReplies(directory: directory))]
        while Folder.holds(directory + Self.folder(relays.count)) {
            relays.append(RelayClient(source: SavedReplies(directory: directory + Self.folder(relays.count))))
        }
        return relays
    }

    private static func folder(_ index: Int) -> String { index == 0 ? "" : "/relay-\(index + 1)" }

    /// The relays' roots as documents show them; none where saved replies stand for them.
    public var shownRelayURLs: [String] { sequencer.offlineDirectory == nil ? relayURLs.map(\.redacted) : [] }
}
