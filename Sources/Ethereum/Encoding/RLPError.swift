/// Why bytes are not the RLP of anything. Offsets count bytes from the start of the input.
public enum RLPError: Error, Equatable, Sendable {
    /// The input, or the list around an item, ends within the item.
    case truncated(offset: Int)
    /// Bytes are left after the item.
    case trailingBytes(offset: Int)
    /// The item that starts here has a shorter encoding.
    case notCanonical(offset: Int)
    /// Lists are nested more than `limit` deep.
    case tooDeep(limit: Int)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .truncated: "rlp-truncated"
        case .trailingBytes: "rlp-trailing-bytes"
        case .notCanonical: "rlp-not-canonical"
        case .tooDeep: "rlp-too-deep"
        }
    }
}

extension RLPError: CustomStringConvertible {
    /// What is wrong, on one line.
    public var description: String {
        switch self {
        case .truncated(let offset): "RLP ends too early, at byte \(offset)"
        case .trailingBytes(let offset): "bytes after the end of the RLP item, from byte \(offset) on"
        case .notCanonical(let offset): "the RLP item at byte \(offset) is longer than it has to be"
        case .tooDeep(let limit): "RLP lists nested more than \(limit) deep"
        }
    }
}
