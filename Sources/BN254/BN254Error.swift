/// What can be wrong with an encoded field element or curve point.
public enum BN254Error: Error, Sendable, Equatable {
    /// The notation of a number in text.
    public enum Notation: String, Sendable {
        case decimal
        case hexadecimal
    }

    /// The text has no digit, or a character that is none.
    case invalidDigits(Notation)
    /// The number is too large for the named type.
    case outOfRange(String)
    /// The byte string has not the length of the encoding of the named type.
    case wrongLength(of: String, expected: Int, found: Int)
    /// The named field element or coordinate is not below its modulus.
    case notCanonical(String)
    /// The coordinates do not satisfy the equation of the named curve.
    case notOnCurve(String)
    /// The point lies on the curve but not in the named prime-order subgroup.
    case notInSubgroup(String)
    /// The flag bits are not those that the named point's encoder writes.
    case invalidFlags(String)

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .invalidDigits: "invalid-digits"
        case .outOfRange: "out-of-range"
        case .wrongLength: "wrong-length"
        case .notCanonical: "not-canonical"
        case .notOnCurve: "not-on-curve"
        case .notInSubgroup: "not-in-subgroup"
        case .invalidFlags: "invalid-flags"
        }
    }
}

extension BN254Error: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .invalidDigits(let notation): "not a \(notation.rawValue) number"
        case .outOfRange(let type): "too large for a \(type)"
        case .wrongLength(let type, let expected, let found): "\(type) takes \(expected) bytes, found \(found)"
        case .notCanonical(let element): "\(element) is not below the modulus"
        case .notOnCurve(let curve): "point is not on \(curve)"
        case .notInSubgroup(let group): "point is not in the prime-order subgroup of \(group)"
        case .invalidFlags(let group): "flag bits of the \(group) point are wrong"
        }
    }
}
