import BN254
import LightClient
import Rescue
import Schnorr
import StateCircuit

/// The state update that the reference's sample witness of each capacity is for.
enum SampleUpdate {
    /// How many validators the table of each capacity has.
    private static let validatorCounts = [2: 2, 3: 3, 5: 4, 10: 7, 20: 10, 200: 150]

    /// The update for a capacity of 2, 3, 5, 10, 20 or 200.
    static func make(version: ContractVersion, capacity: Int) throws -> StateUpdate {
        let count = validatorCounts[capacity] ?? capacity
        let (validators, keys) = try table(seed: 0x2a, count: count, capacity: capacity)
        let voting = try StakeTable(validators).commitment(capacity: capacity)
        let next = try StakeTable(table(seed: 0x2b, count: count, capacity: capacity).0)
            .commitment(capacity: capacity)
        let statement = SignedStatement(
            state: LightClientState(
                viewNumber: UInt64(1000 + capacity), blockHeight: UInt64(900 + capacity),
                blockCommitmentRoot: Rescue.hash([1, 2])),
            nextStakeTable: next,
            authRoot: AuthRoot((0..<32).map { UInt8(truncatingIfNeeded: capacity + 5 * $0) }) ?? .zero)
        let signers = (0..<count).map { index in
            switch count {
            case 2: true
            case 10: [true, true, true, false, true, true, false, false, true, false][index]
            default: index % 3 != 1
            }
        }
        let message = statement.message(version)
        return StateUpdate(
            statement: statement, votingStakeTable: voting, validators: validators, signers: signers,
            signatures: zip(keys, signers).map { $1 ? SchnorrSignature(signing: message, with: $0) : .absent })
    }

    /// `count` validators and their signing keys: all BLS keys are drawn first, then all Schnorr keys.
    private static func table(
        seed: UInt8, count: Int, capacity: Int
    ) throws -> ([StakeTableEntry], [SigningKey]) {
        var generator = ChaCha20(seed: seed)
        let consensusKeys = (0..<count).map { _ in ConsensusKey(G2.generator * generator.element()) }
        let keys = (0..<count).map { _ in SigningKey.random(using: &generator) }
        let validators = try (0..<count).map { index in
            // (index + 1)·10^24 + 7919·index at the larger capacities.
            let padded = String(repeating: "0", count: 24) + String(7919 * index)
            let amount = capacity <= 20 ? "\(index + 1)" : "\(index + 1)\(padded.suffix(24))"
            return StakeTableEntry(
                consensusKey: consensusKeys[index], stateKey: keys[index].verificationKey,
                stake: try UInt256(decimal: amount))
        }
        return (validators, keys)
    }
}
