import BN254
import Keccak

/// A Keccak-256 digest: of a block, a transaction, an event's signature.
public struct Hash256: Hashable, Sendable {
    /// The number of bytes.
    public static let length = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The digest of 32 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// Reads `0x` and 64 digits; nil for anything else.
    public init?(text: String) {
        guard let bytes = [UInt8](data: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The Keccak-256 digest of `content`.
    public init(of content: some Collection<UInt8>) { bytes = Keccak256.hash(content) }

    /// The digest whose big-endian integer is `word`.
    public init(word: UInt256) { bytes = word.bigEndianBytes }

    /// The digest as a big-endian integer.
    public var word: UInt256 { UInt256(bigEndian: bytes.span) }
}

extension Hash256: CustomStringConvertible {
    /// `0x` and 64 digits in lower case.
    public var description: String { bytes.dataText }
}
