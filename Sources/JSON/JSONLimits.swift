/// How large and how deep a document may be, and of how many values.
///
/// A value costs up to 250 bytes of memory while it is parsed, an empty object being the dearest, and may be written in two
/// or three: the number of values bounds what a document costs, its length what its text does. With the defaults that is
/// 64 MiB for the values, and 64 MiB for the text and the copy that the parser gets.
public struct JSONLimits: Sendable, Equatable {
    /// The deepest nesting any document may have, whatever is asked for: values are walked by recursion.
    public static let deepest = 512

    /// The length of a document in bytes, from 0 to 2^31 − 1.
    public let maximumBytes: Int
    /// How many values and keys a document may hold, from 0 on.
    public let maximumValues: Int
    /// How many arrays and objects may stand one inside another, from 0 (none at all) to ``deepest``.
    public let maximumDepth: Int

    /// Limits of 32 MiB, 2^18 values and 64 levels unless others are given; what is beyond the ranges above is brought into
    /// them.
    public init(maximumBytes: Int = 32 << 20, maximumValues: Int = 1 << 18, maximumDepth: Int = 64) {
        self.maximumValues = max(maximumValues, 0)
        self.maximumBytes = min(max(maximumBytes, 0), Int(Int32.max))
        self.maximumDepth = min(max(maximumDepth, 0), Self.deepest)
    }
}
