import BN254

/// The terms of the permutation argument at some points y_j·base:
///
///     numerators[j]   = Π_{i=0..4} (w_i[j] + γ + β·k_i·base·points[j])
///     denominators[j] = Π_{i=0..4} (w_i[j] + γ + β·σ_i[j])
///
/// Nothing overlaps.
public struct PermutationTerms {
    /// The values of the five wires.
    public var wires: [UnsafePointer<Fr>]
    /// The values of σ_0…σ_4.
    public var sigmas: [UnsafePointer<Fr>]
    /// The points over `base`.
    public var points: UnsafePointer<Fr>
    /// β·k_i·base for every wire.
    public var pointFactors: [Fr]
    /// β.
    public var beta: Fr
    /// γ.
    public var gamma: Fr
    /// Where the products with the points go.
    public var numerators: UnsafeMutablePointer<Fr>
    /// Where the products with the σ go.
    public var denominators: UnsafeMutablePointer<Fr>
    /// The number of points.
    public var count: Int

    /// Terms at `count` points.
    public init(
        wires: [UnsafePointer<Fr>], sigmas: [UnsafePointer<Fr>],
        points: UnsafePointer<Fr>, pointFactors: [Fr], beta: Fr, gamma: Fr,
        numerators: UnsafeMutablePointer<Fr>, denominators: UnsafeMutablePointer<Fr>, count: Int
    ) {
        precondition(wires.count == 5 && sigmas.count == 5 && pointFactors.count == 5)
        self.wires = wires
        self.sigmas = sigmas
        self.points = points
        self.pointFactors = pointFactors
        self.beta = beta
        self.gamma = gamma
        self.numerators = numerators
        self.denominators = denominators
        self.count = count
    }

    /// The same for the elements from `start` on.
    func dropping(_ start: Int) -> PermutationTerms {
        var rest = self
        rest.wires = wires.map { $0 + start }
        rest.sigmas = sigmas.map { $0 + start }
        rest.points += start
        rest.numerators += start
        rest.denominators += start
        rest.count -= start
        return rest
    }
}
