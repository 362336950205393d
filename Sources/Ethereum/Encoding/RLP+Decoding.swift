extension RLP {
    /// The deepest nesting that ``decode(_:maximumDepth:)`` takes, whatever is asked for: it recurses.
    public static let deepest = 1024

    /// The item that all of `bytes` are the only encoding of.
    ///
    /// Lists may stand `maximumDepth` deep, at most ``deepest``. Work and memory are proportional to the input.
    /// Throws ``RLPError``; also for an encoding that is longer than it has to be.
    public static func decode(_ bytes: [UInt8], maximumDepth: Int = 16) throws(RLPError) -> Item {
        var reader = RLPReader(bytes: bytes, maximumDepth: min(maximumDepth, deepest))
        let item = try reader.item(before: bytes.count, depth: 0)
        guard reader.position == bytes.count else { throw .trailingBytes(offset: reader.position) }
        return item
    }
}

/// A place in bytes that are being decoded.
private struct RLPReader {
    let bytes: [UInt8]
    let maximumDepth: Int
    var position = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    /// The item at the position, which must end at `end` or before. Leaves the position behind it.
    mutating func item(before end: Int, depth: Int) throws(RLPError) -> RLP.Item {
        let start = position
        guard start < end else { throw .truncated(offset: start) }
        let prefix = bytes[start]
        position += 1
        switch prefix {
        case ..<0x80:
            return .bytes([prefix])
        case ..<0xc0:
            let contentEnd = try contentEnd(prefix: prefix, base: 0x80, before: end)
            let content = Array(bytes[position..<contentEnd])
            guard content.count != 1 || content[0] >= 0x80 else { throw .notCanonical(offset: start) }
            position = contentEnd
            return .bytes(content)
        default:
            guard depth < maximumDepth else { throw .tooDeep(limit: maximumDepth) }
            let contentEnd = try contentEnd(prefix: prefix, base: 0xc0, before: end)
            var items: [RLP.Item] = []
            while position < contentEnd { items.append(try item(before: contentEnd, depth: depth + 1)) }
            return .list(items)
        }
    }

    /// Where the content ends whose prefix has just been read. Leaves the position at its start.
    private mutating func contentEnd(prefix: UInt8, base: UInt8, before end: Int) throws(RLPError) -> Int {
        let start = position - 1
        var length = UInt64(prefix - base)
        if length > RLP.longestShort {
            let digits = Int(length) - RLP.longestShort
            guard digits <= end - position else { throw .truncated(offset: end) }
            guard bytes[position] != 0 else { throw .notCanonical(offset: start) }
            length = bytes[position..<position + digits].reduce(0) { $0 << 8 | UInt64($1) }
            position += digits
            guard length > RLP.longestShort else { throw .notCanonical(offset: start) }
        }
        guard length <= UInt64(end - position) else { throw .truncated(offset: end) }
        return position + Int(length)
    }
}
