import BN254

/// A TurboPlonk proof: 13 commitments and 10 evaluations.
///
/// A decoded proof has only points of the curve. Infinity is among them: the contract takes (0, 0) for it in every
/// place, and so do the decoders, though an honest prover meets it with negligible probability. Source:
/// <doc:ProverRounds> and <doc:Verification>.
public struct Proof: Sendable, Hashable {
    /// What round 4 opens, at ζ unless said otherwise.
    public struct Evaluations: Sendable, Hashable {
        /// w_0(ζ) … w_4(ζ).
        public let wires: [Fr]
        /// σ_0(ζ) … σ_3(ζ).
        public let sigmas: [Fr]
        /// z(ζω).
        public let shiftedPermutationProduct: Fr

        /// Evaluations of 5 wires, 4 permutation polynomials and the permutation product. Traps on other numbers.
        public init(wires: [Fr], sigmas: [Fr], shiftedPermutationProduct: Fr) {
            precondition(wires.count == VerifyingKey.wireCount && sigmas.count == VerifyingKey.wireCount - 1)
            self.wires = wires
            self.sigmas = sigmas
            self.shiftedPermutationProduct = shiftedPermutationProduct
        }
    }

    /// [w_0] … [w_4].
    public let wires: [G1Point]
    /// [z].
    public let permutationProduct: G1Point
    /// [t_0] … [t_4], the parts of the quotient.
    public let quotientParts: [G1Point]
    /// [W_ζ].
    public let opening: G1Point
    /// [W_ζω].
    public let shiftedOpening: G1Point
    /// The ten evaluations.
    public let evaluations: Evaluations

    /// A proof of 5 wire and 5 quotient commitments and what else it takes. Traps on other numbers.
    public init(
        wires: [G1Point], permutationProduct: G1Point, quotientParts: [G1Point], opening: G1Point,
        shiftedOpening: G1Point, evaluations: Evaluations
    ) {
        precondition(wires.count == VerifyingKey.wireCount && quotientParts.count == VerifyingKey.wireCount)
        self.wires = wires
        self.permutationProduct = permutationProduct
        self.quotientParts = quotientParts
        self.opening = opening
        self.shiftedOpening = shiftedOpening
        self.evaluations = evaluations
    }
}

/// All encodings have the same order, that of the names here.
extension Proof {
    /// The names of the 13 points in the contract's `PlonkProof` structure.
    public static let pointNames =
        (0..<5).map { "wire\($0)" } + ["prodPerm"] + (0..<5).map { "split\($0)" } + ["zeta", "zetaOmega"]

    /// The names of the 10 scalars in the contract's `PlonkProof` structure.
    public static let scalarNames =
        (0..<5).map { "wireEval\($0)" } + (0..<4).map { "sigmaEval\($0)" } + ["prodPermZetaOmegaEval"]

    /// The points in the order of ``pointNames``.
    public var points: [G1Point] { wires + [permutationProduct] + quotientParts + [opening, shiftedOpening] }

    /// The scalars in the order of ``scalarNames``.
    public var scalars: [Fr] { evaluations.wires + evaluations.sigmas + [evaluations.shiftedPermutationProduct] }

    /// The proof of 13 points and 10 scalars in the order of ``pointNames`` and ``scalarNames``. Traps on other numbers.
    public init(points: [G1Point], scalars: [Fr]) {
        precondition(points.count == Self.pointNames.count && scalars.count == Self.scalarNames.count)
        self.init(
            wires: Array(points[0..<5]), permutationProduct: points[5], quotientParts: Array(points[6..<11]),
            opening: points[11], shiftedOpening: points[12],
            evaluations: Evaluations(
                wires: Array(scalars[0..<5]), sigmas: Array(scalars[5..<9]), shiftedPermutationProduct: scalars[9]))
    }
}
