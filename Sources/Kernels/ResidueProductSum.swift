import BN254

/// A sum of products of elements, which is reduced once, in plain Swift.
///
/// It takes 16 word products where a product that is reduced takes 36.
struct ResidueProductSum {
    /// The most products: see ``value``.
    static let maximumCount = 15

    /// The sum of the products of Montgomery forms, the lowest words first.
    private var (t0, t1, t2, t3): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var (t4, t5, t6, t7): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// No products.
    @inline(__always)
    init() {}

    /// Adds a·b.
    @inline(__always)
    mutating func add(_ a: Fr, _ b: Fr) {
        let (a, b) = (a.montgomery, b.montgomery)
        // Row by row: four words of the product so far, a carry, and a word that is finished.
        var row = Row()
        let p0 = row.add(a.limb0, b)
        let p1 = row.add(a.limb1, b)
        let p2 = row.add(a.limb2, b)
        let p3 = row.add(a.limb3, b)
        var carry: UInt64 = 0
        ResidueProductSum.add(&t0, p0, &carry)
        ResidueProductSum.add(&t1, p1, &carry)
        ResidueProductSum.add(&t2, p2, &carry)
        ResidueProductSum.add(&t3, p3, &carry)
        ResidueProductSum.add(&t4, row.w0, &carry)
        ResidueProductSum.add(&t5, row.w1, &carry)
        ResidueProductSum.add(&t6, row.w2, &carry)
        ResidueProductSum.add(&t7, row.w3, &carry)
        // Fifteen products are below 15·2^508.
        assert(carry == 0)
    }

    /// The sum.
    ///
    /// Montgomery reduction adds m·r, m < 2^256, to the sum T, and divides by 2^256. r is below 0.1891·2^256, so for up to
    /// 15 products, T ≤ 15·r², the quotient is below (15·0.1891 + 1)·r < 3.84·r.
    @inline(__always)
    var value: Fr {
        var low = UInt256(t0, t1, t2, t3)
        var carry: UInt64 = 0
        // Each round clears the lowest word and moves the next ones down; the word above, and the carry of the round
        // before, come in at the top.
        low = ResidueProductSum.round(low, t4, &carry)
        low = ResidueProductSum.round(low, t5, &carry)
        low = ResidueProductSum.round(low, t6, &carry)
        low = ResidueProductSum.round(low, t7, &carry)
        assert(carry == 0)
        return Fr(uncheckedMontgomery: Residue(low).below2r.belowR.value)
    }

    /// The sum of `count` products, any number, whose factors `factors` returns.
    @inline(__always)
    static func sum(_ count: Int, _ factors: (_ index: Int) -> (Fr, Fr)) -> Fr {
        var result = Fr.zero
        for first in stride(from: 0, to: count, by: maximumCount) {
            var sum = ResidueProductSum()
            for index in first..<min(first + maximumCount, count) {
                let (a, b) = factors(index)
                sum.add(a, b)
            }
            result += sum.value
        }
        return result
    }

    /// (low + m·r) / 2^64 + next·2^192, where m makes the division exact; `carry` is what does not fit in four words.
    @inline(__always)
    private static func round(_ low: UInt256, _ next: UInt64, _ carry: inout UInt64) -> UInt256 {
        let r = Fr.modulus
        let m = low.limb0 &* ScalarModulus.negatedInverse
        let (_, c0) = Fr.multiplyAdd(m, r.limb0, low.limb0, 0)
        let (w0, c1) = Fr.multiplyAdd(m, r.limb1, low.limb1, c0)
        let (w1, c2) = Fr.multiplyAdd(m, r.limb2, low.limb2, c1)
        let (w2, c3) = Fr.multiplyAdd(m, r.limb3, low.limb3, c2)
        let top =
            UInt128(truncatingIfNeeded: next) &+ UInt128(truncatingIfNeeded: c3)
            &+ UInt128(truncatingIfNeeded: carry)
        carry = UInt64(truncatingIfNeeded: top >> 64)
        return UInt256(w0, w1, w2, UInt64(truncatingIfNeeded: top))
    }

    @inline(__always)
    private static func add(_ a: inout UInt64, _ b: UInt64, _ carry: inout UInt64) {
        let sum =
            UInt128(truncatingIfNeeded: a) &+ UInt128(truncatingIfNeeded: b)
            &+ UInt128(truncatingIfNeeded: carry)
        (a, carry) = (UInt64(truncatingIfNeeded: sum), UInt64(truncatingIfNeeded: sum >> 64))
    }

    /// The upper words of a product, row by row.
    private struct Row {
        var (w0, w1, w2, w3): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

        /// Adds `word`·b, and takes off the lowest word.
        @inline(__always)
        mutating func add(_ word: UInt64, _ b: UInt256) -> UInt64 {
            let (lowest, c0) = Fr.multiplyAdd(word, b.limb0, w0, 0)
            let (n0, c1) = Fr.multiplyAdd(word, b.limb1, w1, c0)
            let (n1, c2) = Fr.multiplyAdd(word, b.limb2, w2, c1)
            let (n2, c3) = Fr.multiplyAdd(word, b.limb3, w3, c2)
            (w0, w1, w2, w3) = (n0, n1, n2, c3)
            return lowest
        }
    }
}
