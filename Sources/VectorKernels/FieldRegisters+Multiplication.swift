#if arch(x86_64)
    // Multiplication modulo p of a pair in every lane: 100 halves of products of limbs; squaring, 80. A half is the low or
    // the high 52 bits of a product, added to a sum; in IFMA that is one instruction.
    //
    // Sums begin with what ``start(lows:highs:)`` says for all the halves that they will ever take: 0 in IFMA.
    //
    // With a and b carried and below 2^260:
    //
    // 1. t = a·b, ten limbs t_0 … t_9 of sums of products, 50 halves.
    // 2. The carries of t_0 … t_3 go up to t_4, so that these four hold digits in their low 52 bits.
    // 3. Their part of t is divided by 2^208 modulo p without any chain: digit k of t contributes t_k·2^(52k − 208), and
    //    2^(−52(4 − k)) mod p is a constant (``Modulus52/fold1`` …). 40 halves.
    // 4. One step of Montgomery's reduction divides by 2^52 more: m is the low digit of t_4 times −p⁻¹, and
    //    t_4 + m·p_0 is divisible by 2^52. 10 halves: the low one of m·p_0 makes the low digit of t_4 zero, and its carry is 1
    //    unless that digit was zero before, which ⌊(t_4 + 2^52 − 1)/2^52⌋ says, too.
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
            return LongProduct(Digits(a), Digits(b)).folded.value
        }

        /// The square, as ``*(_:_:)`` has it.
        @inline(__always)
        var squared: Self {
            assert(isFactor)
            return LongProduct(squareOf: Digits(self)).folded.value
        }
    }

    /// The ten limbs of a product, of which limbs 0 to 3 are carried. Limb k was begun for all halves that it will take: limb 4
    /// takes four low ones in step 3, limbs 5 to 8 five low and five high ones in steps 3 and 4, limb 9 five high ones.
    struct LongProduct<Modulus: Modulus52> {
        let t0, t1, t2, t3, t4, t5, t6, t7, t8, t9: Register

        /// Limbs that have been carried.
        @inline(__always)
        init(
            carried t0: Register, _ t1: Register, _ t2: Register, _ t3: Register, _ t4: Register, _ t5: Register,
            _ t6: Register, _ t7: Register, _ t8: Register, _ t9: Register
        ) {
            (self.t0, self.t1, self.t2, self.t3, self.t4) = (t0, t1, t2, t3, t4)
            (self.t5, self.t6, self.t7, self.t8, self.t9) = (t5, t6, t7, t8, t9)
        }

        /// Limbs that have not: step 2.
        @inline(__always)
        init(
            _ t0: Register, _ t1: Register, _ t2: Register, _ t3: Register, _ t4: Register, _ t5: Register,
            _ t6: Register, _ t7: Register, _ t8: Register, _ t9: Register
        ) {
            let shift = Register(repeating: limbBits)
            let d1 = t1 &+ (t0 &>> shift)
            let d2 = t2 &+ (d1 &>> shift)
            let d3 = t3 &+ (d2 &>> shift)
            self.init(carried: t0, d1, d2, d3, t4 &+ (d3 &>> shift), t5, t6, t7, t8, t9)
        }

        /// a·b: steps 1 and 2.
        @inline(__always)
        init(_ a: Digits, _ b: Digits) {
            var t0 = Column(start(lows: 1)), t1 = Column(start(lows: 2, highs: 1))
            var t2 = Column(start(lows: 3, highs: 2)), t3 = Column(start(lows: 4, highs: 3))
            var t4 = Column(start(lows: 9, highs: 4)), t5 = Column(start(lows: 9, highs: 10))
            var t6 = Column(start(lows: 8, highs: 9)), t7 = Column(start(lows: 7, highs: 8))
            var t8 = Column(start(lows: 6, highs: 7)), t9 = Column(start(highs: 6))
            multiply(a.d0, b.d0, &t0, &t1)
            multiply(a.d0, b.d1, &t1, &t2)
            multiply(a.d0, b.d2, &t2, &t3)
            multiply(a.d0, b.d3, &t3, &t4)
            multiply(a.d0, b.d4, &t4, &t5)
            multiply(a.d1, b.d0, &t1, &t2)
            multiply(a.d1, b.d1, &t2, &t3)
            multiply(a.d1, b.d2, &t3, &t4)
            multiply(a.d1, b.d3, &t4, &t5)
            multiply(a.d1, b.d4, &t5, &t6)
            multiply(a.d2, b.d0, &t2, &t3)
            multiply(a.d2, b.d1, &t3, &t4)
            multiply(a.d2, b.d2, &t4, &t5)
            multiply(a.d2, b.d3, &t5, &t6)
            multiply(a.d2, b.d4, &t6, &t7)
            multiply(a.d3, b.d0, &t3, &t4)
            multiply(a.d3, b.d1, &t4, &t5)
            multiply(a.d3, b.d2, &t5, &t6)
            multiply(a.d3, b.d3, &t6, &t7)
            multiply(a.d3, b.d4, &t7, &t8)
            multiply(a.d4, b.d0, &t4, &t5)
            multiply(a.d4, b.d1, &t5, &t6)
            multiply(a.d4, b.d2, &t6, &t7)
            multiply(a.d4, b.d3, &t7, &t8)
            multiply(a.d4, b.d4, &t8, &t9)
            self.init(t0.sum, t1.sum, t2.sum, t3.sum, t4.sum, t5.sum, t6.sum, t7.sum, t8.sum, t9.sum)
        }

        /// a²: steps 1 and 2.
        @inline(__always)
        init(squareOf a: Digits) {
            // The products of different limbs, twice in the end.
            let zero = Register.zero
            var (t1, t2, t3, t4, t5, t6, t7, t8) = (zero, zero, zero, zero, zero, zero, zero, zero)
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
            // As many halves in the end as of any other product.
            self.init(
                addLow(start(lows: 1), a.d0, a.d0), addHigh(t1 &+ t1 &+ start(lows: 2, highs: 1), a.d0, a.d0),
                addLow(t2 &+ t2 &+ start(lows: 3, highs: 2), a.d1, a.d1),
                addHigh(t3 &+ t3 &+ start(lows: 4, highs: 3), a.d1, a.d1),
                addLow(t4 &+ t4 &+ start(lows: 9, highs: 4), a.d2, a.d2),
                addHigh(t5 &+ t5 &+ start(lows: 9, highs: 10), a.d2, a.d2),
                addLow(t6 &+ t6 &+ start(lows: 8, highs: 9), a.d3, a.d3),
                addHigh(t7 &+ t7 &+ start(lows: 7, highs: 8), a.d3, a.d3),
                addLow(t8 &+ t8 &+ start(lows: 6, highs: 7), a.d4, a.d4), addHigh(start(highs: 6), a.d4, a.d4))
        }

        /// Step 3.
        @inline(__always)
        var folded: LastStep<Modulus> {
            var t4 = Column(t4), t5 = Column(t5), t6 = Column(t6), t7 = Column(t7), t8 = Column(t8), t9 = Column(t9)
            @inline(__always)
            func fold(_ limb: Register, _ limbs: Limbs) {
                let (x, c) = (digit(limb), Digits(repeating: limbs))
                multiply(x, c.d0, &t4, &t5)
                multiply(x, c.d1, &t5, &t6)
                multiply(x, c.d2, &t6, &t7)
                multiply(x, c.d3, &t7, &t8)
                multiply(x, c.d4, &t8, &t9)
            }
            fold(t0, Modulus.fold4)
            fold(t1, Modulus.fold3)
            fold(t2, Modulus.fold2)
            fold(t3, Modulus.fold1)
            return LastStep(t4.sum, t5, t6, t7, t8, t9)
        }
    }

    /// Step 4: what is left to do is to add m·p, and to divide by 2^52.
    struct LastStep<Modulus: Modulus52> {
        let m: Digit
        /// All but the lowest limb, which has the carry of its sum with m·p_0.
        let t1, t2, t3, t4, t5: Column

        /// For six limbs; those but the lowest were begun for two halves more, a low and a high one, and the last one for a high
        /// one only.
        @inline(__always)
        init(_ t0: Register, _ t1: Column, _ t2: Column, _ t3: Column, _ t4: Column, _ t5: Column) {
            m = lowProduct(digit(t0), digit(repeating: Modulus.negatedInverse))
            let carry = (t0 &+ limbMaximum) &>> Register(repeating: limbBits)
            (self.t1, self.t2, self.t3, self.t4, self.t5) = (t1.adding(carry), t2, t3, t4, t5)
        }

        @inline(__always)
        init(m: Digit, _ t1: Column, _ t2: Column, _ t3: Column, _ t4: Column, _ t5: Column) {
            (self.m, self.t1, self.t2, self.t3, self.t4, self.t5) = (m, t1, t2, t3, t4, t5)
        }

        /// The quotient, not carried.
        @inline(__always)
        var uncarried: FieldRegisters<Modulus> {
            var (t1, t2, t3, t4, t5) = (t1, t2, t3, t4, t5)
            let p = Digits(repeating: Modulus.p)
            t1.addHigh(m, p.d0)
            multiply(m, p.d1, &t1, &t2)
            multiply(m, p.d2, &t2, &t3)
            multiply(m, p.d3, &t3, &t4)
            multiply(m, p.d4, &t4, &t5)
            return FieldRegisters(t1.sum, t2.sum, t3.sum, t4.sum, t5.sum)
        }

        /// The quotient, normalised but for its last limb: no limb is negative.
        @inline(__always)
        var value: FieldRegisters<Modulus> {
            let (x, shift) = (uncarried, Register(repeating: limbBits))
            let l1 = x.l1 &+ (x.l0 &>> shift)
            let l2 = x.l2 &+ (l1 &>> shift)
            let l3 = x.l3 &+ (l2 &>> shift)
            let result = FieldRegisters<Modulus>(
                lowBits(x.l0), lowBits(l1), lowBits(l2), lowBits(l3), x.l4 &+ (l3 &>> shift))
            // 84.6·p + 2.6·p at the most.
            assert(result.isBelow(88))
            return result
        }
    }

    /// The digits of five limbs in the form in which the set multiplies.
    struct Digits {
        let d0, d1, d2, d3, d4: Digit

        /// The digits of what is carried.
        @inline(__always)
        init<Modulus: Modulus52>(_ vector: FieldRegisters<Modulus>) {
            d0 = digit(carried: vector.l0)
            d1 = digit(carried: vector.l1)
            d2 = digit(carried: vector.l2)
            d3 = digit(carried: vector.l3)
            d4 = digit(carried: vector.l4)
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

    /// Adds the low half of a·b to one column, and the high half to the next.
    @inline(__always)
    func multiply(_ a: Digit, _ b: Digit, _ column: inout Column, _ next: inout Column) {
        column.addLow(a, b)
        next.addHigh(a, b)
    }

    /// 2^52 − 1.
    @inline(__always)
    var limbMaximum: Register { Register(repeating: 0xf_ffff_ffff_ffff) }

    /// What a sum begins with that will take so many low halves of products, and no high ones.
    @inline(__always)
    func start(lows: UInt64) -> Register { start(lows: lows, highs: 0) }

    /// What a sum begins with that will take so many high halves of products, and no low ones.
    @inline(__always)
    func start(highs: UInt64) -> Register { start(lows: 0, highs: highs) }
#endif
