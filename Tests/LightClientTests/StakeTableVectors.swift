import BN254
import Foundation
import LightClient
import Schnorr
import TestSupport
import Testing

/// Stake tables of the reference and their commitments: `Vectors/stake_table.json`.
struct StakeTableVectors: Decodable {
    struct Entry: Decodable {
        let blsVerKey: String
        let blsFields: [String]?
        let blsArkCompressedHex: String?
        let schnorrVerKey: String
        let schnorrX: String
        let schnorrY: String
        let stakeAmountDec: String
        let stakeAmountHex: String
    }

    struct Commitment: Decodable {
        struct Totals: Decodable {
            let totalStake: String
            let thresholdDec: String
        }

        let blsKeyComm: String
        let schnorrKeyComm: String
        let amountComm: String
        let threshold: String
        let taggedBase64: String?
        let aux: Totals

        var fields: StakeTableFields {
            StakeTableFields(
                blsKeyComm: blsKeyComm, schnorrKeyComm: schnorrKeyComm, amountComm: amountComm, threshold: threshold)
        }
    }

    struct Table: Decodable {
        let numEntries: Int
        let entries: [Entry]
        let commitmentsByCapacity: [String: Commitment]
    }

    struct OversizedAmounts: Decodable {
        let entries: [Entry]
        let commitmentCap10: Commitment
    }

    let tables: [Table]
    let oversizedAmounts: OversizedAmounts

    static func load() throws -> StakeTableVectors { try decodeJSON(Bundle.module.vectors("stake_table.json")) }
}

extension StakeTable {
    /// The table of entries as the reference prints them.
    init(_ entries: [StakeTableVectors.Entry]) throws {
        try self.init(
            entries.map { entry in
                StakeTableEntry(
                    consensusKey: try ConsensusKey(tagged: entry.blsVerKey),
                    stateKey: try VerificationKey(tagged: entry.schnorrVerKey),
                    stake: try UInt256(hexadecimal: entry.stakeAmountHex))
            })
    }
}
