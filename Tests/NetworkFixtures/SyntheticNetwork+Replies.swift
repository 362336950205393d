import BN254
import EspressoAPI
import JSON
import LightClient
import Schnorr

/// The network's replies in their wire forms. See the articles of EspressoAPI.
extension SyntheticNetwork {
    /// The relay's bundle for `height`, signed by all validators.
    public func bundle(_ version: ContractVersion, height: UInt64) throws -> JSONValue {
        let statement = try statement(version, height: height)
        let epoch = version == .v1 ? nil : schedule.epochIfEnabled(at: height)
        var bundle: JSONObject = ["state": .string(statement.state.tagged)]
        if version != .v1 { bundle["next_stake"] = .string(statement.nextStakeTable.tagged) }
        if version == .v3 { bundle["auth_root"] = .string(statement.authRoot.hexadecimal) }
        bundle["signatures"] = .object(
            JSONObject(
                signatures(version, on: statement, by: members(epoch: epoch))
                    .map { ($0.key.tagged, .string($0.signature.tagged)) }))
        bundle["accumulated_weight"] = .string(try stakeTable(epoch: epoch).totalStake.hexadecimalQuantity)
        return .object(bundle)
    }

    /// The certificate of the root of `epoch`, in the shape that contracts of `version`, 2 or 3, need.
    public func certificate(_ version: ContractVersion, epoch: UInt64) throws -> JSONValue {
        let height = try schedule.rootBlock(of: epoch)
        let statement = try statement(version, height: height)
        let members = members(epoch: epoch)
        let rows = zip(
            signatures(version, on: statement, by: members), signatures(.v2, on: statement, by: members))
        var certificate: JSONObject = [
            "epoch": .number(JSONNumber(epoch)),
            "light_client_state": .string(statement.state.tagged),
            "next_stake_table_state": .string(statement.nextStakeTable.tagged),
        ]
        if version == .v3 { certificate["auth_root"] = .string(statement.authRoot.hexadecimal) }
        certificate["signatures"] = .array(
            rows.map { row, second in
                let (key, first) = (JSONValue.string(row.key.tagged), JSONValue.string(row.signature.tagged))
                return .array(version == .v3 ? [key, first, .string(second.signature.tagged)] : [key, first])
            })
        return .object(certificate)
    }

    /// The signature of the validator at `index` on the block at `height`, as its own node of `version` serves it.
    public func validatorSignature(_ version: ContractVersion, height: UInt64, by index: Int) throws -> JSONValue {
        let statement = try statement(version, height: height)
        let validator = [validators[index]]
        let signature = signatures(version, on: statement, by: validator)[0]
        var reply: JSONObject = [
            "key": .string(signature.key.tagged), "state": .string(statement.state.tagged),
            "signature": .string(signature.signature.tagged),
        ]
        if version != .v1 { reply["next_stake"] = .string(statement.nextStakeTable.tagged) }
        if version == .v3 {
            reply["auth_root"] = .string(statement.authRoot.hexadecimal)
            reply["v2_signature"] = .string(signatures(.v2, on: statement, by: validator)[0].signature.tagged)
        }
        return .object(reply)
    }

    /// The replies of the node of the validator at `index`: it has the blocks `heights`, of which it signed those that
    /// are signed and in whose epoch it is in the table.
    public func validatorReplies(
        _ version: ContractVersion, by index: Int, heights: ClosedRange<UInt64>
    ) throws -> ServiceReplies {
        var replies = ServiceReplies([ValidatorClient.heightPath: .number(JSONNumber(heights.upperBound))])
        for height in heights {
            let epoch = schedule.epochIfEnabled(at: height)
            guard epoch == nil || !schedule.isAtOrPastEpochRoot(height),
                members(epoch: epoch).contains(where: { $0.stateKey == validators[index].stateKey })
            else { continue }
            replies[ValidatorClient.signaturePath(height: height)] = try validatorSignature(
                version, height: height, by: index)
        }
        return replies
    }

    /// The answer to `config/hotshot`.
    public func configuration() throws -> JSONValue {
        [
            "config": [
                "known_nodes_with_stake": try peerConfigurations(epoch: nil),
                "epoch_height": .number(JSONNumber(schedule.blocksPerEpoch)),
                "epoch_start_block": .number(JSONNumber(schedule.epochStartBlock)),
                "stake_table_capacity": .number(JSONNumber(capacity)),
            ]
        ]
    }

    /// The answer to `node/stake-table/{epoch}`.
    public func peerConfigurations(epoch: UInt64?) throws -> JSONValue {
        .array(try stakeTable(epoch: epoch).entries.map(\.peerConfiguration))
    }

    /// The replies of relay and sequencer when `height` is the newest state that was signed.
    public func replies(_ version: ContractVersion, height: UInt64) throws -> ServiceReplies {
        var replies = ServiceReplies([
            RelayClient.path(version): try bundle(version, height: height), "config/hotshot": try configuration(),
        ])
        guard version != .v1, let last = schedule.epochIfEnabled(at: height),
            let first = schedule.epochIfEnabled(at: schedule.epochStartBlock)
        else { return replies }
        for epoch in first...last {
            replies["node/stake-table/\(epoch)"] = try peerConfigurations(epoch: epoch)
            guard try schedule.rootBlock(of: epoch) <= height else { continue }
            replies[SequencerClient.certificatePath(epoch: epoch, version)] = try certificate(version, epoch: epoch)
        }
        return replies
    }
}

extension StakeTableEntry {
    /// The validator as the sequencer gives it, `connect_info` included.
    public var peerConfiguration: JSONValue {
        [
            "stake_table_entry": [
                "stake_key": .string(consensusKey.tagged), "stake_amount": .string(stake.hexadecimalQuantity),
            ],
            "state_ver_key": .string(stateKey.tagged),
            "connect_info": ["p2p_addr": "127.0.0.1:42709"],
        ]
    }
}
