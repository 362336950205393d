#if arch(x86_64)
    /// Eight field elements, limb by limb: lane i of limbs 0 to 4 is element i in five limbs of 52 bits.
    ///
    /// An element stands for value·2^−260 modulo p (Montgomery's form with 2^260). A value may be any multiple of p above
    /// the canonical one; every operation says how large its operands may be and its result is. A vector is **carried** if
    /// limbs 0 to 3 hold, in their low 52 bits, the digits of the value, and limb 4 the rest; **normalised** if their higher
    /// bits are zero, too. Additions and subtractions work limb by limb and leave limbs of either sign, so that some of
    /// them can follow each other before the carries are made.
    struct FieldVector<Modulus: Modulus52> {
        var l0, l1, l2, l3, l4: Lanes

        @inline(__always)
        init(_ l0: Lanes, _ l1: Lanes, _ l2: Lanes, _ l3: Lanes, _ l4: Lanes) {
            (self.l0, self.l1, self.l2, self.l3, self.l4) = (l0, l1, l2, l3, l4)
        }

        /// The same integer in every lane.
        @inline(__always)
        init(repeating limbs: Limbs) {
            self.init(
                Lanes(repeating: limbs.l0), Lanes(repeating: limbs.l1), Lanes(repeating: limbs.l2),
                Lanes(repeating: limbs.l3), Lanes(repeating: limbs.l4))
        }
    }

    extension FieldVector {
        /// Writes limb 0 of all elements, then limb 1, and so on: 320 bytes.
        @inline(__always)
        func store(_ pointer: UnsafeMutableRawPointer) {
            KernelsIFMA.store(l0, pointer)
            KernelsIFMA.store(l1, pointer + 64)
            KernelsIFMA.store(l2, pointer + 128)
            KernelsIFMA.store(l3, pointer + 192)
            KernelsIFMA.store(l4, pointer + 256)
        }

        /// The sum, not carried.
        @inline(__always)
        static func + (a: FieldVector, b: FieldVector) -> FieldVector {
            FieldVector(a.l0 &+ b.l0, a.l1 &+ b.l1, a.l2 &+ b.l2, a.l3 &+ b.l3, a.l4 &+ b.l4)
        }

        /// The difference, not carried; limbs may be negative.
        @inline(__always)
        static func - (a: FieldVector, b: FieldVector) -> FieldVector {
            FieldVector(a.l0 &- b.l0, a.l1 &- b.l1, a.l2 &- b.l2, a.l3 &- b.l3, a.l4 &- b.l4)
        }

        /// The sum with a constant, not carried.
        @inline(__always)
        static func + (a: FieldVector, b: Limbs) -> FieldVector { a + FieldVector(repeating: b) }

        /// The difference from a constant, not carried.
        @inline(__always)
        static func - (a: FieldVector, b: Limbs) -> FieldVector { a - FieldVector(repeating: b) }

        /// The same value, carried, from one in [0, 2^260): carries go up as signed numbers, the higher bits stay.
        ///
        /// They would go up again: what is carried is good as a factor and for nothing else.
        @inline(__always)
        var carried: FieldVector {
            let x = withCarries
            assert(x.isFactor)
            return x
        }

        /// The same value with carries, from one of either sign: limbs below 2^60 in size.
        @inline(__always)
        private var withCarries: FieldVector {
            assert(hasRoomForCarries)
            let l1 = l1 &+ carry(l0)
            let l2 = l2 &+ carry(l1)
            let l3 = l3 &+ carry(l2)
            return FieldVector(l0, l1, l2, l3, l4 &+ carry(l3))
        }

        /// The same value, normalised, from one in [0, 2^260). From a negative one: limb 4 is negative.
        @inline(__always)
        var normalised: FieldVector {
            let x = withCarries
            return FieldVector(x.l0 & limbMask, x.l1 & limbMask, x.l2 & limbMask, x.l3 & limbMask, x.l4)
        }

        /// The same element below 1.01·p, normalised, from a value in [0, 2^260), 2^260 = 84.6·p; limbs below 2^60 in size.
        ///
        /// q = ⌊h·c / 2^30⌋ is at most ⌊x / p⌋. With limb 4 and the carry of limb 3 alone, h is ⌊x / 2^244⌋ or differs from
        /// it by one: what limbs 0 to 2 add is less than 2^165 in size. So h·2^244 < x + 2^208. As c ≤ 2^274/p − 1, q·p is at most
        /// h·2^244 − h·p/2^30, below x if h > 0, and 0 if h = 0. From h > x/2^244 − 1.01 and c > 2^274/p − 2, q is above
        /// x/p − 1.01·2^244/p − 2·h/2^30 − 1 > x/p − 1.002, as p > 2^253 and h < 2^16. So 0 ≤ x − q·p < 1.01·p.
        ///
        /// q·(2^260 − p) is added, not q·p taken away, and the bits from 2^260 on are left out.
        @inline(__always)
        var reduced: FieldVector {
            assert(normalised.isFactor)
            let h = nonNegative(l4 &+ carry(l3)) &>> Lanes(repeating: 36)
            let q =
                multiplyLow32(h, Lanes(repeating: Modulus.quotientFactor)) &>> Lanes(repeating: 30)
            let (p, mask) = (Modulus.p, (1 as UInt64) << 52 - 1)
            let negated = FieldVector(
                repeating: Limbs(mask + 1 - p.l0, mask - p.l1, mask - p.l2, mask - p.l3, mask - p.l4))
            let sum = FieldVector(
                addLow(l0, q, negated.l0),
                addHigh(addLow(l1, q, negated.l1), q, negated.l0),
                addHigh(addLow(l2, q, negated.l2), q, negated.l1),
                addHigh(addLow(l3, q, negated.l3), q, negated.l2),
                addHigh(addLow(l4, q, negated.l4), q, negated.l3)
            ).normalised
            let result = FieldVector(sum.l0, sum.l1, sum.l2, sum.l3, sum.l4 & limbMask)
            assert(result.isBelow(101, 100))
            return result
        }

        /// The canonical value, normalised, from a normalised one below 2p that is seldom above p.
        @inline(__always)
        var canonicalWithEarlyExit: FieldVector {
            assert(isNormalised() && isBelow(2))
            // Below p for certain if limb 4 is below that of p.
            return isNegativeEverywhere(l4 &- Lanes(repeating: Modulus.p.l4)) ? self : canonical
        }

        /// The canonical value, normalised, from a normalised one below 2p.
        @inline(__always)
        var canonical: FieldVector {
            assert(isNormalised() && isBelow(2))
            let difference = (self - Modulus.p).normalised
            return FieldVector(
                choose(ifNegative: difference.l4, l0, difference.l0),
                choose(ifNegative: difference.l4, l1, difference.l1),
                choose(ifNegative: difference.l4, l2, difference.l2),
                choose(ifNegative: difference.l4, l3, difference.l3),
                choose(ifNegative: difference.l4, l4, difference.l4))
        }
    }
#endif
