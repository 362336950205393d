import BN254
import ConstraintSystem

/// What a circuit's proofs are verified with: the commitments of its selector and permutation polynomials.
///
/// Every key has a domain of 2^k rows, k ≤ 28, at most as many public inputs, and points of the right groups. A
/// selector may be infinity, being zero in a circuit that does not use it; a σ or [β]_2 may not. Source:
/// <doc:KeysAndTheirFiles>.
public struct VerifyingKey: Sendable, Hashable {
    /// k of the domain size n = 2^k: 0 to 28.
    public let domainLogarithm: Int
    /// ℓ, the number of public inputs: 0 to n.
    public let publicInputCount: Int
    /// The 13 selector commitments in the order of `Selector`.
    public let selectors: [G1Point]
    /// The commitments of the permutation polynomials σ_0 … σ_4.
    public let sigmas: [G1Point]
    /// β·h, where β is the secret of the structured reference string.
    public let betaH: G2Point

    /// A key of parts that are known to be what ``init(domainSize:publicInputCount:selectors:sigmas:betaH:)`` checks.
    package init(
        uncheckedDomainLogarithm domainLogarithm: Int, publicInputCount: Int, selectors: [G1Point], sigmas: [G1Point],
        betaH: G2Point
    ) {
        self.domainLogarithm = domainLogarithm
        self.publicInputCount = publicInputCount
        self.selectors = selectors
        self.sigmas = sigmas
        self.betaH = betaH
    }

    /// A key of points that lie on their curves; `selectors` are 13 in the order of `Selector`, `sigmas` 5.
    ///
    /// Throws `.invalidDomainSize`, `.tooManyPublicInputs`, `.wrongCount`, `.pointAtInfinity`, or `.invalidField` for a
    /// point not on its curve or a β·h outside the subgroup.
    public init(
        domainSize: Int, publicInputCount: Int, selectors: [G1Point], sigmas: [G1Point], betaH: G2Point
    ) throws(TurboPlonkError) {
        try self.init(
            domainSize: UInt256(clamping: domainSize), publicInputCount: UInt256(clamping: publicInputCount),
            selectors: selectors, sigmas: sigmas, betaH: betaH)
    }

    /// The same with sizes as they are read, which may be any words. A negative size has become 2^64 − 1.
    init(
        domainSize: UInt256, publicInputCount: UInt256, selectors: [G1Point], sigmas: [G1Point], betaH: G2Point
    ) throws(TurboPlonkError) {
        let largest = UInt256(1 << UInt64(Fr.twoAdicity))
        guard domainSize <= largest, domainSize.limb0.nonzeroBitCount == 1 else { throw .invalidDomainSize(domainSize) }
        guard publicInputCount <= domainSize else { throw .tooManyPublicInputs(publicInputCount) }
        try Self.check(count: selectors.count, is: Selector.allCases.count, of: "selector commitments")
        try Self.check(count: sigmas.count, is: Self.wireCount, of: "permutation commitments")
        for (selector, point) in zip(Selector.allCases, selectors) where !point.isOnCurve {
            throw .invalidField(selector.solidityName, .notOnCurve(G1.name))
        }
        for (index, point) in sigmas.enumerated() {
            guard !point.isInfinity else { throw .pointAtInfinity("sigma\(index)") }
            guard point.isOnCurve else { throw .invalidField("sigma\(index)", .notOnCurve(G1.name)) }
        }
        guard !betaH.isInfinity else { throw .pointAtInfinity("betaH") }
        guard betaH.isOnCurve else { throw .invalidField("betaH", .notOnCurve(G2.name)) }
        guard betaH.isInSubgroup else { throw .invalidField("betaH", .notInSubgroup(G2.name)) }
        self.init(
            uncheckedDomainLogarithm: domainSize.limb0.trailingZeroBitCount,
            publicInputCount: Int(publicInputCount.limb0), selectors: selectors, sigmas: sigmas, betaH: betaH)
    }

    private static func check(count: Int, is expected: Int, of name: String) throws(TurboPlonkError) {
        guard count == expected else { throw .wrongCount(of: name, expected: expected, found: count) }
    }
}

extension VerifyingKey {
    /// The number of wires of a gate, four inputs and one output; also of σ polynomials and of parts of the quotient.
    public static let wireCount = 5

    /// n, the number of rows: 2^``domainLogarithm``.
    public var domainSize: Int { 1 << domainLogarithm }

    /// h: the standard generator of G2, the only one that the contracts and the ceremony use.
    public var h: G2Point { .generator }

    /// The commitment of a selector.
    public subscript(selector: Selector) -> G1Point { selectors[selector.rawValue] }

    /// k_0 … k_4, which make the cosets k_i·H disjoint for every domain H of up to 2^28 points.
    ///
    /// They belong to the scheme, not to a key; the contracts' `COSET_K1` … `COSET_K4`.
    /// See the article Finalisation of ConstraintSystem.
    public static var cosetConstants: [Fr] { CircuitStructure.cosetConstants }

    /// The domain sizes that the contracts' verifier knows: 2^5, 2^16 and 2^20. Source: <doc:Verification>.
    public static let contractDomainSizes = [1 << 5, 1 << 16, 1 << 20]

    /// Whether the contracts' verifier knows this domain size.
    public var hasContractDomainSize: Bool { Self.contractDomainSizes.contains(domainSize) }
}

extension UInt256 {
    /// `value`, or 2^64 − 1 for a negative one.
    fileprivate init(clamping value: Int) { self.init(UInt64(exactly: value) ?? .max) }
}
