import JSON

private enum Key {
    static let proof = "proof"
    static let cached = "cached"
    static let milliseconds = "milliseconds"
    static let witness = "witness"
    static let proving = "proving"
    static let verification = "verification"
}

/// How long a proof took: the one part of the field `proof` that those need to know who know nothing of proofs.
public struct ProofTimes: Sendable, Hashable {
    /// For opening the key and computing the witness, in milliseconds.
    public var witness: UInt64
    /// For the prover's rounds, in milliseconds.
    public var proving: UInt64
    /// For verifying the proof, in milliseconds.
    public var verification: UInt64
    /// Whether the proof was made earlier and kept, so that nothing but the verification was done now.
    public var isCached: Bool

    /// Times in milliseconds.
    public init(witness: UInt64, proving: UInt64, verification: UInt64, isCached: Bool) {
        self.witness = witness
        self.proving = proving
        self.verification = verification
        self.isCached = isCached
    }

    /// Adds the times to the field `proof`.
    package func write(to proof: inout JSONObject) {
        if isCached { proof[Key.cached] = true }
        proof[Key.milliseconds] = [
            Key.witness: .number(JSONNumber(witness)), Key.proving: .number(JSONNumber(proving)),
            Key.verification: .number(JSONNumber(verification)),
        ]
    }
}

extension UpdateDocument {
    /// Writes the field `proof`.
    public mutating func setProof(_ proof: JSONValue) { self[Key.proof] = proof }

    /// Whether there is a field `proof`.
    public var hasProof: Bool { self[Key.proof] != nil }

    /// All times of the field `proof`. Throws unless they are there.
    public func proofTimes() throws(JSONError) -> ProofTimes {
        let proof = try reader.field(Key.proof)
        let times = try proof.field(Key.milliseconds)
        return ProofTimes(
            witness: try times.field(Key.witness).uint64(), proving: try times.field(Key.proving).uint64(),
            verification: try times.field(Key.verification).uint64(),
            isCached: try proof.optionalField(Key.cached)?.bool() ?? false)
    }

    /// The time in milliseconds that the prover's rounds took; nil if the document does not say, or the proof was kept.
    public func provingTime() throws(JSONError) -> UInt64? {
        guard let proof = try reader.optionalField(Key.proof), try proof.optionalField(Key.cached)?.bool() != true
        else { return nil }
        return try proof.optionalField(Key.milliseconds)?.optionalField(Key.proving)?.uint64()
    }
}
