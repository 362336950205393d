/// How large and how deep a document may be.
public struct JSONLimits: Sendable, Equatable {
    /// The deepest nesting any document may have, whatever is asked for: values are walked by recursion.
    public static let deepest = 512

    /// The length of a document in bytes, from 0 to 2^31 − 1.
    public let maximumBytes: Int
    /// How many arrays and objects may stand one inside another, from 0 (none at all) to ``deepest``.
    public let maximumDepth: Int

    /// Limits of 64 MiB and 64 levels unless others are given; values beyond the ranges above are brought into them.
    public init(maximumBytes: Int = 64 << 20, maximumDepth: Int = 64) {
        self.maximumBytes = min(max(maximumBytes, 0), Int(Int32.max))
        self.maximumDepth = min(max(maximumDepth, 0), Self.deepest)
    }
}
