import BN254
import Kernels

/// The inverse S-box: the fifth root, that is the power 5⁻¹ mod (r − 1). The hot spot of Rescue.
package enum FifthRoot {
    /// 5⁻¹ mod (r − 1), 254 bits.
    package static let exponent = UInt256(
        0xcfe7_f7a9_8ccc_cccd, 0x535c_b9d3_9494_5a0d, 0x9373_6af8_679a_ad17, 0x26b6_a528_b427_b354)

    /// `x^(1/5)`: 246 squarings and 53 multiplications.
    package static func of(_ x: Fr) -> Fr { PowerStep.power(of: x, chain) }

    /// An addition chain for ``exponent``: small powers first, then the exponent from its most significant bits on.
    ///
    /// Found by simulated annealing over the sets of small powers; the shortest way to put the exponent together from
    /// the powers of a set, which may overlap, is a shortest path.
    package static let steps: [PowerStep] = {
        var steps: [PowerStep] = []
        for (index, sum) in sums.enumerated() {
            steps.append(PowerStep(target: UInt8(index + 1), base: sum.0, squarings: 0, factor: sum.1))
        }
        let result = UInt8(sums.count + 1)
        for (index, word) in words.enumerated() {
            steps.append(
                PowerStep(
                    target: result, base: index == 0 ? firstWord : result, squarings: word.squarings,
                    factor: word.power))
        }
        return steps
    }()

    private static let chain = Storage(copying: steps)

    /// Which two registers are multiplied to get register 1, 2, …: with x in register 0, these hold its powers
    /// 2, 4, 8, 12, 13, 14, 25, 37, 45, 49, 9, 51, 55, 76, 121 and 127.
    private static let sums: [(UInt8, UInt8)] = [
        (0, 0), (1, 1), (2, 2), (3, 2), (4, 0), (4, 1), (5, 4), (7, 4), (8, 3), (8, 4), (3, 0), (8, 6), (12, 2),
        (12, 7),
        (14, 9), (14, 12),
    ]

    /// The register with the most significant bits of the exponent, 127.
    private static let firstWord: UInt8 = 16

    /// How often to square, and the register to multiply with then.
    private static let words: [(squarings: UInt8, power: UInt8)] = [
        (1, 13), (6, 9), (5, 11), (7, 8), (9, 9), (12, 16), (2, 16), (8, 12), (2, 11), (6, 11), (8, 13), (8, 12),
        (4, 13), (5, 16), (10, 12), (6, 10), (4, 8), (7, 9), (9, 9), (3, 5), (7, 7), (6, 15), (7, 13), (4, 9), (8, 13),
        (2, 11), (8, 8), (9, 9), (11, 13), (9, 16), (9, 16), (8, 15), (5, 12), (9, 12), (8, 12), (8, 12), (6, 5),
    ]
}
