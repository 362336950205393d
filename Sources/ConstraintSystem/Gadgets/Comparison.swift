import BN254

/// Order of elements as integers below r. Source: <doc:Gadgets>; jellyfish `relation/src/gadgets/cmp.rs`.
extension CircuitBuilder {
    /// 1 if a > k, else 0, for a constant k of at most 254 bits that are not all 1.
    @inlinable
    public mutating func isGreater(_ a: Variable, than k: UInt256, rangeCheck: RangeCheck) -> Variable {
        let bits = bits(of: a, count: 254, rangeCheck: rangeCheck)
        // Below the lowest 0 of k no bits can be greater than those of k.
        guard let lowest = (0..<254).first(where: { !k.bit($0) }) else {
            preconditionFailure("no element is greater than 2^254 - 1")
        }
        var isGreater = bits[lowest]
        for index in (lowest + 1)..<254 {
            isGreater = k.bit(index) ? and(bits[index], isGreater) : or(bits[index], isGreater)
        }
        return isGreater
    }

    /// 1 if a < b, else 0.
    ///
    /// With h = (r − 1)/2: a ≤ h < b, or both are on the same side of h and a − b, which is then less than h away
    /// from 0, is negative, that is above h.
    @inlinable
    public mutating func isLess(_ a: Variable, _ b: Variable, rangeCheck: RangeCheck) -> Variable {
        let half = Fr.modulus >> 1
        let aIsHigh = isGreater(a, than: half, rangeCheck: rangeCheck)
        let bIsHigh = isGreater(b, than: half, rangeCheck: rangeCheck)
        let aIsLow = not(aIsHigh)
        let areApart = and(aIsLow, bIsHigh)
        let areTogether = isEqual(aIsHigh, bIsHigh)
        let difference = subtract(a, b)
        let isNegative = isGreater(difference, than: half, rangeCheck: rangeCheck)
        let isLessTogether = and(areTogether, isNegative)
        return or(areApart, isLessTogether)
    }

    /// `a` is at most `b`.
    @inlinable
    public mutating func constrain(_ a: Variable, isAtMost b: Variable, rangeCheck: RangeCheck) {
        let isGreater = isLess(b, a, rangeCheck: rangeCheck)
        constrain(isGreater, equals: .zero)
    }
}
