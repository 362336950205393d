import BN254

// How JSON-RPC writes bytes and numbers: "data" and "quantity" of the execution API's specification.

extension [UInt8] {
    /// The bytes that `text` spells: `0x` and an even number of digits of either case; nil for anything else.
    public init?(data text: some StringProtocol) {
        let digits = Array<UInt8>(text.utf8)
        guard digits.count >= 2, digits[0] == UInt8(ascii: "0"), digits[1] == UInt8(ascii: "x"),
            digits.count.isMultiple(of: 2)
        else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2 - 1)
        for index in stride(from: 2, to: digits.count, by: 2) {
            guard let high = hexadecimalValue(digits[index]), let low = hexadecimalValue(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        self = bytes
    }

    /// `0x` and two digits a byte, lower case.
    public var dataText: String {
        var text: [UInt8] = [UInt8(ascii: "0"), UInt8(ascii: "x")]
        text.reserveCapacity(2 * count + 2)
        for byte in self {
            text.append(hexadecimalDigit(byte >> 4))
            text.append(hexadecimalDigit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension UInt256 {
    /// The number of a quantity: `0x` and 1 to 64 digits, of which the first is not 0 unless it is the only one.
    public init?(quantity text: String) {
        guard text.hasPrefix("0x"), text.utf8.count > 2, text == "0x0" || !text.hasPrefix("0x0"),
            let value = try? UInt256(hexadecimal: text)
        else { return nil }
        self = value
    }

    /// The low 64 bits, if the others are zero.
    public var uint64: UInt64? { bitWidth <= 64 ? limb0 : nil }
}

private func hexadecimalValue(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
