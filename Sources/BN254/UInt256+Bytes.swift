extension UInt64 {
    /// The 8 bytes from `offset` on, least significant first. Traps unless they lie within `bytes`.
    @inlinable
    public init(littleEndian bytes: Span<UInt8>, at offset: Int) {
        // The load checks the bounds, and any 8 bytes are an integer.
        self.init(littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The 8 bytes from `offset` on, most significant first. Traps unless they lie within `bytes`.
    @inlinable
    public init(bigEndian bytes: Span<UInt8>, at offset: Int) {
        self = UInt64(littleEndian: bytes, at: offset).byteSwapped
    }
}

extension UInt256 {
    /// The 32 bytes from `offset` on, least significant first. Traps unless they lie within `bytes`.
    @inlinable
    public init(littleEndian bytes: Span<UInt8>, at offset: Int = 0) {
        self.init(
            UInt64(littleEndian: bytes, at: offset), UInt64(littleEndian: bytes, at: offset + 8),
            UInt64(littleEndian: bytes, at: offset + 16), UInt64(littleEndian: bytes, at: offset + 24))
    }

    /// The 32 bytes from `offset` on, most significant first (a Solidity word). Traps unless they lie within `bytes`.
    @inlinable
    public init(bigEndian bytes: Span<UInt8>, at offset: Int = 0) {
        self.init(
            UInt64(bigEndian: bytes, at: offset + 24), UInt64(bigEndian: bytes, at: offset + 16),
            UInt64(bigEndian: bytes, at: offset + 8), UInt64(bigEndian: bytes, at: offset))
    }

    /// 32 bytes, least significant first.
    public var littleEndianBytes: [UInt8] {
        [UInt8](capacity: 32) { bytes in
            for index in 0..<32 {
                bytes.append(UInt8(truncatingIfNeeded: self[limb: index >> 3] >> UInt64(8 * (index & 7))))
            }
        }
    }

    /// 32 bytes, most significant first (a Solidity word).
    public var bigEndianBytes: [UInt8] { littleEndianBytes.reversed() }
}
