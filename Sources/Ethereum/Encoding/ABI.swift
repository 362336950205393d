import BN254

/// The encoding of arguments and results of contracts. Source: the Solidity ABI specification.
///
/// Static arguments are a row of words, which is all that most calls here need; ``encode(_:as:)`` and
/// ``decode(_:as:)`` know every type.
public enum ABI {
    /// The bytes in a word.
    public static let wordLength = 32

    /// The words that `bytes` are; nil unless their number is a multiple of 32.
    public static func words(_ bytes: [UInt8]) -> [UInt256]? {
        guard bytes.count.isMultiple(of: wordLength) else { return nil }
        return stride(from: 0, to: bytes.count, by: wordLength).map { UInt256(bigEndian: bytes.span, at: $0) }
    }

    /// The bytes of words, 32 each.
    public static func encode(words: [UInt256]) -> [UInt8] { words.flatMap(\.bigEndianBytes) }
}
