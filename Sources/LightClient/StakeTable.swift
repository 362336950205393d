import BN254
import Rescue
import Schnorr

/// One validator in a stake table.
public struct StakeTableEntry: Sendable, Hashable {
    /// The BLS key, for consensus.
    public var consensusKey: ConsensusKey
    /// The Schnorr key, for light-client states.
    public var stateKey: VerificationKey
    /// The stake, in the network's smallest unit.
    public var stake: UInt256

    /// An entry.
    public init(consensusKey: ConsensusKey, stateKey: VerificationKey, stake: UInt256) {
        self.consensusKey = consensusKey
        self.stateKey = stateKey
        self.stake = stake
    }
}

/// The validators of an epoch, in the network's order, which matters for the commitment.
public struct StakeTable: Sendable, Hashable {
    /// The validators, in order.
    public let entries: [StakeTableEntry]
    /// The sum of the stakes.
    public let totalStake: UInt256

    /// A table.
    ///
    /// Throws ``LightClientError/totalStakeOverflows`` if the stakes add up to 2^256 or more.
    public init(_ entries: [StakeTableEntry]) throws(LightClientError) {
        var total = UInt256.zero
        for entry in entries {
            let (sum, overflow) = total.addingReportingOverflow(entry.stake)
            guard !overflow else { throw .totalStakeOverflows }
            total = sum
        }
        self.entries = entries
        totalStake = total
    }

    /// The stake that must have signed: a third of the total, rounded down, and one ("one honest third").
    public var threshold: UInt256 {
        // A third of a 256-bit integer is far from overflowing.
        totalStake.quotientAndRemainder(dividingBy: 3).quotient.addingReportingOverflow(UInt256(1)).partialValue
    }

    /// The numbers of slots that circuits have for the table: the largest circuit is the last one to fit into 2^25 rows,
    /// the most that can be proved.
    public static let capacities = 1...7_695

    /// The commitment of the table padded to `capacity` validators.
    ///
    /// Missing validators count as BLS elements (0, 0, 0), the Schnorr identity (0, 1) and stake 0. Stakes are reduced
    /// modulo r in their column; the threshold is computed on integers, then reduced. Source: <doc:StatesAndStakeTables>.
    ///
    /// Throws ``LightClientError/capacityExceeded(validators:capacity:)``.
    public func commitment(capacity: Int) throws(LightClientError) -> StakeTableState {
        guard entries.count <= capacity else {
            throw .capacityExceeded(validators: entries.count, capacity: capacity)
        }
        let missing = capacity - entries.count
        let blsKeys = entries.flatMap(\.consensusKey.elements) + [Fr](repeating: .zero, count: 3 * missing)
        let schnorrKeys =
            entries.flatMap { [$0.stateKey.point.x, $0.stateKey.point.y] }
            + (0..<missing).flatMap { _ in [Fr.zero, Fr.one] }
        let amounts = entries.map { Fr(reducing: $0.stake) } + [Fr](repeating: .zero, count: missing)
        let hashes = Rescue.hashes(of: [blsKeys, schnorrKeys, amounts])
        return StakeTableState(
            blsKeyCommitment: hashes[0], schnorrKeyCommitment: hashes[1], amountCommitment: hashes[2],
            threshold: Fr(reducing: threshold))
    }
}
