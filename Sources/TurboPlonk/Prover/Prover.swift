import BN254
import Kernels
import PolynomialCommitment

/// Makes a TurboPlonk proof: an instance has what can be prepared before there is a witness.
///
/// Gabizon, Williamson and Ciobotaru, "PLONK" (2019), with five wires, the gate of the constraint system and the
/// transcript of the Solidity verifiers; the rounds are those of <doc:ProverRounds>. The quotient is computed on five
/// cosets of the domain in place of one coset of eight times its size (``QuotientCosets``).
public struct Prover: Sendable {
    let key: ProvingKey
    let domain: EvaluationDomain
    let cosets: QuotientCosets
    let blocks: BitReversedBlocks
    /// What columns are committed to with: in the first two rounds rows and blinding factors if the key has a Lagrange basis,
    /// otherwise coefficients.
    private var bases: CommitmentBases
    /// Whether a column of the key can be read without waiting for a disk.
    let isCached: @Sendable (StorageSlice<Fr>) -> Bool

    /// n, the number of rows.
    var n: Int { key.verifyingKey.domainSize }

    /// A prover for the circuit of `key`. Throws ``ProverError/circuitSize(_:)`` if it is not within ``CircuitLimits``.
    public init(key: ProvingKey) throws(ProverError) {
        try self.init(key: key, isCached: Pages.areCached)
    }

    /// The same, which takes as cached what `isCached` says.
    package init(
        key: ProvingKey, isCached: @escaping @Sendable (StorageSlice<Fr>) -> Bool
    ) throws(ProverError) {
        let (logarithm, count) = (key.verifyingKey.domainLogarithm, key.verifyingKey.publicInputCount)
        do throws(CircuitSizeError) {
            try CircuitLimits.check(domainLogarithm: logarithm, publicInputCount: count)
        } catch {
            throw .circuitSize(error)
        }
        self.key = key
        domain = EvaluationDomain(logarithm: logarithm)
        cosets = QuotientCosets(domainLogarithm: logarithm)
        blocks = BitReversedBlocks(domain)
        bases = key.lagrangeBasis.isEmpty ? CommitmentBases(key.powers) : Prover.rowBases(key)
        self.isCached = isCached
    }

    /// Told where the prover is: the step, and the share of the whole work that is done, in 0…1.
    public typealias Observer = (_ step: ProverStep, _ share: Double) -> Void

    /// Told the polynomials on the way, for comparing them with those of the original.
    package typealias Trace = (_ name: String, _ coefficients: StorageSlice<Fr>) -> Void

    /// Proves that the wires satisfy the circuit for the public inputs.
    ///
    /// `wires` are five columns of n values each, in row order, as the circuit's finalisation leaves them. The prover and the
    /// wires are used up: who hands over the last references to them (`consume`) saves 64·n and 160·n bytes, and others keep
    /// what they have, unchanged. The proof is not verified here.
    /// Throws ``ProverError``; a witness that does not satisfy the circuit never yields a proof.
    public consuming func prove(
        wires: consuming [Column], publicInputs: [Fr], observer: Observer = { _, _ in }
    ) throws(ProverError) -> Proof {
        try (consume self).prove(
            wires: consume wires, publicInputs: publicInputs, blinding: .random(), observer: observer, trace: nil)
    }

    /// As ``prove(wires:publicInputs:observer:)``, with given blinding factors.
    package consuming func prove(
        wires: consuming [Column], publicInputs: [Fr], blinding: BlindingFactors, observer: Observer, trace: Trace?
    ) throws(ProverError) -> Proof {
        let expected = key.verifyingKey.publicInputCount
        guard publicInputs.count == expected else {
            throw .publicInputCount(expected: expected, found: publicInputs.count)
        }
        var wires = consume wires
        precondition(wires.count == 5 && wires.allSatisfy { $0.count == n })
        var transcript = SolidityTranscript.initial(verifyingKey: key.verifyingKey, publicInputs: publicInputs)
        func report(_ step: ProverStep, _ fraction: Double) throws(ProverError) {
            guard !Task.isCancelled else { throw .cancelled }
            observer(step, step.share(fraction))
        }

        // Round 1. With a Lagrange basis rows are committed to as they are, and polynomials take their place after round 2.
        // Otherwise they do so at once, and round 2 needs another copy of the rows.
        try report(.wires, 0)
        let hasRowBases = !key.lagrangeBasis.isEmpty
        var rows: [Column] = hasRowBases ? [] : wires
        let wirePolynomials = blinding.wires.map { blinded(wires.removeFirst(), $0) }
        if !hasRowBases { interpolate(wirePolynomials) }
        let wireCommitments = commit(wirePolynomials, count: n + 2)
        let (beta, gamma) = transcript.challenges(afterWires: wireCommitments)

        // Round 2.
        try report(.permutationProduct, 0)
        let product = try permutationProduct(
            hasRowBases ? wirePolynomials : rows, beta: beta, gamma: gamma, blinding)
        // Their memory is used for the quotient, if no one else holds it.
        rows = []
        if hasRowBases { interpolate(wirePolynomials) }
        for polynomial in wirePolynomials { trace?("wire", polynomial.readOnly.prefix(n + 2)) }
        trace?("permutation product values", product.readOnly.prefix(n))
        if !hasRowBases { interpolate([product]) }
        let productCommitment = commit([product], count: n + 3)[0]
        if hasRowBases { interpolate([product]) }
        trace?("permutation product", product.readOnly.prefix(n + 3))
        let alpha = transcript.challenge(afterPermutationProduct: productCommitment)
        if hasRowBases { commitToCoefficients() }

        // Round 3.
        try report(.quotient, 0)
        let quotientInput = QuotientInput(
            wires: wirePolynomials, product: product, publicInputs: publicInputs, alpha: alpha, beta: beta, gamma: gamma
        )
        let quotientParts = try quotientParts(quotientInput, blinding) { (fraction) throws(ProverError) in
            try report(.quotient, fraction)
        }
        for part in quotientParts { trace?("quotient part", part.readOnly.prefix(n + 3)) }
        try report(.quotientCommitments, 0)
        let quotientCommitments = commit(quotientParts, count: n + 3)
        let zeta = transcript.challenge(afterQuotientParts: quotientCommitments)

        // Rounds 4 and 5.
        try report(.openings, 0)
        let point = DomainPoint(zeta, domainLogarithm: key.verifyingKey.domainLogarithm)
        let evaluations = evaluations(wirePolynomials, product, at: point)
        let v = transcript.challenge(afterEvaluations: evaluations)
        let factors = LinearizationCoefficients(
            evaluations: evaluations, publicInputs: publicInputs, beta: beta, gamma: gamma, alpha: alpha, at: point)
        let linearization = linearization(product, quotientParts, factors)
        trace?("linearization", linearization.readOnly.prefix(n + 3))
        let openings = try openings(
            linearization, wirePolynomials, product, evaluations, factors, v: v, at: point)
        let openingCommitments = commit(openings, count: n + 2)
        try report(.openings, 1)
        return Proof(
            wires: wireCommitments, permutationProduct: productCommitment, quotientParts: quotientCommitments,
            opening: openingCommitments[0], shiftedOpening: openingCommitments[1], evaluations: evaluations)
    }

    /// The bases become those of coefficients, the powers of the setup, in the memory of those of rows.
    private mutating func commitToCoefficients() {
        bases = CommitmentBases(key.powers.prefix(0))
        bases = CommitmentBases(key.powers)
    }

    /// The sums of the first `count` ≤ n + 3 elements of columns, each times the base at its place.
    private func commit(_ columns: [Column], count: Int) -> [G1Point] {
        MultiScalarMultiplication.sums(columns.map { $0.readOnly.prefix(count) }, bases: bases)
    }
}
