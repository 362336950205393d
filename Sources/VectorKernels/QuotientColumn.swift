/// The place of a column, or of the first of several columns, in the list of those that the numerator of the quotient is
/// made of; behind them those of the Lagrange polynomials of the public inputs but the first one.
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
