import ArgumentParser
import CommandSupport
import EspressoAPI
import HTTPSettings
import HTTPTransport

/// The options about the sequencer's query service and about how services are asked:
/// `@OptionGroup var sequencer: SequencerOptions`.
public struct SequencerOptions: ParsableArguments {
    @Option(
        help: .setting(
            Self.urlSetting, "Sequencer: the query service of an Espresso node.", valueName: "url"))
    var sequencerUrl: String?

    @Option(
        help: .setting(
            Self.offlineSetting, "Read replies that --save kept; ask nobody.",
            details: "The network is not used at all.",
            valueName: "dir"))
    var offline: String?

    @Option(
        help: .setting(
            Self.saveSetting, "Keep every reply in this folder, for --offline.", valueName: "dir"))
    var save: String?

    @Option(
        help: .setting(
            Self.timeoutSetting, "Time limit for one attempt of a request.", valueName: "time"))
    var timeout: String?

    @Option(
        help: .setting(
            Self.attemptsSetting, "Attempts of a request before it counts as failed.", valueName: "n"))
    var attempts: String?

    /// The options of a command line.
    public init() {}

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        /// The sequencer's root.
        public var url: HTTPURL
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
            url: try configuration.value(of: Self.urlSetting, option: sequencerUrl),
            offlineDirectory: try configuration.resolve(Self.offlineSetting, option: offline)?.value,
            saveDirectory: try configuration.resolve(Self.saveSetting, option: save)?.value,
            timeout: try configuration.value(of: Self.timeoutSetting, option: timeout),
            attempts: try configuration.value(of: Self.attemptsSetting, option: attempts))
        configuration.noteNetwork()
        guard values.offlineDirectory == nil || values.saveDirectory == nil else {
            throw StageFailure(.usage, "--offline and --save exclude each other")
        }
        return values
    }
}

extension SequencerOptions {
    static let urlSetting = Setting(
        "sequencer-url", .url, environment: ["ESPRESSO_API_NODE_URL"], default: HTTPURL("http://localhost:24000"))

    static let offlineSetting = Setting("offline", .path)

    static let saveSetting = Setting("save", .path)

    static let timeoutSetting = Setting("timeout", .timeLimit, default: .seconds(60))

    static let attemptsSetting = Setting("attempts", .wholeNumber(in: 1...100), default: 4)
}

extension SequencerOptions.Values {
    /// How requests are made: one limit for a whole attempt and for its pauses.
    public var policy: HTTPPolicy { HTTPPolicy(totalTimeout: timeout, idleTimeout: timeout, attempts: attempts) }

    /// The sequencer, live, live and kept, or saved.
    public func client(_ client: JSONHTTPClient) -> SequencerClient {
        SequencerClient(source: source(url, client: client))
    }

    /// Where the replies of the service at `url` come from: live, live and kept below `folder`, or saved there.
    ///
    /// `folder` is a part of the folder of saved replies: empty, or a name with a slash in front.
    func source(_ url: HTTPURL, folder: String = "", client: JSONHTTPClient) -> any ReplySource {
        if let offlineDirectory { return SavedReplies(directory: offlineDirectory + folder) }
        let live = LiveReplies(client: client, baseURL: url.text)
        guard let saveDirectory else { return live }
        return RecordedReplies(of: live, in: SavedReplies(directory: saveDirectory + folder))
    }

    /// The sequencer's root as documents show it; nil where saved replies stand for it.
    public var shownURL: String? { offlineDirectory == nil ? url.redacted : nil }
}
