import BN254
import JSON
import LightClient
import Schnorr

/// A signed state that was fetched and checked, and what it was checked against.
public struct FetchedState: Sendable {
    /// Where the signatures come from.
    public enum Source: Sendable, Hashable {
        /// The newest bundle of the state relay.
        case relay
        /// The state certificate of an epoch.
        case certificate(epoch: UInt64)
    }

    /// The contract version for which it was signed.
    public let version: ContractVersion
    /// Where the signatures come from.
    public let source: Source
    /// What was signed.
    public let statement: SignedStatement
    /// The network's division into epochs.
    public let schedule: EpochSchedule
    /// The epoch of the table; nil for the genesis table.
    public let epoch: UInt64?
    /// The table whose validators signed.
    public let stakeTable: StakeTable
    /// The capacity at which the table was committed to.
    public let capacity: Int
    /// The table's commitment at that capacity.
    public let commitment: StakeTableState
    /// The valid signatures by members of the table, never empty.
    public let signatures: SignatureCollection

    /// A state of these parts, all of them checked.
    package init(
        version: ContractVersion, source: Source, statement: SignedStatement, schedule: EpochSchedule, epoch: UInt64?,
        stakeTable: StakeTable, capacity: Int, commitment: StakeTableState, signatures: SignatureCollection
    ) {
        self.version = version
        self.source = source
        self.statement = statement
        self.schedule = schedule
        self.epoch = epoch
        self.stakeTable = stakeTable
        self.capacity = capacity
        self.commitment = commitment
        self.signatures = signatures
    }

    /// Writes the fields `bundle`, `network` and `stake_table` of an update document.
    ///
    /// `network.relay_url` is the first relay; `network.relay_urls` has all, where there are several.
    public func write(to document: inout UpdateDocument, relayURLs: [String], sequencerURL: String?) {
        document["bundle"] = .object(bundleField)
        var network: JSONObject = [
            "blocks_per_epoch": .number(JSONNumber(schedule.blocksPerEpoch)),
            "epoch_start_block": .number(JSONNumber(schedule.epochStartBlock)),
        ]
        if let first = relayURLs.first { network["relay_url"] = .string(first) }
        if relayURLs.count > 1 { network["relay_urls"] = .array(relayURLs.map { .string($0) }) }
        if let sequencerURL { network["sequencer_url"] = .string(sequencerURL) }
        document["network"] = .object(network)
        document["stake_table"] = .object(
            stakeTable.documentField(epoch: epoch, capacity: capacity, commitment: commitment))
    }

    private var bundleField: JSONObject {
        var field: JSONObject = ["version": .number(JSONNumber(version.rawValue))]
        switch source {
        case .relay: field["source"] = "relay"
        case .certificate(let epoch):
            field["source"] = "certificate"
            field["epoch"] = .number(JSONNumber(epoch))
        }
        field["state"] = .string(statement.state.tagged)
        field["next_stake"] = .string(statement.nextStakeTable.tagged)
        if version.features.hasAuthRoot { field["auth_root"] = .string(statement.authRoot.hexadecimal) }
        field["signatures"] = .object(signatures.documentField(table: stakeTable))
        field["accumulated_weight"] = .string(signatures.weight.hexadecimalQuantity)
        return field
    }
}
