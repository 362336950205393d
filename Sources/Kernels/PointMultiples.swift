import BN254

/// Points that are multiplied by scalars: `points[i]` becomes `factors[i >> logRun]·points[i]`.
///
/// Exact for all points and scalars, infinity and zero among them. Variable time in the scalars.
public struct PointMultiples {
    /// The points, up to ``maximumCount``, to be replaced by their multiples.
    let points: MutableStorageSlice<G1Point>
    /// A scalar for every 2^logRun points.
    let factors: StorageSlice<Fr>
    /// The logarithm of the number of neighbours that have their scalar in common.
    let logRun: Int
    /// Room for ``ScratchSizes/multipleByteCount`` of the set.
    let scratch: MutableStorageSlice<UInt8>

    /// The most points: what is kept of them stays in the second-level cache.
    public static let maximumCount = 1024

    /// These points and scalars. Traps if there are more than ``maximumCount`` points, or too few scalars.
    public init(
        points: MutableStorageSlice<G1Point>, factors: StorageSlice<Fr>, logRun: Int,
        scratch: MutableStorageSlice<UInt8>
    ) {
        precondition(points.count <= PointMultiples.maximumCount)
        precondition(points.isEmpty || factors.count > (points.count - 1) >> logRun)
        self.points = points
        self.factors = factors
        self.logRun = logRun
        self.scratch = scratch
    }

    /// The number of points.
    var count: Int { points.count }
}
