/// The facts of one odd prime p < 2^255 that arithmetic modulo p needs, R being 2^256.
///
/// p < 2^255 keeps 2p below R, so that sums and running products need no carry word beyond their four limbs.
public protocol PrimeModulus: Sendable {
    /// p.
    static var modulus: UInt256 { get }
    /// −p⁻¹ mod 2^64.
    static var negatedInverse: UInt64 { get }
    /// R mod p.
    static var r: UInt256 { get }
    /// R² mod p.
    static var rSquared: UInt256 { get }
    /// R³ mod p.
    static var rCubed: UInt256 { get }
    /// What errors call an element of the field.
    static var name: String { get }
}

/// An element of the field of integers modulo a prime p < 2^255.
///
/// Held in Montgomery form: the four limbs are those of `a·R mod p`, R = 2^256, always below p, so that equal
/// elements have equal limbs. Nothing here is constant time unless it says so.
@frozen
public struct PrimeField<Modulus: PrimeModulus>: Sendable, Hashable, BitwiseCopyable {
    /// `a·R mod p`, below p.
    public let montgomery: UInt256

    /// The element whose Montgomery form is `montgomery`, which must be below p.
    @inlinable
    @inline(__always)
    public init(uncheckedMontgomery montgomery: UInt256) {
        assert(montgomery < Modulus.modulus)
        self.montgomery = montgomery
    }

    /// The element of a canonical integer.
    ///
    /// Throws ``BN254Error/notCanonical(_:)`` unless `value` is below p.
    @inlinable
    public init(canonical value: UInt256) throws(BN254Error) {
        guard value < Modulus.modulus else { throw .notCanonical(Modulus.name) }
        self = PrimeField(uncheckedMontgomery: value) * PrimeField(uncheckedMontgomery: Modulus.rSquared)
    }

    /// The element `value mod p`, for any integer below 2^256.
    @inlinable
    public init(reducing value: UInt256) {
        // The product of a value below 2^256 and one below p ends below 2p, which the last subtraction brings below p.
        self = PrimeField.multiply(value, Modulus.rSquared)
    }

    /// The element `value mod p`.
    @inlinable
    public init(_ value: UInt64) { self.init(reducing: UInt256(value)) }

    /// The canonical integer, below p.
    @inlinable
    public var canonical: UInt256 {
        PrimeField.multiply(montgomery, UInt256(1)).montgomery
    }

    /// p.
    @inlinable
    public static var modulus: UInt256 { Modulus.modulus }

    /// 0.
    @inlinable
    public static var zero: PrimeField { PrimeField(uncheckedMontgomery: .zero) }

    /// 1.
    @inlinable
    public static var one: PrimeField { PrimeField(uncheckedMontgomery: Modulus.r) }

    /// Whether this is 0.
    @inlinable
    public var isZero: Bool { montgomery.isZero }
}

extension PrimeField: ExpressibleByIntegerLiteral {
    /// The element `value mod p`.
    @inlinable
    public init(integerLiteral value: UInt64) { self.init(value) }
}

extension PrimeField: CustomStringConvertible {
    /// The canonical integer in decimal.
    public var description: String { canonical.decimal }
}
