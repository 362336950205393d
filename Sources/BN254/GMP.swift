import CGMP

/// The few uses of GMP: inversion modulo a prime and decimal text.
enum GMP {
    /// The inverse of `value` modulo the odd prime `modulus`, or nil for a multiple of it. Variable time.
    static func inverse(variableTime value: UInt256, modulo modulus: UInt256) -> UInt256? {
        var result = unsafe mpz_t()
        unsafe __gmpz_init(&result)
        defer { unsafe __gmpz_clear(&result) }
        let invertible = unsafe withReadOnlyInteger(value) { value in
            unsafe withReadOnlyInteger(modulus) { modulus in unsafe __gmpz_invert(&result, value, modulus) != 0 }
        }
        return unsafe invertible ? integer(&result) : nil
    }

    /// The integer of ASCII decimal digits, or nil from 2^256 on.
    static func integer(decimal digits: [UInt8]) -> UInt256? {
        var value = unsafe mpz_t()
        unsafe __gmpz_init(&value)
        defer { unsafe __gmpz_clear(&value) }
        let text = digits.map { CChar(truncatingIfNeeded: $0) } + [0]
        guard unsafe __gmpz_set_str(&value, text, 10) == 0, unsafe __gmpz_sizeinbase(&value, 2) <= 256 else {
            return nil
        }
        return unsafe integer(&value)
    }

    /// Decimal digits without leading zeros.
    static func decimal(_ value: UInt256) -> String {
        // 2^256 has 78 decimal digits; GMP asks for two bytes more.
        unsafe withReadOnlyInteger(value) { value in
            unsafe String(unsafeUninitializedCapacity: 80) { buffer in
                unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                    guard unsafe __gmpz_get_str(text.baseAddress, 10, value) != nil else { return 0 }
                    return unsafe text.firstIndex(of: 0) ?? 0
                }
            }
        }
    }

    private static func withReadOnlyInteger<Result>(_ value: UInt256, _ body: (mpz_srcptr) -> Result) -> Result {
        unsafe withUnsafeBytes(of: value) { bytes in
            var integer = unsafe mpz_t()
            unsafe __gmpz_roinit_n(&integer, bytes.assumingMemoryBound(to: mp_limb_t.self).baseAddress, 4)
            return unsafe body(&integer)
        }
    }

    /// The value of a non-negative GMP integer of at most 256 bits.
    private static func integer(_ value: inout mpz_t) -> UInt256 {
        unsafe UInt256(
            UInt64(__gmpz_getlimbn(&value, 0)), UInt64(__gmpz_getlimbn(&value, 1)),
            UInt64(__gmpz_getlimbn(&value, 2)), UInt64(__gmpz_getlimbn(&value, 3)))
    }
}
