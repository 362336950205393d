import BN254

/// Linear combinations of vectors: targets[t][i] = Σ_s factors[t·sources.count + s]·sources[s][i] for the i in `rows`.
///
/// A target may be one of the sources, otherwise nothing overlaps. At most 64 sources.
public struct LinearCombinations {
    /// The vectors that are combined.
    let sources: [StorageSlice<Fr>]
    /// Where the combinations go.
    let targets: [MutableStorageSlice<Fr>]
    /// A row of factors for every target.
    let factors: [Fr]
    /// The elements that are combined.
    private(set) var rows: Range<Int>

    /// Combinations, a row of `factors` for every target. Traps unless all vectors have these rows.
    public init(
        sources: [StorageSlice<Fr>], targets: [MutableStorageSlice<Fr>], factors: [Fr], rows: Range<Int>
    ) {
        precondition(sources.count <= 64 && factors.count == sources.count * targets.count && rows.lowerBound >= 0)
        precondition(sources.allSatisfy { rows.upperBound <= $0.count })
        precondition(targets.allSatisfy { rows.upperBound <= $0.count })
        self.sources = sources
        self.targets = targets
        self.factors = factors
        self.rows = rows
    }

    /// The same without the first `count` rows.
    func dropping(_ count: Int) -> LinearCombinations {
        var rest = self
        rest.rows = rows.dropFirst(count)
        return rest
    }
}
