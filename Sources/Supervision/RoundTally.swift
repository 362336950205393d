import BN254
import Synchronization

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
    /// The sum; 2²⁵⁶ − 1 where that is not enough.
    func saturatingSum(_ other: UInt256) -> UInt256 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? UInt256(.max, .max, .max, .max) : sum
    }

    /// An amount of wei in ether for people: six places, more where there would be only zeros, no zeros at the end.
    var ether: String {
        let digits = decimal
        let padded = String(repeating: "0", count: Swift.max(0, 19 - digits.count)) + digits
        let whole = padded.dropLast(18)
        let fraction = padded.suffix(18)
        let leading = whole == "0" ? fraction.prefix { $0 == "0" }.count : 0
        var shown = fraction.prefix(leading < 6 ? 6 : leading + 2)
        while shown.last == "0" { shown.removeLast() }
        return shown.isEmpty ? String(whole) : "\(whole).\(shown)"
    }
}
