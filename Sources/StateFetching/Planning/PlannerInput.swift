import CommandSupport
import Documents
import EspressoAPI
import JSON
import LightClient

/// What a contract holds before an update.
struct ContractState: Sendable {
    /// The newest state it knows.
    var finalizedState: LightClientState
    /// The table whose validators must have signed the next.
    var votingStakeTable: StakeTableState
}

/// The parts of a document that `advance-epoch` reads: those of `read-contract` and `fetch-state`.
struct PlannerInput: Sendable {
    /// The contract's version.
    let version: ContractVersion
    /// What the contract holds.
    let contract: ContractState
    /// The contract's own epoch settings, where it has them; 0 is as it says, 2^64 − 1 means "never".
    let contractSettings: (blocksPerEpoch: UInt64?, epochStartBlock: UInt64?)
    /// The newest signed state.
    let bundle: StateBundle
    /// Where it comes from, by the document.
    let bundleSource: SignedState.Source
    /// The network's epochs, if an earlier stage wrote them.
    let schedule: EpochSchedule?
    /// The table that an earlier stage fetched.
    let table: StakeTablePart?

    /// Reads a document.
    ///
    /// Throws `.badDocument` if it is malformed, `.tryAgain` if its bundle is for another version than its contract.
    init(_ document: UpdateDocument) throws(StageFailure) {
        version = try ContractVersion(asked: nil, for: document)
        try document.requireContractAndBundle()
        let contract = try UpdateDocument.read(document.requiredContract)
        let part = try document.bundle(for: version)
        (self.contract, contractSettings, bundle, bundleSource, schedule, table) = try UpdateDocument.read {
            () throws(JSONError) in
            let signatures = try part.signatures().map {
                StateBundle.OfferedSignature(key: $0.key, signature: $0.signature, path: $0.path, source: part.name)
            }
            return (
                ContractState(
                    finalizedState: try contract.finalizedState(), votingStakeTable: try contract.votingStakeTable()),
                (try contract.blocksPerEpoch(), try contract.epochStartBlock()),
                StateBundle(statement: part.statement, signatures: signatures, source: part.name), try part.source(),
                try document.schedule(), try document.stakeTable()
            )
        }
    }
}
