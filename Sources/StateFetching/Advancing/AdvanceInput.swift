import BN254
import CommandSupport
import Documents
import JSON
import LightClient
import LightClientJSON

/// What `advance-epoch` reads of a document.
struct AdvanceInput: Sendable {
    /// What a contract holds before an update.
    struct Holdings: Sendable {
        /// The newest state it knows.
        var finalizedState: LightClientState
        /// The table whose validators must have signed the next.
        var votingStakeTable: StakeTableState
    }

    /// The contract's version.
    let version: ContractVersion
    /// What the contract holds.
    let holdings: Holdings
    /// The contract's own epoch settings, where it has them; 0 is as it says.
    let contractSettings: (blocksPerEpoch: UInt64?, epochStartBlock: UInt64?)
    /// The newest signed state.
    let bundle: StateBundle
    /// The network's epochs, if an earlier stage wrote them.
    let schedule: EpochSchedule?
    /// The table that an earlier stage fetched, if it can be read.
    let stakeTable: StakeTable?
    /// The capacity at which it was committed to.
    let capacity: Int?

    /// Reads a document that `read-contract` and `fetch-state` filled.
    ///
    /// Throws `.badDocument` if it is malformed, `.configuration` if its bundle is for another contract version.
    init(_ document: UpdateDocument) throws(StageFailure) {
        version = try ContractVersion(asked: nil, for: document)
        let reader = document.reader
        for (field, command) in [("contract", "read-contract"), ("bundle", "fetch-state")] {
            guard document[field] == nil else { continue }
            throw StageFailure(.badDocument, "\(field): missing", hint: "\(command) writes it")
        }
        try AdvanceInput.checkBundleVersion(reader, is: version)
        do throws(JSONError) {
            let contract = try reader.field("contract")
            holdings = Holdings(
                finalizedState: try contract.field("finalized_state").lightClientState(),
                votingStakeTable: try contract.field("voting_stake_table").stakeTableState())
            contractSettings = (
                try contract.optionalField("blocks_per_epoch")?.uint64(),
                try contract.optionalField("epoch_start_block")?.uint64()
            )
            bundle = try StateBundle(relay: reader.field("bundle"), version: version)
            schedule = try reader.optionalField("network").flatMap { (network) throws(JSONError) in
                guard let blocks = try network.optionalField("blocks_per_epoch")?.uint64(),
                    let start = try network.optionalField("epoch_start_block")?.uint64()
                else { return nil }
                return EpochSchedule(blocksPerEpoch: blocks, epochStartBlock: start)
            }
            let table = try reader.optionalField("stake_table")
            stakeTable = try table?.optionalField("entries").map { (entries) throws(JSONError) in
                try StakeTable(documentEntries: entries)
            }
            capacity = try table?.optionalField("capacity").map { (field) throws(JSONError) in
                let capacity = try field.int()
                guard Capacity.range.contains(capacity) else {
                    throw field.error("expected a number from 1 to 100000", code: .outOfRange)
                }
                return capacity
            }
        } catch {
            throw StageFailure(.badDocument, error.description)
        }
    }

    /// A bundle for another version need not even have the fields of this one.
    private static func checkBundleVersion(
        _ document: JSONReader, is version: ContractVersion
    ) throws(StageFailure) {
        let stated: Int?
        do throws(JSONError) {
            stated = try document.field("bundle").optionalField("version")?.int()
        } catch {
            throw StageFailure(.badDocument, error.description)
        }
        guard let stated, stated != version.rawValue else { return }
        throw StageFailure(
            .configuration,
            "the bundle is for contract version \(stated), the contract is of version \(version.rawValue)",
            hint: "fetch-state goes by the document's contract, or --contract-version")
    }
}
