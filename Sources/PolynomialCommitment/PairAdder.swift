import BN254
import Kernels

/// Additions of pairs of points, collected until there are enough to share an inversion.
struct PairAdder {
    /// The additions that share an inversion, at the most: its microsecond is then under 1 % of their time.
    private static let capacity = 2048

    private let firsts = Storage<UInt32>(count: capacity)
    private let scratch = Storage<Fq>(count: KernelTable.current.scratch.pairs(capacity))
    private var count = 0

    /// Does `points[first] += points[first + distance]` at some time before ``flush(_:distance:)`` returns.
    ///
    /// The points and the distance are the same in all calls up to that one, and no place occurs in two pairs.
    @inline(__always)
    mutating func append(_ first: Int, _ points: MutableStorageSlice<G1Point>, distance: Int) {
        firsts[count] = UInt32(truncatingIfNeeded: first)
        count += 1
        if count == PairAdder.capacity { flush(points, distance: distance) }
    }

    /// Does the additions that are left.
    mutating func flush(_ points: MutableStorageSlice<G1Point>, distance: Int) {
        if count == 0 { return }
        KernelTable.current.addPairs(
            PointPairs(points: points, firsts: firsts, count: count, distance: distance, scratch: scratch))
        count = 0
    }
}
