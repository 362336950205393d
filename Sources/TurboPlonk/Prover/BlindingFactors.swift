import BN254

/// The random scalars that make a proof reveal nothing but its statement: 17 of them.
///
/// Source: <doc:ProverRounds>.
public struct BlindingFactors: Sendable {
    /// b0, b1 of each of the five wire polynomials, which get (b0 + b1·X)·Z_H(X).
    let wires: [[Fr]]
    /// b0, b1, b2 of the permutation product polynomial, which gets (b0 + b1·X + b2·X²)·Z_H(X).
    let permutationProduct: [Fr]
    /// b0…b3, which tie neighbouring pieces of the quotient together.
    let quotient: [Fr]

    /// Fresh factors from the system's cryptographically secure generator.
    public static func random() -> BlindingFactors {
        var generator = SystemRandomNumberGenerator()
        func scalars(_ count: Int) -> [Fr] {
            var scalars = (0..<count).map { _ in Fr.random(using: &generator) }
            // The highest coefficient must not vanish, lest the polynomial lose a degree.
            while scalars[count - 1].isZero { scalars[count - 1] = Fr.random(using: &generator) }
            return scalars
        }
        return BlindingFactors(
            wires: (0..<5).map { _ in scalars(2) }, permutationProduct: scalars(3), quotient: scalars(4))
    }

    /// Given factors, for comparing proofs with those of the original. Two proofs with the same factors reveal the witness.
    package init(insecureWires wires: [[Fr]], permutationProduct: [Fr], quotient: [Fr]) {
        precondition(wires.count == 5 && wires.allSatisfy { $0.count == 2 })
        precondition(permutationProduct.count == 3 && quotient.count == 4)
        self.init(wires: wires, permutationProduct: permutationProduct, quotient: quotient)
    }

    private init(wires: [[Fr]], permutationProduct: [Fr], quotient: [Fr]) {
        self.wires = wires
        self.permutationProduct = permutationProduct
        self.quotient = quotient
    }
}
