import BN254
import Schnorr
import Testing

/// The facts that signatures rest on are the reference's.
struct CurveTests {
    private let vectors: SchnorrVectors

    init() throws { vectors = try SchnorrVectors.load() }

    @Test func curve() throws {
        let curve = vectors.curve
        #expect(try Fr(hexadecimal: curve.a) == 1)
        #expect(EdwardsPoint.d.hexadecimal == curve.d)
        #expect(EdwardsPoint.generator.x.hexadecimal == curve.generatorX)
        #expect(EdwardsPoint.generator.y.hexadecimal == curve.generatorY)
        #expect(EdwardsScalar.modulus.hexadecimalQuantity == curve.orderL)
        #expect(curve.cofactor == [8])
    }

    @Test func domainSeparator() throws {
        #expect(vectors.csId == "SCHNORR_WITH_RESCUE_HASH_v01")
        #expect(SchnorrSignature.domainSeparator.hexadecimal == vectors.csIdFieldElement)
        #expect(SchnorrSignature.domainSeparator.bigEndianBytes.drop { $0 == 0 }.elementsEqual(vectors.csId.utf8))
    }
}
