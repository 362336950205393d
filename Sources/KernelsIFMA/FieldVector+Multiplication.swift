#if arch(x86_64)
    // Multiplication modulo p of eight pairs at a time, 101 IFMA instructions; squaring, 81.
    //
    // With a and b carried and below 2^260:
    //
    // 1. t = a·b, ten limbs t_0 … t_9 of sums of products, 50 instructions.
    // 2. The carries of t_0 … t_3 go up to t_4, so that these four hold digits in their low 52 bits.
    // 3. Their part of t is divided by 2^208 modulo p without any chain: digit k of t contributes t_k·2^(52k − 208), and
    //    2^(−52(4 − k)) mod p is a constant (``Modulus52/fold1`` …). 40 instructions.
    // 4. One step of Montgomery's reduction divides by 2^52 more: m is the low digit of t_4 times −p⁻¹, and
    //    t_4 + m·p_0 is divisible by 2^52. 11 instructions.
    //
    // The result is t·2^−260 modulo p. It is below a·b/2^260 + 2^−52·(Σ 2^52·fold_k) + p, that is
    //
    //     a·b/2^260 + (1 + Σ fold_k/p)·p < a·b/(84.6·p) + 2.24·p for r, and 2.59·p for q;
    //
    // below 3.4·p for operands up to 8·p. No limb overflows: each one sums up at most 5 + 5 products of 52 bits in step 1,
    // 4 + 4 in step 3 and 2 in step 4, so it stays below 2^57.

    extension FieldVector {
        /// The product, normalised but for its last limb: below a·b/(84.6·p) + 2.6·p. Both operands carried, below 2^260.
        @inline(__always)
        static func * (a: FieldVector, b: FieldVector) -> FieldVector {
            assert(a.isFactor && b.isFactor)
            let zero = Lanes.zero
            // Low and high halves in sums of their own: the chains are shorter.
            var t0 = zero, t1 = zero, t2 = zero, t3 = zero, t4 = zero, t5 = zero, t6 = zero, t7 = zero, t8 = zero
            var h1 = zero, h2 = zero, h3 = zero, h4 = zero, h5 = zero, h6 = zero, h7 = zero, h8 = zero, h9 = zero
            (t0, h1) = (addLow(t0, a.l0, b.l0), addHigh(h1, a.l0, b.l0))
            (t1, h2) = (addLow(t1, a.l0, b.l1), addHigh(h2, a.l0, b.l1))
            (t2, h3) = (addLow(t2, a.l0, b.l2), addHigh(h3, a.l0, b.l2))
            (t3, h4) = (addLow(t3, a.l0, b.l3), addHigh(h4, a.l0, b.l3))
            (t4, h5) = (addLow(t4, a.l0, b.l4), addHigh(h5, a.l0, b.l4))
            (t1, h2) = (addLow(t1, a.l1, b.l0), addHigh(h2, a.l1, b.l0))
            (t2, h3) = (addLow(t2, a.l1, b.l1), addHigh(h3, a.l1, b.l1))
            (t3, h4) = (addLow(t3, a.l1, b.l2), addHigh(h4, a.l1, b.l2))
            (t4, h5) = (addLow(t4, a.l1, b.l3), addHigh(h5, a.l1, b.l3))
            (t5, h6) = (addLow(t5, a.l1, b.l4), addHigh(h6, a.l1, b.l4))
            (t2, h3) = (addLow(t2, a.l2, b.l0), addHigh(h3, a.l2, b.l0))
            (t3, h4) = (addLow(t3, a.l2, b.l1), addHigh(h4, a.l2, b.l1))
            (t4, h5) = (addLow(t4, a.l2, b.l2), addHigh(h5, a.l2, b.l2))
            (t5, h6) = (addLow(t5, a.l2, b.l3), addHigh(h6, a.l2, b.l3))
            (t6, h7) = (addLow(t6, a.l2, b.l4), addHigh(h7, a.l2, b.l4))
            (t3, h4) = (addLow(t3, a.l3, b.l0), addHigh(h4, a.l3, b.l0))
            (t4, h5) = (addLow(t4, a.l3, b.l1), addHigh(h5, a.l3, b.l1))
            (t5, h6) = (addLow(t5, a.l3, b.l2), addHigh(h6, a.l3, b.l2))
            (t6, h7) = (addLow(t6, a.l3, b.l3), addHigh(h7, a.l3, b.l3))
            (t7, h8) = (addLow(t7, a.l3, b.l4), addHigh(h8, a.l3, b.l4))
            (t4, h5) = (addLow(t4, a.l4, b.l0), addHigh(h5, a.l4, b.l0))
            (t5, h6) = (addLow(t5, a.l4, b.l1), addHigh(h6, a.l4, b.l1))
            (t6, h7) = (addLow(t6, a.l4, b.l2), addHigh(h7, a.l4, b.l2))
            (t7, h8) = (addLow(t7, a.l4, b.l3), addHigh(h8, a.l4, b.l3))
            (t8, h9) = (addLow(t8, a.l4, b.l4), addHigh(h9, a.l4, b.l4))
            return dividedBy2To260(
                t0, t1 &+ h1, t2 &+ h2, t3 &+ h3, t4 &+ h4, t5 &+ h5, t6 &+ h6, t7 &+ h7, t8 &+ h8, h9)
        }

        /// The square, as ``*(_:_:)`` has it.
        @inline(__always)
        var squared: FieldVector {
            assert(isFactor)
            let zero = Lanes.zero
            // The products of different limbs, twice in the end.
            var t1 = zero, t2 = zero, t3 = zero, t4 = zero, t5 = zero, t6 = zero, t7 = zero, t8 = zero
            (t1, t2) = (addLow(t1, l0, l1), addHigh(t2, l0, l1))
            (t2, t3) = (addLow(t2, l0, l2), addHigh(t3, l0, l2))
            (t3, t4) = (addLow(t3, l0, l3), addHigh(t4, l0, l3))
            (t4, t5) = (addLow(t4, l0, l4), addHigh(t5, l0, l4))
            (t3, t4) = (addLow(t3, l1, l2), addHigh(t4, l1, l2))
            (t4, t5) = (addLow(t4, l1, l3), addHigh(t5, l1, l3))
            (t5, t6) = (addLow(t5, l1, l4), addHigh(t6, l1, l4))
            (t5, t6) = (addLow(t5, l2, l3), addHigh(t6, l2, l3))
            (t6, t7) = (addLow(t6, l2, l4), addHigh(t7, l2, l4))
            (t7, t8) = (addLow(t7, l3, l4), addHigh(t8, l3, l4))
            return Self.dividedBy2To260(
                addLow(zero, l0, l0), addHigh(t1 &+ t1, l0, l0), addLow(t2 &+ t2, l1, l1), addHigh(t3 &+ t3, l1, l1),
                addLow(t4 &+ t4, l2, l2), addHigh(t5 &+ t5, l2, l2), addLow(t6 &+ t6, l3, l3),
                addHigh(t7 &+ t7, l3, l3),
                addLow(t8 &+ t8, l4, l4), addHigh(zero, l4, l4))
        }

        /// Steps 2 to 4: t·2^−260.
        @inline(__always)
        static func dividedBy2To260(
            _ t0: Lanes, _ t1: Lanes, _ t2: Lanes, _ t3: Lanes, _ t4: Lanes, _ t5: Lanes, _ t6: Lanes, _ t7: Lanes,
            _ t8: Lanes, _ t9: Lanes
        ) -> FieldVector {
            let (zero, shift) = (Lanes.zero, Lanes(repeating: limbBits))
            let d1 = t1 &+ (t0 &>> shift)
            let d2 = t2 &+ (d1 &>> shift)
            let d3 = t3 &+ (d2 &>> shift)
            var t4 = t4 &+ (d3 &>> shift), t5 = t5, t6 = t6, t7 = t7, t8 = t8, t9 = t9
            var h5 = zero, h6 = zero, h7 = zero, h8 = zero
            @inline(__always)
            func fold(_ digit: Lanes, _ limbs: Limbs) {
                let c = FieldVector(repeating: limbs)
                (t4, h5) = (addLow(t4, digit, c.l0), addHigh(h5, digit, c.l0))
                (t5, h6) = (addLow(t5, digit, c.l1), addHigh(h6, digit, c.l1))
                (t6, h7) = (addLow(t6, digit, c.l2), addHigh(h7, digit, c.l2))
                (t7, h8) = (addLow(t7, digit, c.l3), addHigh(h8, digit, c.l3))
                (t8, t9) = (addLow(t8, digit, c.l4), addHigh(t9, digit, c.l4))
            }
            fold(t0, Modulus.fold4)
            fold(d1, Modulus.fold3)
            fold(d2, Modulus.fold2)
            fold(d3, Modulus.fold1)
            let m = addLow(zero, t4, Lanes(repeating: Modulus.negatedInverse))
            let p = FieldVector(repeating: Modulus.p)
            t4 = addLow(t4, m, p.l0)
            t5 = addHigh(addLow(t5 &+ h5, m, p.l1), m, p.l0)
            t6 = addHigh(addLow(t6 &+ h6, m, p.l2), m, p.l1)
            t7 = addHigh(addLow(t7 &+ h7, m, p.l3), m, p.l2)
            t8 = addHigh(addLow(t8 &+ h8, m, p.l4), m, p.l3)
            t9 = addHigh(t9, m, p.l4)
            t5 = t5 &+ (t4 &>> shift)
            t6 = t6 &+ (t5 &>> shift)
            t7 = t7 &+ (t6 &>> shift)
            t8 = t8 &+ (t7 &>> shift)
            t9 = t9 &+ (t8 &>> shift)
            let result = FieldVector(t5 & limbMask, t6 & limbMask, t7 & limbMask, t8 & limbMask, t9)
            // 84.6·p + 2.6·p at the most.
            assert(result.isBelow(88))
            return result
        }
    }
#endif
