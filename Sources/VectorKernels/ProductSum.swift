#if arch(x86_64)
    /// A sum of products that is divided by 2^260 once, at its end: half the work of products that are summed.
    ///
    /// The limbs are sums of low and high halves of 52 bits, ten of them for a product at the most: with up to 64 products
    /// every limb is below 64·10·2^52 < 2^62. The result of operands a_i and b_i, all below 2^260 and carried, is below
    /// Σ a_i·b_i/2^260 + 2.24·p = Σ (a_i/p)·(b_i/p)/84.6·p + 2.24·p (see `FieldVector.*`), and must be below 2^260.
    struct RegisterSum {
        var t0 = Register.zero, t1 = Register.zero, t2 = Register.zero, t3 = Register.zero, t4 = Register.zero
        var t5 = Register.zero, t6 = Register.zero, t7 = Register.zero, t8 = Register.zero, t9 = Register.zero
        /// How many products it has.
        private var count: UInt64 = 0

        @inline(__always)
        init() {}

        /// Adds a·b.
        @inline(__always)
        mutating func add(_ a: Digits, _ b: Digits) {
            addRow(a, b.d0, &t0, &t1, &t2, &t3, &t4, &t5)
            addRow(a, b.d1, &t1, &t2, &t3, &t4, &t5, &t6)
            addRow(a, b.d2, &t2, &t3, &t4, &t5, &t6, &t7)
            addRow(a, b.d3, &t3, &t4, &t5, &t6, &t7, &t8)
            addRow(a, b.d4, &t4, &t5, &t6, &t7, &t8, &t9)
            count &+= 1
        }

        /// The sum times 2^−260 modulo p, normalised but for its last limb.
        @inline(__always)
        var value: FieldRegisters<ScalarModulus52> { longProduct.folded.value }

        /// The sum as a product that is to be divided by 2^260.
        @inline(__always)
        var longProduct: LongProduct<ScalarModulus52> {
            // Limbs began with zero: what they should have begun with is added in the end.
            @inline(__always)
            func times(_ factor: UInt64, plus more: UInt64 = 0) -> UInt64 { factor &* count &+ more }
            return LongProduct(
                t0 &+ start(lows: times(1)), t1 &+ start(lows: times(2), highs: times(1)),
                t2 &+ start(lows: times(3), highs: times(2)), t3 &+ start(lows: times(4), highs: times(3)),
                t4 &+ start(lows: times(5, plus: 4), highs: times(4)),
                t5 &+ start(lows: times(4, plus: 5), highs: times(5, plus: 5)),
                t6 &+ start(lows: times(3, plus: 5), highs: times(4, plus: 5)),
                t7 &+ start(lows: times(2, plus: 5), highs: times(3, plus: 5)),
                t8 &+ start(lows: times(1, plus: 5), highs: times(2, plus: 5)), t9 &+ start(highs: times(1, plus: 5)))
        }

        /// Adds a times one limb to six limbs of the sum.
        @inline(__always)
        private func addRow(
            _ a: Digits, _ limb: Digit, _ s0: inout Register, _ s1: inout Register, _ s2: inout Register,
            _ s3: inout Register, _ s4: inout Register, _ s5: inout Register
        ) {
            s0 = addLow(s0, a.d0, limb)
            s1 = addLow(s1, a.d1, limb)
            s2 = addLow(s2, a.d2, limb)
            s3 = addLow(s3, a.d3, limb)
            s4 = addLow(s4, a.d4, limb)
            s1 = addHigh(s1, a.d0, limb)
            s2 = addHigh(s2, a.d1, limb)
            s3 = addHigh(s3, a.d2, limb)
            s4 = addHigh(s4, a.d3, limb)
            s5 = addHigh(s5, a.d4, limb)
        }
    }
#endif
