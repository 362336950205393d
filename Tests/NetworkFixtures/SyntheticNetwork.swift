import BN254
import LightClient
import Rescue
import Schnorr

/// A network of a few validators whose keys are known, so that it can sign any state; the same in every run.
///
/// Its stake table changes from epoch to epoch: the table of epoch e is everyone but validator e mod n, and all stakes
/// are e larger than in the genesis table, which has everyone.
public struct SyntheticNetwork: Sendable {
    /// A validator's keys, of which the network has the secret half too.
    public struct Validator: Sendable {
        /// Signs states.
        public let signingKey: SigningKey
        /// The public half of ``signingKey``.
        public let stateKey: VerificationKey
        /// The key for consensus.
        public let consensusKey: ConsensusKey

        /// The validator whose secrets are `secret`, which is not 0, and `secret` + 1.
        init?(secret: UInt64) {
            guard let key = SigningKey(EdwardsScalar(secret)) else { return nil }
            signingKey = key
            stateKey = key.verificationKey
            consensusKey = ConsensusKey(G2Point.generator * Fr(secret + 1))
        }
    }

    /// All validators, in the order of the genesis table.
    public let validators: [Validator]
    /// The division into epochs.
    public let schedule: EpochSchedule
    /// The number of slots at which tables are committed to.
    public let capacity: Int

    /// A network of `count` validators with epochs of `blocksPerEpoch` blocks from `epochStartBlock` on.
    public init(
        validators count: UInt64 = 5, blocksPerEpoch: UInt64 = 100, epochStartBlock: UInt64 = 201, capacity: Int = 8
    ) {
        validators = (1...count).compactMap { Validator(secret: 1000 * $0) }
        schedule = EpochSchedule(blocksPerEpoch: blocksPerEpoch, epochStartBlock: epochStartBlock)
        self.capacity = capacity
    }

    /// The validators of `epoch`, nil being the time before epochs.
    public func members(epoch: UInt64?) -> [Validator] {
        guard let epoch else { return validators }
        let absent = Int(epoch % UInt64(validators.count))
        return validators.indices.filter { $0 != absent }.map { validators[$0] }
    }

    /// The stake table of `epoch`, nil being the time before epochs. The stakes are 2^64 + 10, 2^64 + 11, …, plus e.
    public func stakeTable(epoch: UInt64?) throws -> StakeTable {
        try StakeTable(
            members(epoch: epoch).enumerated().map { index, validator in
                StakeTableEntry(
                    consensusKey: validator.consensusKey, stateKey: validator.stateKey,
                    stake: UInt256(10 + UInt64(index) + (epoch ?? 0), 1, 0, 0))
            })
    }

    /// The commitment of the table of `epoch`.
    public func commitment(epoch: UInt64?) throws -> StakeTableState {
        try stakeTable(epoch: epoch).commitment(capacity: capacity)
    }

    /// What the validators sign at `height`; at the root of an epoch the next table is that of the next epoch.
    public func statement(_ version: ContractVersion, height: UInt64) throws -> SignedStatement {
        let state = LightClientState(
            viewNumber: height + 7, blockHeight: height, blockCommitmentRoot: Rescue.hash([Fr(height)]))
        if version == .v1 { return SignedStatement(state: state, nextStakeTable: .zero) }
        let epoch = schedule.epochIfEnabled(at: height)
        let next = epoch.map { schedule.isEpochRoot(height) ? $0 + 1 : $0 }
        let authRoot = AuthRoot((0..<32).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ height) })
        return SignedStatement(
            state: state, nextStakeTable: try commitment(epoch: next),
            authRoot: version == .v3 ? authRoot ?? .zero : .zero)
    }

    /// The signatures of `members` on `statement`.
    public func signatures(
        _ version: ContractVersion, on statement: SignedStatement, by members: [Validator]
    ) -> [(key: VerificationKey, signature: SchnorrSignature)] {
        let message = statement.message(version)
        return members.map { ($0.stateKey, SchnorrSignature(signing: message, with: $0.signingKey)) }
    }
}
