import BN254

/// Lists of points that are added up, eight side by side: an octet.
///
/// The lists are in the order of their lengths, the longest first. Octet k has the lists 8k … 8k + 7, and point t of
/// list 8k + i is `bases[e / 2]`, negated if e is odd, with e = `entries[starts[k] + 8t + i]`. Behind the end of a list
/// that is shorter than the first one of its octet, the entries are those of the first one; behind the last octet there
/// are 16 more entries of whatever kind. Exact for all points of the curve: equal ones, opposite ones, infinity.
public struct PointLists {
    /// The bases, their y times ``KernelTable/ordinateScale``.
    let bases: StorageSlice<G1Point>
    /// Places and signs.
    let entries: StorageSlice<UInt32>
    /// Where the entries of every octet begin.
    let starts: StorageSlice<UInt32>
    /// The lengths of all lists, up to ``maximumLength``; only in the last octet there may be 0.
    let lengths: StorageSlice<UInt32>
    /// The number of octets, up to ``maximumCount``.
    var count: Int { starts.count }
    /// Eight points an octet: the sum of every list, infinity for the empty one.
    let sums: MutableStorageSlice<G1Point>
    /// Room for ``ScratchSizes/listByteCount`` of the set.
    let scratch: MutableStorageSlice<UInt8>

    /// The most points of a list.
    public static let maximumLength = 127
    /// The most octets: what is kept of them stays in the second-level cache, and the microseconds of an inversion are
    /// shared by eight times as many additions.
    public static let maximumCount = 320

    /// These lists: an octet for every one of `starts`. Traps if there are more than ``maximumCount``, or not eight lengths
    /// and sums for each. That starts, lengths and entries are within the memory is checked in debug builds.
    public init(
        bases: StorageSlice<G1Point>, entries: StorageSlice<UInt32>, starts: StorageSlice<UInt32>,
        lengths: StorageSlice<UInt32>, sums: MutableStorageSlice<G1Point>, scratch: MutableStorageSlice<UInt8>
    ) {
        precondition(starts.count <= PointLists.maximumCount)
        precondition(lengths.count == 8 * starts.count && sums.count >= 8 * starts.count)
        self.bases = bases
        self.entries = entries
        self.starts = starts
        self.lengths = lengths
        self.sums = sums
        self.scratch = scratch
        assert((0..<starts.count).allSatisfy(octetIsWithinMemory))
    }

    private func octetIsWithinMemory(_ octet: Int) -> Bool {
        let (start, count) = (Int(starts[octet]), 8 * Int(lengths[8 * octet]))
        return count <= 8 * PointLists.maximumLength && start + count + 16 <= entries.count
            && (start..<start + count).allSatisfy { Int(entries[$0] >> 1) < bases.count }
    }
}
