import BN254

/// What a stage has found out about those that it asks, for the daemon that started it: what no document and no exit code
/// tells, or not if the stage fails.
package struct Findings: Sendable, Equatable {
    /// The signatures on the newest state.
    package struct Signatures: Sendable, Equatable {
        /// Those that count.
        package var valid: UInt64
        /// Those that do not verify, are of strangers, or cannot be read.
        package var dropped: UInt64
        /// The stake of those that count.
        package var weight: UInt256
        /// The stake that is needed.
        package var threshold: UInt256

        package init(valid: UInt64, dropped: UInt64, weight: UInt256, threshold: UInt256) {
            self.valid = valid
            self.dropped = dropped
            self.weight = weight
            self.threshold = threshold
        }
    }

    /// A transaction that was sent, or is about to be, and of which nobody knows yet what becomes of it.
    package struct PendingTransaction: Sendable, Equatable {
        /// Its number in the account.
        package var nonce: UInt64
        /// The hash of the newest attempt.
        package var hash: String
        /// The block whose state it brings.
        package var height: UInt64
        /// How many transactions of this nonce were signed, each dearer than the one before.
        package var attempts: UInt64
        /// The most that the newest one pays for one gas, in wei.
        package var offeredGasPrice: UInt256

        package init(nonce: UInt64, hash: String, height: UInt64, attempts: UInt64, offeredGasPrice: UInt256) {
            self.nonce = nonce
            self.hash = hash
            self.height = height
            self.attempts = attempts
            self.offeredGasPrice = offeredGasPrice
        }
    }

    /// A transaction that was mined, deeply enough to count as settled.
    package struct SettledTransaction: Sendable, Equatable {
        package var hash: String
        /// `final` or `reverted`.
        package var state: String
        package var gasUsed: UInt64
        /// What it cost, in wei; nil if no node said so.
        package var cost: UInt256?
        /// When it was found to be settled, in seconds since 1970.
        package var at: UInt64

        package init(hash: String, state: String, gasUsed: UInt64, cost: UInt256?, at: UInt64) {
            self.hash = hash
            self.state = state
            self.gasUsed = gasUsed
            self.cost = cost
            self.at = at
        }
    }

    /// How many settled transactions are told of: more than are settled between two looks of the daemon.
    package static let mostSettled = 16

    /// All providers of the roles that the stage asks, also those that it did not ask.
    package var providers: [Provider] = []
    /// How often calls went over to another provider, in this run.
    package var failovers: [Provider.Role: UInt64] = [:]
    /// The signatures on the state that was checked last.
    package var signatures: Signatures?
    /// The account that sends: `0x` and 40 digits.
    package var account: String?
    /// The transactions that are pending; nil if the stage knows nothing about that.
    package var pending: [PendingTransaction]?
    /// The newest transactions that are settled, oldest first, of earlier runs too.
    package var settled: [SettledTransaction] = []
    /// The name of the network whose contract this is, if it is a known one.
    package var network: String?

    /// Nothing yet.
    package init() {}
}
