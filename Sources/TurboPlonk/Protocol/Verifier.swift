import BN254

/// A proof, what it claims to prove, and the key of the circuit it is about.
public struct ProofClaim: Sendable, Hashable {
    /// The proof.
    public let proof: Proof
    /// The public inputs, in the circuit's order.
    public let publicInputs: [Fr]
    /// The circuit's key.
    public let verifyingKey: VerifyingKey

    /// A claim that may be true or false.
    public init(_ proof: Proof, publicInputs: [Fr], verifyingKey: VerifyingKey) {
        self.proof = proof
        self.publicInputs = publicInputs
        self.verifyingKey = verifyingKey
    }
}

/// Decides about proofs as the deployed contracts do. Source: <doc:Verification>.
public enum Verifier {
    /// Verifies one proof; returning means that it is valid.
    ///
    /// Infinity is accepted wherever the contract accepts it, which is everywhere. The domain may have any size unless
    /// `asContract`. Throws the first reason in the contract's order: `.invalidField` for a point beside the curve,
    /// which no decoder lets through, `.wrongPublicInputCount`, `.unsupportedDomainSize`, `.doesNotVerify`.
    public static func verify(_ claim: ProofClaim, asContract: Bool = false) throws(TurboPlonkError) {
        try check(claim, asContract: asContract)
        var product = PairingProduct()
        product.add(claim, weight: .one)
        guard product.isOne else { throw .doesNotVerify }
    }

    /// Verifies one proof; see ``verify(_:asContract:)``.
    public static func verify(
        _ proof: Proof, publicInputs: [Fr], verifyingKey: VerifyingKey, asContract: Bool = false
    ) throws(TurboPlonkError) {
        try verify(
            ProofClaim(proof, publicInputs: publicInputs, verifyingKey: verifyingKey), asContract: asContract)
    }

    /// Everything but the pairings.
    static func check(_ claim: ProofClaim, asContract: Bool) throws(TurboPlonkError) {
        for (name, point) in zip(Proof.pointNames, claim.proof.points) where !point.isOnCurve {
            throw .invalidField(name, .notOnCurve(G1.name))
        }
        let key = claim.verifyingKey
        guard claim.publicInputs.count == key.publicInputCount else {
            throw .wrongPublicInputCount(expected: key.publicInputCount, found: claim.publicInputs.count)
        }
        guard !asContract || key.hasContractDomainSize else { throw .unsupportedDomainSize(key.domainSize) }
    }
}

/// Decides about many proofs at once, of one key or of several, with two pairings and one for each further β·h.
public enum BatchVerifier {
    /// Verifies all proofs; returning means that every one is valid. No proof at all is valid.
    ///
    /// Each proof's equation is multiplied by a random number of 128 bits from the system's generator, so a false proof
    /// passes with probability 2^−128. Throws what ``Verifier/verify(_:asContract:)`` throws, without saying which proof
    /// is at fault.
    public static func verify(_ claims: [ProofClaim], asContract: Bool = false) throws(TurboPlonkError) {
        var generator = SystemRandomNumberGenerator()
        var product = PairingProduct()
        for claim in claims {
            try Verifier.check(claim, asContract: asContract)
            product.add(claim, weight: Fr(reducing: UInt256(generator.next(), generator.next(), 0, 0)))
        }
        guard product.isOne else { throw .doesNotVerify }
    }
}

/// A product of pairings, collected by the points of G2 and there by the points of G1, so that what several proofs of
/// one key share is multiplied once.
private struct PairingProduct {
    private var combinations: [G2Point: G1Combination] = [:]

    /// Multiplies by one proof's equation to the power `weight`:
    ///
    ///     e(W_ζ + u·W_ζω, β·h) = e(ζ·W_ζ + u·ζω·W_ζω + F − E, h)
    ///
    /// with F and E as in <doc:Verification>, steps 6 to 8.
    mutating func add(_ claim: ProofClaim, weight: Fr) {
        let (proof, key) = (claim.proof, claim.verifyingKey)
        let challenges = Challenges(proof, publicInputs: claim.publicInputs, verifyingKey: key)
        let (v, u) = (challenges.v, challenges.u)
        let point = DomainPoint(challenges.zeta, domainLogarithm: key.domainLogarithm)
        let linearization = LinearizationCoefficients(
            evaluations: proof.evaluations, publicInputs: claim.publicInputs, beta: challenges.beta,
            gamma: challenges.gamma, alpha: challenges.alpha, at: point)

        combinations[key.betaH, default: G1Combination()].add(proof.opening, times: -weight)
        combinations[key.betaH, default: G1Combination()].add(proof.shiftedOpening, times: -(weight * u))

        var right = G1Combination()
        right.add(proof.opening, times: point.zeta)
        right.add(proof.shiftedOpening, times: u * point.shifted)
        for (commitment, factor) in zip(key.selectors, linearization.selectors) { right.add(commitment, times: factor) }
        right.add(key.sigmas[4], times: linearization.lastSigma)
        for (part, factor) in zip(proof.quotientParts, linearization.quotientParts) { right.add(part, times: factor) }
        right.add(proof.permutationProduct, times: linearization.permutationProduct + u)

        // The polynomials opened beside the linearisation, with the powers of v from the first on.
        var evaluation = u * proof.evaluations.shiftedPermutationProduct - linearization.constant
        var power = v
        let opened =
            Array(zip(proof.wires, proof.evaluations.wires)) + zip(key.sigmas, proof.evaluations.sigmas)
        for (commitment, value) in opened {
            right.add(commitment, times: power)
            evaluation += power * value
            power *= v
        }
        right.add(.generator, times: -evaluation)
        combinations[key.h, default: G1Combination()].add(right, times: weight)
    }

    /// Whether the product is 1.
    var isOne: Bool { Pairing.isProductOne(combinations.map { ($0.value.sum.affine, $0.key) }) }
}
