import BN254
import TestSupport
import Testing

/// The ark-serialize encodings of ed_on_bn254. Layout: the article PointEncodings.
struct EdwardsEncodingTests {
    private let curve = "ed_on_bn254"
    private let one = [1] + [UInt8](repeating: 0, count: 31)
    private let zero = [UInt8](repeating: 0, count: 32)

    @Test func generatorAndIdentity() throws {
        let base = EdwardsPoint.generator
        // 2x > r for the generator: 19698…298 against 21888…617.
        #expect(base.arkCompressed == base.y.littleEndianBytes.settingSign())
        #expect((-base).arkCompressed == base.y.littleEndianBytes)
        #expect(base.arkUncompressed == base.x.littleEndianBytes + base.y.littleEndianBytes)
        #expect(EdwardsPoint.identity.arkCompressed == one)
        #expect(EdwardsPoint.identity.arkUncompressed == zero + one)
        #expect(try EdwardsPoint(arkCompressed: one) == .identity)
        #expect(try EdwardsPoint(arkUncompressed: zero + one) == .identity)
    }

    @Test func roundTrips() throws {
        var generator = SeededGenerator(seed: 41)
        for _ in 0..<100 {
            let point = EdwardsPoint.random(using: &generator)
            let (compressed, uncompressed) = (point.arkCompressed, point.arkUncompressed)
            try #require(compressed.count == 32 && uncompressed.count == 64)
            try #require(try EdwardsPoint(arkCompressed: compressed) == point)
            try #require(try EdwardsPoint(arkUncompressed: uncompressed) == point)
            try #require(compressed[31] ^ (-point).arkCompressed[31] == 0x80)
        }
    }

    @Test func wrongLengths() {
        for count in [0, 1, 31, 32, 33, 63, 64, 65] {
            let bytes = [UInt8](repeating: 0, count: count)
            if count != 32 {
                let type = "compressed ed_on_bn254 point"
                #expect(throws: BN254Error.wrongLength(of: type, expected: 32, found: count)) {
                    try EdwardsPoint(arkCompressed: bytes)
                }
            }
            if count != 64 {
                let type = "uncompressed ed_on_bn254 point"
                #expect(throws: BN254Error.wrongLength(of: type, expected: 64, found: count)) {
                    try EdwardsPoint(arkUncompressed: bytes)
                }
            }
        }
    }

    @Test func coordinatesAtOrAboveTheModulus() {
        let r = PrimeFieldCase.scalar.p
        let (x, y) = (
            BN254Error.notCanonical("x of the ed_on_bn254 point"), BN254Error.notCanonical("y of the ed_on_bn254 point")
        )
        for large in [r, r + 1, BigInteger.powerOfTwo(254), BigInteger.powerOfTwo(256) - 1] {
            let bytes = large.uint256.littleEndianBytes
            #expect(throws: y) { try EdwardsPoint(arkCompressed: bytes) }
            #expect(throws: y) { try EdwardsPoint(arkCompressed: bytes.settingSign()) }
            #expect(throws: x) { try EdwardsPoint(arkUncompressed: bytes + one) }
            #expect(throws: y) { try EdwardsPoint(arkUncompressed: zero + bytes) }
        }
        // There are no flags in the uncompressed form.
        #expect(throws: y) { try EdwardsPoint(arkUncompressed: zero + one.settingSign()) }
    }

    @Test func pointsOffTheCurve() throws {
        #expect(throws: BN254Error.notOnCurve(curve)) { try EdwardsPoint(arkUncompressed: one + one) }
        #expect(throws: BN254Error.notOnCurve(curve)) { try EdwardsPoint(arkUncompressed: zero + zero) }
        // y belongs to a point exactly if x² = (1 − y²)/(1 − d·y²) is a square.
        var belonging = 0
        for value in 2..<102 as Range<UInt64> {
            let y = Fr(value)
            let inverse = try #require((.one - EdwardsPoint.d * y * y).inverse)
            let error: BN254Error
            if let x = ((.one - y * y) * inverse).squareRoot {
                belonging += 1
                #expect(EdwardsPoint(uncheckedX: x, y: y).isOnCurve)
                guard !EdwardsPoint(uncheckedX: x, y: y).isInSubgroup else { continue }
                error = .notInSubgroup(curve)
            } else {
                error = .notOnCurve(curve)
            }
            #expect(throws: error) { try EdwardsPoint(arkCompressed: y.littleEndianBytes) }
        }
        #expect((30...70).contains(belonging))
    }

    @Test func pointsOutsideTheSubgroup() throws {
        var generator = SeededGenerator(seed: 42)
        let random = EdwardsPoint.random(using: &generator)
        let ordersTwoAndFour = [EdwardsPoint(uncheckedX: 0, y: -Fr(1)), EdwardsPoint(uncheckedX: 1, y: 0)]
        for point in ordersTwoAndFour + ordersTwoAndFour.map({ $0 + random }) {
            #expect(throws: BN254Error.notInSubgroup(curve)) { try EdwardsPoint(arkCompressed: point.arkCompressed) }
            let uncompressed = point.arkUncompressed
            #expect(throws: BN254Error.notInSubgroup(curve)) { try EdwardsPoint(arkUncompressed: uncompressed) }
            #expect(try EdwardsPoint(arkUncompressed: uncompressed, checkingSubgroup: false) == point)
        }
    }

    /// x = 0 is its own negative, so its flag says nothing: arkworks takes either. Of the two points that have it, only the
    /// identity is in the subgroup.
    @Test func signOfZero() throws {
        #expect(try EdwardsPoint(arkCompressed: one.settingSign()) == .identity)
        let minusOne = (-Fr(1)).littleEndianBytes
        for bytes in [minusOne, minusOne.settingSign()] {
            #expect(throws: BN254Error.notInSubgroup(curve)) { try EdwardsPoint(arkCompressed: bytes) }
        }
    }

    @Test func everyBitCounts() throws {
        var generator = SeededGenerator(seed: 43)
        let point = EdwardsPoint.random(using: &generator)
        let compressed = try BitFlips(of: point.arkCompressed) { bytes throws(BN254Error) in
            try EdwardsPoint(arkCompressed: bytes)
        } encode: {
            $0.arkCompressed
        }
        #expect(compressed.malleable.isEmpty)
        // An eighth of the points on the curve lie in the subgroup.
        #expect(compressed.otherPoints > 1 && compressed.rejected > 128)
        for checkingSubgroup in [true, false] {
            let uncompressed = try BitFlips(of: point.arkUncompressed) { bytes throws(BN254Error) in
                try EdwardsPoint(arkUncompressed: bytes, checkingSubgroup: checkingSubgroup)
            } encode: {
                $0.arkUncompressed
            }
            #expect(uncompressed.rejected == 512)
        }
        let identity = try BitFlips(of: one) { bytes throws(BN254Error) in
            try EdwardsPoint(arkCompressed: bytes)
        } encode: {
            $0.arkCompressed
        }
        #expect(identity.malleable == [255], "the flag of x = 0")
    }
}

extension [UInt8] {
    /// These 32 bytes with the flag of a negative x.
    fileprivate func settingSign() -> [UInt8] { dropLast() + [self[count - 1] | 0x80] }
}
