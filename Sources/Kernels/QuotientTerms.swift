import BN254

/// The numerator of the quotient polynomial at some points x_j = y_j·base of a coset, from values at these points:
///
///     numerators[j] = gate(w, q) + Σ_i publicInputFactors[i]·publicInputLagranges[i]
///                   + α·(z·Π (w_i + γ + β·k_i·x) − z(ωx)·Π (w_i + γ + β·σ_i)) + lagrangeFactor·(z − 1)·lagrange
///
/// with all values taken at j and, for the wires w and the selectors q,
///
///     gate(w, q) = q_0·w_0 + q_1·w_1 + q_2·w_2 + q_3·w_3 + q_4·w_0·w_1 + q_5·w_2·w_3 + q_6·w_0^5 + q_7·w_1^5 + q_8·w_2^5
///                + q_9·w_3^5 − q_10·w_4 + q_11 + q_12·w_0·w_1·w_2·w_3·w_4.
///
/// See the article ProverRounds of TurboPlonk. Nothing overlaps but what is read.
public struct QuotientTerms {
    /// The values of the five wires.
    public var wires: [UnsafePointer<Fr>]
    /// The values of the 13 selectors.
    public var selectors: [UnsafePointer<Fr>]
    /// The values of σ_0…σ_4.
    public var sigmas: [UnsafePointer<Fr>]
    /// The values of z.
    public var product: UnsafePointer<Fr>
    /// The values of z(ωX).
    public var shiftedProduct: UnsafePointer<Fr>
    /// The values of the first Lagrange polynomial over some constant.
    public var lagrange: UnsafePointer<Fr>
    /// What (z − 1)·lagrange is multiplied with.
    public var lagrangeFactor: Fr
    /// The values of the Lagrange polynomials of the public inputs, at most 16, over some constants.
    public var publicInputLagranges: [UnsafePointer<Fr>]
    /// What these are multiplied with.
    public var publicInputFactors: [Fr]
    /// The points over `base`.
    public var points: UnsafePointer<Fr>
    /// β·k_i·base for every wire.
    public var pointFactors: [Fr]
    /// α.
    public var alpha: Fr
    /// β.
    public var beta: Fr
    /// γ.
    public var gamma: Fr
    /// Where the results go.
    public var numerators: UnsafeMutablePointer<Fr>
    /// The number of points.
    public var count: Int

    /// Terms at `count` points.
    public init(
        wires: [UnsafePointer<Fr>], selectors: [UnsafePointer<Fr>],
        sigmas: [UnsafePointer<Fr>], product: UnsafePointer<Fr>, shiftedProduct: UnsafePointer<Fr>,
        lagrange: UnsafePointer<Fr>, lagrangeFactor: Fr, publicInputLagranges: [UnsafePointer<Fr>],
        publicInputFactors: [Fr], points: UnsafePointer<Fr>, pointFactors: [Fr], alpha: Fr, beta: Fr,
        gamma: Fr, numerators: UnsafeMutablePointer<Fr>, count: Int
    ) {
        precondition(wires.count == 5 && selectors.count == 13 && sigmas.count == 5 && pointFactors.count == 5)
        precondition(publicInputLagranges.count == publicInputFactors.count && publicInputFactors.count <= 16)
        self.wires = wires
        self.selectors = selectors
        self.sigmas = sigmas
        self.product = product
        self.shiftedProduct = shiftedProduct
        self.lagrange = lagrange
        self.lagrangeFactor = lagrangeFactor
        self.publicInputLagranges = publicInputLagranges
        self.publicInputFactors = publicInputFactors
        self.points = points
        self.pointFactors = pointFactors
        self.alpha = alpha
        self.beta = beta
        self.gamma = gamma
        self.numerators = numerators
        self.count = count
    }

    /// The columns in the order of `QuotientColumn`, and those of the public inputs.
    var columns: [UnsafePointer<Fr>] {
        wires + selectors + sigmas + [product, shiftedProduct, lagrange] + publicInputLagranges
    }
}
