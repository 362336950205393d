import BN254
import TestSupport
import Testing

/// The ark-serialize encodings of G1 and G2. Layout: the article PointEncodings.
struct ArkEncodingTests {
    @Test func generators() throws {
        let one = [1] + [UInt8](repeating: 0, count: 31)
        let two = [2] + [UInt8](repeating: 0, count: 31)
        let base = G1Point.generator
        #expect(base.arkCompressed == one)
        #expect(base.arkUncompressed == one + two)
        // −2 is the larger of the two.
        #expect((-base).arkCompressed == one.settingFlags(0x80))
        #expect((-base).arkUncompressed == one + (-Fq(2)).littleEndianBytes.settingFlags(0x80))

        let h = G2Point.generator
        let x = h.x.c0.littleEndianBytes + h.x.c1.littleEndianBytes
        let y = h.y.c0.littleEndianBytes + h.y.c1.littleEndianBytes
        #expect(h.arkCompressed == x)
        #expect(h.arkUncompressed == x + y)
        #expect((-h).arkCompressed == x.settingFlags(0x80))
    }

    @Test func infinity() throws {
        try checkInfinity(of: G1.self)
        try checkInfinity(of: G2.self)
        #expect((G1Point.compressedByteCount, G1Point.uncompressedByteCount) == (32, 64))
        #expect((G2Point.compressedByteCount, G2Point.uncompressedByteCount) == (64, 128))
    }

    private func checkInfinity<Curve: ShortWeierstrassCurve>(of curve: Curve.Type) throws {
        typealias Point = AffinePoint<Curve>
        let compressed = [UInt8](repeating: 0, count: Point.compressedByteCount).settingFlags(0x40)
        let uncompressed = [UInt8](repeating: 0, count: Point.uncompressedByteCount).settingFlags(0x40)
        #expect(Point.infinity.arkCompressed == compressed)
        #expect(Point.infinity.arkUncompressed == uncompressed)
        #expect(try Point(arkCompressed: compressed) == .infinity)
        #expect(try Point(arkUncompressed: uncompressed) == .infinity)
        #expect(try Point(arkUncompressed: uncompressed, checkingSubgroup: false) == .infinity)
    }

    @Test func roundTrips() throws {
        try checkRoundTrips(of: G1.self)
        try checkRoundTrips(of: G2.self)
    }

    private func checkRoundTrips<Curve: ShortWeierstrassCurve>(of curve: Curve.Type) throws
    where Curve.BaseField: RandomField {
        typealias Point = AffinePoint<Curve>
        var generator = SeededGenerator(seed: 33)
        for _ in 0..<100 {
            let point = Point.random(using: &generator)
            let (compressed, uncompressed) = (point.arkCompressed, point.arkUncompressed)
            try #require(compressed.count == Point.compressedByteCount)
            try #require(uncompressed.count == Point.uncompressedByteCount)
            try #require(try Point(arkCompressed: compressed) == point)
            try #require(try Point(arkUncompressed: uncompressed) == point)
            let framed = [0xff] + uncompressed + [0xff]
            try #require(try Point(arkUncompressed: framed.span, at: 1, checkingSubgroup: true) == point)
            // Of a point and its negative exactly one carries the flag.
            try #require(compressed.flags ^ (-point).arkCompressed.flags == 0x80)
            try #require(uncompressed.flags == compressed.flags)
        }
    }

    /// In Fq2 the imaginary part decides which of y and −y is larger, the real part only where it is zero.
    @Test func orderInFq2() {
        let half = (Fq.modulus >> 1)
        let largestLow = Fq(reducing: half)
        #expect(!largestLow.isLexicographicallyLargest && (-largestLow).isLexicographicallyLargest)
        #expect(!Fq.zero.isLexicographicallyLargest && !Fq2.zero.isLexicographicallyLargest)
        #expect(!Fq2(-largestLow, largestLow).isLexicographicallyLargest)
        #expect(Fq2(largestLow, -largestLow).isLexicographicallyLargest)
        #expect(Fq2(-largestLow, 0).isLexicographicallyLargest)
        #expect(!Fq2(largestLow, 0).isLexicographicallyLargest)
    }

    @Test func wrongLengths() {
        for count in [0, 1, 31, 33, 63, 64, 65, 127, 128, 129] {
            let bytes = [UInt8](repeating: 0, count: count).settingFlags(0x40)
            func expect<Curve: ShortWeierstrassCurve>(_ curve: Curve.Type, _ size: Int) {
                typealias Point = AffinePoint<Curve>
                if count != size {
                    let type = "compressed \(Curve.name) point"
                    #expect(throws: BN254Error.wrongLength(of: type, expected: size, found: count)) {
                        try Point(arkCompressed: bytes)
                    }
                }
                if count != 2 * size {
                    let type = "uncompressed \(Curve.name) point"
                    #expect(throws: BN254Error.wrongLength(of: type, expected: 2 * size, found: count)) {
                        try Point(arkUncompressed: bytes)
                    }
                }
            }
            expect(G1.self, 32)
            expect(G2.self, 64)
        }
    }

    /// The modulus, its successor and all ones in place of each coordinate.
    @Test func coordinatesAtOrAboveTheModulus() throws {
        let q = PrimeFieldCase.base.p
        let g1 = ["x", "y"].map { "\($0) of the G1 point" }
        let g2 = ["x.c0", "x.c1", "y.c0", "y.c1"].map { "\($0) of the G2 point" }
        for large in [q, q + 1, BigInteger.powerOfTwo(256) - 1].map(\.uint256.littleEndianBytes) {
            for (index, name) in g1.enumerated() {
                let bytes = G1Point.generator.arkUncompressed.replacingWord(index, by: large)
                #expect(throws: BN254Error.notCanonical(name)) { try G1Point(arkUncompressed: bytes) }
            }
            for (index, name) in g2.enumerated() {
                let bytes = G2Point.generator.arkUncompressed.replacingWord(index, by: large)
                #expect(throws: BN254Error.notCanonical(name)) { try G2Point(arkUncompressed: bytes) }
            }
            #expect(throws: BN254Error.notCanonical(g1[0])) { try G1Point(arkCompressed: large) }
            for (index, name) in g2.prefix(2).enumerated() {
                let bytes = G2Point.generator.arkCompressed.replacingWord(index, by: large)
                #expect(throws: BN254Error.notCanonical(name)) { try G2Point(arkCompressed: bytes) }
            }
        }
    }

    @Test func pointsOffTheCurve() throws {
        // 4³ + 3 = 67 is no square modulo q.
        #expect(Fq(67).squareRoot == nil)
        #expect(throws: BN254Error.notOnCurve("G1")) { try G1Point(arkCompressed: Fq(4).littleEndianBytes) }
        let words = Fq(1).littleEndianBytes + Fq(3).littleEndianBytes
        #expect(throws: BN254Error.notOnCurve("G1")) { try G1Point(arkUncompressed: words) }

        var generator = SeededGenerator(seed: 34)
        var refused = 0
        for _ in 0..<40 {
            let x = Fq2.random(using: &generator)
            let bytes = x.c0.littleEndianBytes + x.c1.littleEndianBytes
            let isOnCurve = (x * x * x + G2.b).squareRoot != nil
            let error: BN254Error = isOnCurve ? .notInSubgroup("G2") : .notOnCurve("G2")
            #expect(throws: error) { try G2Point(arkCompressed: bytes) }
            #expect(throws: BN254Error.notOnCurve("G2")) { try G2Point(arkUncompressed: bytes + bytes) }
            refused += isOnCurve ? 0 : 1
        }
        #expect((8...32).contains(refused))
    }

    @Test func pointsOutsideTheSubgroup() throws {
        var generator = SeededGenerator(seed: 35)
        for _ in 0..<10 {
            let point = G2Point.randomOnCurve(using: &generator)
            #expect(throws: BN254Error.notInSubgroup("G2")) { try G2Point(arkCompressed: point.arkCompressed) }
            #expect(throws: BN254Error.notInSubgroup("G2")) { try G2Point(arkUncompressed: point.arkUncompressed) }
            #expect(try G2Point(arkUncompressed: point.arkUncompressed, checkingSubgroup: false) == point)
        }
    }

    @Test func flagsThatNoEncoderWrites() throws {
        try checkFlags(of: G1.self)
        try checkFlags(of: G2.self)
    }

    private func checkFlags<Curve: ShortWeierstrassCurve>(of curve: Curve.Type) throws
    where Curve.BaseField: RandomField {
        typealias Point = AffinePoint<Curve>
        let invalid = BN254Error.invalidFlags(Curve.name)
        var generator = SeededGenerator(seed: 36)
        for _ in 0..<10 {
            let point = Point.random(using: &generator)
            // Compressed: the other sign is the negative point; infinity's flag needs x = 0.
            let compressed = point.arkCompressed
            #expect(try Point(arkCompressed: compressed.settingFlags(compressed.flags ^ 0x80)) == -point)
            for flags in [0x40, 0xc0] as [UInt8] {
                #expect(throws: invalid) { try Point(arkCompressed: compressed.settingFlags(flags)) }
            }
            // Uncompressed: the flags must be those of y.
            let uncompressed = point.arkUncompressed
            for flags in [0, 0x40, 0x80, 0xc0] as [UInt8] where flags != uncompressed.flags {
                #expect(throws: invalid) { try Point(arkUncompressed: uncompressed.settingFlags(flags)) }
            }
        }
        // Zero coordinates are infinity's, with its flag and no other.
        let zeros = [UInt8](repeating: 0, count: Point.uncompressedByteCount)
        for flags in [0, 0x80, 0xc0] as [UInt8] {
            #expect(throws: invalid) { try Point(arkUncompressed: zeros.settingFlags(flags)) }
        }
        let half = [UInt8](repeating: 0, count: Point.compressedByteCount)
        #expect(throws: invalid) { try Point(arkCompressed: half.settingFlags(0xc0)) }
        // Infinity's flag does not excuse the coordinates.
        var one = zeros
        one[0] = 1
        #expect(throws: BN254Error.notOnCurve(Curve.name)) { try Point(arkUncompressed: one.settingFlags(0x40)) }
    }

    /// Encodings are not malleable: no single bit can change without the point changing or the decoder refusing.
    @Test func everyBitCounts() throws {
        var generator = SeededGenerator(seed: 37)
        let (p, q) = (G1Point.random(using: &generator), G2Point.random(using: &generator))
        let compressed = try BitFlips(of: p.arkCompressed) { bytes throws(BN254Error) in
            try G1Point(arkCompressed: bytes)
        } encode: {
            $0.arkCompressed
        }
        #expect(compressed.malleable.isEmpty)
        // Half of all x belong to points.
        #expect(compressed.otherPoints > 80 && compressed.rejected > 80)

        let uncompressed = try BitFlips(of: p.arkUncompressed) { bytes throws(BN254Error) in
            try G1Point(arkUncompressed: bytes)
        } encode: {
            $0.arkUncompressed
        }
        #expect(uncompressed.rejected == 512)

        let compressedTwist = try BitFlips(of: q.arkCompressed) { bytes throws(BN254Error) in
            try G2Point(arkCompressed: bytes)
        } encode: {
            $0.arkCompressed
        }
        // Only the sign leads to another point of the subgroup.
        #expect(compressedTwist.otherPoints == 1 && compressedTwist.rejected == 511)

        for checkingSubgroup in [true, false] {
            let twist = try BitFlips(of: q.arkUncompressed) { bytes throws(BN254Error) in
                try G2Point(arkUncompressed: bytes, checkingSubgroup: checkingSubgroup)
            } encode: {
                $0.arkUncompressed
            }
            #expect(twist.rejected == 1024)
        }
        for bytes in [G1Point.infinity.arkCompressed, G1Point.infinity.arkUncompressed] {
            let flips = try BitFlips(of: bytes) { bytes throws(BN254Error) in
                try bytes.count == 32 ? G1Point(arkCompressed: bytes) : G1Point(arkUncompressed: bytes)
            } encode: {
                bytes.count == 32 ? $0.arkCompressed : $0.arkUncompressed
            }
            #expect(flips.malleable.isEmpty)
        }
    }
}
