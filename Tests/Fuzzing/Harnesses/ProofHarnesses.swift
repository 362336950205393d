import BN254
import JSON
@testable import ProofDocuments
import ProvingKeys
import TaggedBase64
import TurboPlonk

/// Proofs and verifying keys in all their encodings, and the verdict on them.
let proofHarnesses: [Harness] = [
    Harness("proof-words", maximumLength: 36 * 32 + 1) { bytes in
        guard let proof = attempt({ try Proof(solidityWords: bytes) }) else { return }
        claim(proof.solidityWords == bytes, "a proof with two spellings")
        check(proof)
    },

    Harness("proof-ark", maximumLength: 2048) { bytes in
        var input = Input(bytes)
        let kind = input.byte()
        let rest = input.remaining
        switch kind % 3 {
        case 0:
            guard let proof = attempt({ try Proof(arkCompressed: rest) }) else { return }
            claim(proof.arkCompressed == rest, "a proof with two spellings")
            check(proof)
        case 1:
            guard let proof = attempt({ try Proof(arkUncompressed: rest) }) else { return }
            claim(proof.arkUncompressed == rest, "a proof with two spellings")
            check(proof)
        default:
            let text = TaggedBase64.text(tag: "PROOF", payload: rest)
            guard let proof = attempt({ try Proof(tagged: text) }) else { return }
            claim(proof.tagged == text, "a proof with two texts")
            check(proof)
        }
    },

    Harness("verifying-key", maximumLength: 40 * 32 + 1) { bytes in
        guard let key = attempt({ try VerifyingKey(solidityWords: bytes) }) else { return }
        claim(key.solidityWords == bytes, "a key with two spellings")
        claim((0...28).contains(key.domainLogarithm), "a domain of 2^\(key.domainLogarithm)")
        let json = key.json
        claim(attempt { try VerifyingKey(document: JSONReader(.object(json))) } == key, "a key as a document")
        if let known = KnownKey(key) { claim(known.verifyingKey.keccak == key.keccak, "a known key is another") }
    },

    Harness("verifying-key-file", maximumLength: 8192) { bytes in
        do throws(JSONError) {
            let key = try VerifyingKey(file: bytes)
            let text = try JSONValue.object(key.json).serialized()
            claim(attempt { try VerifyingKey(file: Array(text.utf8)) } == key, "a key as a file")
            _ = VerifyingKey.isSaidToBeInsecure(in: bytes)
        } catch {
            claim(isPrintableLine(error.description), "an error with controls")
        }
    },

    // A key, its public inputs and a proof: what verifies does so by itself and in a batch, and nothing else beside it.
    Harness("verifier", maximumLength: (40 + 36 + 16) * 32) { bytes in
        var input = Input(bytes)
        let key = attempt { try VerifyingKey(solidityWords: input.bytes(40 * 32)) }
        let proof = attempt { try Proof(solidityWords: input.bytes(36 * 32)) }
        guard let key, let proof, key.publicInputCount <= 16 else { return }
        var publicInputs = (0..<key.publicInputCount).map { _ in Fr(reducing: input.uint256()) }
        let verdict = attempt { try Verifier.verify(proof, publicInputs: publicInputs, verifyingKey: key) } != nil
        let claims = [ProofClaim(proof, publicInputs: publicInputs, verifyingKey: key)]
        claim((attempt { try BatchVerifier.verify(claims) } != nil) == verdict, "a batch judges otherwise")
        guard verdict, !publicInputs.isEmpty else { return }
        let place = Int(input.byte()) % publicInputs.count
        publicInputs[place] = publicInputs[place] + .one
        claim(
            attempt { try Verifier.verify(proof, publicInputs: publicInputs, verifyingKey: key) } == nil,
            "a proof of two statements")
    },
]

/// A proof is the same one in all encodings.
private func check(_ proof: Proof) {
    claim(attempt { try Proof(solidityWords: proof.solidityWords) } == proof, "by words")
    claim(attempt { try Proof(arkCompressed: proof.arkCompressed) } == proof, "compressed")
    claim(attempt { try Proof(arkUncompressed: proof.arkUncompressed) } == proof, "uncompressed")
    claim(attempt { try Proof(tagged: proof.tagged) } == proof, "tagged")
    claim(proof.points.allSatisfy(\.isOnCurve), "a point beside the curve")
}
