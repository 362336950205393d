import BN254
import LightClient
import Schnorr

/// What a proof of a state update starts from: a statement, the table that votes on it, and who signed it.
public struct StateUpdate: Sendable {
    /// What is signed.
    public var statement: SignedStatement
    /// The commitment of the table that votes.
    public var votingStakeTable: StakeTableState
    /// The validators of that table, in order.
    public var validators: [StakeTableEntry]
    /// Whether each validator signed.
    public var signers: [Bool]
    /// The signature of each validator, `SchnorrSignature/absent` where there is none.
    public var signatures: [SchnorrSignature]

    /// An update. Nothing is checked here: ``StateCircuit/firstUnprovable(in:structure:publicInputs:)`` finds what
    /// cannot be proved.
    public init(
        statement: SignedStatement, votingStakeTable: StakeTableState, validators: [StakeTableEntry],
        signers: [Bool], signatures: [SchnorrSignature]
    ) {
        self.statement = statement
        self.votingStakeTable = votingStakeTable
        self.validators = validators
        self.signers = signers
        self.signatures = signatures
    }

    /// An update with the signatures collected on `statement`.
    public init(
        statement: SignedStatement, votingStakeTable: StakeTableState, stakeTable: StakeTable,
        signatures: SignatureCollection
    ) {
        self.init(
            statement: statement, votingStakeTable: votingStakeTable, validators: stakeTable.entries,
            signers: signatures.signers, signatures: signatures.signatures)
    }
}
