#if arch(x86_64)
    extension FieldRegisters where Modulus == ScalarModulus52 {
        /// The quotient by 2^k, normalised, below 2·p, of a value below 12·p; k in 4…51.
        ///
        /// m = (−x·p⁻¹) mod 2^k makes x + m·p divisible by 2^k; the quotient is below (12·p + (2^k − 1)·p)/2^k < 2·p.
        @inline(__always)
        func quotient(byPowerOfTwo k: UInt64) -> Self {
            assert((4...51).contains(k) && isBelow(12))
            let x = carried
            let p = Digits(repeating: ScalarModulus52.p)
            let (low, high, both) = (start(lows: 1), start(highs: 1), start(lows: 1, highs: 1))
            let product = addLow(low, digit(x.l0), digit(repeating: ScalarModulus52.negatedInverse))
            let m = digit(carried: product & Register(repeating: (1 << k) - 1))
            let sum = Self(
                addLow(lowBits(x.l0) &+ low, m, p.d0),
                addHigh(addLow(lowBits(x.l1) &+ both, m, p.d1), m, p.d0),
                addHigh(addLow(lowBits(x.l2) &+ both, m, p.d2), m, p.d1),
                addHigh(addLow(lowBits(x.l3) &+ both, m, p.d3), m, p.d2),
                addHigh(addLow(x.l4 &+ both, m, p.d4), m, p.d3))
            // m·p has a sixth limb of its own, below 2^46.
            let top = addHigh(high, m, p.d4)
            let n = sum.normalised
            let (right, left) = (Register(repeating: k), Register(repeating: limbBits - k))
            // Limb 4 may have 53 bits: it is not masked but for its carry, which belongs to the sixth.
            let l4 = lowBits(n.l4)
            let l5 = top &+ (n.l4 &>> Register(repeating: limbBits))
            return Self(
                lowBits(n.l0 &>> right | n.l1 &<< left), lowBits(n.l1 &>> right | n.l2 &<< left),
                lowBits(n.l2 &>> right | n.l3 &<< left), lowBits(n.l3 &>> right | l4 &<< left),
                l4 &>> right | l5 &<< left)
        }
    }

    extension FieldRegisters {
        /// The quotient by 2^52 modulo p, normalised, of a normalised vector: below a/2^52 + p.
        @inline(__always)
        var quotientBy2To52: Self {
            let p = Digits(repeating: Modulus.p)
            let (high, both) = (start(highs: 1), start(lows: 1, highs: 1))
            let m = lowProduct(digit(carried: l0), digit(repeating: Modulus.negatedInverse))
            // The carry of l_0 + m·p_0 as in a product.
            let carry = (l0 &+ limbMaximum) &>> Register(repeating: limbBits)
            return Self(
                addHigh(addLow(l1 &+ carry &+ both, m, p.d1), m, p.d0),
                addHigh(addLow(l2 &+ both, m, p.d2), m, p.d1), addHigh(addLow(l3 &+ both, m, p.d3), m, p.d2),
                addHigh(addLow(l4 &+ both, m, p.d4), m, p.d3), addHigh(high, m, p.d4)
            ).normalised
        }
    }
#endif
