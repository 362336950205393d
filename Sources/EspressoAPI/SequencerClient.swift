import JSON
import LightClient

/// A sequencer's query service: network configuration, stake tables, state certificates.
///
/// Source: <doc:SequencerService>.
public struct SequencerClient: Sendable {
    let source: any ReplySource

    /// The sequencer whose replies come from `source`.
    public init(source: any ReplySource) { self.source = source }

    /// What messages call it: a URL without secrets, or a folder.
    public var name: String { source.name(of: "") }

    /// The network's configuration, as far as the prover needs it.
    public func networkConfiguration() async throws(ReplyError) -> NetworkConfiguration {
        try await source.decode(
            "config/hotshot", root: "", of: "sequencer", isAwaited: false
        ) { (reader) throws(JSONError) in
            try NetworkConfiguration(reader)
        }
    }

    /// The stake table of an epoch.
    public func stakeTable(epoch: UInt64) async throws(ReplyError) -> StakeTable {
        try await source.decode(
            "node/stake-table/\(epoch)", root: "stake_table", of: "sequencer", isAwaited: true
        ) { (reader) throws(JSONError) in
            try StakeTable(peerConfigurations: reader)
        }
    }

    /// The state certificate of an epoch, for a contract of `version` 2 or 3. It exists once the epoch's root is signed.
    ///
    /// Throws also if the certificate is for another epoch.
    public func certificate(epoch: UInt64, _ version: ContractVersion) async throws(ReplyError) -> StateBundle {
        try await source.decode(
            SequencerClient.certificatePath(epoch: epoch, version), root: "certificate", of: "sequencer",
            isAwaited: true
        ) { (reader) throws(JSONError) in
            let found = try reader.field("epoch")
            guard try found.uint64() == epoch else { throw found.error("expected \(epoch)") }
            return try StateBundle(
                certificate: reader, version: version, source: certificateName(epoch: epoch, version))
        }
    }

    /// The path of the certificate of an epoch.
    public static func certificatePath(epoch: UInt64, _ version: ContractVersion) -> String {
        "availability/\(version.features.hasAuthRoot ? "state-cert-v2" : "state-cert")/\(epoch)"
    }

    /// What messages call the reply of ``certificate(epoch:_:)``.
    public func certificateName(epoch: UInt64, _ version: ContractVersion) -> String {
        source.name(of: SequencerClient.certificatePath(epoch: epoch, version))
    }
}

/// What the prover reads of `config/hotshot`. Source: <doc:SequencerService>.
public struct NetworkConfiguration: Sendable {
    /// The division into epochs; settings that are 0, null or missing mean "never".
    public let schedule: EpochSchedule
    /// The stake table before epochs.
    public let genesisStakeTable: StakeTable
    /// The capacity that the network states, where it does.
    public let stakeTableCapacity: UInt64?

    /// Decodes the configuration; everything that the prover does not need is ignored.
    public init(_ reader: JSONReader) throws(JSONError) {
        let configuration = try reader.field("config")
        schedule = EpochSchedule(
            blocksPerEpoch: try configuration.optionalField("epoch_height")?.uint64(),
            epochStartBlock: try configuration.optionalField("epoch_start_block")?.uint64())
        genesisStakeTable = try StakeTable(
            peerConfigurations: configuration.field("known_nodes_with_stake"))
        stakeTableCapacity = try configuration.optionalField("stake_table_capacity")?.uint64()
    }
}
