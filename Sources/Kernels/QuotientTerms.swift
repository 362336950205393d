import BN254

/// The numerator of the quotient polynomial at some points x_j = y_j·base of a coset, from values at these points:
///
///     numerators[j] = gate(w, q) + publicInputFactors[0]·lagrange + Σ_{i>0} publicInputFactors[i]·otherLagranges[i − 1]
///                   + α·(z·Π (w_i + γ + β·k_i·x) − z(ωx)·Π (w_i + γ + β·σ_i)) + lagrangeFactor·(z − 1)·lagrange
///
/// with all values taken at j and, for the wires w and the selectors q,
///
///     gate(w, q) = q_0·w_0 + q_1·w_1 + q_2·w_2 + q_3·w_3 + q_4·w_0·w_1 + q_5·w_2·w_3 + q_6·w_0^5 + q_7·w_1^5 + q_8·w_2^5
///                + q_9·w_3^5 − q_10·w_4 + q_11 + q_12·w_0·w_1·w_2·w_3·w_4.
///
/// The selectors of high degree, q_6…q_9 and q_12, may come alone: then the values of all other terms of the gate are given
/// (``ArithmeticGates``).
///
/// Wires, selectors and σ are whole columns, of which some rows are taken; everything else has as many elements as these
/// rows. See the article ProverRounds of TurboPlonk. Nothing overlaps but what is read.
public struct QuotientTerms {
    /// The values of the five wires.
    let wires: [StorageSlice<Fr>]
    /// The values of the 13 selectors, or of the five of high degree.
    let selectors: [StorageSlice<Fr>]
    /// The values of the gate's other terms; nil if there are 13 selectors.
    let gates: StorageSlice<Fr>?
    /// The values of σ_0…σ_4.
    let sigmas: [StorageSlice<Fr>]
    /// The rows of wires, selectors and σ.
    let rows: Range<Int>
    /// The values of z.
    let product: StorageSlice<Fr>
    /// The values of z(ωX).
    let shiftedProduct: StorageSlice<Fr>
    /// The values of L_0, the Lagrange polynomial of the first row and of the first public input, over some constant.
    let lagrange: StorageSlice<Fr>
    /// What (z − 1)·lagrange is multiplied with.
    let lagrangeFactor: Fr
    /// The values of the Lagrange polynomials of the other public inputs, over some constants.
    let otherLagranges: [StorageSlice<Fr>]
    /// What the Lagrange polynomials of the public inputs are multiplied with, at most 16.
    let publicInputFactors: [Fr]
    /// The points over `base`.
    let points: StorageSlice<Fr>
    /// β·k_i·base for every wire.
    let pointFactors: [Fr]
    /// α.
    let alpha: Fr
    /// β.
    let beta: Fr
    /// γ.
    let gamma: Fr
    /// Where the results go.
    let numerators: MutableStorageSlice<Fr>

    /// Terms at the points of some rows. Traps for other numbers of columns or elements.
    public init(
        wires: [StorageSlice<Fr>], selectors: [StorageSlice<Fr>], sigmas: [StorageSlice<Fr>], rows: Range<Int>,
        gates: StorageSlice<Fr>? = nil, product: StorageSlice<Fr>, shiftedProduct: StorageSlice<Fr>,
        lagrange: StorageSlice<Fr>, lagrangeFactor: Fr, otherLagranges: [StorageSlice<Fr>],
        publicInputFactors: [Fr], points: StorageSlice<Fr>, pointFactors: [Fr], alpha: Fr, beta: Fr,
        gamma: Fr, numerators: MutableStorageSlice<Fr>
    ) {
        precondition(
            wires.count == 5 && selectors.count == (gates == nil ? 13 : 5) && sigmas.count == 5
                && pointFactors.count == 5)
        precondition(otherLagranges.count == max(0, publicInputFactors.count - 1) && publicInputFactors.count <= 16)
        precondition(rows.lowerBound >= 0)
        for columns in [wires, selectors, sigmas] {
            precondition(columns.allSatisfy { rows.upperBound <= $0.count })
        }
        precondition(otherLagranges.allSatisfy { $0.count == rows.count })
        precondition(product.count == rows.count && shiftedProduct.count == rows.count && lagrange.count == rows.count)
        precondition(gates.map { $0.count == rows.count } ?? true)
        precondition(points.count == rows.count && numerators.count == rows.count)
        self.wires = wires
        self.selectors = selectors
        self.gates = gates
        self.sigmas = sigmas
        self.rows = rows
        self.product = product
        self.shiftedProduct = shiftedProduct
        self.lagrange = lagrange
        self.lagrangeFactor = lagrangeFactor
        self.otherLagranges = otherLagranges
        self.publicInputFactors = publicInputFactors
        self.points = points
        self.pointFactors = pointFactors
        self.alpha = alpha
        self.beta = beta
        self.gamma = gamma
        self.numerators = numerators
    }

    /// The number of points.
    var count: Int { rows.count }

    /// Whether all 13 selectors are at hand.
    var hasArithmeticSelectors: Bool { gates == nil }

    /// The elements of the rows: of wires, selectors, σ, z, z(ωX), L_0, and the other Lagrange
    /// polynomials, in this order (``QuotientColumn``). Good for as long as these terms are.
    ///
    /// Given values of the gate stand in the place of q_11, which is added like them, and of all selectors that are missing.
    var columns: [UnsafePointer<Fr>] {
        var columns: [UnsafePointer<Fr>] = []
        columns.reserveCapacity(QuotientColumn.count + otherLagranges.count)
        for column in wires { columns.append(column.start + rows.lowerBound) }
        let selectorRows = selectors.map { $0.start + rows.lowerBound }
        if let gates {
            let rest = Array(repeating: gates.start, count: 6)
            columns += rest + selectorRows[..<4] + rest.prefix(2) + selectorRows[4...]
        } else {
            columns += selectorRows
        }
        for column in sigmas { columns.append(column.start + rows.lowerBound) }
        columns += [product.start, shiftedProduct.start, lagrange.start]
        for column in otherLagranges { columns.append(column.start) }
        return columns
    }
}

/// The place of a column, or of the first of several columns, in ``QuotientTerms/columns``; behind them those of the
/// Lagrange polynomials of the public inputs but the first one.
enum QuotientColumn {
    /// w_0…w_4.
    static let wires = 0
    /// q_lc0…3, q_mul0…1, q_hash0…3, q_o, q_c, q_ecc.
    static let selectors = 5
    /// σ_0…σ_4.
    static let sigmas = 18
    /// z.
    static let product = 23
    /// z at the points times ω.
    static let shiftedProduct = 24
    /// L_0.
    static let lagrange = 25
    /// The number of these columns.
    static let count = 26
}
