import BN254
import Kernels

/// The absolute values of scalars: s or r − s, whichever is shorter, below r/2.
struct Magnitudes: Sendable {
    /// The scalars of which ``lengths`` counts together.
    private static let blockLength = 1 << 12

    /// 256 counts for every block of scalars: how many magnitudes have so many bits.
    let lengths: Storage<UInt32>
    /// The number of blocks.
    let blockCount: Int
    /// Four words for every scalar (`KernelTable/magnitudes(of:to:)`).
    private let words: Storage<UInt64>

    /// The magnitudes of `scalars`.
    init(_ scalars: StorageSlice<Fr>) {
        let blockCount = (scalars.count + Self.blockLength - 1) / Self.blockLength
        words = Storage(uninitializedCount: 4 * scalars.count)
        lengths = Storage(count: 256 * blockCount)
        self.blockCount = blockCount
        Parallel.forEach(blockCount) { [self] block in
            let rows = rows(block)
            KernelTable.current.magnitudes(of: scalars[rows], to: words[4 * rows.lowerBound..<4 * rows.upperBound])
            let lengths = lengths[256 * block..<256 * (block + 1)]
            forEach(block) { _, _, bits, _ in lengths[bits] &+= 1 }
        }
    }

    /// The scalars of a block.
    private func rows(_ block: Int) -> Range<Int> {
        block * Self.blockLength..<min((block + 1) * Self.blockLength, words.count / 4)
    }

    /// Calls `body` for the scalars of a block, in their order.
    ///
    /// - Parameter body: takes the scalar's place, twice its magnitude, the bits of the magnitude, 0 to 253, and whether the
    ///   scalar is negative.
    @inline(__always)
    func forEach(
        _ block: Int, _ body: (_ place: Int, _ twice: UInt256, _ bits: Int, _ isNegative: Bool) -> Void
    ) {
        let rows = rows(block)
        let words = words[4 * rows.lowerBound..<4 * rows.upperBound]
        for offset in 0..<rows.count {
            let top = words[4 * offset + 3]
            let twice = UInt256(words[4 * offset], words[4 * offset + 1], words[4 * offset + 2], top & (1 << 63 - 1))
            body(rows.lowerBound + offset, twice, max(1, twice.bitWidth) - 1, top >> 63 != 0)
        }
    }
}
