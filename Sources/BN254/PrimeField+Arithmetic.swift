extension PrimeField: Field {
    /// `a + b`.
    @inlinable
    @inline(__always)
    public static func + (a: PrimeField, b: PrimeField) -> PrimeField {
        // Both are below p < 2^255, so the sum does not overflow and is below 2p.
        PrimeField(belowTwiceModulus: a.montgomery &+ b.montgomery)
    }

    /// `a − b`.
    @inlinable
    @inline(__always)
    public static func - (a: PrimeField, b: PrimeField) -> PrimeField {
        // The difference lies between −p and p, p < 2^255, so bit 255 is its sign.
        let difference = a.montgomery &- b.montgomery
        return PrimeField(uncheckedMontgomery: difference &+ Modulus.modulus.masked(difference.signMask))
    }

    /// `−a`.
    @inlinable
    public static prefix func - (a: PrimeField) -> PrimeField { .zero - a }

    /// `2a`.
    @inlinable
    @inline(__always)
    public var doubled: PrimeField { self + self }

    /// `a·b`.
    @inlinable
    @inline(__always)
    public static func * (a: PrimeField, b: PrimeField) -> PrimeField { multiply(a.montgomery, b.montgomery) }

    /// `a⁻¹`, or nil for 0. Variable time (GMP).
    public var inverse: PrimeField? {
        // The inverse of a·R is a⁻¹·R⁻¹; one Montgomery product with R³ makes it a⁻¹·R.
        guard let inverse = GMP.inverse(variableTime: montgomery, modulo: Modulus.modulus) else { return nil }
        return PrimeField.multiply(inverse, Modulus.rCubed)
    }

    /// The element of Montgomery form `value` or `value − p`, for `value` below 2p.
    @inlinable
    @inline(__always)
    package init(belowTwiceModulus value: UInt256) {
        // The difference lies between −p and p, p < 2^255, so bit 255 is its sign.
        let difference = value &- Modulus.modulus
        self.init(uncheckedMontgomery: difference &+ Modulus.modulus.masked(difference.signMask))
    }

    /// The Montgomery product `scanned·operand·R⁻¹ mod p`, for any `scanned` below 2^256 and `operand` below p.
    ///
    /// Coarsely integrated operand scanning (Koç, Acar, Kaliski, "Analyzing and comparing Montgomery multiplication
    /// algorithms", 1996), without a carry word between rounds.
    ///
    /// 1. Before each round the running value t is below 2p: it starts at 0, and a round makes it
    ///    (t + word·operand + m·p) / 2^64 with word, m < 2^64 and operand < p, so the new t is below
    ///    (2p + (2^64 − 1)·p + (2^64 − 1)·p) / 2^64 = 2p.
    /// 2. 2p < 2^256, so t needs four limbs only; for the same reason the two carries of a round, whose sum is its top
    ///    limb, add up below 2^64.
    /// 3. So the result is below 2p, and one conditional subtraction makes it canonical. Only the operand scanned by
    ///    words may reach p, and it may be any value below 2^256.
    @inlinable
    @inline(__always)
    static func multiply(_ scanned: UInt256, _ operand: UInt256) -> PrimeField {
        PrimeField(belowTwiceModulus: multiplyUnreduced(scanned, operand))
    }

    /// The product of `multiply(_:_:)` without its last step: a value below 2p congruent to `scanned·operand·R⁻¹`.
    ///
    /// If p < 2^254, `operand` too may reach p, as long as both are below 2p: by the same steps t stays below
    /// 3p < 2^256, and at the end, all m together being below R, t < (2p·2p + R·p) / R ≤ 2p, since 4p ≤ R.
    @inlinable
    @inline(__always)
    package static func multiplyUnreduced(_ scanned: UInt256, _ operand: UInt256) -> UInt256 {
        assert(
            operand < Modulus.modulus
                || Modulus.modulus.bitWidth <= 254 && max(scanned, operand) < Modulus.modulus &+ Modulus.modulus)
        var t = UInt256.zero
        t = round(t, operand, scanned.limb0)
        t = round(t, operand, scanned.limb1)
        t = round(t, operand, scanned.limb2)
        t = round(t, operand, scanned.limb3)
        return t
    }

    /// `(t + word·a + m·p) / 2^64`, m chosen so that the division is exact.
    @inlinable
    @inline(__always)
    static func round(_ t: UInt256, _ a: UInt256, _ word: UInt64) -> UInt256 {
        let p = Modulus.modulus
        var (a0, high) = multiplyAdd(a.limb0, word, t.limb0, 0)
        let m = a0 &* Modulus.negatedInverse
        var (_, carry) = multiplyAdd(m, p.limb0, a0, 0)
        (a0, high) = multiplyAdd(a.limb1, word, t.limb1, high)
        let r0: UInt64
        (r0, carry) = multiplyAdd(m, p.limb1, a0, carry)
        (a0, high) = multiplyAdd(a.limb2, word, t.limb2, high)
        let r1: UInt64
        (r1, carry) = multiplyAdd(m, p.limb2, a0, carry)
        (a0, high) = multiplyAdd(a.limb3, word, t.limb3, high)
        let r2: UInt64
        (r2, carry) = multiplyAdd(m, p.limb3, a0, carry)
        assert(!high.addingReportingOverflow(carry).overflow)
        return UInt256(r0, r1, r2, high &+ carry)
    }

    /// `a·b + c + d` as (low word, high word); it cannot overflow: (2^64 − 1)² + 2(2^64 − 1) = 2^128 − 1.
    @inlinable
    @inline(__always)
    package static func multiplyAdd(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> (UInt64, UInt64) {
        let sum =
            UInt128(truncatingIfNeeded: a) &* UInt128(truncatingIfNeeded: b)
            &+ UInt128(truncatingIfNeeded: c) &+ UInt128(truncatingIfNeeded: d)
        return (UInt64(truncatingIfNeeded: sum), UInt64(truncatingIfNeeded: sum >> 64))
    }
}
