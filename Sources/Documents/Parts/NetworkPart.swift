import JSON
import LightClient

private enum Key {
    static let network = "network"
    static let blocksPerEpoch = "blocks_per_epoch"
    static let epochStartBlock = "epoch_start_block"
    static let relayURL = "relay_url"
    static let relayURLs = "relay_urls"
    static let sequencerURL = "sequencer_url"
    static let sequencerHeight = "sequencer_height"
}

/// The field `network`: the network's settings, and whom they came from.
public struct NetworkPart: Sendable, Hashable {
    /// The division into epochs.
    public var schedule: EpochSchedule
    /// The relays' URLs without secrets; empty where saved replies stand for them.
    public var relayURLs: [String]
    /// The sequencer's URL without secrets; nil where saved replies stand for it.
    public var sequencerURL: String?
    /// The height of the sequencer's newest block; nil where it did not say.
    public var sequencerHeight: UInt64?

    /// A network.
    public init(
        schedule: EpochSchedule, relayURLs: [String] = [], sequencerURL: String? = nil, sequencerHeight: UInt64? = nil
    ) {
        self.schedule = schedule
        self.relayURLs = relayURLs
        self.sequencerURL = sequencerURL
        self.sequencerHeight = sequencerHeight
    }
}

extension UpdateDocument {
    /// Writes `network` into the field `network`.
    ///
    /// `relay_url` is the first relay; `relay_urls` has all, where there are several. A setting of "never" is null.
    mutating func setNetwork(_ network: NetworkPart) {
        var field: JSONObject = [
            Key.blocksPerEpoch: .nullIfNever(network.schedule.blocksPerEpoch),
            Key.epochStartBlock: .nullIfNever(network.schedule.epochStartBlock),
        ]
        if let first = network.relayURLs.first { field[Key.relayURL] = .string(first) }
        if network.relayURLs.count > 1 { field[Key.relayURLs] = .array(network.relayURLs.map { .string($0) }) }
        if let url = network.sequencerURL { field[Key.sequencerURL] = .string(url) }
        if let height = network.sequencerHeight { field[Key.sequencerHeight] = .number(JSONNumber(height)) }
        self[Key.network] = .object(field)
    }

    /// The network's division into epochs; nil if the document does not say it.
    public func schedule() throws(JSONError) -> EpochSchedule? {
        guard let network = try reader.optionalField(Key.network),
            let blocks = try network.neverIfNull(Key.blocksPerEpoch),
            let start = try network.neverIfNull(Key.epochStartBlock)
        else { return nil }
        return EpochSchedule(blocksPerEpoch: blocks, epochStartBlock: start)
    }
}
