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
            storeLanes(l0, pointer)
            storeLanes(l1, pointer + 64)
            storeLanes(l2, pointer + 128)
            storeLanes(l3, pointer + 192)
            storeLanes(l4, pointer + 256)
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

        /// The same value, carried, from one in [0, 2^260): carries go up as signed numbers. Whether the higher bits stay is the
        /// set's choice.
        ///
        /// They would go up again: what is carried is good as a factor and for nothing else.
        @inline(__always)
        var carried: FieldVector {
            assert(hasRoomForCarries)
            let x = withCarries
            assert(x.isFactor)
            return x
        }

        /// The same value, normalised, from one in [0, 2^260). From a negative one: limb 4 is negative.
        @inline(__always)
        var normalised: FieldVector {
            assert(hasRoomForCarries)
            let x = withCarries
            return FieldVector(lowBits(x.l0), lowBits(x.l1), lowBits(x.l2), lowBits(x.l3), x.l4)
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
