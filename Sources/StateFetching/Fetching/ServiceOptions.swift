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
        parsing: .upToNextOption,
        help: .setting(
            Self.relaySetting, "State relays to ask.",
            details:
                "Several URLs are separated by commas, or are several arguments. Valid signatures on one state are merged over all relays.",
            valueName: "url,..."))
    var relayServer: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: .setting(
            Self.validatorsSetting, "Validators to ask where the relays do not suffice.",
            details:
                "Several URLs are separated by commas, or are several arguments. Each serves its own newest signatures, which are merged with those of the relays.",
            default: "none", valueName: "url,..."))
    var validators: [String] = []

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
        /// The validators' roots, each once; mostly none.
        public var validatorURLs: [HTTPURL]
        /// The number of slots of the stake table in the circuit.
        public var capacity: Int
        /// The sequencer, and how services are asked.
        public var sequencer: SequencerOptions.Values
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let relays = try configuration.value(of: Self.relaySetting, option: relayServer.listed)
        let validators = try configuration.resolve(Self.validatorsSetting, option: validators.listed)?.value ?? []
        return Values(
            relayURLs: relays.withoutRepetitions, validatorURLs: validators.withoutRepetitions,
            capacity: try Capacity.resolve(option: stakeTableCapacity, in: &configuration),
            sequencer: try sequencer.resolve(in: &configuration))
    }
}

extension ServiceOptions {
    static let relaySetting = Setting(
        "relay-server", .list(of: .url), environment: ["ESPRESSO_STATE_RELAY_SERVER_URL"],
        default: HTTPURL("http://localhost:8083").map { [$0] })

    static let validatorsSetting = Setting(
        "validators", .list(of: .url, atMost: Self.maximumValidators))

    /// The most validators that are asked: as many as a stake table of the network has.
    private static let maximumValidators = 100
}

extension [HTTPURL] {
    /// Each of them once, in the order of the first.
    fileprivate var withoutRepetitions: [HTTPURL] {
        enumerated().filter { !self[..<$0.offset].contains($0.element) }.map(\.element)
    }
}

extension ValueForm where Value == [HTTPURL] {
    /// A list of so many values at most.
    fileprivate static func list(of element: ValueForm<HTTPURL>, atMost limit: Int) -> ValueForm {
        let list = ValueForm.list(of: element)
        return ValueForm("\(list.expectation), \(limit) at most") { text in
            list.parse(text).flatMap { $0.count <= limit ? $0 : nil }
        } describe: {
            list.describe($0)
        } flaw: {
            list.flaw($0)
        }
    }
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

    /// The validators, live, live and kept, or saved: below `validator-1` and so on.
    public func validators(client: JSONHTTPClient) -> [ValidatorClient] {
        func folder(_ index: Int) -> String { "/validator-\(index + 1)" }
        guard let directory = sequencer.offlineDirectory else {
            return validatorURLs.enumerated().map { index, url in
                ValidatorClient(source: sequencer.source(url, folder: folder(index), client: client))
            }
        }
        var validators: [ValidatorClient] = []
        while Folder.holds(directory + folder(validators.count)) {
            validators.append(
                ValidatorClient(source: SavedReplies(directory: directory + folder(validators.count))))
        }
        return validators
    }

    /// How validators are asked: many of them, of whom some may be down, so each has one short attempt and little to say.
    public var validatorPolicy: HTTPPolicy {
        let limit = min(sequencer.timeout, .seconds(10))
        return HTTPPolicy(
            connectTimeout: .seconds(5), totalTimeout: limit, idleTimeout: limit, maximumBodyBytes: 64 << 10,
            attempts: 1)
    }

    private static func folder(_ index: Int) -> String { index == 0 ? "" : "/relay-\(index + 1)" }

    /// The relays' roots as documents show them; none where saved replies stand for them.
    public var shownRelayURLs: [String] { sequencer.offlineDirectory == nil ? relayURLs.map(\.redacted) : [] }
}
