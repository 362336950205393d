extension Fq: CoordinateField {
    /// 32.
    public static var byteCount: Int { 32 }

    /// Appends the 32 little-endian canonical bytes.
    public func append(to bytes: inout [UInt8]) { bytes += littleEndianBytes }

    /// Decodes 32 bytes at `offset`, the bits of `mask` in the last byte taken as zero.
    ///
    /// Throws ``BN254Error/notCanonical(_:)``, which names coordinate and group, unless the number is below the modulus.
    /// Traps unless the bytes lie within `bytes`.
    public init(
        arkBytes bytes: Span<UInt8>, at offset: Int, clearing mask: UInt8, coordinate: String, of group: String
    ) throws(BN254Error) {
        var value = UInt256(littleEndian: bytes, at: offset)
        value.limb3 &= ~(UInt64(mask) << 56)
        guard value < Fq.modulus else { throw .notCanonical("\(coordinate) of the \(group) point") }
        try self.init(canonical: value)
    }
}

extension Fq2: CoordinateField {
    /// 64.
    public static var byteCount: Int { 64 }

    /// Whether this is larger than its negative: the imaginary parts decide unless they are zero.
    public var isLexicographicallyLargest: Bool {
        c1.isZero ? c0.isLexicographicallyLargest : c1.isLexicographicallyLargest
    }

    /// Appends the 64 bytes of c0 and c1.
    public func append(to bytes: inout [UInt8]) {
        c0.append(to: &bytes)
        c1.append(to: &bytes)
    }

    /// Decodes 64 bytes at `offset`, the bits of `mask` in the last byte taken as zero.
    ///
    /// Throws ``BN254Error/notCanonical(_:)``, which names coordinate and group, unless both numbers are below the modulus.
    /// Traps unless the bytes lie within `bytes`.
    public init(
        arkBytes bytes: Span<UInt8>, at offset: Int, clearing mask: UInt8, coordinate: String, of group: String
    ) throws(BN254Error) {
        self.init(
            try Fq(arkBytes: bytes, at: offset, clearing: 0, coordinate: coordinate + ".c0", of: group),
            try Fq(arkBytes: bytes, at: offset + 32, clearing: mask, coordinate: coordinate + ".c1", of: group))
    }
}
