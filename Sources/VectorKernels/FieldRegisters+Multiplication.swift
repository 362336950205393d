#if arch(x86_64)
    // Multiplication modulo p of a pair in every lane: 101 halves of products of limbs; squaring, 81. A half is the low or
    // the high 52 bits of a product, added to a sum; in IFMA that is one instruction.
    //
    // Sums begin with what ``start(lows:highs:)`` says for the halves that they will take: 0 in IFMA.
    //
    // With a and b carried and below 2^260:
    //
    // 1. t = a·b, ten limbs t_0 … t_9 of sums of products, 50 halves.
    // 2. The carries of t_0 … t_3 go up to t_4, so that these four hold digits in their low 52 bits.
    // 3. Their part of t is divided by 2^208 modulo p without any chain: digit k of t contributes t_k·2^(52k − 208), and
    //    2^(−52(4 − k)) mod p is a constant (``Modulus52/fold1`` …). 40 halves.
    // 4. One step of Montgomery's reduction divides by 2^52 more: m is the low digit of t_4 times −p⁻¹, and
    //    t_4 + m·p_0 is divisible by 2^52. 11 halves.
    //
    // The result is t·2^−260 modulo p. It is below a·b/2^260 + 2^−52·(Σ 2^52·fold_k) + p, that is
    //
    //     a·b/2^260 + (1 + Σ fold_k/p)·p < a·b/(84.6·p) + 2.24·p for r, and 2.59·p for q;
    //
    // below 3.4·p for operands up to 8·p. No limb overflows: each one sums up at most 5 + 5 products of 52 bits in step 1,
    // 4 + 4 in step 3 and 2 in step 4, so it stays below 2^57.

    extension FieldRegisters {
        /// The product, normalised but for its last limb: below a·b/(84.6·p) + 2.6·p. Both operands carried, below 2^260.
        @inline(__always)
        static func * (a: Self, b: Self) -> Self {
            assert(a.isFactor && b.isFactor)
            let (a, b) = (Digits(a), Digits(b))
            // Low and high halves in sums of their own: the chains are shorter.
            var t0 = start(lows: 1), t1 = start(lows: 2), t2 = start(lows: 3), t3 = start(lows: 4), t4 = start(lows: 5)
            var t5 = start(lows: 4), t6 = start(lows: 3), t7 = start(lows: 2), t8 = start(lows: 1)
            var h1 = start(highs: 1), h2 = start(highs: 2), h3 = start(highs: 3), h4 = start(highs: 4)
            var h5 = start(highs: 5), h6 = start(highs: 4), h7 = start(highs: 3), h8 = start(highs: 2)
            var h9 = start(highs: 1)
            (t0, h1) = (addLow(t0, a.d0, b.d0), addHigh(h1, a.d0, b.d0))
            (t1, h2) = (addLow(t1, a.d0, b.d1), addHigh(h2, a.d0, b.d1))
            (t2, h3) = (addLow(t2, a.d0, b.d2), addHigh(h3, a.d0, b.d2))
            (t3, h4) = (addLow(t3, a.d0, b.d3), addHigh(h4, a.d0, b.d3))
            (t4, h5) = (addLow(t4, a.d0, b.d4), addHigh(h5, a.d0, b.d4))
            (t1, h2) = (addLow(t1, a.d1, b.d0), addHigh(h2, a.d1, b.d0))
            (t2, h3) = (addLow(t2, a.d1, b.d1), addHigh(h3, a.d1, b.d1))
            (t3, h4) = (addLow(t3, a.d1, b.d2), addHigh(h4, a.d1, b.d2))
            (t4, h5) = (addLow(t4, a.d1, b.d3), addHigh(h5, a.d1, b.d3))
            (t5, h6) = (addLow(t5, a.d1, b.d4), addHigh(h6, a.d1, b.d4))
            (t2, h3) = (addLow(t2, a.d2, b.d0), addHigh(h3, a.d2, b.d0))
            (t3, h4) = (addLow(t3, a.d2, b.d1), addHigh(h4, a.d2, b.d1))
            (t4, h5) = (addLow(t4, a.d2, b.d2), addHigh(h5, a.d2, b.d2))
            (t5, h6) = (addLow(t5, a.d2, b.d3), addHigh(h6, a.d2, b.d3))
            (t6, h7) = (addLow(t6, a.d2, b.d4), addHigh(h7, a.d2, b.d4))
            (t3, h4) = (addLow(t3, a.d3, b.d0), addHigh(h4, a.d3, b.d0))
            (t4, h5) = (addLow(t4, a.d3, b.d1), addHigh(h5, a.d3, b.d1))
            (t5, h6) = (addLow(t5, a.d3, b.d2), addHigh(h6, a.d3, b.d2))
            (t6, h7) = (addLow(t6, a.d3, b.d3), addHigh(h7, a.d3, b.d3))
            (t7, h8) = (addLow(t7, a.d3, b.d4), addHigh(h8, a.d3, b.d4))
            (t4, h5) = (addLow(t4, a.d4, b.d0), addHigh(h5, a.d4, b.d0))
            (t5, h6) = (addLow(t5, a.d4, b.d1), addHigh(h6, a.d4, b.d1))
            (t6, h7) = (addLow(t6, a.d4, b.d2), addHigh(h7, a.d4, b.d2))
            (t7, h8) = (addLow(t7, a.d4, b.d3), addHigh(h8, a.d4, b.d3))
            (t8, h9) = (addLow(t8, a.d4, b.d4), addHigh(h9, a.d4, b.d4))
            return dividedBy2To260(
                t0, t1 &+ h1, t2 &+ h2, t3 &+ h3, t4 &+ h4, t5 &+ h5, t6 &+ h6, t7 &+ h7, t8 &+ h8, h9)
        }

        /// The square, as ``*(_:_:)`` has it.
        @inline(__always)
        var squared: Self {
            assert(isFactor)
            let a = Digits(self)
            // The products of different limbs, twice in the end.
            var t1 = start(lows: 1), t2 = start(lows: 1, highs: 1), t3 = start(lows: 2, highs: 1)
            var t4 = start(lows: 2, highs: 2), t5 = start(lows: 2, highs: 2), t6 = start(lows: 1, highs: 2)
            var t7 = start(lows: 1, highs: 1), t8 = start(highs: 1)
            (t1, t2) = (addLow(t1, a.d0, a.d1), addHigh(t2, a.d0, a.d1))
            (t2, t3) = (addLow(t2, a.d0, a.d2), addHigh(t3, a.d0, a.d2))
            (t3, t4) = (addLow(t3, a.d0, a.d3), addHigh(t4, a.d0, a.d3))
            (t4, t5) = (addLow(t4, a.d0, a.d4), addHigh(t5, a.d0, a.d4))
            (t3, t4) = (addLow(t3, a.d1, a.d2), addHigh(t4, a.d1, a.d2))
            (t4, t5) = (addLow(t4, a.d1, a.d3), addHigh(t5, a.d1, a.d3))
            (t5, t6) = (addLow(t5, a.d1, a.d4), addHigh(t6, a.d1, a.d4))
            (t5, t6) = (addLow(t5, a.d2, a.d3), addHigh(t6, a.d2, a.d3))
            (t6, t7) = (addLow(t6, a.d2, a.d4), addHigh(t7, a.d2, a.d4))
            (t7, t8) = (addLow(t7, a.d3, a.d4), addHigh(t8, a.d3, a.d4))
            let (low, high) = (start(lows: 1), start(highs: 1))
            return Self.dividedBy2To260(
                addLow(low, a.d0, a.d0), addHigh(t1 &+ t1 &+ high, a.d0, a.d0), addLow(t2 &+ t2 &+ low, a.d1, a.d1),
                addHigh(t3 &+ t3 &+ high, a.d1, a.d1), addLow(t4 &+ t4 &+ low, a.d2, a.d2),
                addHigh(t5 &+ t5 &+ high, a.d2, a.d2), addLow(t6 &+ t6 &+ low, a.d3, a.d3),
                addHigh(t7 &+ t7 &+ high, a.d3, a.d3), addLow(t8 &+ t8 &+ low, a.d4, a.d4), addHigh(high, a.d4, a.d4))
        }

        /// Steps 2 to 4: t·2^−260.
        @inline(__always)
        static func dividedBy2To260(
            _ t0: Register, _ t1: Register, _ t2: Register, _ t3: Register, _ t4: Register, _ t5: Register,
            _ t6: Register, _ t7: Register, _ t8: Register, _ t9: Register
        ) -> Self {
            let shift = Register(repeating: limbBits)
            let d1 = t1 &+ (t0 &>> shift)
            let d2 = t2 &+ (d1 &>> shift)
            let d3 = t3 &+ (d2 &>> shift)
            var t4 = t4 &+ (d3 &>> shift) &+ start(lows: 4), t5 = t5 &+ start(lows: 4), t6 = t6 &+ start(lows: 4)
            var t7 = t7 &+ start(lows: 4), t8 = t8 &+ start(lows: 4), t9 = t9 &+ start(highs: 4)
            var h5 = start(highs: 4), h6 = start(highs: 4), h7 = start(highs: 4), h8 = start(highs: 4)
            @inline(__always)
            func fold(_ limb: Register, _ limbs: Limbs) {
                let (x, c) = (digit(limb), Digits(repeating: limbs))
                (t4, h5) = (addLow(t4, x, c.d0), addHigh(h5, x, c.d0))
                (t5, h6) = (addLow(t5, x, c.d1), addHigh(h6, x, c.d1))
                (t6, h7) = (addLow(t6, x, c.d2), addHigh(h7, x, c.d2))
                (t7, h8) = (addLow(t7, x, c.d3), addHigh(h8, x, c.d3))
                (t8, t9) = (addLow(t8, x, c.d4), addHigh(t9, x, c.d4))
            }
            fold(t0, Modulus.fold4)
            fold(d1, Modulus.fold3)
            fold(d2, Modulus.fold2)
            fold(d3, Modulus.fold1)
            let (low, high, both) = (start(lows: 1), start(highs: 1), start(lows: 1, highs: 1))
            let m = digit(addLow(low, digit(t4), digit(repeating: Modulus.negatedInverse)))
            let p = Digits(repeating: Modulus.p)
            t4 = addLow(t4 &+ low, m, p.d0)
            t5 = addHigh(addLow(t5 &+ h5 &+ both, m, p.d1), m, p.d0)
            t6 = addHigh(addLow(t6 &+ h6 &+ both, m, p.d2), m, p.d1)
            t7 = addHigh(addLow(t7 &+ h7 &+ both, m, p.d3), m, p.d2)
            t8 = addHigh(addLow(t8 &+ h8 &+ both, m, p.d4), m, p.d3)
            t9 = addHigh(t9 &+ high, m, p.d4)
            t5 = t5 &+ (t4 &>> shift)
            t6 = t6 &+ (t5 &>> shift)
            t7 = t7 &+ (t6 &>> shift)
            t8 = t8 &+ (t7 &>> shift)
            t9 = t9 &+ (t8 &>> shift)
            let result = Self(lowBits(t5), lowBits(t6), lowBits(t7), lowBits(t8), t9)
            // 84.6·p + 2.6·p at the most.
            assert(result.isBelow(88))
            return result
        }
    }

    /// The digits of five limbs, their low 52 bits, in the form in which the set multiplies.
    struct Digits {
        let d0, d1, d2, d3, d4: Digit

        @inline(__always)
        init<Modulus: Modulus52>(_ vector: FieldRegisters<Modulus>) {
            d0 = digit(vector.l0)
            d1 = digit(vector.l1)
            d2 = digit(vector.l2)
            d3 = digit(vector.l3)
            d4 = digit(vector.l4)
        }

        /// The same digits, below 2^52, in every lane.
        @inline(__always)
        init(repeating limbs: Limbs) {
            d0 = digit(repeating: limbs.l0)
            d1 = digit(repeating: limbs.l1)
            d2 = digit(repeating: limbs.l2)
            d3 = digit(repeating: limbs.l3)
            d4 = digit(repeating: limbs.l4)
        }
    }

    /// What a sum begins with that will take so many low halves of products, and no high ones.
    @inline(__always)
    func start(lows: UInt64) -> Register { start(lows: lows, highs: 0) }

    /// What a sum begins with that will take so many high halves of products, and no low ones.
    @inline(__always)
    func start(highs: UInt64) -> Register { start(lows: 0, highs: highs) }
#endif
