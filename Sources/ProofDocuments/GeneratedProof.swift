import CommandSupport
import BN254
import Documents
import Glibc
import JSON
import TurboPlonk

/// A verified proof and how it was made.
public struct GeneratedProof: Sendable {
    /// The proof.
    public let proof: Proof
    /// What it is a proof of, in the circuit's order.
    public let publicInputs: [Fr]
    /// What it was verified with.
    public let verifyingKey: VerifyingKey
    /// The number of slots of the circuit.
    public let capacity: Int
    /// Whether somebody knows the secret of the key's setup, so that the proof proves nothing.
    public let isInsecure: Bool
    /// Whether it was made earlier and kept, so that nothing but the verification was done now.
    public let isCached: Bool
    /// The time for opening the key and computing the witness.
    public let witnessTime: Duration
    /// The time for the prover's rounds.
    public let provingTime: Duration
    /// The time for verifying the proof.
    public let verificationTime: Duration

    /// A proof that was verified, and how it was made.
    package init(
        proof: Proof, publicInputs: [Fr], verifyingKey: VerifyingKey, capacity: Int, isInsecure: Bool, isCached: Bool,
        witnessTime: Duration, provingTime: Duration, verificationTime: Duration
    ) {
        self.proof = proof
        self.publicInputs = publicInputs
        self.verifyingKey = verifyingKey
        self.capacity = capacity
        self.isInsecure = isInsecure
        self.isCached = isCached
        self.witnessTime = witnessTime
        self.provingTime = provingTime
        self.verificationTime = verificationTime
    }

    /// The proof and what it is about, without how it was made.
    package var document: ProofDocument {
        ProofDocument(
            proof, publicInputs: publicInputs, verifyingKey: verifyingKey, capacity: capacity, isInsecure: isInsecure)
    }

    /// The field `proof` of an update document.
    public var field: JSONValue {
        var fields = document.fields
        ProofTimes(
            witness: UInt64(clamping: witnessTime.milliseconds), proving: UInt64(clamping: provingTime.milliseconds),
            verification: UInt64(clamping: verificationTime.milliseconds), isCached: isCached
        ).write(to: &fields)
        fields["peak_memory_bytes"] = .number(JSONNumber(GeneratedProof.peakMemory))
        return .object(fields)
    }

    /// The peak of this process's resident memory so far, in bytes; mapped key files count with what was touched.
    public static var peakMemory: UInt64 {
        var usage = rusage()
        guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return UInt64(clamping: usage.ru_maxrss) * 1024
    }
}
