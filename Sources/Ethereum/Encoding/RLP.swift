import BN254

/// Recursive Length Prefix: nested lists of byte strings as bytes. Source: the yellow paper, appendix B.
public enum RLP {
    /// What RLP can write: a byte string, or a list of items.
    public enum Item: Hashable, Sendable {
        /// A byte string.
        case bytes([UInt8])
        /// A list.
        case list([Item])

        /// An integer: its big-endian bytes without leading zeros, none for 0.
        public init(_ integer: UInt256) { self = .bytes(Array(integer.bigEndianBytes.drop { $0 == 0 })) }

        /// An integer, as ``init(_:)-(UInt256)``.
        public init(_ integer: UInt64) { self.init(UInt256(integer)) }

        /// An amount in wei, as ``init(_:)-(UInt256)``.
        public init(_ amount: Wei) { self.init(amount.word) }
    }

    /// The longest content whose length stands in the prefix byte itself.
    static let longestShort = 55

    /// The bytes of an item. Recurses as deep as the item is nested.
    public static func encode(_ item: Item) -> [UInt8] {
        var bytes: [UInt8] = []
        append(item, to: &bytes)
        return bytes
    }

    private static func append(_ item: Item, to bytes: inout [UInt8]) {
        switch item {
        case .bytes(let content):
            // A single byte below 0x80 is its own encoding.
            if content.count != 1 || content[0] >= 0x80 { appendLength(content.count, base: 0x80, to: &bytes) }
            bytes += content
        case .list(let items):
            var content: [UInt8] = []
            for item in items { append(item, to: &content) }
            appendLength(content.count, base: 0xc0, to: &bytes)
            bytes += content
        }
    }

    private static func appendLength(_ length: Int, base: UInt8, to bytes: inout [UInt8]) {
        guard length > longestShort else {
            bytes.append(base + UInt8(length))
            return
        }
        guard case .bytes(let digits) = Item(UInt64(length)) else { return }
        bytes.append(base + UInt8(longestShort + digits.count))
        bytes += digits
    }
}
