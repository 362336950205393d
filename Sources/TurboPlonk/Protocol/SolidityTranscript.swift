import BN254
import Keccak

/// The Fiat–Shamir transcript that the contracts recompute: 32 bytes of state and what was appended since.
///
/// A challenge is the Keccak-256 of both, which becomes the new state; as a number it is taken modulo r. Nothing is
/// labelled, and all numbers are big-endian words but β·h. Source: <doc:TranscriptOfAProof>.
public struct SolidityTranscript: Sendable {
    /// The last hash, not reduced: 32 bytes, zeros at first.
    package private(set) var state = [UInt8](repeating: 0, count: Keccak256.digestLength)
    /// What was appended since the last challenge.
    package private(set) var buffer: [UInt8] = []

    /// A transcript with nothing in it.
    public init() {}

    /// Appends bytes as they are.
    public mutating func append(bytes: [UInt8]) { buffer += bytes }

    /// Appends 32 bytes.
    public mutating func append(_ scalar: Fr) { buffer += scalar.bigEndianBytes }

    /// Appends x and y, 64 bytes; zeros for infinity.
    public mutating func append(_ point: G1Point) { buffer += point.solidityWords }

    /// The challenge that everything appended so far determines.
    public mutating func challenge() -> Fr {
        var hasher = Keccak256()
        hasher.update(state)
        hasher.update(buffer)
        state = hasher.finalize()
        buffer.removeAll(keepingCapacity: true)
        return Fr(reducing: UInt256(bigEndian: state.span))
    }

    /// The transcript of a key and public inputs, before any message of the prover.
    ///
    /// 0x580 bytes and one word for each input: u32 254 (the bits of r), u64 n, u64 ℓ, 12 zero bytes; β·h compressed,
    /// the one little-endian part; k_0 … k_4; the selectors; the σ. ℓ is the number of `publicInputs`, which a verifier
    /// holds against the key's.
    public static func initial(verifyingKey: VerifyingKey, publicInputs: [Fr]) -> SolidityTranscript {
        var transcript = SolidityTranscript()
        func bigEndian(_ integer: some FixedWidthInteger) -> [UInt8] {
            stride(from: integer.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: integer >> $0) }
        }
        transcript.append(bytes: bigEndian(UInt32(Fr.modulus.bitWidth)))
        transcript.append(bytes: bigEndian(UInt64(verifyingKey.domainSize)))
        transcript.append(bytes: bigEndian(UInt64(publicInputs.count)) + [UInt8](repeating: 0, count: 12))
        transcript.append(bytes: verifyingKey.betaH.arkCompressed)
        for constant in VerifyingKey.cosetConstants { transcript.append(constant) }
        for point in verifyingKey.selectors + verifyingKey.sigmas { transcript.append(point) }
        assert(transcript.buffer.count == 0x580)
        for input in publicInputs { transcript.append(input) }
        return transcript
    }
}

/// The rounds of the protocol, each the prover's message and the challenges that answer it.
extension SolidityTranscript {
    /// Round 1: [w_0] … [w_4]; β and γ.
    public mutating func challenges(afterWires wires: [G1Point]) -> (beta: Fr, gamma: Fr) {
        for point in wires { append(point) }
        let beta = challenge()
        return (beta, challenge())
    }

    /// Round 2: [z]; α.
    public mutating func challenge(afterPermutationProduct point: G1Point) -> Fr {
        append(point)
        return challenge()
    }

    /// Round 3: [t_0] … [t_4]; ζ.
    public mutating func challenge(afterQuotientParts parts: [G1Point]) -> Fr {
        for point in parts { append(point) }
        return challenge()
    }

    /// Round 4: the ten evaluations; v.
    public mutating func challenge(afterEvaluations evaluations: Proof.Evaluations) -> Fr {
        for scalar in evaluations.wires + evaluations.sigmas { append(scalar) }
        append(evaluations.shiftedPermutationProduct)
        return challenge()
    }

    /// Round 5: [W_ζ] and [W_ζω]; u, with which the verifier joins the two openings.
    public mutating func challenge(afterOpening opening: G1Point, shifted: G1Point) -> Fr {
        append(opening)
        append(shifted)
        return challenge()
    }
}

/// The six challenges of a proof.
public struct Challenges: Sendable, Hashable {
    /// β, which joins the identity and the permutation with the wires.
    public let beta: Fr
    /// γ, which joins the factors of the permutation product.
    public let gamma: Fr
    /// α, which separates the quotient's constraints.
    public let alpha: Fr
    /// ζ, where the polynomials are opened.
    public let zeta: Fr
    /// v, which joins the openings at ζ.
    public let v: Fr
    /// u, which joins the openings at ζ and at ζω.
    public let u: Fr

    /// The challenges of a proof of a statement.
    public init(_ proof: Proof, publicInputs: [Fr], verifyingKey: VerifyingKey) {
        var transcript = SolidityTranscript.initial(verifyingKey: verifyingKey, publicInputs: publicInputs)
        (beta, gamma) = transcript.challenges(afterWires: proof.wires)
        alpha = transcript.challenge(afterPermutationProduct: proof.permutationProduct)
        zeta = transcript.challenge(afterQuotientParts: proof.quotientParts)
        v = transcript.challenge(afterEvaluations: proof.evaluations)
        u = transcript.challenge(afterOpening: proof.opening, shifted: proof.shiftedOpening)
    }
}
