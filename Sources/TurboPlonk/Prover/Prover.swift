import BN254
import Kernels
import PolynomialCommitment

/// Makes TurboPlonk proofs: one instance for one key, any number of proofs.
///
/// Gabizon, Williamson and Ciobotaru, "PLONK" (2019), with five wires, the gate of the constraint system and the
/// transcript of the Solidity verifiers; the rounds are those of <doc:ProverRounds>. The quotient is computed on five
/// cosets of the domain in place of one coset of eight times its size (``QuotientCosets``).
public struct Prover: Sendable {
    let key: ProvingKey
    let domain: EvaluationDomain
    let cosets: QuotientCosets
    let blocks: BitReversedBlocks
    /// The powers of the setup, with which coefficients are committed to.
    private let bases: CommitmentBases
    /// What rows and blinding factors of a column are committed to with; nil if the key has no Lagrange basis.
    private let rowBases: CommitmentBases?
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
        bases = CommitmentBases(key.powers)
        rowBases = key.lagrangeBasis.isEmpty ? nil : Prover.rowBases(key)
        self.isCached = isCached
    }

    /// Told where the prover is: the step, and the share of the whole work that is done, in 0…1.
    public typealias Observer = (_ step: ProverStep, _ share: Double) -> Void

    /// Told the polynomials on the way, for comparing them with those of the original.
    package typealias Trace = (_ name: String, _ coefficients: StorageSlice<Fr>) -> Void

    /// Proves that the wires satisfy the circuit for the public inputs.
    ///
    /// `wires` are five columns of n values each, in row order, as the circuit's finalisation leaves them; they are not
    /// changed, and not held longer than they are needed: who hands over the last references to them (`consume`) saves
    /// 160·n bytes. The proof is not verified here.
    /// Throws ``ProverError``; a witness that does not satisfy the circuit never yields a proof.
    public func prove(
        wires: consuming [Column], publicInputs: [Fr], observer: Observer = { _, _ in }
    ) throws(ProverError) -> Proof {
        try prove(wires: consume wires, publicInputs: publicInputs, blinding: .random(), observer: observer, trace: nil)
    }

    /// As ``prove(wires:publicInputs:observer:)``, with given blinding factors.
    package func prove(
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

        // Round 1.
        try report(.wires, 0)
        let wirePolynomials = zip(wires, blinding.wires).map(blinded)
        let wireCommitments = interpolate(wirePolynomials, blindingFactors: 2)
        for polynomial in wirePolynomials { trace?("wire", polynomial.readOnly.prefix(n + 2)) }
        let (beta, gamma) = transcript.challenges(afterWires: wireCommitments)

        // Round 2.
        try report(.permutationProduct, 0)
        let product = try permutationProduct(wires, beta: beta, gamma: gamma, blinding)
        // Their memory is used for the quotient, if no one else holds it.
        wires = []
        trace?("permutation product values", product.readOnly.prefix(n))
        let productCommitment = interpolate([product], blindingFactors: 3)[0]
        trace?("permutation product", product.readOnly.prefix(n + 3))
        let alpha = transcript.challenge(afterPermutationProduct: productCommitment)

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
        let quotientCommitments = commit(quotientParts, count: n + 3, bases)
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
        let openingCommitments = commit(openings, count: n + 2, bases)
        try report(.openings, 1)
        return Proof(
            wires: wireCommitments, permutationProduct: productCommitment, quotientParts: quotientCommitments,
            opening: openingCommitments[0], shiftedOpening: openingCommitments[1], evaluations: evaluations)
    }

    /// Columns of rows and blinding factors (``blinded(_:_:)``) become the coefficients of the masked polynomials, which
    /// are committed to.
    ///
    /// Witnesses are full of zeros, ones and other short numbers, coefficients are not: a commitment from rows takes a third
    /// of the time.
    private func interpolate(_ columns: [Column], blindingFactors: Int) -> [G1Point] {
        guard let rowBases else {
            for column in columns { interpolate(column) }
            return commit(columns, count: n + blindingFactors, bases)
        }
        let commitments = commit(columns, count: n + blindingFactors, rowBases)
        for column in columns { interpolate(column) }
        return commitments
    }

    /// The sums of the first `count` ≤ n + 3 elements of columns, each times the base at its place.
    private func commit(_ columns: [Column], count: Int, _ bases: CommitmentBases) -> [G1Point] {
        MultiScalarMultiplication.sums(columns.map { $0.readOnly.prefix(count) }, bases: bases)
    }
}
