import BN254

/// Linear combinations of vectors: targets[t][i] = Σ_s factors[t·sources.count + s]·sources[s][i] for i in 0..<count.
///
/// A target may be one of the sources, otherwise nothing overlaps. At most 64 sources.
public struct LinearCombinations {
    /// The vectors that are combined.
    public var sources: [UnsafePointer<Fr>]
    /// Where the combinations go.
    public var targets: [UnsafeMutablePointer<Fr>]
    /// A row of factors for every target.
    public var factors: [Fr]
    /// The length of all vectors.
    public var count: Int

    /// Combinations, a row of `factors` for every target.
    public init(
        sources: [UnsafePointer<Fr>], targets: [UnsafeMutablePointer<Fr>], factors: [Fr], count: Int
    ) {
        precondition(sources.count <= 64 && factors.count == sources.count * targets.count)
        self.sources = sources
        self.targets = targets
        self.factors = factors
        self.count = count
    }

    /// The same for the elements from `start` on.
    func dropping(_ start: Int) -> LinearCombinations {
        LinearCombinations(
            sources: sources.map { $0 + start }, targets: targets.map { $0 + start }, factors: factors,
            count: count - start)
    }
}
