import BN254

/// What a sum of multiples of points needs of its scalars, in plain Swift.
enum PortableDigits {
    static func magnitudes(
        _ scalars: UnsafePointer<Fr>, _ magnitudes: UnsafeMutablePointer<UInt64>, _ count: Int
    ) {
        for index in 0..<count {
            let value = scalars[index].canonical
            let negated = Fr.modulus.subtractingReportingOverflow(value).partialValue
            let isNegative = negated < value
            let magnitude = isNegative ? negated : value
            let twice = magnitude.addingReportingOverflow(magnitude).partialValue
            magnitudes[4 * index] = twice.limb0
            magnitudes[4 * index + 1] = twice.limb1
            magnitudes[4 * index + 2] = twice.limb2
            magnitudes[4 * index + 3] = twice.limb3 | (isNegative ? 1 << 63 : 0)
        }
    }

    /// From digit number `first` on.
    static func digits(_ window: DigitWindow, _ codes: UnsafeMutablePointer<UInt32>, from first: Int = 0) {
        let (low, shift, width) = (window.low.start, UInt64(window.shift), UInt64(window.width))
        guard let high = window.high?.start else {
            for index in first..<window.count { codes[index] = code(low[index] &>> shift, width: width) }
            return
        }
        for index in first..<window.count {
            codes[index] = code(low[index] &>> shift | high[index] &<< (64 &- shift), width: width)
        }
    }

    /// The code of the digit that has the lowest c + 1 of these bits; signs are random, so no branch on them.
    @inline(__always)
    private static func code(_ bits: UInt64, width: UInt64) -> UInt32 {
        let bits = bits & (2 << width - 1)
        let sign = bits &>> width
        let mask = 0 &- sign
        let magnitude = (((bits &+ 1) &>> 1 &- sign &<< width) ^ mask) &- mask
        return UInt32(truncatingIfNeeded: magnitude &<< 1 | sign)
    }
}
