import BN254
import JSON
import LightClient

/// A signed state, with the table whose validators signed it: what `fetch-state` and `advance-epoch` write, `gen-proof`
/// proves and `submit-proof` submits.
public struct SignedState: Sendable {
    /// Where the signatures come from.
    public enum Source: Sendable, Hashable {
        /// The newest bundle of the state relay.
        case relay
        /// The validators themselves, perhaps with what the relay had.
        case validators
        /// The state certificate of an epoch.
        case certificate(epoch: UInt64)
    }

    /// The contract version for which it was signed.
    public let version: ContractVersion
    /// Where the signatures come from.
    public let source: Source
    /// What was signed.
    public let statement: SignedStatement
    /// The table whose validators signed, which is the one that votes.
    public let table: CommittedStakeTable
    /// The valid signatures by members of the table.
    public let signatures: SignatureCollection

    /// A state of these parts, all of them checked.
    package init(
        version: ContractVersion, source: Source, statement: SignedStatement, table: CommittedStakeTable,
        signatures: SignatureCollection
    ) {
        self.version = version
        self.source = source
        self.statement = statement
        self.table = table
        self.signatures = signatures
    }

    /// The public inputs of the proof.
    public var publicInputs: [Fr] { statement.publicInputs(version, votingStakeTable: table.commitment) }
}

/// A stake table and its commitment at a capacity.
public struct CommittedStakeTable: Sendable, Hashable {
    /// The validators.
    public let stakeTable: StakeTable
    /// The epoch in which they vote; nil for the genesis table.
    public let epoch: UInt64?
    /// The number of slots at which the table was committed to.
    public let capacity: Int
    /// The commitment at that capacity.
    public let commitment: StakeTableState

    /// A table and its commitment, which is not computed again.
    package init(_ stakeTable: StakeTable, epoch: UInt64?, capacity: Int, commitment: StakeTableState) {
        self.stakeTable = stakeTable
        self.epoch = epoch
        self.capacity = capacity
        self.commitment = commitment
    }
}
