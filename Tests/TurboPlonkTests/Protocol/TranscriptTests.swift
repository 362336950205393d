import BN254
import Foundation
import Keccak
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

@Suite("Solidity transcript")
struct TranscriptTests {
    @Test("the first message, its hash and the six challenges are the reference's", arguments: ReferenceProof.names)
    func reference(name: String) throws {
        let reference = try ReferenceProof(name)
        let (proof, file) = (try reference.proof, reference.file)
        var transcript = SolidityTranscript.initial(
            verifyingKey: try reference.verifyingKey, publicInputs: try reference.publicInputs)
        var firstMessage = transcript
        for point in proof.wires { firstMessage.append(point) }
        #expect(firstMessage.buffer == (try hexBytes(file.transcriptFirstChunkHex)))
        let beta = firstMessage.challenge()
        #expect(firstMessage.state == (try hexBytes(file.transcriptFirstKeccakState)))
        #expect(beta.hexadecimal == file.challenges.beta)

        let wires = transcript.challenges(afterWires: proof.wires)
        #expect(wires.beta.hexadecimal == file.challenges.beta)
        #expect(wires.gamma.hexadecimal == file.challenges.gamma)
        #expect(
            transcript.challenge(afterPermutationProduct: proof.permutationProduct).hexadecimal
                == file.challenges.alpha)
        #expect(transcript.challenge(afterQuotientParts: proof.quotientParts).hexadecimal == file.challenges.zeta)
        #expect(transcript.challenge(afterEvaluations: proof.evaluations).hexadecimal == file.challenges.v)
        #expect(
            transcript.challenge(afterOpening: proof.opening, shifted: proof.shiftedOpening).hexadecimal
                == file.challenges.u)

        let challenges = try Challenges(
            proof, publicInputs: reference.publicInputs, verifyingKey: reference.verifyingKey)
        #expect(challenges.list.map(\.hexadecimal) == file.challenges.list)
    }

    /// The production keys; every point the generator, the evaluations 1 … 10.
    @Test("the worked examples of the production keys come out", arguments: KnownKey.production)
    func workedExample(key: KnownKey) throws {
        let file: ExampleFile = try decodeJSON(Bundle.module.vectors("transcript_examples.json"))
        let example = try #require(file.entries.first { $0.version == key.version })
        let publicInputs = try example.publicInputs.map { try Fr(decimal: $0) }
        let proof = Proof(
            points: [G1Point](repeating: .generator, count: 13), scalars: (1...10).map { Fr($0) })
        let transcript = SolidityTranscript.initial(verifyingKey: key.verifyingKey, publicInputs: publicInputs)
        #expect(transcript.buffer.count == example.initialBytesLength)
        #expect(Keccak256.hash(transcript.buffer) == (try hexBytes(example.keccak256OfInitialBytes)))
        let challenges = Challenges(proof, publicInputs: publicInputs, verifyingKey: key.verifyingKey)
        #expect(challenges.list.map(\.description) == example.challenges.list.map(\.challenge))
    }

    /// Each message is held against the number of challenges drawn before it: [w] none, [z] two, and so on.
    @Test("a changed message changes every later challenge and no earlier one")
    func dependence() throws {
        let reference = try ReferenceProof("v3_cap2")
        let (proof, inputs, key) = (try reference.proof, try reference.publicInputs, try reference.verifyingKey)
        let original = Challenges(proof, publicInputs: inputs, verifyingKey: key).list
        func check(_ changed: Challenges, from first: Int, _ what: String) {
            for (index, pair) in zip(original, changed.list).enumerated() {
                #expect((pair.0 == pair.1) == (index < first), "\(what), challenge \(index)")
            }
        }

        let pointRounds = [0, 0, 0, 0, 0, 2, 3, 3, 3, 3, 3, 5, 5]
        for (index, first) in pointRounds.enumerated() {
            var points = proof.points
            points[index] = -points[index]
            let changed = Proof(points: points, scalars: proof.scalars)
            check(Challenges(changed, publicInputs: inputs, verifyingKey: key), from: first, Proof.pointNames[index])
        }
        for index in proof.scalars.indices {
            var scalars = proof.scalars
            scalars[index] += .one
            let changed = Proof(points: proof.points, scalars: scalars)
            check(Challenges(changed, publicInputs: inputs, verifyingKey: key), from: 4, Proof.scalarNames[index])
        }
        for index in inputs.indices {
            var changed = inputs
            changed[index] += .one
            check(Challenges(proof, publicInputs: changed, verifyingKey: key), from: 0, "input \(index)")
        }
        let more = Challenges(proof, publicInputs: inputs + [.zero], verifyingKey: key)
        check(more, from: 0, "one input more")
        for index in 0..<18 {
            var points = key.selectors + key.sigmas
            points[index] = -points[index]
            let changed = try VerifyingKey(
                domainSize: key.domainSize, publicInputCount: key.publicInputCount, selectors: Array(points[..<13]),
                sigmas: Array(points[13...]), betaH: key.betaH)
            check(Challenges(proof, publicInputs: inputs, verifyingKey: changed), from: 0, "key point \(index)")
        }
        for (size, betaH) in [(2 * key.domainSize, key.betaH), (key.domainSize, -key.betaH)] {
            let changed = try VerifyingKey(
                domainSize: size, publicInputCount: key.publicInputCount, selectors: key.selectors,
                sigmas: key.sigmas, betaH: betaH)
            check(Challenges(proof, publicInputs: inputs, verifyingKey: changed), from: 0, "domain or setup")
        }
    }
}

/// `Vectors/transcript_examples.json`.
private struct ExampleFile: Decodable {
    struct Entry: Decodable {
        struct Challenge: Decodable {
            let state: String
            let challenge: String
        }

        struct Challenges: Decodable {
            let beta: Challenge
            let gamma: Challenge
            let alpha: Challenge
            let zeta: Challenge
            let v: Challenge
            let u: Challenge

            var list: [Challenge] { [beta, gamma, alpha, zeta, v, u] }
        }

        let version: Int
        let publicInputs: [String]
        let keccak256OfInitialBytes: String
        let initialBytesLength: Int
        let challenges: Challenges
    }

    let entries: [Entry]
}

extension ProofFile.Challenges {
    fileprivate var list: [String] { [beta, gamma, alpha, zeta, v, u] }
}

extension Challenges {
    fileprivate var list: [Fr] { [beta, gamma, alpha, zeta, v, u] }
}
