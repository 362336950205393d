/// A block, as far as two of them are told apart by age.
public struct BlockMark: Sendable, Hashable {
    /// The height.
    public var number: UInt64
    /// Seconds since 1970.
    public var timestamp: UInt64

    /// A mark of these parts.
    public init(number: UInt64, timestamp: UInt64) {
        self.number = number
        self.timestamp = timestamp
    }
}

extension BlockMark: Comparable {
    /// By time first: a chain that was reorganised, or begun anew, may be shorter than it was and is younger all the same.
    /// A node that lags shows a block that is lower and older.
    public static func < (left: BlockMark, right: BlockMark) -> Bool {
        (left.timestamp, left.number) < (right.timestamp, right.number)
    }
}
