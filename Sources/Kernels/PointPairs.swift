import BN254

/// Pairs of points that are added: points[f] += points[f + distance] for the first `count` f in `firsts`.
///
/// No place may occur in two pairs. Exact for all points of the curve: equal ones, opposite ones, infinity.
public struct PointPairs {
    /// The points; the sums replace the first ones of the pairs, the second ones stay.
    let points: MutableStorageSlice<G1Point>
    /// The places of the first points; with room up to the next multiple of 8, which may be overwritten.
    let firsts: Storage<UInt32>
    /// The number of pairs; they share one inversion.
    let count: Int
    /// How far behind the first point of a pair the second is.
    let distance: Int
    /// Room for ``ScratchSizes/pairs`` of the set.
    let scratch: Storage<Fq>

    /// These pairs. Traps if `firsts` has no room for the next multiple of 8; that its places are within `points` is checked
    /// in debug builds.
    public init(
        points: MutableStorageSlice<G1Point>, firsts: Storage<UInt32>, count: Int, distance: Int, scratch: Storage<Fq>
    ) {
        precondition(count >= 0 && firsts.count >= (count + 7) & ~7 && distance >= 0)
        assert((0..<count).allSatisfy { Int(firsts[$0]) + distance < points.count })
        self.points = points
        self.firsts = firsts
        self.count = count
        self.distance = distance
        self.scratch = scratch
    }
}
