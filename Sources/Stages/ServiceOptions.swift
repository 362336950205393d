import ArgumentParser
import EspressoAPI
import HTTPTransport

/// The options about the network's services: `@OptionGroup var services: ServiceOptions`.
public struct ServiceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("State relay. (default: http://localhost:8083)", valueName: "url"))
    var relayServer: String?

    @Option(help: ArgumentHelp("Query service. (default: http://localhost:24000)", valueName: "url"))
    var sequencerUrl: String?

    @Option(
        name: [.customShort("s"), .long],
        help: ArgumentHelp("Slots of the circuit. (default: 200)", valueName: "n"))
    var stakeTableCapacity: String?

    @Option(help: ArgumentHelp("Read saved replies instead of asking.", valueName: "dir"))
    var offline: String?

    @Option(help: ArgumentHelp("Keep every reply, for --offline.", valueName: "dir"))
    var save: String?

    @Option(help: ArgumentHelp("Limit for one attempt. (default: 60s)", valueName: "time"))
    var timeout: String?

    @Option(help: ArgumentHelp("Tries of a request. (default: 4)", valueName: "n"))
    var attempts: String?

    /// The options of a command line.
    public init() {}

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        /// The relay's root.
        public var relayURL: HTTPURL
        /// The sequencer's root.
        public var sequencerURL: HTTPURL
        /// The number of slots of the stake table in the circuit.
        public var capacity: Int
        /// The folder of saved replies to read, if any.
        public var offlineDirectory: String?
        /// The folder in which to keep replies, if any.
        public var saveDirectory: String?
        /// The time for one attempt of a request.
        public var timeout: Duration
        /// The number of attempts of a request.
        public var attempts: Int
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let values = Values(
            relayURL: try configuration.value(of: Self.relaySetting, option: relayServer),
            sequencerURL: try configuration.value(of: Self.sequencerSetting, option: sequencerUrl),
            capacity: try configuration.value(of: Self.capacitySetting, option: stakeTableCapacity),
            offlineDirectory: try configuration.resolve(Self.offlineSetting, option: offline)?.value,
            saveDirectory: try configuration.resolve(Self.saveSetting, option: save)?.value,
            timeout: try configuration.value(of: Self.timeoutSetting, option: timeout),
            attempts: try configuration.value(of: Self.attemptsSetting, option: attempts))
        guard values.offlineDirectory == nil || values.saveDirectory == nil else {
            throw StageFailure(.usage, "--offline and --save exclude each other")
        }
        return values
    }
}

extension ServiceOptions {
    static let relaySetting = Setting(
        "relay-server", .url, environment: ["ESPRESSO_STATE_RELAY_SERVER_URL"],
        default: HTTPURL("http://localhost:8083"))

    static let sequencerSetting = Setting(
        "sequencer-url", .url, environment: ["ESPRESSO_SEQUENCER_URL"], default: HTTPURL("http://localhost:24000"))

    static let capacitySetting = Setting(
        "stake-table-capacity", .wholeNumber(in: 1...100_000),
        environment: ["ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY"], default: 200)

    static let offlineSetting = Setting("offline", .text)

    static let saveSetting = Setting("save", .text)

    static let timeoutSetting = Setting("timeout", .timeLimit, default: .seconds(60))

    static let attemptsSetting = Setting("attempts", .wholeNumber(in: 1...100), default: 4)
}

extension ServiceOptions.Values {
    /// Where the replies of the two services come from: live, live and kept, or saved.
    public func sources(client: JSONHTTPClient) -> (relay: any ReplySource, sequencer: any ReplySource) {
        if let offlineDirectory {
            let saved = SavedReplies(directory: offlineDirectory)
            return (saved, saved)
        }
        let relay = LiveReplies(client: client, baseURL: relayURL.text)
        let sequencer = LiveReplies(client: client, baseURL: sequencerURL.text)
        guard let saveDirectory else { return (relay, sequencer) }
        let saved = SavedReplies(directory: saveDirectory)
        return (RecordedReplies(of: relay, in: saved), RecordedReplies(of: sequencer, in: saved))
    }

    /// The relay's root as documents show it; nil where saved replies stand for it.
    public var shownRelayURL: String? { offlineDirectory == nil ? relayURL.redacted : nil }

    /// The sequencer's root as documents show it; nil where saved replies stand for it.
    public var shownSequencerURL: String? { offlineDirectory == nil ? sequencerURL.redacted : nil }
}

extension ValueForm where Value == Duration {
    /// A duration other than no time at all.
    fileprivate static var timeLimit: ValueForm {
        let form = ValueForm.duration
        return ValueForm(
            "a duration above 0s such as 500ms, 2s or 10m",
            parse: { text in form.parse(text).flatMap { $0 > .zero ? $0 : nil } },
            describe: form.describe)
    }
}
