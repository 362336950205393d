extension PrimeField {
    /// The element of 32 bytes at `offset`, least significant first (ark-serialize).
    ///
    /// Throws ``BN254Error/notCanonical(_:)`` unless the integer is below p. Traps unless the bytes lie within `bytes`.
    public init(littleEndian bytes: Span<UInt8>, at offset: Int = 0) throws(BN254Error) {
        try self.init(canonical: UInt256(littleEndian: bytes, at: offset))
    }

    /// The element of 32 bytes at `offset`, most significant first (a Solidity word).
    ///
    /// Throws ``BN254Error/notCanonical(_:)`` unless the integer is below p. Traps unless the bytes lie within `bytes`.
    public init(bigEndian bytes: Span<UInt8>, at offset: Int = 0) throws(BN254Error) {
        try self.init(canonical: UInt256(bigEndian: bytes, at: offset))
    }

    /// The element of exactly 32 bytes, least significant first (ark-serialize).
    ///
    /// Throws ``BN254Error/wrongLength(of:expected:found:)`` or ``BN254Error/notCanonical(_:)``.
    public init(littleEndianBytes bytes: [UInt8]) throws(BN254Error) {
        try BN254Error.check(length: bytes.count, is: 32, for: Modulus.name)
        try self.init(littleEndian: bytes.span)
    }

    /// The element of exactly 32 bytes, most significant first (a Solidity word).
    ///
    /// Throws ``BN254Error/wrongLength(of:expected:found:)`` or ``BN254Error/notCanonical(_:)``.
    public init(bigEndianBytes bytes: [UInt8]) throws(BN254Error) {
        try BN254Error.check(length: bytes.count, is: 32, for: Modulus.name)
        try self.init(bigEndian: bytes.span)
    }

    /// The element of a hexadecimal text, 1 to 64 digits with or without `0x`.
    ///
    /// Throws ``BN254Error/invalidDigits(_:)``, ``BN254Error/outOfRange(_:)`` or ``BN254Error/notCanonical(_:)``.
    public init(hexadecimal text: some StringProtocol) throws(BN254Error) {
        try self.init(canonical: UInt256(hexadecimal: text))
    }

    /// The element of a decimal text.
    ///
    /// Throws ``BN254Error/invalidDigits(_:)``, ``BN254Error/outOfRange(_:)`` or ``BN254Error/notCanonical(_:)``.
    public init(decimal text: some StringProtocol) throws(BN254Error) {
        try self.init(canonical: UInt256(decimal: text))
    }

    /// 32 bytes, least significant first.
    public var littleEndianBytes: [UInt8] { canonical.littleEndianBytes }

    /// 32 bytes, most significant first (a Solidity word).
    public var bigEndianBytes: [UInt8] { canonical.bigEndianBytes }

    /// `0x` and 64 hexadecimal digits, lower case.
    public var hexadecimal: String { canonical.hexadecimalWord }

    /// Whether this is larger than its negative as a canonical integer.
    public var isLexicographicallyLargest: Bool {
        // a > p − a is the same as p < 2a; 2a < 2^256.
        let value = canonical
        return Modulus.modulus < value.addingReportingOverflow(value).partialValue
    }

    /// A uniform element: 256 random bits, cut to the length of p, drawn again until below p.
    public static func random(using generator: inout some RandomNumberGenerator) -> PrimeField {
        let width = Modulus.modulus.bitWidth
        while true {
            var value = UInt256(generator.next(), generator.next(), generator.next(), generator.next())
            value.limb3 &= .max >> UInt64(256 - width)
            if value < Modulus.modulus { return PrimeField(uncheckedMontgomery: value) }
        }
    }
}

extension BN254Error {
    static func check(length: Int, is expected: Int, for type: String) throws(BN254Error) {
        guard length == expected else { throw .wrongLength(of: type, expected: expected, found: length) }
    }
}
