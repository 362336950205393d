import BN254

/// Lists of points that are added up, eight side by side: an octet.
///
/// The lists are in the order of their lengths, the longest first. Octet k has the lists 8k … 8k + 7, and point t of
/// list 8k + i is `bases[e / 2]`, negated if e is odd, with e = `entries[starts[k] + 8t + i]`. Behind the end of a list
/// that is shorter than the first one of its octet, the entries are those of the first one; behind the last octet there
/// are 16 more entries of whatever kind. Exact for all points of the curve: equal ones, opposite ones, infinity.
public struct PointLists {
    /// The bases, their y times ``KernelTable/ordinateScale``.
    public var bases: UnsafePointer<G1Point>
    /// Places and signs.
    public var entries: UnsafePointer<UInt32>
    /// Where the entries of every octet begin.
    public var starts: UnsafePointer<UInt32>
    /// The lengths of all lists, up to ``maximumLength``; only in the last octet there may be 0.
    public var lengths: UnsafePointer<UInt32>
    /// The number of octets, up to ``maximumCount``.
    public var count: Int
    /// Room for eight points an octet: the sum of every list, infinity for the empty one.
    public var sums: UnsafeMutablePointer<G1Point>
    /// Room for ``scratchByteCount`` bytes, 64-aligned.
    public var scratch: UnsafeMutableRawPointer

    /// The most points of a list.
    public static let maximumLength = 127
    /// The most octets: what is kept of them stays in the second-level cache, and the microseconds of an inversion are
    /// shared by eight times as many additions.
    public static let maximumCount = 128
    /// The bytes of scratch memory for ``maximumCount`` octets.
    public static let scratchByteCount = 1 << 18

    /// These lists.
    public init(
        bases: UnsafePointer<G1Point>, entries: UnsafePointer<UInt32>, starts: UnsafePointer<UInt32>,
        lengths: UnsafePointer<UInt32>, count: Int, sums: UnsafeMutablePointer<G1Point>,
        scratch: UnsafeMutableRawPointer
    ) {
        precondition(count <= PointLists.maximumCount)
        self.bases = bases
        self.entries = entries
        self.starts = starts
        self.lengths = lengths
        self.count = count
        self.sums = sums
        self.scratch = scratch
    }
}
