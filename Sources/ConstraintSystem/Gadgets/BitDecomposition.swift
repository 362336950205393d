import BN254

/// Bits of an element. Source: <doc:Gadgets>; jellyfish `relation/src/gadgets/range.rs`.
extension CircuitBuilder {
    /// The `count` ≤ 254 bits of `a`, least significant first; `a` is constrained to be their sum.
    ///
    /// 254 bits are constrained to be below r too, if the range check is canonical: 769 gates.
    @inlinable
    public mutating func bits(of a: Variable, count: Int, rangeCheck: RangeCheck) -> [Variable] {
        var bits: [Variable] = []
        bits.reserveCapacity(count)
        for index in 0..<count {
            let bit = variable(a) { $0.canonical.bit(index) ? .one : .zero }
            constrainBoolean(bit)
            bits.append(bit)
        }
        recompose(bits, to: a)
        if count == Fr.modulus.bitWidth && rangeCheck == .canonical { constrainBelowModulus(bits) }
        return bits
    }

    /// `a` is the sum of bits[i]·2^i: from the most significant end, three bits a gate.
    @inlinable
    mutating func recompose(_ bits: [Variable], to a: Variable) {
        let padded = paddedToThrees(bits)
        var accumulator = padded[padded.count - 1]
        for low in stride(from: padded.count - 4, to: 0, by: -3) {
            accumulator = output(
                .bitRecomposition, accumulator, padded[low + 2], padded[low + 1], padded[low]
            ) { a, b, c, d in
                // 8a + 4b + 2c + d.
                ((a.doubled + b).doubled + c).doubled + d
            }
        }
        append(.bitRecomposition, accumulator, padded[2], padded[1], padded[0], a)
    }

    /// The integer of 254 bits is below r.
    ///
    /// From the least significant bit on, the accumulator tells whether the integer of the bits so far is below that
    /// of r's bits: at a 1 of r it is, or the bit is 0; at a 0 of r it is and the bit is 0. The original takes 256
    /// rounds, variable 0 in the place of the two missing bits.
    @inlinable
    mutating func constrainBelowModulus(_ bits: [Variable]) {
        var isBelow = zero
        for index in 0..<256 {
            let isUnset = not(index < bits.count ? bits[index] : zero)
            isBelow = Fr.modulus.bit(index) ? or(isBelow, isUnset) : and(isBelow, isUnset)
        }
        constrain(isBelow, equals: .one)
    }
}
