import CGMP

extension UInt256 {
    /// The integer of a hexadecimal text: 1 to 64 digits of either case, with or without `0x` in front.
    ///
    /// Throws ``BN254Error/invalidDigits(_:)`` or ``BN254Error/outOfRange(_:)`` (more than 64 digits).
    public init(hexadecimal text: some StringProtocol) throws(BN254Error) {
        var digits = Substring(text)
        if digits.hasPrefix("0x") || digits.hasPrefix("0X") { digits = digits.dropFirst(2) }
        guard !digits.isEmpty else { throw .invalidDigits(.hexadecimal) }
        guard digits.utf8.count <= 64 else { throw .outOfRange("256-bit integer") }
        var limbs = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        for character in digits.utf8 {
            guard let digit = UInt256.hexadecimalValue(character) else { throw .invalidDigits(.hexadecimal) }
            limbs.3 = limbs.3 << 4 | limbs.2 >> 60
            limbs.2 = limbs.2 << 4 | limbs.1 >> 60
            limbs.1 = limbs.1 << 4 | limbs.0 >> 60
            limbs.0 = limbs.0 << 4 | UInt64(digit)
        }
        self.init(limbs.0, limbs.1, limbs.2, limbs.3)
    }

    /// The integer of a decimal text: digits only, leading zeros allowed, 100 characters at the most.
    ///
    /// Throws ``BN254Error/invalidDigits(_:)``, or ``BN254Error/outOfRange(_:)`` for 2^256 and above.
    public init(decimal text: some StringProtocol) throws(BN254Error) {
        let digits = Array(text.utf8)
        guard !digits.isEmpty, digits.count <= 100, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .invalidDigits(.decimal)
        }
        guard let value = GMP.integer(decimal: digits) else { throw .outOfRange("256-bit integer") }
        self = value
    }

    /// `0x` and the hexadecimal digits without leading zeros, lower case; `0x0` for zero.
    public var hexadecimalQuantity: String {
        let digits = String(hexadecimalWord.dropFirst(2).drop(while: { $0 == "0" }))
        return digits.isEmpty ? "0x0" : "0x" + digits
    }

    /// `0x` and 64 hexadecimal digits, lower case.
    public var hexadecimalWord: String {
        var text = "0x"
        text.reserveCapacity(66)
        for byte in bigEndianBytes {
            text.unicodeScalars.append(UInt256.hexadecimalDigit(byte >> 4))
            text.unicodeScalars.append(UInt256.hexadecimalDigit(byte & 15))
        }
        return text
    }

    /// The decimal digits without leading zeros.
    public var decimal: String { GMP.decimal(self) }

    private static func hexadecimalValue(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(value < 10 ? 0x30 + value : 0x61 + value - 10)
    }
}

extension UInt256: CustomStringConvertible {
    /// The decimal digits.
    public var description: String { decimal }
}
