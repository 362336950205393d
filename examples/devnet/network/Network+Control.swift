import BN254
import JSON
import LightClient

/// The control: everything that a test or a demonstration may want to happen. See `README.md` beside this file.
extension Network {
    /// The answer to a request below `/control`.
    func control(_ request: NetworkRequest, _ parts: [String]) -> Reply {
        do throws(NetworkError) {
            switch (request.method, parts.count, parts.first) {
            case ("GET", 1, "status"): return .document(try status())
            case ("GET", 1, "genesis"), ("POST", 1, "genesis"): return .document(try genesis())
            case ("POST", 1, "mine"): return .document(try mine(try ControlBody(request)))
            case ("POST", 1, "protocol"): return .document(try changeProtocol(try ControlBody(request)))
            case ("POST", 1, "validators"): return .document(try changeValidators(try ControlBody(request)))
            case ("GET", 1, "faults"): return .document(.array(faults.faults.map(\.document)))
            case ("POST", 1, "faults"):
                let fault = try Fault(try ControlBody(request), height: height)
                guard faults.insert(fault) else { throw .control("no more than \(FaultBoard.limit) faults") }
                return .document(fault.document)
            case ("DELETE", 1, "faults"):
                _ = faults.remove(nil)
                return .document(.array([]))
            case ("DELETE", 2, "faults"):
                guard faults.remove(parts[1]) else { return .error(404, "no fault \(parts[1])") }
                return .document(.array(faults.faults.map(\.document)))
            default: return .error(404, "no such control")
            }
        } catch {
            return .error(400, error.description)
        }
    }

    /// What deploys a light client contract for this network: the genesis state and table, and the epochs.
    public func genesis() throws(NetworkError) -> JSONValue {
        let state = state(at: 0)
        return [
            "state": [
                "view_number": .number(JSONNumber(state.viewNumber)),
                "block_height": .number(JSONNumber(state.blockHeight)),
                "block_comm_root": .string(state.blockCommitmentRoot.description),
            ],
            "stake_table": try commitment(epoch: nil).document,
            "blocks_per_epoch": .number(JSONNumber(schedule.blocksPerEpoch)),
            "epoch_start_block": .number(JSONNumber(schedule.epochStartBlock)),
            "stake_table_capacity": .number(JSONNumber(settings.capacity)),
        ]
    }

    private func status() throws(NetworkError) -> JSONValue {
        var tables: JSONObject = [:]
        tables["genesis"] = try description(of: nil)
        for epoch in knownEpochs?.suffix(3) ?? [] { tables[String(epoch)] = try description(of: epoch) }
        var newest: JSONObject = [:]
        for version in ContractVersion.allCases {
            let signed = newestSignedHeight(version, upTo: height)
            newest["v\(version.rawValue)"] = signed.map { .number(JSONNumber($0)) } ?? .null
        }
        return [
            "height": .number(JSONNumber(height)),
            "view": .number(JSONNumber(state(at: height).viewNumber)),
            "epoch": schedule.epochIfEnabled(at: height).map { .number(JSONNumber($0)) } ?? .null,
            "protocol": .number(JSONNumber(protocols.version(at: height).rawValue)),
            "protocol_changes": .array(
                protocols.changes.map { change in
                    [
                        "height": .number(JSONNumber(change.height)),
                        "version": .number(JSONNumber(change.version.rawValue)),
                    ]
                }),
            "newest_signed": .object(newest), "stake_tables": .object(tables),
            "requests": .object(
                JSONObject(requests.counts.sorted { $0.key < $1.key }.map { ($0.key, .number(JSONNumber($0.value))) })),
        ]
    }

    private func description(of epoch: UInt64?) throws(NetworkError) -> JSONValue {
        let table = try stakeTable(epoch: epoch)
        return [
            "validators": .number(JSONNumber(table.entries.count)),
            "total_stake": .string(table.totalStake.decimal),
            "threshold": .string(table.threshold.decimal),
            // A table with more validators than slots has no commitment.
            "commitment": (try? commitment(epoch: epoch))?.document ?? .null,
        ]
    }

    private func mine(_ body: ControlBody) throws(NetworkError) -> JSONValue {
        let blocks = try body.integer("blocks")
        if let target = try body.integer("to") {
            guard blocks == nil else { throw .control("either blocks or to") }
            guard target >= height else { throw .control("the height is \(height) already") }
            try mine(target - height)
        } else {
            try mine(blocks ?? 1)
        }
        return ["height": .number(JSONNumber(height))]
    }

    private func changeProtocol(_ body: ControlBody) throws(NetworkError) -> JSONValue {
        guard let version = try body.integer("version").flatMap({ ContractVersion(rawValue: Int(clamping: $0)) }) else {
            throw .control("version: expected \(ContractVersion.choices)")
        }
        let from = try body.integer("at") ?? height + 1
        guard from > height else { throw .control("at: the height is \(height) already") }
        protocols.insert(ProtocolSchedule.Change(height: from, version: version))
        return ["height": .number(JSONNumber(from)), "version": .number(JSONNumber(version.rawValue))]
    }

    private func changeValidators(_ body: ControlBody) throws(NetworkError) -> JSONValue {
        var stakes: StakeSpread?
        if let name = try body.text("stakes") {
            guard let spread = StakeSpread(rawValue: name) else {
                throw .control("stakes: expected equal, spread or unequal")
            }
            stakes = spread
        }
        let epoch = try changeRoster(
            joining: try body.count("join") ?? 0, leaving: try body.count("leave") ?? 0,
            toExceed: try body.flag("exceed_capacity") ?? false, stakes: stakes)
        return ["epoch": .number(JSONNumber(epoch))]
    }
}

extension StakeTableState {
    /// The commitment with the names of the contract's fields, in decimal, the threshold first as in Solidity.
    fileprivate var document: JSONValue {
        [
            "threshold": .string(threshold.description),
            "bls_key_comm": .string(blsKeyCommitment.description),
            "schnorr_key_comm": .string(schnorrKeyCommitment.description),
            "amount_comm": .string(amountCommitment.description),
        ]
    }
}
