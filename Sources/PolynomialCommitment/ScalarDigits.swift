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
struct ScalarDigits: Sendable {
    /// c, the bits of a window.
    let width: Int
    /// 2m for every scalar, in the scalars' order.
    private let doubledMagnitudes: Storage<UInt256>
    /// 2·place + (1 if the scalar is negative), of the scalars that are not zero: those with the most windows first.
    private let order: Storage<UInt32>
    /// Element w: how many scalars are long enough for window w.
    private let counts: [Int]

    /// The number of windows of the longest scalar; 0 if all scalars are zero.
    var windowCount: Int { counts.count }

    /// The number of scalars that may have a digit other than zero in `window`.
    func count(ofWindow window: Int) -> Int { window < counts.count ? counts[window] : 0 }
}

extension ScalarDigits {
    /// The digits of several lists of scalars, each with a width of its own.
    static func lists(of scalarLists: [UnsafeBufferPointer<Fr>]) -> [ScalarDigits] {
        let blockLength = 1 << 12
        let magnitudes = scalarLists.map { Storage<UInt256>(count: $0.count) }
        let codes = scalarLists.map { Storage<UInt16>(count: $0.count) }
        nonisolated(unsafe) let scalars = scalarLists
        let blocks = scalarLists.indices.flatMap { list in
            stride(from: 0, to: scalarLists[list].count, by: blockLength).map { (list, $0) }
        }
        Parallel.forEach(blocks.count) { block in
            let (list, first) = blocks[block]
            for index in first..<min(first + blockLength, scalars[list].count) {
                let (magnitude, isNegative) = magnitude(of: scalars[list][index])
                magnitudes[list].base[index] = magnitude.addingReportingOverflow(magnitude).partialValue
                codes[list].base[index] = UInt16(2 * magnitude.bitWidth + (isNegative ? 1 : 0))
            }
        }
        return scalarLists.indices.map { ScalarDigits(doubledMagnitudes: magnitudes[$0], codes: codes[$0]) }
    }

    /// The shorter one of s and r − s, and whether it is the latter.
    private static func magnitude(of scalar: Fr) -> (magnitude: UInt256, isNegative: Bool) {
        let value = scalar.canonical
        let negated = Fr.modulus.subtractingReportingOverflow(value).partialValue
        return negated < value ? (negated, true) : (value, false)
    }

    /// - Parameter codes: twice the number of bits of every magnitude, plus 1 for a negative scalar.
    private init(doubledMagnitudes: Storage<UInt256>, codes: Storage<UInt16>) {
        var counts = [Int](repeating: 0, count: 256)
        for code in codes.readOnly { counts[Int(code >> 1)] += 1 }
        // How many have so many bits or more.
        for bits in (1..<255).reversed() { counts[bits] += counts[bits + 1] }
        let width = ScalarDigits.bestWidth(counts)
        self.width = width
        self.doubledMagnitudes = doubledMagnitudes
        self.counts = ScalarDigits.windowCounts(counts, width: width)

        // Counting sort by the number of windows: those of w + 1 windows come after all that have more.
        order = Storage(count: self.counts.first ?? 0)
        var starts = Array(self.counts.dropFirst()) + [0]
        for (place, code) in codes.readOnly.enumerated() where code > 1 {
            let window = Int(code >> 1) / width
            order.base[starts[window]] = UInt32(truncatingIfNeeded: 2 * place) | UInt32(code & 1)
            starts[window] += 1
        }
    }

    /// The number of scalars with a digit in window 0, 1, …, up to the last window that has any.
    ///
    /// - Parameter counts: element b ≥ 1 counts the scalars of b bits or more.
    private static func windowCounts(_ counts: [Int], width: Int) -> [Int] {
        // ⌈(b + 1)/c⌉ > w if and only if b ≥ c·w; zero has no digits.
        stride(from: 0, to: 254, by: width).map { counts[max(1, $0)] }.filter { $0 > 0 }
    }

    /// The width with the fewest additions: one for every digit, two for every bucket, and as many as take the time of
    /// the inversions of a window. Above 16 bits the buckets of a window leave the second-level cache.
    private static func bestWidth(_ counts: [Int]) -> Int {
        func cost(_ width: Int) -> Int {
            windowCounts(counts, width: width).reduce(0) { $0 + $1 + (1 << width) + 30 * width }
        }
        return (4...16).min { cost($0) < cost($1) } ?? 4
    }
}

extension ScalarDigits {
    /// 2·place + (1 if negative) of the scalar number `index` in the order of the windows.
    @inline(__always)
    func entry(_ index: Int) -> UInt32 { order.base[index] }

    /// Calls `body` for all scalars, in the order of the windows, that may have a digit d other than zero in `window`.
    ///
    /// - Parameter body: takes the scalar's number in that order, and the code 2·|d| + (1 if d is negative).
    @inline(__always)
    func forEachDigit(ofWindow window: Int, _ body: (_ index: Int, _ code: UInt32) -> Void) {
        let (word, shift) = ((width * window) >> 6, UInt64(width * window) & 63)
        let limbs = UnsafeRawPointer(doubledMagnitudes.base).assumingMemoryBound(to: UInt64.self)
        let mask: UInt64 = (2 << UInt64(width)) - 1
        for index in 0..<count(ofWindow: window) {
            let limb = limbs + 4 * Int(order.base[index] >> 1) + word
            // Bits c·w − 1 to c·w + c − 1 of the magnitude: the digit is half of them, rounded up, less 2^c if the
            // highest is set.
            var bits = limb[0] >> shift
            if shift > 0 && word < 3 { bits |= limb[1] << (64 - shift) }
            bits &= mask
            let isNegative = bits >> UInt64(width)
            let half = (bits + 1) >> 1
            let digit = isNegative == 0 ? half : (1 << UInt64(width)) - half
            body(index, UInt32(truncatingIfNeeded: 2 * digit | isNegative))
        }
    }
}
