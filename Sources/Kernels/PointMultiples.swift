import BN254

/// Points that are multiplied by scalars: `points[i]` becomes `factors[i >> logRun]·points[i]`.
///
/// Exact for all points and scalars, infinity and zero among them. Variable time in the scalars.
public struct PointMultiples {
    /// The points, to be replaced by their multiples.
    public var points: UnsafeMutablePointer<G1Point>
    /// The number of points, up to ``maximumCount``.
    public var count: Int
    /// A scalar for every 2^logRun points.
    public var factors: UnsafePointer<Fr>
    /// The logarithm of the number of neighbours that have their scalar in common.
    public var logRun: Int
    /// Room for ``scratchByteCount`` bytes, 64-aligned.
    public var scratch: UnsafeMutableRawPointer

    /// The most points: what is kept of them stays in the second-level cache.
    public static let maximumCount = 1024
    /// The bytes of scratch memory for ``maximumCount`` points.
    public static let scratchByteCount = 1 << 20

    /// These points and scalars.
    public init(
        points: UnsafeMutablePointer<G1Point>, count: Int, factors: UnsafePointer<Fr>, logRun: Int,
        scratch: UnsafeMutableRawPointer
    ) {
        precondition(count <= PointMultiples.maximumCount)
        self.points = points
        self.count = count
        self.factors = factors
        self.logRun = logRun
        self.scratch = scratch
    }
}
