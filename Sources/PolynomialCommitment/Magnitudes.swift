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
            let first = block * Magnitudes.blockLength
            for index in first..<min(first + Magnitudes.blockLength, count) {
                let (magnitude, isNegative) = Magnitudes.magnitude(of: scalars[index])
                let twice = magnitude.addingReportingOverflow(magnitude).partialValue
                words[index] = twice.limb0
                words[index + count] = twice.limb1
                words[index + 2 * count] = twice.limb2
                words[index + 3 * count] = twice.limb3
                codes[index] = UInt16(2 * magnitude.bitWidth + (isNegative ? 1 : 0))
                lengths[256 * block + magnitude.bitWidth] += 1
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
