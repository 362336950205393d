import BN254
import JSON
import LightClient
import LightClientJSON
import Schnorr

/// Decoding and encoding of stake tables as the sequencer gives them.
extension StakeTableEntry {
    /// Decodes a validator as the sequencer gives it; fields that the prover does not need are ignored.
    ///
    /// Source: <doc:SequencerService>.
    public init(peerConfiguration reader: JSONReader) throws(JSONError) {
        let entry = try reader.field("stake_table_entry")
        self.init(
            consensusKey: try entry.field("stake_key").decode(ConsensusKey.init(tagged:)),
            stateKey: try reader.field("state_ver_key").verificationKey(),
            stake: try entry.field("stake_amount").uint256())
    }
}

extension StakeTable {
    /// Decodes a list of validators, in the order of the table.
    ///
    /// Throws also if the stakes add up to 2^256 or more.
    public init(peerConfigurations reader: JSONReader) throws(JSONError) {
        let entries = try reader.elements().map { (element) throws(JSONError) in
            try StakeTableEntry(peerConfiguration: element)
        }
        do throws(LightClientError) {
            try self.init(entries)
        } catch {
            throw reader.error(error.description, code: .outOfRange)
        }
    }
}
