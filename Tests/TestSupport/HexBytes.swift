/// The bytes that `text` spells in hexadecimal, upper or lower case, with or without a leading `0x`.
///
/// Throws `TestSupportError` for an odd number of digits or any other character.
public func hexBytes(_ text: some StringProtocol) throws -> [UInt8] {
    let digits = Array(text.utf8.dropFirst(text.hasPrefix("0x") ? 2 : 0))
    guard digits.count.isMultiple(of: 2) else {
        throw TestSupportError(description: "an odd number of hexadecimal digits")
    }
    return try stride(from: 0, to: digits.count, by: 2).map { index in
        try nibble(digits[index]) << 4 | nibble(digits[index + 1])
    }
}

private func nibble(_ digit: UInt8) throws -> UInt8 {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: throw TestSupportError(description: "not a hexadecimal digit: \(Unicode.Scalar(digit))")
    }
}

/// Test data that is absent or not in the form expected.
public struct TestSupportError: Error, CustomStringConvertible {
    /// What is wrong, in a few words.
    public let description: String

    /// An error with these words.
    public init(description: String) {
        self.description = description
    }
}
