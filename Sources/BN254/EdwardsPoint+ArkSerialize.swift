extension EdwardsPoint {
    /// The flag bit of the compressed form: x is larger than −x.
    private static let negative: UInt8 = 0x80

    /// 32 bytes: y little-endian, the flag of x in the top bit. Source: <doc:PointEncodings>.
    public var arkCompressed: [UInt8] {
        var bytes = y.littleEndianBytes
        if x.isLexicographicallyLargest { bytes[31] |= EdwardsPoint.negative }
        return bytes
    }

    /// 64 bytes: x and y little-endian, no flags. Source: <doc:PointEncodings>.
    public var arkUncompressed: [UInt8] { x.littleEndianBytes + y.littleEndianBytes }

    /// Decodes the compressed encoding; the point is checked to be on the curve and in the subgroup.
    ///
    /// The flag of x = 0 counts for nothing, as in arkworks: 0 is its own negative.
    /// Throws ``BN254Error``: wrong length, y not canonical or of no point, outside the subgroup.
    public init(arkCompressed bytes: [UInt8]) throws(BN254Error) {
        try BN254Error.check(length: bytes.count, is: 32, for: "compressed ed_on_bn254 point")
        let isNegative = bytes[31] & EdwardsPoint.negative != 0
        var value = UInt256(littleEndian: bytes.span)
        value.limb3 &= .max >> 1
        guard value < Fr.modulus else { throw .notCanonical("y of the ed_on_bn254 point") }
        let y = try Fr(canonical: value)
        // x² = (1 − y²)/(1 − d·y²); the denominator is not zero, d being a non-residue.
        let yy = y.squared
        guard let inverse = (.one - EdwardsPoint.d * yy).inverse, let root = ((.one - yy) * inverse).squareRoot else {
            throw .notOnCurve(EdwardsPoint.name)
        }
        self.init(uncheckedX: root.isLexicographicallyLargest == isNegative ? root : -root, y: y)
        guard isInSubgroup else { throw .notInSubgroup(EdwardsPoint.name) }
    }

    /// Decodes the uncompressed encoding; the point is checked to be on the curve, and in the subgroup if asked.
    ///
    /// Throws ``BN254Error``: wrong length, coordinate not canonical, not on the curve, outside the subgroup.
    public init(arkUncompressed bytes: [UInt8], checkingSubgroup: Bool = true) throws(BN254Error) {
        try BN254Error.check(length: bytes.count, is: 64, for: "uncompressed ed_on_bn254 point")
        let (x, y) = (UInt256(littleEndian: bytes.span), UInt256(littleEndian: bytes.span, at: 32))
        guard x < Fr.modulus else { throw .notCanonical("x of the ed_on_bn254 point") }
        guard y < Fr.modulus else { throw .notCanonical("y of the ed_on_bn254 point") }
        try self.init(x: Fr(canonical: x), y: Fr(canonical: y))
        if checkingSubgroup {
            guard isInSubgroup else { throw .notInSubgroup(EdwardsPoint.name) }
        }
    }
}
