import BN254
import TestSupport
import Testing

/// Points as Solidity words: EIP-196 and EIP-197.
struct SolidityEncodingTests {
    @Test func generatorsAndInfinity() throws {
        #expect(G1Point.generator.solidityWords == Fq(1).bigEndianBytes + Fq(2).bigEndianBytes)
        // The imaginary parts come first.
        let h = G2Point.generator
        let words = [h.x.c1, h.x.c0, h.y.c1, h.y.c0].flatMap(\.bigEndianBytes)
        #expect(h.solidityWords == words)
        #expect(try G2Point(solidityWords: words) == h)
        #expect(G1Point.infinity.solidityWords == [UInt8](repeating: 0, count: 64))
        #expect(G2Point.infinity.solidityWords == [UInt8](repeating: 0, count: 128))
        #expect(try G1Point(solidityWords: [UInt8](repeating: 0, count: 64)) == .infinity)
        #expect(try G2Point(solidityWords: [UInt8](repeating: 0, count: 128)) == .infinity)
    }

    @Test func roundTrips() throws {
        var generator = SeededGenerator(seed: 38)
        for _ in 0..<100 {
            let (p, q) = (G1Point.random(using: &generator), G2Point.random(using: &generator))
            try #require(try G1Point(solidityWords: p.solidityWords) == p)
            try #require(try G2Point(solidityWords: q.solidityWords) == q)
        }
    }

    @Test func wrongLengths() {
        for count in [0, 1, 63, 64, 65, 127, 128, 129] {
            let bytes = [UInt8](repeating: 0, count: count)
            if count != 64 {
                #expect(throws: BN254Error.wrongLength(of: "G1 point", expected: 64, found: count)) {
                    try G1Point(solidityWords: bytes)
                }
            }
            if count != 128 {
                #expect(throws: BN254Error.wrongLength(of: "G2 point", expected: 128, found: count)) {
                    try G2Point(solidityWords: bytes)
                }
            }
        }
    }

    @Test func coordinatesAtOrAboveTheModulus() {
        let q = PrimeFieldCase.base.p
        for large in [q, q + 1, BigInteger.powerOfTwo(256) - 1].map(\.uint256.bigEndianBytes) {
            for (index, coordinate) in ["x", "y"].enumerated() {
                let bytes = G1Point.generator.solidityWords.replacingWord(index, by: large)
                #expect(throws: BN254Error.notCanonical("\(coordinate) of the G1 point")) {
                    try G1Point(solidityWords: bytes)
                }
            }
            for (index, coordinate) in ["x.c1", "x.c0", "y.c1", "y.c0"].enumerated() {
                let bytes = G2Point.generator.solidityWords.replacingWord(index, by: large)
                #expect(throws: BN254Error.notCanonical("\(coordinate) of the G2 point")) {
                    try G2Point(solidityWords: bytes)
                }
            }
        }
    }

    @Test func pointsOffTheCurveOrOutsideTheSubgroup() {
        let one = Fq(1).bigEndianBytes
        #expect(throws: BN254Error.notOnCurve("G1")) { try G1Point(solidityWords: one + one) }
        #expect(throws: BN254Error.notOnCurve("G2")) { try G2Point(solidityWords: one + one + one + one) }
        var generator = SeededGenerator(seed: 39)
        for _ in 0..<10 {
            let point = G2Point.randomOnCurve(using: &generator)
            #expect(throws: BN254Error.notInSubgroup("G2")) { try G2Point(solidityWords: point.solidityWords) }
        }
    }

    /// Unlike a compressed x, coordinates with one bit flipped lie on no point of the curve.
    @Test func everyBitCounts() throws {
        var generator = SeededGenerator(seed: 40)
        let (p, q) = (G1Point.random(using: &generator), G2Point.random(using: &generator))
        let flips = try BitFlips(of: p.solidityWords) { bytes throws(BN254Error) in
            try G1Point(solidityWords: bytes)
        } encode: {
            $0.solidityWords
        }
        #expect(flips.rejected == 512)
        let twistFlips = try BitFlips(of: q.solidityWords) { bytes throws(BN254Error) in
            try G2Point(solidityWords: bytes)
        } encode: {
            $0.solidityWords
        }
        #expect(twistFlips.rejected == 1024)
    }
}
