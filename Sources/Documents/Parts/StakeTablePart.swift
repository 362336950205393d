import BN254
import JSON
import LightClient
import LightClientJSON

private enum Key {
    static let stakeTable = "stake_table"
    static let epoch = "epoch"
    static let capacity = "capacity"
    static let commitment = "commitment"
    static let totalStake = "total_stake"
    static let threshold = "threshold"
    static let entries = "entries"
    static let consensusKey = "stake_key"
    static let stateKey = "state_ver_key"
    static let stake = "stake_amount"
}

/// The field `stake_table` as it is written: the table whose validators signed, nothing of it compared.
package struct StakeTablePart: Sendable {
    /// The validators, if the field lists them.
    package let entries: StakeTable?
    /// The epoch in which they vote; nil for the genesis table.
    package let epoch: UInt64?
    /// The number of slots at which the table was committed to, within ``Capacity/range``; nil if it does not say.
    package let capacity: Int?
    /// The commitment that it states; nil if it does not.
    package let commitment: StakeTableState?

    init(_ field: JSONReader) throws(JSONError) {
        entries = try field.optionalField(Key.entries).map { (entries) throws(JSONError) in
            try StakeTable(documentEntries: entries)
        }
        epoch = try field.optionalField(Key.epoch)?.uint64()
        capacity = try field.optionalField(Key.capacity)?.capacity()
        commitment = try field.optionalField(Key.commitment)?.stakeTableState()
    }
}

extension UpdateDocument {
    /// Writes `table` into the field `stake_table`.
    mutating func setStakeTable(_ table: CommittedStakeTable) {
        let stakeTable = table.stakeTable
        self[Key.stakeTable] = [
            Key.epoch: .integer(table.epoch),
            Key.capacity: .number(JSONNumber(table.capacity)),
            Key.commitment: .string(table.commitment.tagged),
            Key.totalStake: .string(stakeTable.totalStake.hexadecimalQuantity),
            Key.threshold: .string(stakeTable.threshold.hexadecimalQuantity),
            Key.entries: .array(stakeTable.entries.map(\.documentEntry)),
        ]
    }

    /// The field `stake_table`; nil without that field.
    package func stakeTable() throws(JSONError) -> StakeTablePart? {
        try reader.optionalField(Key.stakeTable).map { (field) throws(JSONError) in try StakeTablePart(field) }
    }

    /// The field `stake_table` and its validators, which must be there, and the path of their list.
    func requiredStakeTable() throws(JSONError) -> (part: StakeTablePart, entries: StakeTable, path: String) {
        let field = try reader.field(Key.stakeTable)
        let list = try field.field(Key.entries)
        let part = try StakeTablePart(field)
        guard let entries = part.entries else { throw list.error("expected an array, found null", code: .wrongType) }
        return (part, entries, list.path)
    }
}

extension StakeTable {
    fileprivate init(documentEntries reader: JSONReader) throws(JSONError) {
        let entries = try reader.elements().map { (element) throws(JSONError) in
            StakeTableEntry(
                consensusKey: try element.field(Key.consensusKey).decode(ConsensusKey.init(tagged:)),
                stateKey: try element.field(Key.stateKey).verificationKey(),
                stake: try element.field(Key.stake).uint256())
        }
        do throws(LightClientError) {
            try self.init(entries)
        } catch {
            throw reader.error(error.description, code: .outOfRange)
        }
    }
}

extension StakeTableEntry {
    fileprivate var documentEntry: JSONValue {
        [
            Key.consensusKey: .string(consensusKey.tagged), Key.stateKey: .string(stateKey.tagged),
            Key.stake: .string(stake.hexadecimalQuantity),
        ]
    }
}
