import BN254
import CommandSupport
import Documents
import JSON
import LightClient
import LightClientJSON
import Schnorr

/// What a document asks to be proved: a signed statement, the table that votes, and the signatures.
public struct ProvableUpdate: Sendable {
    /// The contract version for which it is proved.
    public let version: ContractVersion
    /// What was signed.
    public let statement: SignedStatement
    /// The table that votes, as the contract holds it; without a contract, the commitment of ``stakeTable``.
    public let votingStakeTable: StakeTableState
    /// The validators of that table.
    public let stakeTable: StakeTable
    /// The number of slots of the circuit.
    public let capacity: Int
    /// The signatures by members of the table, all of them valid.
    public let signatures: SignatureCollection

    /// Reads and checks what a document asks for: its `update` field, or else its `bundle`.
    ///
    /// Nothing is taken on trust: keys and signatures are decoded and verified again, the table's commitment is
    /// recomputed and compared with the voting table.
    /// Throws `.badDocument` if the document is malformed, `.configuration` if table, capacity or contract do not fit
    /// together, `.tryAgain` if the signers' stake does not reach the threshold.
    public init(_ document: UpdateDocument, askedVersion: Int?, askedCapacity: Int?) throws(StageFailure) {
        version = try ContractVersion(asked: askedVersion, for: document)
        let fields: Fields
        do throws(JSONError) {
            fields = try Fields(document.reader, version: version)
        } catch {
            throw StageFailure(.badDocument, error.description)
        }
        let capacity = askedCapacity ?? fields.capacity ?? Capacity.standard
        let commitment: StakeTableState
        do throws(LightClientError) {
            commitment = try fields.stakeTable.commitment(capacity: capacity)
        } catch {
            throw StageFailure(.configuration, error.description, hint: "see --stake-table-capacity")
        }
        votingStakeTable = fields.votingStakeTable ?? commitment
        guard commitment == votingStakeTable else {
            throw StageFailure(
                .configuration,
                "the stake table at capacity \(capacity) is not the one that votes in the contract",
                hint: "the table's commitment is \(commitment.tagged), the contract has \(votingStakeTable.tagged)")
        }
        do throws(LightClientError) {
            signatures = try SignatureCollection(
                fields.bundle.signatures.map { ($0.key, $0.signature) }, on: fields.bundle.statement,
                version: version, table: fields.stakeTable)
        } catch {
            throw StageFailure(.badDocument, error.description)
        }
        // The contract compares field elements, so the threshold counts as one.
        let threshold = votingStakeTable.threshold.canonical
        guard signatures.reaches(threshold) else {
            throw StageFailure(
                .tryAgain,
                "threshold not reached: the valid signatures have a stake of \(signatures.weight), \(threshold) needed")
        }
        statement = fields.bundle.statement
        stakeTable = fields.stakeTable
        self.capacity = capacity
    }

    /// The public inputs of the proof.
    public var publicInputs: [Fr] { statement.publicInputs(version, votingStakeTable: votingStakeTable) }
}

extension ProvableUpdate {
    /// The parts of a document, decoded but not yet compared.
    private struct Fields {
        let bundle: StateBundle
        let votingStakeTable: StakeTableState?
        let stakeTable: StakeTable
        let capacity: Int?

        init(_ document: JSONReader, version: ContractVersion) throws(JSONError) {
            let table = try document.field("stake_table")
            stakeTable = try StakeTable(documentEntries: table.field("entries"))
            if let reader = try table.optionalField("capacity") {
                capacity = try reader.int()
                guard Capacity.range.contains(capacity ?? 0) else {
                    throw reader.error("expected a number from 1 to 100000", code: .outOfRange)
                }
            } else {
                capacity = nil
            }
            if let update = try document.optionalField("update") {
                bundle = try StateBundle(relay: update, version: version)
                votingStakeTable = try update.field("voting_stake_table").stakeTableState()
            } else {
                bundle = try StateBundle(relay: document.field("bundle"), version: version)
                votingStakeTable = try document.optionalField("contract")?.optionalField("voting_stake_table")?
                    .stakeTableState()
            }
            if let error = bundle.undecodable.first { throw error }
        }
    }
}
