import BN254

/// The terms of the permutation argument at some points y_j·base:
///
///     numerators[j]   = Π_{i=0..4} (w_i[j] + γ + β·k_i·base·points[j])
///     denominators[j] = Π_{i=0..4} (w_i[j] + γ + β·σ_i[j])
///
/// Wires and σ are whole columns, of which some rows are taken; everything else has as many elements as these rows.
/// Nothing overlaps.
public struct PermutationTerms {
    /// The values of the five wires.
    let wires: [StorageSlice<Fr>]
    /// The values of σ_0…σ_4.
    let sigmas: [StorageSlice<Fr>]
    /// The rows of wires and σ.
    private(set) var rows: Range<Int>
    /// The points over `base`.
    private(set) var points: StorageSlice<Fr>
    /// β·k_i·base for every wire.
    let pointFactors: [Fr]
    /// β.
    let beta: Fr
    /// γ.
    let gamma: Fr
    /// Where the products with the points go.
    private(set) var numerators: MutableStorageSlice<Fr>
    /// Where the products with the σ go.
    private(set) var denominators: MutableStorageSlice<Fr>

    /// Terms at the points of some rows. Traps for other numbers of columns or elements.
    public init(
        wires: [StorageSlice<Fr>], sigmas: [StorageSlice<Fr>], rows: Range<Int>,
        points: StorageSlice<Fr>, pointFactors: [Fr], beta: Fr, gamma: Fr,
        numerators: MutableStorageSlice<Fr>, denominators: MutableStorageSlice<Fr>
    ) {
        precondition(wires.count == 5 && sigmas.count == 5 && pointFactors.count == 5 && rows.lowerBound >= 0)
        precondition(wires.allSatisfy { rows.upperBound <= $0.count })
        precondition(sigmas.allSatisfy { rows.upperBound <= $0.count })
        precondition(points.count == rows.count && numerators.count == rows.count && denominators.count == rows.count)
        self.wires = wires
        self.sigmas = sigmas
        self.rows = rows
        self.points = points
        self.pointFactors = pointFactors
        self.beta = beta
        self.gamma = gamma
        self.numerators = numerators
        self.denominators = denominators
    }

    /// The number of points.
    var count: Int { rows.count }

    /// The same without the first `dropped` rows.
    func dropping(_ dropped: Int) -> PermutationTerms {
        let kept = dropped..<count
        var rest = self
        rest.rows = rows.dropFirst(dropped)
        rest.points = points[kept]
        rest.numerators = numerators[kept]
        rest.denominators = denominators[kept]
        return rest
    }
}
