import BN254
import ConstraintSystem
import Foundation
import Keccak
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

@Suite("Verifying key")
struct VerifyingKeyTests {
    @Test("the reference's keys have our constants and survive the contract's words", arguments: ReferenceProof.names)
    func reference(name: String) throws {
        let reference = try ReferenceProof(name)
        let key = try reference.verifyingKey
        #expect(reference.keyFile.k == VerifyingKey.cosetConstants.map(\.hexadecimal))
        #expect(try reference.keyFile.h.g2() == key.h)
        #expect(key.betaH.arkCompressed == (try hexBytes(reference.keyFile.betaHArkCompressedHex)))
        let words = key.solidityWords
        #expect(words.count == 1280)
        #expect(try VerifyingKey(solidityWords: words) == key)
        #expect(key.keccak.bigEndianBytes == Keccak256.hash(words))
        #expect(KnownKey(key) == nil)
        #expect(!key.isOfAztecCeremony)
    }

    @Test("the words stand in the order of the contract's structure")
    func wordOrder() throws {
        let key = KnownKey.v3.verifyingKey
        let words = key.solidityWords
        #expect(UInt256(bigEndian: words.word(0).span) == UInt256(1 << 20))
        #expect(UInt256(bigEndian: words.word(1).span) == UInt256(5))
        #expect(words.word(2) == key.sigmas[0].x.bigEndianBytes)
        #expect(words.word(12) == key[.linear0].x.bigEndianBytes)
        #expect(words.word(24) == key[.output].x.bigEndianBytes)
        #expect(words.word(27) == key[.constant].y.bigEndianBytes)
        #expect(words.word(28) == key[.fifthPower0].x.bigEndianBytes)
        #expect(words.word(37) == key[.productOfAll].y.bigEndianBytes)
        #expect(words.suffix(64) == key.betaH.arkCompressed[...])
        #expect(Selector.allCases.map { key[$0] } == key.selectors)
        #expect(Set(Selector.solidityOrder) == Set(Selector.allCases))
    }

    @Test("no single bit of the words can change unnoticed")
    func bitFlips() throws {
        let claim = try ReferenceProof("v3_cap2").claim
        let words = claim.verifyingKey.solidityWords
        for bit in 0..<8 * words.count {
            let decoded = try? VerifyingKey(solidityWords: words.flipping(bit: bit))
            guard let decoded else { continue }
            #expect(decoded != claim.verifyingKey, "bit \(bit)")
            let changed = ProofClaim(claim.proof, publicInputs: claim.publicInputs, verifyingKey: decoded)
            #expect(throws: TurboPlonkError.self, "bit \(bit)") { try Verifier.verify(changed) }
        }
    }

    @Test("each malformed word is refused by name")
    func malformed() throws {
        let words = try ReferenceProof("v1_cap2").verifyingKey.solidityWords
        func error(replacing index: Int, by value: UInt256) -> TurboPlonkError? {
            TurboPlonkError.of { () throws(TurboPlonkError) in
                _ = try VerifyingKey(solidityWords: words.replacing(word: index, by: value.bigEndianBytes))
            }
        }
        let large = UInt256(0, 0, 0, 1)
        for size in [UInt256(0), UInt256(3), UInt256(1 << 29), large, UInt256(16384, 1, 0, 0)] {
            #expect(error(replacing: 0, by: size) == .invalidDomainSize(size))
        }
        #expect(error(replacing: 1, by: large) == .tooManyPublicInputs(large))
        #expect(error(replacing: 1, by: UInt256(16385)) == .tooManyPublicInputs(UInt256(16385)))
        for (index, name) in VerifyingKey.solidityPointNames.enumerated() {
            #expect(
                error(replacing: 2 + 2 * index, by: Fq.modulus)
                    == .invalidField(name, .notCanonical("x of the G1 point")))
            #expect(
                error(replacing: 3 + 2 * index, by: .max) == .invalidField(name, .notCanonical("y of the G1 point")))
            #expect(error(replacing: 3 + 2 * index, by: .zero) == .invalidField(name, .notOnCurve("G1")))
        }
        #expect(
            TurboPlonkError.of { () throws(TurboPlonkError) in _ = try VerifyingKey(solidityWords: words.dropLast()) }
                == .wrongLength(of: "a verifying key", expected: 1280, found: 1279))
    }

    @Test("infinity is refused where it cannot be: in a permutation commitment and in the setup")
    func infinity() throws {
        let key = try ReferenceProof("v3_cap3").verifyingKey
        let words = key.solidityWords
        let zeros = [UInt8](repeating: 0, count: 64)
        for (index, name) in VerifyingKey.solidityPointNames.enumerated() {
            var changed = words
            changed.replaceSubrange(64 + 64 * index..<128 + 64 * index, with: zeros)
            let error = TurboPlonkError.of { () throws(TurboPlonkError) in
                _ = try VerifyingKey(solidityWords: changed)
            }
            #expect(error == (index < 5 ? .pointAtInfinity(name) : nil))
        }
        var changed = Array(words.dropLast(64)) + zeros
        changed[changed.count - 1] = 0x40
        #expect(
            TurboPlonkError.of { () throws(TurboPlonkError) in _ = try VerifyingKey(solidityWords: changed) }
                == .pointAtInfinity("betaH"))
    }

    @Test("a key is not made of the wrong number of points or of points beside the curve")
    func parts() throws {
        let key = try ReferenceProof("v3_cap3").verifyingKey
        func error(
            size: Int = 1 << 14, inputs: Int = 5, selectors: [G1Point]? = nil, sigmas: [G1Point]? = nil,
            betaH: G2Point? = nil
        ) -> TurboPlonkError? {
            TurboPlonkError.of { () throws(TurboPlonkError) in
                _ = try VerifyingKey(
                    domainSize: size, publicInputCount: inputs, selectors: selectors ?? key.selectors,
                    sigmas: sigmas ?? key.sigmas, betaH: betaH ?? key.betaH)
            }
        }
        #expect(error() == nil)
        #expect(error(size: 1 << 28) == nil)
        #expect(error(size: 8, inputs: 8) == nil)
        #expect(error(size: 8, inputs: 9) == .tooManyPublicInputs(UInt256(9)))
        #expect(error(size: -4) == .invalidDomainSize(UInt256(.max)))
        #expect(error(inputs: -1) == .tooManyPublicInputs(UInt256(.max)))
        #expect(
            error(selectors: key.selectors.dropLast())
                == .wrongCount(of: "selector commitments", expected: 13, found: 12))
        #expect(
            error(sigmas: key.sigmas + [.generator])
                == .wrongCount(of: "permutation commitments", expected: 5, found: 6))
        let stray = G1Point(uncheckedX: 1, y: 1)
        #expect(
            error(selectors: [stray] + key.selectors.dropFirst()) == .invalidField("q1", .notOnCurve("G1")))
        #expect(error(sigmas: key.sigmas.dropLast() + [stray]) == .invalidField("sigma4", .notOnCurve("G1")))
        let strayTwist = G2Point(uncheckedX: .one, y: .one)
        #expect(error(betaH: strayTwist) == .invalidField("betaH", .notOnCurve("G2")))
        #expect(error(betaH: try twistPointOutsideSubgroup()) == .invalidField("betaH", .notInSubgroup("G2")))
    }

    /// The cofactor being huge, hardly any point of the twist lies in the subgroup.
    private func twistPointOutsideSubgroup() throws -> G2Point {
        let points = (1...UInt64(20)).lazy.compactMap { x -> G2Point? in
            let x = Fq2(Fq(x), .zero)
            return (x.squared * x + G2.b).squareRoot.map { G2Point(uncheckedX: x, y: $0) }
        }
        return try #require(points.first { !$0.isInSubgroup })
    }
}

@Suite("Known keys")
struct KnownKeyTests {
    @Test("the constants are keys of the ceremony that the contracts know", arguments: KnownKey.all)
    func constants(known: KnownKey) throws {
        let key = known.verifyingKey
        // Decoding checks curve and subgroup.
        #expect(try VerifyingKey(solidityWords: key.solidityWords) == key)
        #expect(key.domainSize == 1 << 20 && key.hasContractDomainSize && key.isOfAztecCeremony)
        #expect(known.capacity == 200)
        #expect(KnownKey(key) == known && KnownKey(name: known.name) == known)
        #expect(Set(key.selectors + key.sigmas).count == 18)
    }

    /// The first coordinates, as the history of the repository has them.
    @Test("every published key is there, once, under a name of its own")
    func published() {
        let first = KnownKey.all.map { $0.verifyingKey.sigmas[0].x.description.prefix(11) }
        #expect(
            first == [
                "16043392748", "17425521561", "18674069265", "14186923266", "15162001895", "11774584934", "10293108434",
                "11520428775",
            ])
        #expect(Set(KnownKey.all.map(\.name)).count == 8 && Set(KnownKey.all.map(\.verifyingKey)).count == 8)
        for known in KnownKey.published {
            let hash = known.verifyingKey.keccak.hexadecimalWord
            #expect(known.name == "v\(known.version)-\(hash.dropFirst(2).prefix(8))")
        }
    }

    @Test("they take 7, 11 and 5 public inputs")
    func inputs() {
        #expect(KnownKey.production.map(\.verifyingKey.publicInputCount) == [7, 11, 5])
        #expect(KnownKey.published.map(\.verifyingKey.publicInputCount) == [7, 7, 11, 5, 5])
        #expect(KnownKey(name: "v4") == nil)
    }

    @Test(
        "they are the keys in the shared samples",
        .enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"),
        arguments: KnownKey.production)
    func samples(known: KnownKey) throws {
        struct Sample: Decodable {
            let domainSize: Int
            let numInputs: Int
            let points: [String: WrittenPoint]
            let g2LSB: String
            let g2MSB: String
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .custom { path in
            let key = path[path.count - 1]
            return ["domain_size": ExampleKey("domainSize"), "num_inputs": ExampleKey("numInputs")][key.stringValue]
                ?? ExampleKey(key.stringValue)
        }
        let sample = try decoder.decode(
            Sample.self, from: Data(SharedVectors.sample("vk_\(known.name).json")))
        let key = known.verifyingKey
        #expect(key.domainSize == sample.domainSize && key.publicInputCount == sample.numInputs)
        for (name, point) in zip(VerifyingKey.solidityPointNames, key.solidityPoints) {
            let expected = try #require(sample.points[name])
            #expect(point.x.description == expected.x && point.y.description == expected.y, "\(name)")
        }
        #expect(try hexBytes(sample.g2LSB) + hexBytes(sample.g2MSB) == key.betaH.arkCompressed)
    }

    private struct ExampleKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
