import BN254
import JSON
import LightClient
import LightClientJSON
import Schnorr

extension StakeTable {
    /// The field `stake_table` of an update document: the table of `epoch`, nil being the genesis table, and its
    /// `commitment` at `capacity`.
    package func documentField(epoch: UInt64?, capacity: Int, commitment: StakeTableState) -> JSONObject {
        [
            "epoch": epoch.map { .number(JSONNumber($0)) } ?? .null,
            "capacity": .number(JSONNumber(capacity)),
            "commitment": .string(commitment.tagged),
            "total_stake": .string(totalStake.hexadecimalQuantity),
            "threshold": .string(threshold.hexadecimalQuantity),
            "entries": .array(
                entries.map { entry in
                    [
                        "stake_key": .string(entry.consensusKey.tagged),
                        "state_ver_key": .string(entry.stateKey.tagged),
                        "stake_amount": .string(entry.stake.hexadecimalQuantity),
                    ]
                }),
        ]
    }
}

extension SignatureCollection {
    /// The valid signatures by their keys in the order of `table`, as bundles have them.
    package func documentField(table: StakeTable) -> JSONObject {
        var signed = JSONObject()
        for (slot, entry) in table.entries.enumerated() where signers[slot] {
            signed[entry.stateKey.tagged] = .string(signatures[slot].tagged)
        }
        return signed
    }
}

extension StakeTable {
    /// Decodes the `entries` of an update document's `stake_table`.
    package init(documentEntries reader: JSONReader) throws(JSONError) {
        let entries = try reader.elements().map { (element) throws(JSONError) in
            StakeTableEntry(
                consensusKey: try element.field("stake_key").decode(ConsensusKey.init(tagged:)),
                stateKey: try element.field("state_ver_key").verificationKey(),
                stake: try element.field("stake_amount").uint256())
        }
        do throws(LightClientError) {
            try self.init(entries)
        } catch {
            throw reader.error(error.description, code: .outOfRange)
        }
    }
}
