import BN254

/// An integer below 2^256 written as one literal, for tables of constants.
struct Literal256: ExpressibleByIntegerLiteral {
    let value: UInt256

    /// Bits past the 256th are not taken; the compiler refuses malformed digits.
    init(integerLiteral literal: StaticBigInt) {
        assert(literal.signum() >= 0 && literal.bitWidth <= 257)
        value = UInt256(UInt64(literal[0]), UInt64(literal[1]), UInt64(literal[2]), UInt64(literal[3]))
    }
}
