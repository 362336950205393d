import BN254
import Kernels

/// The absolute values of scalars: s or r − s, whichever is shorter, below r/2.
struct Magnitudes: Sendable {
    /// The scalars of which ``lengths`` counts together.
    static let blockLength = 1 << 12

    /// Twice the number of bits of every magnitude, plus 1 if the scalar is negative.
    let codes: Storage<UInt16>
    /// 256 counts for every block of scalars: how many magnitudes have so many bits.
    let lengths: Storage<UInt32>
    /// Twice the magnitudes: word w of all, behind word w − 1 of all.
    private let words: Storage<UInt64>

    /// The magnitudes of `scalars`.
    init(_ scalars: StorageSlice<Fr>) {
        let count = scalars.count
        let blocks = (count + Magnitudes.blockLength - 1) / Magnitudes.blockLength
        let (codes, lengths) = (Storage<UInt16>(uninitializedCount: count), Storage<UInt32>(count: 256 * blocks))
        let words = Storage<UInt64>(uninitializedCount: 4 * count)
        Parallel.forEach(blocks) { block in
            let rows = block * Magnitudes.blockLength..<min((block + 1) * Magnitudes.blockLength, count)
            // Loops over parts of the same length, which the compiler need not check at each element.
            func part(_ word: Int) -> MutableStorageSlice<UInt64> {
                words[word * count + rows.lowerBound..<word * count + rows.upperBound]
            }
            let (w0, w1, w2, w3) = (part(0), part(1), part(2), part(3))
            let (scalars, codes, lengths) = (scalars[rows], codes[rows], lengths[256 * block..<256 * (block + 1)])
            for index in 0..<rows.count {
                let (magnitude, isNegative) = Magnitudes.magnitude(of: scalars[index])
                let twice = magnitude.addingReportingOverflow(magnitude).partialValue
                w0[index] = twice.limb0
                w1[index] = twice.limb1
                w2[index] = twice.limb2
                w3[index] = twice.limb3
                codes[index] = UInt16(2 * magnitude.bitWidth + (isNegative ? 1 : 0))
                lengths[magnitude.bitWidth] += 1
            }
        }
        (self.codes, self.lengths, self.words) = (codes, lengths, words)
    }

    /// Word `index` in 0…3, least significant first, of twice the magnitude, of all scalars.
    func word(_ index: Int) -> StorageSlice<UInt64> {
        words[index * codes.count..<(index + 1) * codes.count].readOnly
    }

    /// The shorter one of s and r − s, and whether it is the latter.
    @inline(__always)
    private static func magnitude(of scalar: Fr) -> (magnitude: UInt256, isNegative: Bool) {
        let value = scalar.canonical
        let negated = Fr.modulus.subtractingReportingOverflow(value).partialValue
        return negated < value ? (negated, true) : (value, false)
    }
}
