#if arch(x86_64)
    /// A sum of products that is divided by 2^260 once, at its end: half the work of products that are summed.
    ///
    /// The limbs are sums of low and high halves of 52 bits, ten of them for a product at the most: with up to 64 products
    /// every limb is below 64·10·2^52 < 2^62. The result of operands a_i and b_i, all below 2^260 and carried, is below
    /// Σ a_i·b_i/2^260 + 2.24·p = Σ (a_i/p)·(b_i/p)/84.6·p + 2.24·p (see `FieldVector.*`), and must be below 2^260.
    struct ProductSum {
        private var t0 = Lanes.zero, t1 = Lanes.zero, t2 = Lanes.zero, t3 = Lanes.zero, t4 = Lanes.zero
        private var t5 = Lanes.zero, t6 = Lanes.zero, t7 = Lanes.zero, t8 = Lanes.zero, t9 = Lanes.zero

        @inline(__always)
        init() {}

        /// Adds a·b, both carried.
        @inline(__always)
        mutating func add(_ a: ScalarVector, _ b: ScalarVector) {
            addRow(a, b.l0, &t0, &t1, &t2, &t3, &t4, &t5)
            addRow(a, b.l1, &t1, &t2, &t3, &t4, &t5, &t6)
            addRow(a, b.l2, &t2, &t3, &t4, &t5, &t6, &t7)
            addRow(a, b.l3, &t3, &t4, &t5, &t6, &t7, &t8)
            addRow(a, b.l4, &t4, &t5, &t6, &t7, &t8, &t9)
        }

        /// Adds a·b, `a` carried and b the same in every lane.
        @inline(__always)
        mutating func add(_ a: ScalarVector, _ b: Limbs) { add(a, ScalarVector(repeating: b)) }

        /// The sum times 2^−260 modulo p, normalised but for its last limb.
        @inline(__always)
        var value: ScalarVector { .dividedBy2To260(t0, t1, t2, t3, t4, t5, t6, t7, t8, t9) }

        /// Adds a times one limb to six limbs of the sum.
        @inline(__always)
        private func addRow(
            _ a: ScalarVector, _ limb: Lanes, _ s0: inout Lanes, _ s1: inout Lanes, _ s2: inout Lanes,
            _ s3: inout Lanes, _ s4: inout Lanes, _ s5: inout Lanes
        ) {
            s0 = addLow(s0, a.l0, limb)
            s1 = addLow(s1, a.l1, limb)
            s2 = addLow(s2, a.l2, limb)
            s3 = addLow(s3, a.l3, limb)
            s4 = addLow(s4, a.l4, limb)
            s1 = addHigh(s1, a.l0, limb)
            s2 = addHigh(s2, a.l1, limb)
            s3 = addHigh(s3, a.l2, limb)
            s4 = addHigh(s4, a.l3, limb)
            s5 = addHigh(s5, a.l4, limb)
        }
    }
#endif
