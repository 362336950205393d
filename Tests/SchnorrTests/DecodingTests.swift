import BN254
import Schnorr
import TaggedBase64
import TestSupport
import Testing

/// Texts and bytes that are no keys and no signatures.
struct DecodingTests {
    private let vectors: SchnorrVectors
    private let zero = [UInt8](repeating: 0, count: 32)
    private var one: [UInt8] { [1] + zero.dropLast() }

    init() throws { vectors = try SchnorrVectors.load() }

    @Test func malformedTextsOfTheReference() throws {
        let wrongTag = { (found: String) in TaggedBase64Error.wrongTag(expected: VerificationKey.tag, found: found) }
        let errors: [String: TaggedBase64Error] = [
            "last character changed (also invalid trailing bits)": .nonCanonicalEnding,
            "payload character changed (checksum mismatch)": .checksumMismatch,
            "well-formed string of another tag": wrongTag("SCHNORR_SIG"),
            "truncated by 4 chars": .nonCanonicalEnding,
            "standard alphabet + and /": .badTagCharacter("/"),
            "wrong tag": wrongTag("SCHNORR_SIG"),
            "lower-case tag": wrongTag("schnorr_VER_KEY"),
        ]
        #expect(Set(vectors.malformedVerKeyStrings.map(\.name)) == Set(errors.keys))
        for vector in vectors.malformedVerKeyStrings {
            let error = try #require(errors[vector.name])
            #expect(throws: error, "\(vector.name)") { try VerificationKey(tagged: vector.string) }
        }
    }

    /// The compressed form, which checks the subgroup, accepts what the reference accepts.
    @Test func compressedKeysOfTheReference() throws {
        let cases = vectors.verKeyByteEdgeCasesDeserializeCompressedValidated
        try #require(cases.count == 4)
        for vector in cases {
            let bytes = try hexBytes(vector.hex)
            if vector.accepted {
                let point = try EdwardsPoint(arkCompressed: bytes)
                #expect([point.x, point.y].map(\.hexadecimal) == vector.point, "\(vector.name)")
            } else {
                #expect(throws: BN254Error.self, "\(vector.name)") { try EdwardsPoint(arkCompressed: bytes) }
            }
        }
    }

    @Test func wrongLengths() throws {
        let point = EdwardsPoint.generator.arkUncompressed
        for count in [0, 1, 32, 63] {
            let text = TaggedBase64.text(tag: VerificationKey.tag, payload: Array(point.prefix(count)))
            #expect(throws: wrongLength("uncompressed ed_on_bn254 point", 64, count)) {
                try VerificationKey(tagged: text)
            }
        }
        let long = TaggedBase64.text(tag: VerificationKey.tag, payload: point + [0])
        #expect(throws: TaggedBase64Error.payloadTooLong(maximum: 64)) { try VerificationKey(tagged: long) }

        let signature = SchnorrSignature.absent.arkUncompressed
        for count in [0, 32, 64, 95, 97] {
            let bytes = Array((signature + [0]).prefix(count))
            let error = wrongLength("Schnorr signature", 96, count)
            #expect(throws: error) { try SchnorrSignature(arkUncompressed: bytes) }
            guard count < 96 else { continue }
            let text = TaggedBase64.text(tag: SchnorrSignature.tag, payload: bytes)
            #expect(throws: error) { try SchnorrSignature(tagged: text) }
        }
        let longer = TaggedBase64.text(tag: SchnorrSignature.tag, payload: signature + [0])
        #expect(throws: TaggedBase64Error.payloadTooLong(maximum: 96)) { try SchnorrSignature(tagged: longer) }
    }

    @Test func keyAsSignatureAndSignatureAsKey() {
        let (key, signature) = (VerificationKey(.generator).tagged, SchnorrSignature.absent.tagged)
        #expect(throws: TaggedBase64Error.wrongTag(expected: "SCHNORR_SIG", found: "SCHNORR_VER_KEY")) {
            try SchnorrSignature(tagged: key)
        }
        #expect(throws: TaggedBase64Error.wrongTag(expected: "SCHNORR_VER_KEY", found: "SCHNORR_SIG")) {
            try VerificationKey(tagged: signature)
        }
    }

    /// s = l stands for the same scalar as s = 0: accepting both would give one signature two texts.
    @Test func scalarsNotBelowL() throws {
        let point = EdwardsPoint.generator.arkUncompressed
        let l = EdwardsScalar.modulus
        let below = l.subtractingReportingOverflow(UInt256(1)).partialValue
        #expect(try SchnorrSignature(arkUncompressed: below.littleEndianBytes + point).s.canonical == below)
        for s in [l, l.addingReportingOverflow(UInt256(1)).partialValue, Fr.modulus, .max] {
            #expect(throws: BN254Error.notCanonical("ed_on_bn254 scalar")) {
                try SchnorrSignature(arkUncompressed: s.littleEndianBytes + point)
            }
        }
    }

    @Test func coordinatesNotBelowR() {
        for value in [Fr.modulus, Fr.modulus.addingReportingOverflow(UInt256(1)).partialValue, .max] {
            let bytes = value.littleEndianBytes
            // (0 + r, 1) and (0, 1 + r) would be the identity.
            expectRefusal(of: bytes + one, as: .notCanonical("x of the ed_on_bn254 point"))
            expectRefusal(of: zero + bytes, as: .notCanonical("y of the ed_on_bn254 point"))
        }
    }

    @Test func pointsOffTheCurve() throws {
        let (x, y) = (EdwardsPoint.generator.x.littleEndianBytes, EdwardsPoint.generator.y.littleEndianBytes)
        let next = (EdwardsPoint.generator.y + 1).littleEndianBytes
        for bytes in [zero + zero, one + one, x + x, x + next] {
            expectRefusal(of: bytes, as: .notOnCurve("ed_on_bn254"))
        }
        // The curve is symmetric in x and y.
        #expect(try EdwardsPoint(arkUncompressed: y + x, checkingSubgroup: false).isOnCurve)
    }

    /// A point of the curve outside the subgroup is decoded, as by the network; verification decides about it.
    @Test func subgroupIsNotChecked() throws {
        let point = EdwardsPoint.generator + EdwardsPoint(uncheckedX: 0, y: -Fr(1))
        #expect(!point.isInSubgroup && !point.hasSmallOrder)
        let key = VerificationKey(point)
        #expect(try VerificationKey(tagged: key.tagged) == key)
        let signature = SchnorrSignature(s: .one, r: point)
        #expect(try SchnorrSignature(tagged: signature.tagged) == signature)
    }

    /// Neither a key nor the R of a signature decodes from the 64 bytes `point`.
    private func expectRefusal(of point: [UInt8], as error: BN254Error) {
        let text = TaggedBase64.text(tag: VerificationKey.tag, payload: point)
        #expect(throws: error) { try VerificationKey(tagged: text) }
        #expect(throws: error) { try SchnorrSignature(arkUncompressed: zero + point) }
        let signature = TaggedBase64.text(tag: SchnorrSignature.tag, payload: zero + point)
        #expect(throws: error) { try SchnorrSignature(tagged: signature) }
    }

    private func wrongLength(_ type: String, _ expected: Int, _ found: Int) -> BN254Error {
        .wrongLength(of: type, expected: expected, found: found)
    }
}
