/// Keccak-256 as Ethereum uses it: rate 1088 bits, and the original padding byte 0x01 (not SHA-3's 0x06).
///
///     var hasher = Keccak256()
///     hasher.update("transfer(address,".utf8)
///     hasher.update("uint256)".utf8)
///     let selector = hasher.finalize().prefix(4)  // a9059cbb
///
/// A value type: a copy taken after a common prefix goes its own way. Runs in time that depends on the length only.
/// Source: The Keccak reference 3.0; the padding is the one of the Ethereum yellow paper's KEC.
public struct Keccak256: Sendable {
    /// Bytes in a digest.
    public static let digestLength = 32

    /// Bytes absorbed between two permutations: 1600 bits less twice the digest's.
    private static let rate = 136

    private var state = KeccakState()
    /// Bytes of the current block absorbed so far; always below `rate`.
    private var position = 0

    /// A hasher that has seen nothing yet.
    public init() {}

    /// Absorbs `bytes`; any split of a message into calls gives the same digest.
    public mutating func update(_ bytes: Span<UInt8>) {
        var offset = 0
        while position != 0, offset < bytes.count {
            absorb(bytes[offset])
            offset += 1
        }
        while bytes.count - offset >= Self.rate {
            absorbBlock(of: bytes, at: offset)
            offset += Self.rate
        }
        while offset < bytes.count {
            absorb(bytes[offset])
            offset += 1
        }
    }

    /// Absorbs `bytes`; without a copy when they are contiguous, as those of an array or of a string's `utf8` are.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        let absorbed: Void? = bytes.withContiguousStorageIfAvailable { unsafe update($0.span) }
        if absorbed == nil {
            update(Array(bytes).span)
        }
    }

    /// Pads and returns the digest of everything absorbed: 32 bytes.
    public consuming func finalize() -> [UInt8] {
        state.lanes[position / 8] ^= 0x01 << (8 * UInt64(position % 8))
        state.lanes[Self.rate / 8 - 1] ^= 0x80 << 56
        state.permute()
        return (0..<Self.digestLength).map { index in
            UInt8(truncatingIfNeeded: state.lanes[index / 8] >> (8 * UInt64(index % 8)))
        }
    }

    /// The digest of `bytes`: 32 bytes.
    public static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var hasher = Keccak256()
        hasher.update(bytes)
        return hasher.finalize()
    }

    private mutating func absorb(_ byte: UInt8) {
        state.lanes[position / 8] ^= UInt64(byte) << (8 * UInt64(position % 8))
        position += 1
        if position == Self.rate {
            state.permute()
            position = 0
        }
    }

    /// Absorbs the `rate` bytes from `offset` on; only between blocks, that is at position 0.
    private mutating func absorbBlock(of bytes: Span<UInt8>, at offset: Int) {
        assert(position == 0)
        for lane in 0..<Self.rate / 8 {
            // The load checks the bounds, and any 8 bytes are an integer.
            let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8 * lane, as: UInt64.self)
            state.lanes[lane] ^= UInt64(littleEndian: word)
        }
        state.permute()
    }
}
