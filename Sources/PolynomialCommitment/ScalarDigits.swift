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
    private let magnitudes: Magnitudes
    /// Element w: how many scalars are long enough for window w.
    private let counts: [Int]

    /// The number of windows of the longest scalar; 0 if all scalars are zero.
    var windowCount: Int { counts.count }

    /// The number of scalars that may have a digit other than zero in `window`.
    func count(ofWindow window: Int) -> Int { window < counts.count ? counts[window] : 0 }
}

extension ScalarDigits {
    /// The digits of some scalars.
    init(_ scalars: StorageSlice<Fr>) {
        let blockLength = Magnitudes.blockLength
        let blocks = (scalars.count + blockLength - 1) / blockLength
        let magnitudes = Magnitudes(scalars)
        // How many have so many bits or more.
        var lengths = [Int](repeating: 0, count: 256)
        for block in 0..<blocks {
            for bits in 1..<255 { lengths[bits] += Int(magnitudes.lengths[256 * block + bits]) }
        }
        for bits in (1..<255).reversed() { lengths[bits] += lengths[bits + 1] }
        let width = ScalarDigits.bestWidth(lengths)
        let counts = ScalarDigits.windowCounts(lengths, width: width)

        // Counting sort by the number of windows: those of w + 1 windows come after all that have more, and within them
        // those of a block after those of all blocks before.
        let starts = Storage<Int>(count: blocks * counts.count)
        for window in counts.indices {
            var start = window + 1 < counts.count ? counts[window + 1] : 0
            for block in 0..<blocks {
                starts[block * counts.count + window] = start
                for bits in max(1, width * window)..<width * (window + 1) where bits < 255 {
                    start += Int(magnitudes.lengths[256 * block + bits])
                }
            }
        }
        let order = Storage<UInt32>(uninitializedCount: counts.first ?? 0)
        Parallel.forEach(blocks) { block in
            let starts = starts[block * counts.count..<(block + 1) * counts.count]
            let first = block * blockLength
            let (codes, order) = (magnitudes.codes[first..<min(first + blockLength, scalars.count)], order.slice)
            for offset in 0..<codes.count {
                let code = codes[offset]
                if code <= 1 { continue }
                let window = Int(code >> 1) / width
                let index = starts[window]
                starts[window] += 1
                order[index] = UInt32(truncatingIfNeeded: 2 * (first + offset)) | UInt32(code & 1)
            }
        }
        (self.width, self.order, self.magnitudes, self.counts) = (width, order, magnitudes, counts)
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

    /// Calls `body` for the scalars `range`, in the order of the windows, and their digits d in `window`.
    ///
    /// - Parameters:
    ///   - range: a part of 0..<count(ofWindow: window).
    ///   - body: takes the scalar's number in `range`, from 0 on, and the code 2·|d| + (1 if d is negative).
    @inline(__always)
    func forEachDigit(
        ofWindow window: Int, in range: Range<Int>, _ body: (_ offset: Int, _ code: UInt32) -> Void
    ) {
        // Bits c·w − 1 to c·w + c − 1 of the magnitude, in one word or two.
        let (word, shift) = ((width * window) >> 6, UInt64(width * window) & 63)
        let bitMask: UInt64 = (2 << UInt64(width)) - 1
        let (entries, low) = (entries(range), magnitudes.word(word))
        if shift + UInt64(width) < 64 {
            for offset in 0..<entries.count {
                body(offset, code(low[Int(entries[offset] >> 1)] &>> shift & bitMask))
            }
        } else {
            let high = magnitudes.word(min(word + 1, 3))
            // In the last word a shift by 64 bits leaves nothing of what is not there.
            let leftShift = word < 3 ? 64 - shift : 64
            for offset in 0..<entries.count {
                let place = Int(entries[offset] >> 1)
                body(offset, code((low[place] &>> shift | high[place] << leftShift) & bitMask))
            }
        }
    }

    /// The code of the digit that has these c + 1 bits.
    @inline(__always)
    private func code(_ bits: UInt64) -> UInt32 {
        // The digit is half of them, rounded up, less 2^c if the highest is set; signs are random, so no branch on them.
        let sign = bits &>> UInt64(width)
        let mask = 0 &- sign
        let magnitude = (((bits &+ 1) &>> 1 &- sign &<< UInt64(width)) ^ mask) &- mask
        return UInt32(truncatingIfNeeded: magnitude &<< 1 | sign)
    }
}
