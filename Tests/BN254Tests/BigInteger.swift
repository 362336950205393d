import BN254
import CGMP

/// An integer of any size, held by GMP: the oracle that shares no arithmetic with the code under test.
final class BigInteger {
    private let value = mpz_ptr.allocate(capacity: 1)

    private init(_ compute: (mpz_ptr) -> Void) {
        __gmpz_init(value)
        compute(value)
    }

    deinit {
        __gmpz_clear(value)
        value.deallocate()
    }

    convenience init(_ integer: UInt256) {
        let bytes = integer.littleEndianBytes
        self.init { __gmpz_import($0, bytes.count, -1, 1, 0, 0, bytes) }
    }

    /// The integer that `text` spells in `base`, digits only.
    convenience init(text: String, base: Int32 = 10) {
        var status: Int32 = -1
        self.init { status = __gmpz_set_str($0, text, base) }
        precondition(status == 0, "not a number in base \(base): \(text)")
    }

    /// The integer, which must be in 0 ..< 2^256.
    var uint256: UInt256 {
        precondition(__gmpz_sizeinbase(value, 2) <= 256 && self >= 0)
        let limbs = (0..<4).map { UInt64(__gmpz_getlimbn(value, $0)) }
        return UInt256(limbs[0], limbs[1], limbs[2], limbs[3])
    }

    /// The number of bits up to the highest one that is set, 1 for zero.
    var bitWidth: Int { __gmpz_sizeinbase(value, 2) }

    func bit(_ index: Int) -> Bool { __gmpz_tstbit(value, mp_bitcnt_t(index)) == 1 }

    /// The digits in `base`, lower case.
    func text(base: Int32 = 10) -> String {
        var digits = [CChar](repeating: 0, count: __gmpz_sizeinbase(value, base) + 2)
        __gmpz_get_str(&digits, base, value)
        return String(decoding: digits.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    static func + (a: BigInteger, b: BigInteger) -> BigInteger { BigInteger { __gmpz_add($0, a.value, b.value) } }
    static func - (a: BigInteger, b: BigInteger) -> BigInteger { BigInteger { __gmpz_sub($0, a.value, b.value) } }
    static func * (a: BigInteger, b: BigInteger) -> BigInteger { BigInteger { __gmpz_mul($0, a.value, b.value) } }
    /// The quotient, rounded down.
    static func / (a: BigInteger, b: BigInteger) -> BigInteger { BigInteger { __gmpz_fdiv_q($0, a.value, b.value) } }
    /// The remainder in 0 ..< b.
    static func % (a: BigInteger, b: BigInteger) -> BigInteger { BigInteger { __gmpz_mod($0, a.value, b.value) } }

    /// 2^exponent.
    static func powerOfTwo(_ exponent: Int) -> BigInteger { BigInteger { __gmpz_ui_pow_ui($0, 2, UInt(exponent)) } }

    func power(_ exponent: UInt) -> BigInteger { BigInteger { __gmpz_pow_ui($0, value, exponent) } }

    func power(_ exponent: BigInteger, modulo modulus: BigInteger) -> BigInteger {
        BigInteger { __gmpz_powm($0, value, exponent.value, modulus.value) }
    }

    /// The inverse, or nil where there is none.
    func inverse(modulo modulus: BigInteger) -> BigInteger? {
        var exists = false
        let result = BigInteger { exists = __gmpz_invert($0, value, modulus.value) != 0 }
        return exists ? result : nil
    }
}

extension BigInteger: Comparable {
    static func == (a: BigInteger, b: BigInteger) -> Bool { __gmpz_cmp(a.value, b.value) == 0 }
    static func < (a: BigInteger, b: BigInteger) -> Bool { __gmpz_cmp(a.value, b.value) < 0 }
}

extension BigInteger: ExpressibleByIntegerLiteral {
    convenience init(integerLiteral value: Int) { self.init { __gmpz_set_si($0, value) } }
}

extension BigInteger: CustomStringConvertible {
    var description: String { text() }
}

extension Field {
    /// `self^exponent`, one bit at a time, for an exponent ≥ 0 of any size.
    func power(bitwise exponent: BigInteger) -> Self {
        (0..<exponent.bitWidth).reversed().reduce(.one) { result, index in
            let square = result * result
            return exponent.bit(index) ? square * self : square
        }
    }
}
