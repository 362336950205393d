/// An unsigned integer below 2^256: four 64-bit limbs, least significant first.
///
/// Used for canonical (non-Montgomery) field values, exponents, scalars and stake amounts.
@frozen
public struct UInt256: Sendable, Hashable {
    /// Bits 0 to 63.
    public var limb0: UInt64
    /// Bits 64 to 127.
    public var limb1: UInt64
    /// Bits 128 to 191.
    public var limb2: UInt64
    /// Bits 192 to 255.
    public var limb3: UInt64

    /// The integer `limb0 + limb1·2^64 + limb2·2^128 + limb3·2^192`.
    @inlinable
    public init(_ limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
        self.limb0 = limb0
        self.limb1 = limb1
        self.limb2 = limb2
        self.limb3 = limb3
    }

    /// The integer `value`.
    @inlinable
    public init(_ value: UInt64) { self.init(value, 0, 0, 0) }

    /// 0.
    @inlinable
    public static var zero: UInt256 { UInt256(0, 0, 0, 0) }

    /// 2^256 − 1.
    @inlinable
    public static var max: UInt256 { UInt256(.max, .max, .max, .max) }

    /// Whether this is 0.
    @inlinable
    public var isZero: Bool { limb0 | limb1 | limb2 | limb3 == 0 }

    /// Limb `index` in 0…3, least significant first.
    @inlinable
    public subscript(limb index: Int) -> UInt64 {
        switch index {
        case 0: limb0
        case 1: limb1
        case 2: limb2
        default: limb3
        }
    }

    /// Bit `index` in 0…255, least significant first.
    @inlinable
    public func bit(_ index: Int) -> Bool { (self[limb: index >> 6] >> UInt64(index & 63)) & 1 == 1 }

    /// The `count` ≤ 64 bits from bit `index` on; bits past 255 read as zero.
    @inlinable
    public func bits(at index: Int, count: Int) -> UInt64 {
        let (word, shift) = (index >> 6, index & 63)
        guard word < 4 else { return 0 }
        var value = self[limb: word] >> UInt64(shift)
        if shift != 0 && word < 3 { value |= self[limb: word + 1] << UInt64(64 - shift) }
        return count >= 64 ? value : value & ((1 << UInt64(count)) - 1)
    }

    /// The number of bits up to the highest one that is set: 0 for zero, 256 at the most.
    @inlinable
    public var bitWidth: Int {
        if limb3 != 0 { return 256 - limb3.leadingZeroBitCount }
        if limb2 != 0 { return 192 - limb2.leadingZeroBitCount }
        if limb1 != 0 { return 128 - limb1.leadingZeroBitCount }
        return 64 - limb0.leadingZeroBitCount
    }
}

extension UInt256: Comparable {
    /// Numerical order.
    @inlinable
    public static func < (a: UInt256, b: UInt256) -> Bool { a.subtractingReportingOverflow(b).overflow }
}

extension UInt256 {
    /// `self + other` mod 2^256, and whether it passed 2^256 − 1.
    @inlinable
    public func addingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
        let (s0, c0) = limb0.addingReportingOverflow(other.limb0)
        let (s1, c1) = UInt256.add(limb1, other.limb1, c0)
        let (s2, c2) = UInt256.add(limb2, other.limb2, c1)
        let (s3, c3) = UInt256.add(limb3, other.limb3, c2)
        return (UInt256(s0, s1, s2, s3), c3)
    }

    /// `self − other` mod 2^256, and whether `other` was the larger.
    @inlinable
    public func subtractingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
        let (d0, b0) = limb0.subtractingReportingOverflow(other.limb0)
        let (d1, b1) = UInt256.subtract(limb1, other.limb1, b0)
        let (d2, b2) = UInt256.subtract(limb2, other.limb2, b1)
        let (d3, b3) = UInt256.subtract(limb3, other.limb3, b2)
        return (UInt256(d0, d1, d2, d3), b3)
    }

    /// `self + other` mod 2^256, without a branch.
    @inlinable
    @inline(__always)
    package static func &+ (a: UInt256, b: UInt256) -> UInt256 {
        let (low, carry) = a.low.addingReportingOverflow(b.low)
        return UInt256(low: low, high: a.high &+ b.high &+ (carry ? 1 : 0))
    }

    /// `self − other` mod 2^256, without a branch.
    @inlinable
    @inline(__always)
    package static func &- (a: UInt256, b: UInt256) -> UInt256 {
        let (low, borrow) = a.low.subtractingReportingOverflow(b.low)
        return UInt256(low: low, high: a.high &- b.high &- (borrow ? 1 : 0))
    }

    @inlinable
    @inline(__always)
    var low: UInt128 { UInt128(truncatingIfNeeded: limb1) << 64 | UInt128(truncatingIfNeeded: limb0) }

    @inlinable
    @inline(__always)
    var high: UInt128 { UInt128(truncatingIfNeeded: limb3) << 64 | UInt128(truncatingIfNeeded: limb2) }

    @inlinable
    @inline(__always)
    init(low: UInt128, high: UInt128) {
        self.init(
            UInt64(truncatingIfNeeded: low), UInt64(truncatingIfNeeded: low >> 64),
            UInt64(truncatingIfNeeded: high), UInt64(truncatingIfNeeded: high >> 64))
    }

    /// All bits set if the highest bit is, else 0.
    @inlinable
    @inline(__always)
    package var signMask: UInt64 { UInt64(bitPattern: Int64(bitPattern: limb3) >> 63) }

    /// Every limb AND `mask`.
    @inlinable
    @inline(__always)
    package func masked(_ mask: UInt64) -> UInt256 { UInt256(limb0 & mask, limb1 & mask, limb2 & mask, limb3 & mask) }

    /// `(self / divisor, self mod divisor)`; the divisor must not be 0.
    public func quotientAndRemainder(dividingBy divisor: UInt64) -> (quotient: UInt256, remainder: UInt64) {
        let (q3, r3) = limb3.quotientAndRemainder(dividingBy: divisor)
        let (q2, r2) = divisor.dividingFullWidth((r3, limb2))
        let (q1, r1) = divisor.dividingFullWidth((r2, limb1))
        let (q0, r0) = divisor.dividingFullWidth((r1, limb0))
        return (UInt256(q0, q1, q2, q3), r0)
    }

    /// `self` shifted right by `count` ≥ 0 bits.
    public static func >> (value: UInt256, count: Int) -> UInt256 {
        UInt256(
            value.bits(at: count, count: 64), value.bits(at: count + 64, count: 64),
            value.bits(at: count + 128, count: 64), value.bits(at: count + 192, count: 64))
    }

    @inlinable
    @inline(__always)
    static func add(_ a: UInt64, _ b: UInt64, _ carry: Bool) -> (UInt64, Bool) {
        let (s, c) = a.addingReportingOverflow(b)
        let (t, d) = s.addingReportingOverflow(carry ? 1 : 0)
        return (t, c != d)
    }

    @inlinable
    @inline(__always)
    static func subtract(_ a: UInt64, _ b: UInt64, _ borrow: Bool) -> (UInt64, Bool) {
        let (s, c) = a.subtractingReportingOverflow(b)
        let (t, d) = s.subtractingReportingOverflow(borrow ? 1 : 0)
        return (t, c != d)
    }
}
