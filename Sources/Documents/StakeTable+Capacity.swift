import CommandSupport
import Failures
import LightClient

/// What a commitment that differs means: that the setting is wrong, which the table itself shows, or that a peer is.
extension StakeTable {
    /// The commitment at a capacity.
    ///
    /// Throws `.configuration` for a table of too many validators whose commitment is `expected` at another capacity,
    /// `.peerNonsense` for another one that cannot be committed to.
    package func commitment(
        capacity: Int, expecting expected: StakeTableState?
    ) throws(StageFailure) -> StakeTableState {
        do throws(LightClientError) {
            return try commitment(capacity: capacity)
        } catch {
            let right = expected.flatMap(self.capacity)
            throw StageFailure(
                error, as: right == nil ? .peerNonsense : .configuration, hint: right.map(Self.advice(capacity:))
            ).onOneWord()
        }
    }

    /// The failure of a table that at this capacity does not have the commitment `expected`: `.configuration` if it has it
    /// at another one, and `kind` if not, since a peer may be wrong, or behind. The table is public, so whoever says the
    /// commitment can have made it up: it remains one peer's word.
    package func mismatch(
        _ message: String, expected: StakeTableState, otherwise kind: FailureKind = .peerNonsense, hint: String
    ) -> StageFailure {
        guard let right = capacity(of: expected) else { return StageFailure(kind, message, hint: hint) }
        return StageFailure(.configuration, message, hint: Self.advice(capacity: right)).onOneWord()
    }

    private static func advice(capacity: Int) -> String {
        "it is at capacity \(capacity): --stake-table-capacity \(capacity)"
    }

    /// The capacity at which the table has this commitment, of those that networks have; nil if at none.
    private func capacity(of commitment: StakeTableState) -> Int? {
        // The stake does not depend on the capacity: another one is of another table.
        guard let smallest = try? self.commitment(capacity: entries.count), smallest.threshold == commitment.threshold
        else { return nil }
        let capacities = Array(entries.count...entries.count + 16) + Self.usualCapacities
        return capacities.first { capacity in
            guard capacity >= entries.count, let own = try? self.commitment(capacity: capacity) else { return false }
            return own == commitment
        }
    }

    private static let usualCapacities = [
        4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 25, 30, 32, 40, 50, 64, 100, 128, 150, 200, 250, 256, 300, 400, 500, 512,
        1000,
    ]
}
