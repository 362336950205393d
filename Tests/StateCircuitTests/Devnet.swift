import BN254
import ConstraintSystem
import LightClient
import Schnorr
import StateCircuit
import TestSupport

/// A few validators with keys of their own, and the update that all of them sign.
struct Devnet {
    var keys: [SigningKey]
    var validators: [StakeTableEntry]

    /// Validators with these stakes; `seed` determines the keys.
    init(stakes: [UInt256], seed: UInt64 = 1) {
        var generator = SeededGenerator(seed: seed)
        keys = stakes.map { _ in .random(using: &generator) }
        validators = zip(keys, stakes).map { key, stake in
            StakeTableEntry(
                consensusKey: ConsensusKey(.generator), stateKey: key.verificationKey, stake: stake)
        }
    }

    static let statement = SignedStatement(
        state: LightClientState(viewNumber: 30, blockHeight: 20, blockCommitmentRoot: 10), nextStakeTable: .zero)

    /// The update that the validators with the indices `signers` have signed, or all of them.
    func update(_ version: ContractVersion, capacity: Int, signers: Set<Int>? = nil) throws -> StateUpdate {
        let table = try StakeTable(validators)
        let message = Devnet.statement.message(version)
        let offered = validators.indices.filter { signers?.contains($0) ?? true }.map { index in
            (key: validators[index].stateKey, signature: SchnorrSignature(signing: message, with: keys[index]))
        }
        return StateUpdate(
            statement: Devnet.statement, votingStakeTable: try table.commitment(capacity: capacity),
            stakeTable: table,
            signatures: try SignatureCollection(offered, on: Devnet.statement, version: version, table: table))
    }
}

/// A circuit with its structure and memory for one witness.
struct Proving {
    let circuit: StateCircuit
    let structure: CircuitStructure
    let wires: WireColumns

    init(_ version: ContractVersion, capacity: Int, rangeCheck: RangeCheck? = nil) throws {
        circuit = try StateCircuit(version: version, capacity: capacity, rangeCheck: rangeCheck)
        structure = circuit.structure()
        wires = WireColumns(zeros: circuit.domainSize)
    }

    /// Why `update` cannot be proved, if so; `publicInputs` are its own unless given.
    func failure(_ update: StateUpdate, publicInputs: [Fr]? = nil) throws -> UnprovableUpdate? {
        try circuit.witness(of: update, into: wires)
        return circuit.firstUnprovable(
            in: wires, structure: structure, publicInputs: publicInputs ?? circuit.publicInputs(update))
    }
}
