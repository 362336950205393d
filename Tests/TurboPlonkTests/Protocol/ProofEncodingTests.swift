import BN254
import TaggedBase64
import TestSupport
import Testing
import TurboPlonk

@Suite("Proof encodings")
struct ProofEncodingTests {
    @Test("the reference's three encodings are one proof", arguments: ReferenceProof.names)
    func reference(name: String) throws {
        let reference = try ReferenceProof(name)
        let proof = try reference.proof
        #expect(proof.arkCompressed == (try hexBytes(reference.file.proofArkCompressedHex)))
        #expect(proof.tagged == reference.file.proofTaggedBase64)
        #expect(try Proof(arkCompressed: proof.arkCompressed) == proof)
        #expect(try Proof(arkUncompressed: proof.arkUncompressed) == proof)
        #expect(try Proof(tagged: proof.tagged) == proof)
        #expect(try Proof(solidityWords: proof.solidityWords) == proof)
    }

    @Test("the words stand in the order of the contract's structure")
    func wordOrder() throws {
        let proof = try ReferenceProof("v2_cap2").proof
        let words = proof.solidityWords
        #expect(words.count == 1152)
        #expect(words.word(0) == proof.wires[0].x.bigEndianBytes)
        #expect(words.word(9) == proof.wires[4].y.bigEndianBytes)
        #expect(words.word(10) == proof.permutationProduct.x.bigEndianBytes)
        #expect(words.word(12) == proof.quotientParts[0].x.bigEndianBytes)
        #expect(words.word(22) == proof.opening.x.bigEndianBytes)
        #expect(words.word(25) == proof.shiftedOpening.y.bigEndianBytes)
        #expect(words.word(26) == proof.evaluations.wires[0].bigEndianBytes)
        #expect(words.word(31) == proof.evaluations.sigmas[0].bigEndianBytes)
        #expect(words.word(35) == proof.evaluations.shiftedPermutationProduct.bigEndianBytes)
    }

    @Test("a word at or past its modulus, or a point beside the curve, is refused by name")
    func malformedWords() throws {
        let proof = try ReferenceProof("v1_cap2").proof
        let words = proof.solidityWords
        func error(replacing index: Int, by value: UInt256) -> TurboPlonkError? {
            TurboPlonkError.of { () throws(TurboPlonkError) in
                _ = try Proof(solidityWords: words.replacing(word: index, by: value.bigEndianBytes))
            }
        }
        for (index, name) in Proof.pointNames.enumerated() {
            // The same residues, not canonical: q and r are below 2^254.
            let x = proof.points[index].x.canonical.addingReportingOverflow(Fq.modulus).partialValue
            #expect(error(replacing: 2 * index, by: x) == .invalidField(name, .notCanonical("x of the G1 point")))
            #expect(
                error(replacing: 2 * index + 1, by: Fq.modulus)
                    == .invalidField(name, .notCanonical("y of the G1 point")))
            #expect(error(replacing: 2 * index + 1, by: UInt256(1)) == .invalidField(name, .notOnCurve("G1")))
            #expect(error(replacing: 2 * index, by: .zero) == .invalidField(name, .notOnCurve("G1")))
        }
        for (index, name) in Proof.scalarNames.enumerated() {
            let scalar = proof.scalars[index].canonical.addingReportingOverflow(Fr.modulus).partialValue
            for value in [scalar, Fr.modulus, .max] {
                #expect(error(replacing: 26 + index, by: value) == .invalidField(name, .notCanonical("Fr element")))
            }
        }
        for count in [0, 1151, 1153] {
            let bytes = [UInt8](repeating: 0, count: count)
            #expect(
                TurboPlonkError.of { () throws(TurboPlonkError) in _ = try Proof(solidityWords: bytes) }
                    == .wrongLength(of: "a proof", expected: 1152, found: count))
        }
    }

    @Test("lists of another length and a lookup argument are refused")
    func malformedArk() throws {
        let bytes = try ReferenceProof("v1_cap2").proof.arkCompressed
        func error(setting offset: Int, to value: UInt8) -> TurboPlonkError? {
            var bytes = bytes
            bytes[offset] = value
            return TurboPlonkError.of { () throws(TurboPlonkError) in _ = try Proof(arkCompressed: bytes) }
        }
        #expect(error(setting: 0, to: 4) == .wrongCount(of: "wire", expected: 5, found: 4))
        #expect(error(setting: 200, to: 6) == .wrongCount(of: "split", expected: 5, found: 6))
        #expect(error(setting: 432, to: 0) == .wrongCount(of: "wireEval", expected: 5, found: 0))
        #expect(error(setting: 600, to: 255) == .wrongCount(of: "sigmaEval", expected: 4, found: 255))
        #expect(error(setting: 7, to: 0x80) == .wrongCount(of: "wire", expected: 5, found: .max))
        #expect(error(setting: 768, to: 1) == .hasLookupArgument)
        #expect(
            TurboPlonkError.of { () throws(TurboPlonkError) in _ = try Proof(arkCompressed: bytes + [0]) }
                == .wrongLength(of: "a proof", expected: 769, found: 770))
        #expect(
            TurboPlonkError.of { () throws(TurboPlonkError) in _ = try Proof(tagged: "PROVE~AAAA") }
                == .invalidText(.wrongTag(expected: "PROOF", found: "PROVE")))
    }

    @Test("each proof has one encoding of each kind: a flipped bit is refused or means another proof")
    func arkBitFlips() throws {
        let proof = try ReferenceProof("v3_cap2").proof
        let uncompressed = proof.arkUncompressed
        for bit in 0..<8 * uncompressed.count {
            let flipped = uncompressed.flipping(bit: bit)
            guard let other = try? Proof(arkUncompressed: flipped) else { continue }
            #expect(other != proof && other.arkUncompressed == flipped, "bit \(bit)")
        }
        // Decompression takes its time; a step prime to 8 still meets every bit of a byte.
        let compressed = proof.arkCompressed
        for bit in stride(from: 0, to: 8 * compressed.count, by: 7) {
            let flipped = compressed.flipping(bit: bit)
            guard let other = try? Proof(arkCompressed: flipped) else { continue }
            #expect(other != proof && other.arkCompressed == flipped, "bit \(bit)")
        }
    }
}
