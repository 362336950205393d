#if arch(x86_64)
    extension FieldRegisters {
        /// The same element below 1.01·p, normalised, from a value in [0, 2^260), 2^260 = 84.6·p; limbs below 2^60 in size.
        ///
        /// q = ⌊h·c / 2^30⌋ is at most ⌊x / p⌋. With limb 4 and the carry of limb 3 alone, h is ⌊x / 2^244⌋ or differs from
        /// it by one: what limbs 0 to 2 add is less than 2^165 in size. So h·2^244 < x + 2^208. As c ≤ 2^274/p − 1, q·p is at most
        /// h·2^244 − h·p/2^30, below x if h > 0, and 0 if h = 0. From h > x/2^244 − 1.01 and c > 2^274/p − 2, q is above
        /// x/p − 1.01·2^244/p − 2·h/2^30 − 1 > x/p − 1.002, as p > 2^253 and h < 2^16. So 0 ≤ x − q·p < 1.01·p.
        ///
        /// q·(2^260 − p) is added, not q·p taken away, and the bits from 2^260 on are left out.
        @inline(__always)
        var reduced: Self {
            assert(normalised.isFactor)
            let h = nonNegative(l4 &+ carry(l3)) &>> Register(repeating: 36)
            let scaled = multiplyLow32(h, Register(repeating: Modulus.quotientFactor))
            let q = digit(carried: scaled &>> Register(repeating: 30))
            let (p, mask) = (Modulus.p, (1 as UInt64) << 52 - 1)
            let negated = Digits(
                repeating: Limbs(mask + 1 - p.l0, mask - p.l1, mask - p.l2, mask - p.l3, mask - p.l4))
            let both = start(lows: 1, highs: 1)
            let sum = Self(
                addLow(l0 &+ start(lows: 1), q, negated.d0),
                addHigh(addLow(l1 &+ both, q, negated.d1), q, negated.d0),
                addHigh(addLow(l2 &+ both, q, negated.d2), q, negated.d1),
                addHigh(addLow(l3 &+ both, q, negated.d3), q, negated.d2),
                addHigh(addLow(l4 &+ both, q, negated.d4), q, negated.d3)
            ).normalised
            let result = Self(sum.l0, sum.l1, sum.l2, sum.l3, lowBits(sum.l4))
            assert(result.isBelow(101, 100))
            return result
        }
    }
#endif
