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

    /// Writes the fields `bundle`, `network` and `stake_table` of an update document.
    public func write(to document: inout UpdateDocument, relayURL: String?, sequencerURL: String?) {
        document["bundle"] = .object(bundleField)
        var network: JSONObject = [
            "blocks_per_epoch": .number(JSONNumber(schedule.blocksPerEpoch)),
            "epoch_start_block": .number(JSONNumber(schedule.epochStartBlock)),
        ]
        if let relayURL { network["relay_url"] = .string(relayURL) }
        if let sequencerURL { network["sequencer_url"] = .string(sequencerURL) }
        document["network"] = .object(network)
        document["stake_table"] = .object(stakeTableField)
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
        if version == .v3 { field["auth_root"] = .string(statement.authRoot.hexadecimal) }
        var signed = JSONObject()
        for (slot, entry) in stakeTable.entries.enumerated() where signatures.signers[slot] {
            signed[entry.stateKey.tagged] = .string(signatures.signatures[slot].tagged)
        }
        field["signatures"] = .object(signed)
        field["accumulated_weight"] = .string(signatures.weight.hexadecimalQuantity)
        return field
    }

    private var stakeTableField: JSONObject {
        [
            "epoch": epoch.map { .number(JSONNumber($0)) } ?? .null,
            "capacity": .number(JSONNumber(capacity)),
            "commitment": .string(commitment.tagged),
            "total_stake": .string(stakeTable.totalStake.hexadecimalQuantity),
            "threshold": .string(stakeTable.threshold.hexadecimalQuantity),
            "entries": .array(
                stakeTable.entries.map { entry in
                    [
                        "stake_key": .string(entry.consensusKey.tagged),
                        "state_ver_key": .string(entry.stateKey.tagged),
                        "stake_amount": .string(entry.stake.hexadecimalQuantity),
                    ]
                }),
        ]
    }
}
