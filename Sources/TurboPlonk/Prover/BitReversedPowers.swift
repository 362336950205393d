import BN254
import Kernels
import PolynomialCommitment

/// The elements of a domain in bit-reversed order: element i is ω^j, j being i with its bits reversed.
struct BitReversedPowers: Sendable {
    private let generator: Fr
    private let logarithm: Int
    private let blockLogarithm: Int
    /// The first elements: those with only low bits in i.
    private let block: [Fr]

    /// The elements of the domain of size 2^logarithm that `generator` generates.
    init(generator: Fr, logarithm: Int) {
        self.generator = generator
        self.logarithm = logarithm
        blockLogarithm = min(logarithm, 10)
        var block: [Fr] = [.one]
        // Bit k of i stands for ω to the power 2^(logarithm − 1 − k).
        for bit in 0..<blockLogarithm {
            let factor = generator.power(variableTime: UInt256(1 << UInt64(logarithm - 1 - bit)))
            block += block.map { $0 * factor }
        }
        self.block = block
    }

    /// The elements at `positions`, times `factor`.
    func elements(at positions: Range<Int>, times factor: Fr) -> [Fr] {
        var elements: [Fr] = []
        elements.reserveCapacity(positions.count)
        var position = positions.lowerBound
        while position < positions.upperBound {
            let start = position & ~(block.count - 1)
            let end = min(positions.upperBound, start + block.count)
            let base = factor * generator.power(variableTime: UInt256(UInt64(reversed(start))))
            for index in position..<end { elements.append(base * block[index - start]) }
            position = end
        }
        return elements
    }

    private func reversed(_ index: Int) -> Int {
        var result = 0
        for bit in 0..<logarithm where index >> bit & 1 == 1 { result |= 1 << (logarithm - 1 - bit) }
        return result
    }
}
