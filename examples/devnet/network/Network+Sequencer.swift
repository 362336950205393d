import BN254
import JSON
import LightClient

/// The sequencer's query service. See the article SequencerService of EspressoAPI.
extension Network {
    /// `config/hotshot`, with some of the fields that provers have no use for.
    func configuration(_ effects: [FaultEffect]) -> Reply {
        do throws(NetworkError) {
            let nodes = try peers(of: nil, effects)
            var settings: JSONObject = [
                "start_threshold": [1, 1],
                "num_nodes_with_stake": .number(JSONNumber(nodes.count)),
                "known_nodes_with_stake": .array(nodes),
                "known_da_nodes": [],
                "da_staked_committee_size": .number(JSONNumber(nodes.count)),
                "next_view_timeout": 12000,
                "epoch_height": self.settings.hasEpochs ? .number(JSONNumber(schedule.blocksPerEpoch)) : 0,
                "epoch_start_block": self.settings.hasEpochs ? .number(JSONNumber(schedule.epochStartBlock)) : 0,
                "stake_table_capacity": .number(JSONNumber(self.settings.capacity)),
                "drb_difficulty": 0,
            ]
            for effect in effects {
                switch effect {
                case .noEpochSettings:
                    settings["epoch_height"] = nil
                    settings["epoch_start_block"] = nil
                case .zeroEpochHeight: settings["epoch_height"] = 0
                default: break
                }
            }
            return .document([
                "config": .object(settings),
                "catchup_config": ["membership_fetch_retries": 5], "enable_proposal_fetcher": true,
            ])
        } catch {
            return .sequencerError(500, error.description)
        }
    }

    /// `node/stake-table/{epoch}`.
    func stakeTable(_ epoch: UInt64?, _ effects: [FaultEffect]) -> Reply {
        guard let epoch else { return .sequencerError(400, "invalid epoch") }
        guard knownEpochs?.contains(epoch) == true, !effects.contains(.notReady) else {
            return .sequencerError(404, "failed to get stake table for epoch \(epoch): not known")
        }
        do throws(NetworkError) {
            return .document(.array(try peers(of: epoch, effects)))
        } catch {
            return .sequencerError(500, error.description)
        }
    }

    /// `node/stake-table/current`.
    func currentStakeTable() -> Reply {
        let epoch = schedule.epochIfEnabled(at: height)
        do throws(NetworkError) {
            return .document([
                "epoch": epoch.map { .number(JSONNumber($0)) } ?? .null,
                "stake_table": .array(try peers(of: epoch, [])),
            ])
        } catch {
            return .sequencerError(404, "failed to get current stake table: \(error)")
        }
    }

    /// `availability/state-cert/{epoch}` and `availability/state-cert-v2/{epoch}`.
    func certificate(_ epoch: UInt64?, isSecondShape: Bool, _ effects: [FaultEffect]) -> Reply {
        guard let epoch else { return .sequencerError(400, "invalid epoch") }
        var served = epoch
        for case .wrongEpoch(let other) in effects { served = other }
        guard let root = certifiedRoot(of: served), !effects.contains(.notReady) else {
            switch settings.errorStyle {
            case .new: return .sequencerError(404, "State cert for epoch \(epoch) not found")
            case .old:
                return .document(["FetchStateCert": ["epoch": .number(JSONNumber(epoch))]], status: 404)
            }
        }
        let shape: SignedDocument.Shape =
            isSecondShape ? .certificateV2(epoch: served) : .certificateV1(epoch: served)
        do throws(NetworkError) {
            var document = try signedDocument(isSecondShape ? .v3 : .v2, shape, height: root, effects)
            spoil(&document, effects)
            return .signed(document)
        } catch {
            return .sequencerError(500, error.description)
        }
    }

    /// The root of `epoch`, if it has been decided and signed.
    func certifiedRoot(of epoch: UInt64) -> UInt64? {
        guard settings.hasEpochs, epoch > 0, let root = try? schedule.rootBlock(of: epoch), root <= height,
            schedule.isEnabled(at: root), protocols.signs(.v2, at: root), fits(epoch: epoch), fits(epoch: epoch + 1)
        else { return nil }
        return root
    }

    private func peers(of epoch: UInt64?, _ effects: [FaultEffect]) throws(NetworkError) -> [JSONValue] {
        var entries = try stakeTable(epoch: epoch).entries
        for effect in effects {
            switch effect {
            case .changedEntry:
                let stake = entries[entries.count - 1].stake
                entries[entries.count - 1].stake = stake.addingReportingOverflow(UInt256(1)).partialValue
            case .changedOrder where entries.count > 1: entries.swapAt(0, 1)
            case .otherTable(let other): entries = try stakeTable(epoch: other).entries
            case .capacityExceeded:
                let members = entries
                while entries.count <= settings.capacity { entries += members }
                entries = Array(entries.prefix(settings.capacity + 1))
            default: break
            }
        }
        return entries.enumerated().map { $1.peerConfiguration(slot: $0) }
    }
}

extension StakeTableEntry {
    /// The validator as the sequencer gives it; `connect_info` is there, null or absent by turns.
    fileprivate func peerConfiguration(slot: Int) -> JSONValue {
        var configuration: JSONObject = [
            "stake_table_entry": [
                "stake_key": .string(consensusKey.tagged), "stake_amount": .string(stake.hexadecimalQuantity),
            ],
            "state_ver_key": .string(stateKey.tagged),
        ]
        switch slot % 3 {
        case 0: configuration["connect_info"] = ["x25519_key": "unused", "p2p_addr": "127.0.0.1:42709"]
        case 1: configuration["connect_info"] = .null
        default: break
        }
        return .object(configuration)
    }
}
