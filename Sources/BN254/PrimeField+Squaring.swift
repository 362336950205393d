extension PrimeField {
    /// `a²`.
    @inlinable
    @inline(__always)
    public var squared: PrimeField { PrimeField(belowTwiceModulus: PrimeField.squareUnreduced(montgomery)) }

    /// `a^(2^count)`, for p < 2^254.
    ///
    /// By ``squareUnreduced(_:)``, the values in between stay below 2p, and only the last one is reduced.
    @inlinable
    @inline(__always)
    public func squared(times count: Int) -> PrimeField {
        assert(Modulus.modulus.bitWidth <= 254)
        var value = montgomery
        for _ in 0..<count { value = PrimeField.squareUnreduced(value) }
        return PrimeField(belowTwiceModulus: value)
    }

    /// `a²·R⁻¹ mod p`, below 2p, for a below p, or below 2p if p < 2^254.
    ///
    /// 1. The 512-bit square from ten word products: the six mixed ones once, doubled, and the four squares.
    /// 2. Four rounds of Montgomery reduction add m·p·2^(64i), m < 2^64: the sum stays below a² + 2^256·p and, divided
    ///    by 2^256, below a²/2^256 + p. For a < p that is below 2p, since p < 2^256; for a < 2p it is below
    ///    p·(4p/2^256 + 1) ≤ 2p, since 4p ≤ 2^256.
    @inlinable
    @inline(__always)
    package static func squareUnreduced(_ a: UInt256) -> UInt256 {
        // Mixed products.
        var (t1, c) = PrimeField.multiplyAdd(a.limb0, a.limb1, 0, 0)
        var t2: UInt64
        (t2, c) = PrimeField.multiplyAdd(a.limb0, a.limb2, c, 0)
        var t3: UInt64
        var t4: UInt64
        (t3, t4) = PrimeField.multiplyAdd(a.limb0, a.limb3, c, 0)
        (t3, c) = PrimeField.multiplyAdd(a.limb1, a.limb2, t3, 0)
        var t5: UInt64
        (t4, t5) = PrimeField.multiplyAdd(a.limb1, a.limb3, t4, c)
        var t6: UInt64
        (t5, t6) = PrimeField.multiplyAdd(a.limb2, a.limb3, t5, 0)
        // Doubled; a < 2^255 in both cases, so the bit that leaves t6 is the whole of t7.
        var t7 = t6 >> 63
        t6 = t6 << 1 | t5 >> 63
        t5 = t5 << 1 | t4 >> 63
        t4 = t4 << 1 | t3 >> 63
        t3 = t3 << 1 | t2 >> 63
        t2 = t2 << 1 | t1 >> 63
        t1 = t1 << 1
        // Squares on the diagonal.
        let (s0, h0) = PrimeField.multiplyAdd(a.limb0, a.limb0, 0, 0)
        let (s1, h1) = PrimeField.multiplyAdd(a.limb1, a.limb1, 0, 0)
        let (s2, h2) = PrimeField.multiplyAdd(a.limb2, a.limb2, 0, 0)
        let (s3, h3) = PrimeField.multiplyAdd(a.limb3, a.limb3, 0, 0)
        var carry: Bool
        (t1, carry) = UInt256.add(t1, h0, false)
        (t2, carry) = UInt256.add(t2, s1, carry)
        (t3, carry) = UInt256.add(t3, h1, carry)
        (t4, carry) = UInt256.add(t4, s2, carry)
        (t5, carry) = UInt256.add(t5, h2, carry)
        (t6, carry) = UInt256.add(t6, s3, carry)
        (t7, carry) = UInt256.add(t7, h3, carry)
        assert(!carry)
        // Reduction of the low half, then the high half on top.
        var low = UInt256(s0, t1, t2, t3)
        low = PrimeField.reductionRound(low)
        low = PrimeField.reductionRound(low)
        low = PrimeField.reductionRound(low)
        low = PrimeField.reductionRound(low)
        let high = UInt256(t4, t5, t6, t7)
        assert(!low.addingReportingOverflow(high).overflow)
        return low &+ high
    }

    /// `(t + m·p) / 2^64`, m chosen so that the division is exact. At most p for t ≤ 2^256 − 1 after four rounds.
    @inlinable
    @inline(__always)
    static func reductionRound(_ t: UInt256) -> UInt256 {
        let p = Modulus.modulus
        let m = t.limb0 &* Modulus.negatedInverse
        var (_, c) = multiplyAdd(m, p.limb0, t.limb0, 0)
        let r0: UInt64
        (r0, c) = multiplyAdd(m, p.limb1, t.limb1, c)
        let r1: UInt64
        (r1, c) = multiplyAdd(m, p.limb2, t.limb2, c)
        let r2: UInt64
        (r2, c) = multiplyAdd(m, p.limb3, t.limb3, c)
        return UInt256(r0, r1, r2, c)
    }
}
