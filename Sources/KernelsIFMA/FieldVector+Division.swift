#if arch(x86_64)
    extension ScalarVector {
        /// The quotient by 2^k, canonical and normalised, of a value below 12·p; k in 4…51.
        ///
        /// m = (−x·p⁻¹) mod 2^k makes x + m·p divisible by 2^k; the quotient is below (12·p + (2^k − 1)·p)/2^k < 2·p.
        @inline(__always)
        func divided(byPowerOfTwo k: UInt64) -> ScalarVector {
            assert((4...51).contains(k) && isBelow(12))
            let (x, zero) = (carried, Lanes.zero)
            let p = FieldVector(repeating: ScalarModulus52.p)
            let m =
                addLow(zero, x.l0, Lanes(repeating: ScalarModulus52.negatedInverse)) & Lanes(repeating: (1 << k) - 1)
            let sum = FieldVector(
                addLow(x.l0 & limbMask, m, p.l0),
                addHigh(addLow(x.l1 & limbMask, m, p.l1), m, p.l0),
                addHigh(addLow(x.l2 & limbMask, m, p.l2), m, p.l1),
                addHigh(addLow(x.l3 & limbMask, m, p.l3), m, p.l2),
                addHigh(addLow(x.l4, m, p.l4), m, p.l3))
            // m·p has a sixth limb of its own, below 2^46.
            let top = addHigh(zero, m, p.l4)
            let n = sum.normalised
            let (right, left) = (Lanes(repeating: k), Lanes(repeating: limbBits - k))
            // Limb 4 may have 53 bits: it is not masked but for its carry, which belongs to the sixth.
            let l4 = n.l4 & limbMask
            let l5 = top &+ (n.l4 &>> Lanes(repeating: limbBits))
            return FieldVector(
                (n.l0 &>> right | n.l1 &<< left) & limbMask, (n.l1 &>> right | n.l2 &<< left) & limbMask,
                (n.l2 &>> right | n.l3 &<< left) & limbMask, (n.l3 &>> right | l4 &<< left) & limbMask,
                l4 &>> right | l5 &<< left
            ).canonicalWithEarlyExit
        }
    }
#endif
