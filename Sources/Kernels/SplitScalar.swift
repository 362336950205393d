import BN254

/// A scalar k = k₁ + k₂·λ modulo r, k₁ and k₂ odd and between −2^127 and 2^127, where λ·(x, y) = (β·x, y) for the points
/// of G1: λ and β are cube roots of one.
///
/// (k₁, k₂) is (k, 0) less a near vector of the lattice of all (a, b) with a + b·λ = 0 modulo r, of which (A, B) and
/// (B, −C) are a basis:
///
/// 1. c₁·(A, B) + c₂·(B, −C) = (k, 0) has the solution c₁ = k·C/r, c₂ = k·B/r, as A·C + B² = r.
/// 2. With these rounded, to 0.7 at the worst (the factors C/r and B/r are rounded down to multiples of 2^−256), there
///    remain |k₁| ≤ 0.7·(A + B) and |k₂| ≤ 0.7·(B + C).
/// 3. A is odd, B is odd, C is even: if k₂ is even, (A, B) is added or subtracted, whichever brings k₁ towards 0; if k₁
///    is even then, (B, −C), whichever brings k₂ towards 0. Both stay below A + 2·B < 2^127.
///
/// Source: Gallant, Lambert, Vanstone, "Faster point multiplication on elliptic curves with efficient endomorphisms",
/// 2001; the oddness as in Joye, Tunstall, "Exponent recoding and regular exponentiation algorithms", 2009.
struct SplitScalar {
    /// k₁ and k₂.
    let first, second: Int128

    private static let a: Int128 = 147_946_756_881_789_319_010_696_353_538_189_108_491
    private static let b: Int128 = 9_931_322_734_385_697_763
    private static let c: Int128 = 147_946_756_881_789_319_000_765_030_803_803_410_728
    /// ⌊2^256·C/r⌋ and ⌊2^256·B/r⌋.
    private static let cQuotient = UInt256(0x7a7b_d9d4_391e_b18d, 0x4cce_f014_a773_d2cf, 0x2, 0)
    private static let bQuotient = UInt256(0xd91d_232e_c7e0_b3d7, 0x2, 0, 0)

    /// The halves of `scalar`.
    init(_ scalar: Fr) {
        let value = scalar.canonical
        let c1 = SplitScalar.roundedHighHalf(value, SplitScalar.cQuotient)
        let c2 = SplitScalar.roundedHighHalf(value, SplitScalar.bQuotient)
        let low = Int128(truncatingIfNeeded: UInt128(value.limb1) << 64 | UInt128(value.limb0))
        // The results are known to be in range, so that they may be computed modulo 2^128.
        var k1 = low &- c1 &* SplitScalar.a &- c2 &* SplitScalar.b
        var k2 = c2 &* SplitScalar.c &- c1 &* SplitScalar.b
        if k2 & 1 == 0 {
            let sign: Int128 = k1 >= 0 ? -1 : 1
            (k1, k2) = (k1 + sign * SplitScalar.a, k2 + sign * SplitScalar.b)
        }
        if k1 & 1 == 0 {
            let sign: Int128 = k2 >= 0 ? 1 : -1
            (k1, k2) = (k1 + sign * SplitScalar.b, k2 - sign * SplitScalar.c)
        }
        (first, second) = (k1, k2)
    }

    /// (a·b + 2^255) / 2^256, modulo 2^128.
    private static func roundedHighHalf(_ a: UInt256, _ b: UInt256) -> Int128 {
        var words = InlineArray<8, UInt64>(repeating: 0)
        words[3] = 1 << 63
        for i in 0..<4 {
            var carry: UInt64 = 0
            for j in 0..<4 {
                let sum =
                    UInt128(a[limb: i]) * UInt128(b[limb: j]) + UInt128(words[i + j]) + UInt128(carry)
                words[i + j] = UInt64(truncatingIfNeeded: sum)
                carry = UInt64(truncatingIfNeeded: sum >> 64)
            }
            // Only the rounding bit can have been there before.
            words[i + 4] = carry
        }
        return Int128(truncatingIfNeeded: UInt128(words[5]) << 64 | UInt128(words[4]))
    }
}

extension SplitScalar {
    /// The number of digits of a half.
    static let digitCount = 32

    /// Calls `body` with the digits d of an odd `half`, Σ d_i·16^i, each odd and between −15 and 15, as |d| − 1 plus 1 for
    /// a negative one.
    ///
    /// d_i is chosen so that what is left, divided by 16, is odd: below 2^127 at first, it is 2^127/2^124 + 1 = 9 at the most
    /// for the last digit.
    static func forEachDigit(of half: Int128, _ body: (_ index: Int, _ code: UInt8) -> Void) {
        assert(half & 1 == 1)
        var rest = half.magnitude
        let sign: UInt8 = half < 0 ? 1 : 0
        for index in 0..<digitCount - 1 {
            let digit = Int(rest & 31) - 16
            body(index, UInt8(abs(digit) - 1) | (digit < 0 ? sign ^ 1 : sign))
            // (rest − d)/16: what is above the five lowest bits, twice, plus 1.
            rest = (rest >> 5) << 1 | 1
        }
        assert(rest < 16)
        body(digitCount - 1, UInt8(truncatingIfNeeded: rest) - 1 | sign)
    }
}
