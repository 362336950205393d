import BN254
import CommandSupport
import DaemonStatus
import Documents
import JSON
import LightClient

/// What the status takes from the documents that pass. What a document does not tell, or not in the known form, is nil:
/// the stages are the ones that insist.
extension UpdateDocument {
    private func field(_ path: String...) -> JSONReader? {
        path.reduce(Optional(reader)) { reader, name in
            reader.flatMap { try? $0.optionalField(name) }
        }
    }

    private var schedule: EpochSchedule? {
        guard let length = try? field("network", "blocks_per_epoch")?.uint64(),
            let start = try? field("network", "epoch_start_block")?.uint64()
        else { return nil }
        return EpochSchedule(blocksPerEpoch: length, epochStartBlock: start)
    }

    /// The contract as `read-contract` found it.
    func contract(at time: Timestamp) -> SupervisorStatus.Contract? {
        guard let address = try? field("contract", "address")?.string(),
            let chainID = try? field("contract", "chain_id")?.uint64(),
            let version = try? field("contract", "version")?.int(),
            let height = try? field("contract", "block_height")?.uint64(),
            let view = try? field("contract", "view_number")?.uint64()
        else { return nil }
        return SupervisorStatus.Contract(
            address: address, chainID: chainID, version: version, height: height, view: view,
            epoch: schedule?.epochIfEnabled(at: height), readAt: time)
    }

    /// The account's balance in wei.
    var balance: UInt256? { quantity(field("contract", "account", "balance")) }

    /// The newest state that the relay had.
    var relay: SupervisorStatus.Relay? {
        guard let state = state(in: "bundle") else { return nil }
        return SupervisorStatus.Relay(
            height: state.blockHeight, view: state.viewNumber, epoch: schedule?.epochIfEnabled(at: state.blockHeight))
    }

    /// The state that the document is to bring to the contract.
    var updatedState: LightClientState? { state(in: "update") ?? state(in: "bundle") }

    /// The epoch of a height on this document's network; nil before epochs.
    func epoch(at height: UInt64) -> UInt64? { schedule?.epochIfEnabled(at: height) }

    private func state(in name: String) -> LightClientState? {
        try? field(name, "state")?.decode { try LightClientState(tagged: $0) }
    }

    /// The time for the proof in seconds; nil if it was not made now.
    var proofSeconds: Double? {
        guard (try? field("proof", "cached")?.bool()) != true,
            let proving = try? field("proof", "milliseconds", "proving")?.uint64()
        else { return nil }
        return Double(proving) / 1000
    }

    /// The state of the transaction at its end, such as `final`.
    var transactionState: String? { try? field("transaction", "state")?.string() }
    /// The hash of the transaction.
    var transactionHash: String? { try? field("transaction", "hash")?.string() }
    /// What the transaction cost in wei.
    var cost: UInt256? { quantity(field("transaction", "cost")) }
    /// The gas that the transaction used.
    var gasUsed: UInt64? { try? field("transaction", "gas_used")?.uint64() }
    /// Why there is nothing to do.
    var reason: String? { try? field("reason")?.string() }

    private func quantity(_ reader: JSONReader?) -> UInt256? {
        try? reader?.decode { (text) throws(BN254Error) in try UInt256(hexadecimal: text) }
    }
}
