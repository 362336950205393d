import JSON
import TestSupport

/// Replies recorded on real networks. Where the stake table was not recorded, one is made up from the signers of the
/// bundle, so the commitment that they signed is of another.
///
/// All throw where ``SharedVectors/directory`` is nil.
public enum RecordedNetwork {
    /// A recorded document, or several.
    public static func sample(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: try SharedVectors.sample("\(name).json"))
    }

    /// The mainnet's V1 bundle of 2025-10-01 for height 6347769: 34 signers, of stake 1 each.
    public static func mainnetV1() throws -> ServiceReplies {
        let bundle = try sample("state_bundle_v1_mainnet_2025-10-01")
        return ServiceReplies([
            "api/legacy-state": bundle,
            "config/hotshot": ["config": ["known_nodes_with_stake": try peers(signersOf: bundle, stake: "0x1")]],
        ])
    }

    /// The Decaf testnet's V2 bundle of 2025-10-01 for height 5440930: 29 signers, here of stake 1000 tokens each.
    public static func decafV2() throws -> ServiceReplies {
        let bundle = try sample("state_bundle_v2_decaf_2025-10-01")
        return ServiceReplies([
            "api/state": bundle,
            "config/hotshot": [
                "config": ["known_nodes_with_stake": [], "epoch_height": 3000, "epoch_start_block": 3_160_636]
            ],
            "node/stake-table/1814": try peers(signersOf: bundle, stake: "0x3635c9adc5dea00000"),
        ])
    }

    /// The certificates of epochs 1 and 2 of a recorded test chain of protocol 0.4, in both shapes, at capacity 200.
    ///
    /// The chain had the same five validators in the genesis table and in both epochs.
    public static func protocolV4() throws -> ServiceReplies {
        let configuration = try sample("legacy_chain_v4_network_config")
        var replies = ServiceReplies(["config/hotshot": configuration])
        let certificates = try sample("legacy_chain_v4_state_certs")
        for (index, epoch) in [1, 2].enumerated() {
            let second = certificates[index]
            var first = second
            first.remove("auth_root")
            for row in 0..<first["signatures"].count {
                first["signatures"][row] = [second["signatures"][row][0], second["signatures"][row][2]]
            }
            replies["availability/state-cert-v2/\(epoch)"] = second
            replies["availability/state-cert/\(epoch)"] = first
            replies["node/stake-table/\(epoch)"] = configuration["config"]["known_nodes_with_stake"]
        }
        return replies
    }

    /// Validators with the Schnorr keys of those who signed `bundle`, in its order, and BLS keys of others.
    private static func peers(signersOf bundle: JSONValue, stake: JSONValue) throws -> JSONValue {
        guard case .object(let signatures) = bundle["signatures"],
            case .object(let validators) = try sample("decaf_validators_2025")
        else { throw TestSupportError(description: "samples of another shape") }
        return .array(
            zip(signatures.keys, validators).map { key, validator in
                [
                    "stake_table_entry": ["stake_key": validator.value["stake_table_key"], "stake_amount": stake],
                    "state_ver_key": .string(key),
                ]
            })
    }
}
