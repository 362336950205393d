/// The type of an argument. Source: the Solidity ABI specification, "Types".
public indirect enum ABIType: Hashable, Sendable {
    /// `uintN`: an unsigned integer of 8, 16, … 256 bits.
    case uint(bits: Int)
    /// `intN`: a signed integer of 8, 16, … 256 bits.
    case int(bits: Int)
    /// `address`.
    case address
    /// `bool`.
    case bool
    /// `bytesN`: 1 to 32 bytes.
    case fixedBytes(Int)
    /// `bytes`: any number of bytes.
    case bytes
    /// `string`: UTF-8.
    case string
    /// `T[]`: any number of elements.
    case array(ABIType)
    /// `T[k]`: exactly `count` elements.
    case fixedArray(ABIType, count: Int)
    /// `(T1,…,Tk)`.
    case tuple([ABIType])

    /// Whether the encoding's length depends on the value, so that it stands behind an offset.
    public var isDynamic: Bool {
        switch self {
        case .uint, .int, .address, .bool, .fixedBytes: false
        case .bytes, .string, .array: true
        case .fixedArray(let element, let count): count > 0 && element.isDynamic
        case .tuple(let members): members.contains(where: \.isDynamic)
        }
    }

    /// The words the value takes in the head of what it is part of: itself if static, else the offset.
    var headWords: Int {
        guard !isDynamic else { return 1 }
        return switch self {
        case .fixedArray(let element, let count): element.headWords * count
        case .tuple(let members): members.reduce(0) { $0 + $1.headWords }
        default: 1
        }
    }
}
