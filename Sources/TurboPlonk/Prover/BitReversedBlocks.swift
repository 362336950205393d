import BN254
import Kernels
import PolynomialCommitment

/// The elements of a domain in bit-reversed order, in blocks.
///
/// Place p of n = 2^k has ω^j, the k bits of j being those of p backwards. A block has 2^m places that share the higher
/// bits of p, which are the lower ones of j: so ω^j is the block's base times one of 2^m roots that all blocks share, and
/// the points ω^δ away from those of a block are those of another block, in the same order; or, where the lower bits of
/// j + δ overflow, in an order that is moved on.
struct BitReversedBlocks: Sendable {
    /// The number of blocks.
    let count: Int
    /// The number of places of a block.
    let length: Int
    /// ω^j over the block's base, for the places of any block.
    let roots: Column

    private let logCount: Int
    private let logLength: Int
    /// ω^j at the first place of every block.
    private let bases: [Fr]

    /// The blocks of a domain, of 2^9 places or the whole domain.
    init(_ domain: EvaluationDomain) {
        logLength = min(domain.logarithm, 9)
        logCount = domain.logarithm - logLength
        (length, count) = (1 << logLength, 1 << logCount)
        let powers = BitReversedBlocks.powers(of: domain.generator, logarithm: logCount)
        bases = powers
        let root = Fr.rootOfUnity(logarithmOfOrder: logLength)
        roots = Column(count: length)
        for (place, power) in BitReversedBlocks.powers(of: root, logarithm: logLength).enumerated() {
            roots[place] = power
        }
    }

    /// The first 2^logarithm powers of `base` in bit-reversed order.
    private static func powers(of base: Fr, logarithm: Int) -> [Fr] {
        var powers: [Fr] = [.one]
        // Bit i of the place stands for the exponent 2^(logarithm − 1 − i).
        for bit in 0..<logarithm {
            let factor = base.power(variableTime: UInt256(1 << UInt64(logarithm - 1 - bit)))
            powers += powers.map { $0 * factor }
        }
        return powers
    }

    /// The bases of all blocks of the coset `shift`·H, and their inverses.
    func bases(times shift: Fr) -> (bases: [Fr], inverses: [Fr]) {
        let shifted = bases.map { $0 * shift }
        var inverses = shifted
        inverses.invertAll()
        return (shifted, inverses)
    }

    /// Where the points ω^δ times those of `block` are.
    func neighbour(of block: Int, distance: Int) -> Neighbour {
        let exponent = reversed(block, logCount) + distance
        return Neighbour(block: reversed(exponent & (count - 1), logCount), rotation: exponent >> logCount)
    }

    /// A block whose points are those of another one times a power of ω: place l goes with the one whose bits, backwards,
    /// are `rotation` more.
    struct Neighbour {
        let block: Int
        let rotation: Int
    }

    /// The values of a column at a neighbour's points: in place if they are in order, else copied to `copy`, which has room
    /// for a block.
    func values(
        of column: StorageSlice<Fr>, at neighbour: Neighbour, copy: MutableStorageSlice<Fr>
    ) -> StorageSlice<Fr> {
        let block = column[neighbour.block * length..<(neighbour.block + 1) * length]
        if neighbour.rotation == 0 { return block }
        for place in 0..<length {
            let rotated = (reversed(place, logLength) + neighbour.rotation) & (length - 1)
            copy[place] = block[reversed(rotated, logLength)]
        }
        return copy.readOnly
    }

    /// The lowest `width` bits of `index` backwards.
    private func reversed(_ index: Int, _ width: Int) -> Int {
        var result = 0
        for bit in 0..<width where index >> bit & 1 == 1 { result |= 1 << (width - 1 - bit) }
        return result
    }
}
