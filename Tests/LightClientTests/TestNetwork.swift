import BN254
import LightClient
import Schnorr
import TestSupport

/// Validators whose private keys the test holds, and something for them to sign.
struct TestNetwork {
    /// The private keys, in the table's order.
    let keys: [SigningKey]
    let table: StakeTable
    let statement: SignedStatement

    /// A network of one validator for each stake. `keySlots` names the key of each validator, its own unless told.
    init(stakes: [UInt256], keySlots: [Int]? = nil, seed: UInt64 = 1) throws {
        var generator = SeededGenerator(seed: seed)
        let drawn = stakes.map { _ in SigningKey.random(using: &generator) }
        let keys = (keySlots ?? Array(stakes.indices)).map { drawn[$0] }
        self.keys = keys
        table = try StakeTable(
            stakes.indices.map { index in
                StakeTableEntry(
                    consensusKey: ConsensusKey(.generator * Fr(UInt64(index) + 1)),
                    stateKey: keys[index].verificationKey, stake: stakes[index])
            })
        statement = SignedStatement(
            state: LightClientState(
                viewNumber: generator.next(), blockHeight: generator.next(),
                blockCommitmentRoot: .random(using: &generator)),
            nextStakeTable: try table.commitment(capacity: stakes.count),
            authRoot: AuthRoot(generator.bytes(32)) ?? .zero)
    }

    /// A network whose stakes are small.
    init(stakes: [UInt64], keySlots: [Int]? = nil) throws {
        try self.init(stakes: stakes.map { UInt256($0) }, keySlots: keySlots)
    }

    /// The signature of the validator in `slot` on the statement.
    func signature(_ slot: Int, _ version: ContractVersion = .v3) -> SchnorrSignature {
        SchnorrSignature(signing: statement.message(version), with: keys[slot])
    }

    /// Key and signature of each validator in `slots`, in that order.
    func offer(
        _ slots: [Int], _ version: ContractVersion = .v3
    ) -> [(key: VerificationKey, signature: SchnorrSignature)] {
        slots.map { (keys[$0].verificationKey, signature($0, version)) }
    }

    /// The collection of offered signatures on the statement.
    func collect(
        _ offered: [(key: VerificationKey, signature: SchnorrSignature)], _ version: ContractVersion = .v3
    ) throws(LightClientError) -> SignatureCollection {
        try SignatureCollection(offered, on: statement, version: version, table: table)
    }
}
