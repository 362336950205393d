/// What the towers, curves and batch inversion ask of a field.
public protocol Field: Sendable, Hashable {
    /// The neutral element of addition.
    static var zero: Self { get }
    /// The neutral element of multiplication.
    static var one: Self { get }
    /// Whether this is zero.
    var isZero: Bool { get }
    /// `a + b`.
    static func + (a: Self, b: Self) -> Self
    /// `a − b`.
    static func - (a: Self, b: Self) -> Self
    /// `a·b`.
    static func * (a: Self, b: Self) -> Self
    /// `−a`.
    static prefix func - (a: Self) -> Self
    /// `2a`.
    var doubled: Self { get }
    /// `a²`.
    var squared: Self { get }
    /// `a⁻¹`, or nil for zero. Variable time.
    var inverse: Self? { get }
}

extension Field {
    /// `a += b`.
    @inlinable
    @inline(__always)
    public static func += (a: inout Self, b: Self) { a = a + b }

    /// `a -= b`.
    @inlinable
    @inline(__always)
    public static func -= (a: inout Self, b: Self) { a = a - b }

    /// `a *= b`.
    @inlinable
    @inline(__always)
    public static func *= (a: inout Self, b: Self) { a = a * b }

    /// `a^exponent`, by windows of four bits. Variable time in the exponent.
    @inlinable
    public func power(variableTime exponent: UInt256) -> Self {
        var windows = (exponent.bitWidth + 3) / 4
        guard windows > 0 else { return .one }
        var powers = [Self.one, self]
        for _ in 2..<16 { powers.append(powers[powers.count - 1] * self) }
        windows -= 1
        var result = powers[Int(exponent.bits(at: 4 * windows, count: 4))]
        while windows > 0 {
            windows -= 1
            result = result.squared.squared.squared.squared
            let digit = Int(exponent.bits(at: 4 * windows, count: 4))
            if digit != 0 { result *= powers[digit] }
        }
        return result
    }
}

extension Array where Element: Field {
    /// Inverts every element in place with one inversion and three multiplications each (Montgomery's trick); zeros stay.
    @inlinable
    public mutating func invertAll() {
        var product = Element.one
        let prefixes = map { element in
            defer { if !element.isZero { product *= element } }
            return product
        }
        // A product of non-zero elements has an inverse.
        guard var suffix = product.inverse else { return }
        for index in indices.reversed() where !self[index].isZero {
            let inverse = suffix * prefixes[index]
            suffix *= self[index]
            self[index] = inverse
        }
    }
}
