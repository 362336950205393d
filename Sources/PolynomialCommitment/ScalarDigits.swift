import BN254
import Kernels

/// Scalars as signed digits of `width` bits, those that are zero left out.
///
/// A scalar s < r stands for s, or for −(r − s) if that is shorter: a sign and a magnitude m < r/2 < 2^253. With c the
/// width and m₋₁ = 0 below its lowest bit, digit w is
///
///     d_w = (bits c·w to c·w + c − 1 of m) + (bit c·w − 1) − 2^c·(bit c·w + c − 1),
///
/// where a window that has its highest bit set borrows from the next one (Booth). So −2^(c−1) ≤ d_w ≤ 2^(c−1), every
/// digit depends on c + 1 bits only, and Σ d_w·2^(cw) = m as soon as the highest bit of the last window is 0. A number
/// of b bits has zero digits from window ⌈(b + 1)/c⌉ on.
///
/// The scalars are ordered by their numbers of windows, those with the most first.
struct ScalarDigits: Sendable {
    /// c, the bits of a window.
    let width: Int
    /// 2·place + (1 if the scalar is negative), of the scalars that are not zero.
    private let order: Storage<UInt32>
    /// Twice the magnitudes, in the same order: word w of all, behind word w − 1 of all.
    private let words: Storage<UInt64>
    /// Element w: how many scalars are long enough for window w.
    private let counts: [Int]

    /// The number of windows of the longest scalar; 0 if all scalars are zero.
    var windowCount: Int { counts.count }

    /// The number of all scalars: places are below it.
    var scalarCount: Int { order.count }

    /// The number of scalars that may have a digit other than zero in `window`.
    func count(ofWindow window: Int) -> Int { window < counts.count ? counts[window] : 0 }
}

extension ScalarDigits {
    /// The digits of some scalars.
    init(_ scalars: StorageSlice<Fr>) {
        let magnitudes = Magnitudes(scalars)
        // How many have so many bits or more.
        var lengths = [Int](repeating: 0, count: 256)
        for block in 0..<magnitudes.blockCount {
            for bits in 1..<255 { lengths[bits] += Int(magnitudes.lengths[256 * block + bits]) }
        }
        for bits in (1..<255).reversed() { lengths[bits] += lengths[bits + 1] }
        let width = ScalarDigits.bestWidth(lengths)
        let counts = ScalarDigits.windowCounts(lengths, width: width)

        // Counting sort by the number of windows: those of w + 1 windows come after all that have more, and within them
        // those of a block after those of all blocks before.
        let starts = Storage<Int>(count: magnitudes.blockCount * counts.count)
        for window in counts.indices {
            var start = window + 1 < counts.count ? counts[window + 1] : 0
            for block in 0..<magnitudes.blockCount {
                starts[block * counts.count + window] = start
                for bits in max(1, width * window)..<width * (window + 1) where bits < 255 {
                    start += Int(magnitudes.lengths[256 * block + bits])
                }
            }
        }
        // Room for zeros, too: so the blocks are as long as those of the sum before, whose memory they get.
        let count = scalars.count
        let order = Storage<UInt32>(uninitializedCount: count)
        let words = Storage<UInt64>(uninitializedCount: 4 * count)
        let windows = Storage(copying: (0..<256).map { UInt8($0 / width) })
        Parallel.forEach(magnitudes.blockCount) { block in
            let starts = starts[block * counts.count..<(block + 1) * counts.count]
            let (order, windows) = (order.slice, windows.readOnly)
            // Parts of the same length, at the same place of which a magnitude is written.
            func part(_ word: Int) -> MutableStorageSlice<UInt64> { words[word * count..<(word + 1) * count] }
            let (w0, w1, w2, w3) = (part(0), part(1), part(2), part(3))
            magnitudes.forEach(block) { place, magnitude, bits, isNegative in
                if bits == 0 { return }
                let window = Int(windows[bits])
                let index = starts[window]
                starts[window] = index &+ 1
                order[index] = UInt32(truncatingIfNeeded: 2 * place) | (isNegative ? 1 : 0)
                w0[index] = magnitude.limb0
                w1[index] = magnitude.limb1
                w2[index] = magnitude.limb2
                w3[index] = magnitude.limb3
            }
        }
        (self.width, self.order, self.words, self.counts) = (width, order, words, counts)
    }

    /// The number of scalars with a digit in window 0, 1, …, up to the last window that has any.
    ///
    /// - Parameter lengths: element b ≥ 1 counts the scalars of b bits or more.
    private static func windowCounts(_ lengths: [Int], width: Int) -> [Int] {
        // ⌈(b + 1)/c⌉ > w if and only if b ≥ c·w; zero has no digits.
        stride(from: 0, to: 254, by: width).map { lengths[max(1, $0)] }.filter { $0 > 0 }
    }

    /// The width with the fewest additions, or what takes as long: one for every digit; two and a half for every bucket,
    /// which is written, read and added twice; and as many as take the time of the inversions of a window. Above 17 bits
    /// the tables of a window leave the second-level cache.
    private static func bestWidth(_ lengths: [Int]) -> Int {
        func cost(_ width: Int) -> Int {
            windowCounts(lengths, width: width).reduce(0) { $0 + $1 + (5 << width) / 4 + 30 * width }
        }
        return (4...17).min { cost($0) < cost($1) } ?? 4
    }
}

extension ScalarDigits {
    /// 2·place + (1 if negative) of the scalars number `range` in the order of the windows.
    func entries(_ range: Range<Int>) -> StorageSlice<UInt32> { order[range].readOnly }

    /// Writes the codes of the digits d in `window` of the scalars number `range` in the order of the windows:
    /// 2·|d| + (1 if d is negative).
    ///
    /// - Parameters:
    ///   - range: a part of 0..<count(ofWindow: window).
    ///   - codes: as many as there are in `range`.
    func write(_ window: Int, _ range: Range<Int>, to codes: MutableStorageSlice<UInt32>) {
        // Bits c·w − 1 to c·w + c − 1 of the magnitude, in one word or two; behind the last word there are none.
        let (word, shift) = ((width * window) >> 6, (width * window) & 63)
        func part(_ word: Int) -> StorageSlice<UInt64> {
            let first = word * (words.count / 4)
            return words[first + range.lowerBound..<first + range.upperBound].readOnly
        }
        let high = shift + width >= 64 && word < 3 ? part(word + 1) : nil
        KernelTable.current.digits(
            DigitWindow(low: part(word), high: high, shift: shift, width: width), to: codes)
    }
}
