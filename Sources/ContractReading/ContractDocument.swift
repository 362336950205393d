import BN254
import JSON
import LightClient
import LightClientContract
import TurboPlonk

extension ContractSnapshot {
    /// The field `contract` of an update document.
    ///
    ///     {"address":"0x95Ca…","chain_id":1,"version":3,"release":"3.0.0","block":{"number":…,"hash":"0x…",…},
    ///      "view_number":…,"block_height":…,"finalized_state":"LIGHT_CLIENT_STATE~…",
    ///      "voting_stake_table":"STAKE_TABLE_STATE~…","permissioned_prover":"0x…", …}
    ///
    /// Amounts of wei are hexadecimal quantities. What the contract's version does not have, or it does not tell, is
    /// null.
    public var field: JSONValue {
        var field: JSONObject = [
            "address": .string(address.checksummed),
            "implementation": .string(implementation.checksummed),
            "chain_id": .number(JSONNumber(chainID)),
            "version": .number(JSONNumber(version.rawValue)),
            "release": .string(release.description),
            "block": [
                "number": .number(JSONNumber(block.number)),
                "hash": .string(block.hash.description),
                "timestamp": .number(JSONNumber(block.timestamp)),
            ],
            "view_number": .number(JSONNumber(finalizedState.viewNumber)),
            "block_height": .number(JSONNumber(finalizedState.blockHeight)),
            "finalized_state": .string(finalizedState.tagged),
            "voting_stake_table": .string(votingStakeTable.tagged),
            "genesis_state": .string(genesisState.tagged),
            "genesis_stake_table": .string(genesisStakeTable.tagged),
            "auth_root": .text(authRoot?.hexadecimal),
            "blocks_per_epoch": .integer(epochs?.blocksPerEpoch),
            "epoch_start_block": .integer(epochs?.epochStartBlock),
            "current_epoch": .integer(epochs?.currentEpoch),
            "permissioned_prover": .text(permissionedProver?.checksummed),
            "owner": .text(owner?.checksummed),
            "history_retention_seconds": .integer(history.retentionPeriod.map(UInt64.init)),
            "history_count": .integer(history.count),
            "history_first_index": .integer(history.firstIndex),
            "verifying_key_hash": .text(verifyingKey?.keccak.hexadecimalWord),
            "verifying_key": .text(knownKey?.name),
            "base_fee": .text(block.baseFeePerGas?.word.hexadecimalQuantity),
            "gas_price": .string(gasPrice.word.hexadecimalQuantity),
        ]
        if let account {
            field["account"] = [
                "address": .string(account.address.checksummed),
                "balance": .string(account.balance.word.hexadecimalQuantity),
                "nonce": .number(JSONNumber(account.nonce)),
            ]
        }
        return .object(field)
    }
}

extension JSONValue {
    /// A string, null for none.
    fileprivate static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// A number, null for none.
    fileprivate static func integer(_ value: UInt64?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }
}
