/// The flag bits that ark-serialize keeps in the last byte of a short Weierstrass point, compressed or not.
enum PointFlags {
    /// y is larger than −y.
    static let largest: UInt8 = 0x80
    /// The point is infinity.
    static let infinity: UInt8 = 0x40
    /// Both.
    static let mask: UInt8 = 0xc0
}

extension AffinePoint {
    /// The number of bytes of the compressed encoding: x.
    public static var compressedByteCount: Int { Curve.BaseField.byteCount }

    /// The number of bytes of the uncompressed encoding: x and y.
    public static var uncompressedByteCount: Int { 2 * Curve.BaseField.byteCount }

    /// x little-endian, flags in the last byte. Source: <doc:PointEncodings>.
    public var arkCompressed: [UInt8] {
        var bytes: [UInt8] = []
        x.append(to: &bytes)
        bytes[bytes.count - 1] |= flags
        return bytes
    }

    /// x and y little-endian, flags in the last byte too. Source: <doc:PointEncodings>.
    public var arkUncompressed: [UInt8] {
        var bytes: [UInt8] = []
        x.append(to: &bytes)
        y.append(to: &bytes)
        bytes[bytes.count - 1] |= flags
        return bytes
    }

    private var flags: UInt8 {
        if isInfinity { return PointFlags.infinity }
        return y.isLexicographicallyLargest ? PointFlags.largest : 0
    }

    /// Decodes the compressed encoding; the point is checked to be on the curve and in the subgroup.
    ///
    /// Throws ``BN254Error``: wrong length, coordinate not canonical, x of no point, flags that no encoder writes,
    /// or a point outside the subgroup.
    public init(arkCompressed bytes: [UInt8]) throws(BN254Error) {
        try BN254Error.check(length: bytes.count, is: Self.compressedByteCount, for: "compressed \(Curve.name) point")
        let flags = bytes[bytes.count - 1] & PointFlags.mask
        let x = try Curve.BaseField(
            arkBytes: bytes.span, at: 0, clearing: PointFlags.mask, coordinate: "x", of: Curve.name)
        switch flags {
        case PointFlags.infinity:
            guard x.isZero else { throw .invalidFlags(Curve.name) }
            self = .infinity
        case PointFlags.mask:
            throw .invalidFlags(Curve.name)
        default:
            guard let root = (x.squared * x + Curve.b).squareRoot else { throw .notOnCurve(Curve.name) }
            let wantsLargest = flags == PointFlags.largest
            // y = 0 would have no sign; neither curve has such a point of order r, and the subgroup check refuses it.
            self.init(uncheckedX: x, y: root.isLexicographicallyLargest == wantsLargest ? root : -root)
            guard isInSubgroup else { throw .notInSubgroup(Curve.name) }
        }
    }

    /// Decodes the uncompressed encoding; the point is checked to be on the curve, and in the subgroup if asked.
    ///
    /// `checkingSubgroup` may be false where the point enters no pairing, as a key that is only hashed.
    /// Throws ``BN254Error``: wrong length, coordinate not canonical, point not on the curve, flags that no encoder
    /// writes, or a point outside the subgroup.
    public init(arkUncompressed bytes: [UInt8], checkingSubgroup: Bool = true) throws(BN254Error) {
        try BN254Error.check(
            length: bytes.count, is: Self.uncompressedByteCount, for: "uncompressed \(Curve.name) point")
        try self.init(arkUncompressed: bytes.span, at: 0, checkingSubgroup: checkingSubgroup)
    }

    /// Decodes the uncompressed encoding at `offset` of a longer byte string, as ``init(arkUncompressed:checkingSubgroup:)``.
    ///
    /// Throws what that throws, but for a wrong length: traps unless the bytes lie within `bytes`.
    public init(arkUncompressed bytes: Span<UInt8>, at offset: Int, checkingSubgroup: Bool) throws(BN254Error) {
        let size = Curve.BaseField.byteCount
        let flags = bytes[offset + 2 * size - 1] & PointFlags.mask
        let x = try Curve.BaseField(arkBytes: bytes, at: offset, clearing: 0, coordinate: "x", of: Curve.name)
        let y = try Curve.BaseField(
            arkBytes: bytes, at: offset + size, clearing: PointFlags.mask, coordinate: "y", of: Curve.name)
        self.init(uncheckedX: x, y: y)
        guard isOnCurve else { throw .notOnCurve(Curve.name) }
        guard flags == self.flags else { throw .invalidFlags(Curve.name) }
        if checkingSubgroup {
            guard isInSubgroup else { throw .notInSubgroup(Curve.name) }
        }
    }
}
