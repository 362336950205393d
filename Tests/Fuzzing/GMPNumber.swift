import BN254
import CGMP

/// A natural number of GMP's.
@safe final class GMPNumber {
    private let value = mpz_ptr.allocate(capacity: 1)

    init(_ number: UInt256 = .zero) {
        let bytes = number.littleEndianBytes
        unsafe __gmpz_init(value)
        unsafe __gmpz_import(value, bytes.count, -1, 1, 0, 0, bytes)
    }

    deinit {
        unsafe __gmpz_clear(value)
        unsafe value.deallocate()
    }

    private static func made(_ body: (GMPNumber) -> Void) -> GMPNumber {
        let number = GMPNumber()
        body(number)
        return number
    }

    static func + (a: GMPNumber, b: GMPNumber) -> GMPNumber { made { unsafe __gmpz_add($0.value, a.value, b.value) } }

    static func - (a: GMPNumber, b: GMPNumber) -> GMPNumber { made { unsafe __gmpz_sub($0.value, a.value, b.value) } }

    static func * (a: GMPNumber, b: GMPNumber) -> GMPNumber { made { unsafe __gmpz_mul($0.value, a.value, b.value) } }

    static func % (a: GMPNumber, b: GMPNumber) -> GMPNumber { made { unsafe __gmpz_mod($0.value, a.value, b.value) } }

    func power(_ exponent: GMPNumber, modulo modulus: GMPNumber) -> GMPNumber {
        .made { unsafe __gmpz_powm($0.value, value, exponent.value, modulus.value) }
    }

    /// Nil if there is none.
    func inverse(modulo modulus: GMPNumber) -> GMPNumber? {
        let number = GMPNumber()
        return unsafe __gmpz_invert(number.value, value, modulus.value) == 0 ? nil : number
    }

    /// The number, which is below 2^256.
    var uint256: UInt256 {
        let limbs = (0..<4).map { unsafe UInt64(__gmpz_getlimbn(value, $0)) }
        return UInt256(limbs[0], limbs[1], limbs[2], limbs[3])
    }
}
