import BN254
import Synchronization
import Text

/// What a round has found and done so far.
final class RoundTally: Sendable {
    struct Content: Sendable {
        var contractHeight: UInt64?
        var relayHeight: UInt64?
        var proofSeconds: Double?
        var fee: UInt256?
        /// How many updates became final.
        var updates = 0
        /// Whether another prover was faster with one.
        var isSuperseded = false
        /// Whether there were more updates than one round takes.
        var hasMore = false
    }

    private let content = Mutex(Content())

    /// What it has found and done.
    var value: Content { content.withLock { $0 } }

    /// Adds to it.
    func update(_ change: (inout Content) -> Void) { content.withLock { change(&$0) } }
}

extension UInt256 {
    /// An amount of wei in ether for people: six places, more where there would be only zeros, no zeros at the end.
    var ether: String { DecimalText.shifted(decimal, by: 18, precision: .places(6)) }
}
