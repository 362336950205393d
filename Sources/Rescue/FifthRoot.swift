import BN254

/// The inverse S-box: the fifth root, that is the power 5⁻¹ mod (r − 1). The hot spot of Rescue.
package enum FifthRoot {
    /// 5⁻¹ mod (r − 1), 254 bits.
    package static let exponent = UInt256(
        0xcfe7_f7a9_8ccc_cccd, 0x535c_b9d3_9494_5a0d, 0x9373_6af8_679a_ad17, 0x26b6_a528_b427_b354)

    /// How the exponent is scanned: after `squarings` squarings, multiply by the odd power `2·oddPower + 1`.
    private struct Step: Sendable {
        let squarings: Int
        let oddPower: Int
    }

    /// The exponent in sliding windows of up to five bits, most significant first; all of them end in a set bit.
    private static let steps: [Step] = {
        var steps: [Step] = []
        var squarings = 0
        var bit = exponent.bitWidth - 1
        while bit >= 0 {
            guard exponent.bit(bit) else {
                squarings += 1
                bit -= 1
                continue
            }
            var low = max(bit - 4, 0)
            while !exponent.bit(low) { low += 1 }
            let window = exponent.bits(at: low, count: bit - low + 1)
            steps.append(Step(squarings: squarings + bit - low + 1, oddPower: Int(window >> 1)))
            squarings = 0
            bit = low - 1
        }
        // 5⁻¹ is odd, so the last window ends at bit 0 and no squaring is left over.
        assert(squarings == 0)
        return steps
    }()

    /// `x^(1/5)`: 250 squarings and 59 multiplications.
    package static func of(_ x: Fr) -> Fr {
        let square = x.squared
        return withUnsafeTemporaryAllocation(of: Fr.self, capacity: 16) { powers in
            powers.initializeElement(at: 0, to: x)
            for index in 1..<16 { powers.initializeElement(at: index, to: powers[index - 1] * square) }
            var result = Fr.one
            var isFirst = true
            for step in steps {
                if isFirst {
                    result = powers[step.oddPower]
                    isFirst = false
                    continue
                }
                result = result.squared(times: step.squarings) * powers[step.oddPower]
            }
            return result
        }
    }
}
