import BN254
import Documents
import JSON
import LightClient

/// One update that a contract needs, complete: `gen-proof` proves it without a look at those before it.
struct PlannedUpdate: Sendable {
    /// What kind of state is proved.
    enum Kind: String, Sendable {
        /// The root of an epoch, from its state certificate: it lets the next epoch's table vote.
        case epochRoot = "epoch-root"
        /// The newest signed state.
        case latest
    }

    let version: ContractVersion
    let kind: Kind
    /// The state's epoch, nil before epochs.
    let epoch: UInt64?
    /// What was signed; of a latest state its next table is the voting one.
    let statement: SignedStatement
    /// What the contract holds when this update reaches it.
    let holdings: AdvanceInput.Holdings
    /// The table whose validators signed, which is the one that votes.
    let stakeTable: StakeTable
    /// The epoch of that table, nil for the genesis table.
    let tableEpoch: UInt64?
    /// The number of slots at which it was committed to.
    let capacity: Int
    /// The valid signatures.
    let signatures: SignatureCollection

    /// `document` with this update: its fields `action`, `update` and `stake_table`.
    func document(from document: UpdateDocument) -> UpdateDocument {
        var document = document
        document["action"] = "update"
        document["reason"] = nil
        document["stake_table"] = .object(
            stakeTable.documentField(
                epoch: tableEpoch, capacity: capacity, commitment: holdings.votingStakeTable))
        document["update"] = .object(field)
        return document
    }

    private var field: JSONObject {
        var field: JSONObject = [
            "kind": .string(kind.rawValue),
            "epoch": epoch.map { .number(JSONNumber($0)) } ?? .null,
            "version": .number(JSONNumber(version.rawValue)),
            "source": kind == .latest ? "relay" : "certificate",
            "state": .string(statement.state.tagged),
            "finalized_state": .string(holdings.finalizedState.tagged),
            "voting_stake_table": .string(holdings.votingStakeTable.tagged),
        ]
        if version.features.hasEpochs { field["next_stake"] = .string(statement.nextStakeTable.tagged) }
        if version.features.hasAuthRoot { field["auth_root"] = .string(statement.authRoot.hexadecimal) }
        field["signatures"] = .object(signatures.documentField(table: stakeTable))
        field["accumulated_weight"] = .string(signatures.weight.hexadecimalQuantity)
        return field
    }
}
