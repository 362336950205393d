#if arch(x86_64)
    // What assertions ask of all eight lanes; release builds have none of it.

    extension FieldVector {
        /// Whether limbs 0 to 4, signed, are below 2^60 in size: carries cannot overflow them.
        @inline(__always)
        var hasRoomForCarries: Bool {
            let bound = Lanes(repeating: 1 << 60)
            return areBelow(l0 &+ bound, bits: 61) && areBelow(l1 &+ bound, bits: 61)
                && areBelow(l2 &+ bound, bits: 61) && areBelow(l3 &+ bound, bits: 61)
                && areBelow(l4 &+ bound, bits: 61)
        }

        /// Whether all limbs are below 2^`bits`.
        @inline(__always)
        func hasLimbs(bits: UInt64) -> Bool { areBelow(l0 | l1 | l2 | l3 | l4, bits: bits) }

        /// Whether a carried vector is good as a factor: its values are in [0, 2^260).
        @inline(__always)
        var isFactor: Bool { areBelow(l4, bits: 52) }

        /// Whether limbs 0 to 3 are digits and limb 4 is below 2^`bits`.
        @inline(__always)
        func isNormalised(bits: UInt64 = 52) -> Bool {
            areBelow(l0 | l1 | l2 | l3, bits: 52) && areBelow(l4, bits: bits)
        }

        /// Whether the values are in [0, numerator/denominator·p), both at most 128.
        @inline(never)
        func isBelow(_ numerator: UInt64, _ denominator: UInt64 = 1) -> Bool {
            let (x, p) = (normalised, Modulus.p)
            let scale = Lanes(repeating: denominator)
            let scaled = FieldVector(
                x.l0 &* scale, x.l1 &* scale, x.l2 &* scale, x.l3 &* scale, x.l4 &* scale)
            let bound = Limbs(
                p.l0 * numerator, p.l1 * numerator, p.l2 * numerator, p.l3 * numerator, p.l4 * numerator)
            return hasRoomForCarries && isNegativeEverywhere(~x.l4)
                && isNegativeEverywhere((scaled - bound).normalised.l4)
        }
    }

    /// Whether all lanes are below 2^bits.
    @inline(__always)
    func areBelow(_ value: Lanes, bits: UInt64) -> Bool {
        isNegativeEverywhere((value &>> Lanes(repeating: bits)) &- Lanes(repeating: 1))
    }

    /// Whether `count` vectors are below `multiple`·p.
    @inline(never)
    func areBelow(_ multiple: UInt64, _ values: UnsafeMutablePointer<ScalarVector>, count: Int) -> Bool {
        for index in 0..<count where !values[index].isBelow(multiple) { return false }
        return true
    }
#endif
