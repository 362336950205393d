extension UInt256 {
    /// The 32 bytes from `offset` on, least significant first. Traps unless they lie within `bytes`.
    @inlinable
    public init(littleEndian bytes: RawSpan, at offset: Int = 0) {
        self.init(
            UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)),
            UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)),
            UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)),
            UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)))
    }

    /// The 32 bytes from `offset` on, most significant first (a Solidity word). Traps unless they lie within `bytes`.
    @inlinable
    public init(bigEndian bytes: RawSpan, at offset: Int = 0) {
        self.init(
            UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)),
            UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)),
            UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)),
            UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }

    /// 32 bytes, least significant first.
    public var littleEndianBytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            for index in 0..<32 {
                buffer[index] = UInt8(truncatingIfNeeded: self[limb: index >> 3] >> UInt64(8 * (index & 7)))
            }
            count = 32
        }
    }

    /// 32 bytes, most significant first (a Solidity word).
    public var bigEndianBytes: [UInt8] { littleEndianBytes.reversed() }
}
