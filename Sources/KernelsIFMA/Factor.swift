#if arch(x86_64)
    // Multiplication by a factor w that is used often, 61 IFMA instructions.
    //
    // c_k = w·2^(52(k + 1)) mod p for k = 0 … 4, the **multiples** of w, are made once. With the digits x_k of x, carried and
    // below 2^260:
    //
    // 1. t = Σ x_k·c_k is w·x·2^52 modulo p, of six limbs, 50 instructions.
    // 2. One step of Montgomery's reduction divides by 2^52, 11 instructions.
    //
    // x_k < 2^52 for k < 4 and x_4 < 2^52·B/(84.6·p) for x < B. With c_k < 1.001·p for k < 4, the result is below
    //
    //     (4·1.001 + 1)·p + B/84.6·c_4/p.
    //
    // In a transform c_4 < 1.01·p and B ≤ 80·p, so products are below 5.01·p + 0.96·p < 6·p.

    /// Where the multiples of a factor are; factors are the same in all lanes, or one for every lane.
    protocol Factor {
        /// Limb `index` mod 5 of c_k, k = `index` / 5.
        func limb(_ index: Int) -> Lanes
    }

    /// A factor for every lane: 25 registers.
    struct LaneFactor: Factor {
        /// The memory of one.
        static var byteCount: Int { 1600 }

        private let base: UnsafeRawPointer

        /// The factor at `index` of a table.
        @inline(__always)
        init(_ table: UnsafeRawPointer, _ index: Int) { base = table + LaneFactor.byteCount * index }

        @inline(__always)
        func limb(_ index: Int) -> Lanes { load(base + 64 * index) }
    }

    /// One factor for all lanes: a lane of 25 registers.
    struct CommonFactor: Factor {
        private let base: UnsafeRawPointer

        /// The factor at `index` of a table from ``FactorTable/fill(_:from:count:)``, in the lane order of its row.
        @inline(__always)
        init(_ table: UnsafeRawPointer, _ index: Int) {
            // The lane order of Words.init(row:): 0, 2, 1, 3, 4, 6, 5, 7.
            let lane = index & 4 | (index & 1) << 1 | (index & 2) >> 1
            base = table + LaneFactor.byteCount * (index >> 3) + 8 * lane
        }

        @inline(__always)
        func limb(_ index: Int) -> Lanes {
            Lanes(repeating: base.load(fromByteOffset: 64 * index, as: UInt64.self))
        }
    }

    /// Tables of multiples.
    enum FactorTable {
        /// Writes the multiples of w, given as w·2^260 below 1.01·p, normalised.
        ///
        /// That is c_4. A step of Montgomery's reduction makes c_(k − 1) from c_k, below c_k/2^52 + p.
        @inline(__always)
        static func write(_ factor: ScalarVector, _ table: UnsafeMutableRawPointer, _ index: Int) {
            assert(factor.isNormalised() && factor.isBelow(101, 100))
            let base = table + LaneFactor.byteCount * index
            var multiple = factor
            for k in (0..<5).reversed() {
                multiple.store(base + 320 * k)
                if k > 0 {
                    multiple = multiple.dividedBy2To52
                    assert(multiple.isBelow(101, 100))
                }
            }
        }

        /// Writes the multiples of the first `count` factors in memory, rounded up to eight, as ``CommonFactor`` finds them.
        @inline(__always)
        static func fill(_ table: UnsafeMutableRawPointer, from factors: UnsafeRawPointer, count: Int) {
            for group in 0..<(count + 7) / 8 {
                write(ScalarVector(Words(row: factors + 256 * group)), table, group)
            }
        }
    }

    extension FieldVector {
        /// The quotient by 2^52 modulo p, normalised, of a normalised vector: below a/2^52 + p.
        @inline(__always)
        var dividedBy2To52: FieldVector {
            let (zero, p) = (Lanes.zero, FieldVector(repeating: Modulus.p))
            let m = addLow(zero, l0, Lanes(repeating: Modulus.negatedInverse))
            let t0 = addLow(l0, m, p.l0)
            return FieldVector(
                addHigh(addLow(l1 &+ carry(t0), m, p.l1), m, p.l0), addHigh(addLow(l2, m, p.l2), m, p.l1),
                addHigh(addLow(l3, m, p.l3), m, p.l2), addHigh(addLow(l4, m, p.l4), m, p.l3),
                addHigh(zero, m, p.l4)
            ).normalised
        }

        /// The product with a factor, not carried: below 6·p for a carried operand below 80·p, limbs below 2^56.
        ///
        /// A limb of t is a sum of five low and five high halves, below 10·2^52; the reduction adds three numbers below 2^52.
        @inline(__always)
        static func * (x: FieldVector, factor: some Factor) -> FieldVector {
            assert(x.isFactor && x.isBelow(80))
            let zero = Lanes.zero
            // Low and high halves in sums of their own: the chains are shorter.
            var t0 = zero, t1 = zero, t2 = zero, t3 = zero, t4 = zero
            var h1 = zero, h2 = zero, h3 = zero, h4 = zero, h5 = zero
            @inline(__always)
            func addMultiple(_ digit: Lanes, _ k: Int) {
                let (c0, c1, c2) = (factor.limb(5 * k), factor.limb(5 * k + 1), factor.limb(5 * k + 2))
                let (c3, c4) = (factor.limb(5 * k + 3), factor.limb(5 * k + 4))
                (t0, h1) = (addLow(t0, digit, c0), addHigh(h1, digit, c0))
                (t1, h2) = (addLow(t1, digit, c1), addHigh(h2, digit, c1))
                (t2, h3) = (addLow(t2, digit, c2), addHigh(h3, digit, c2))
                (t3, h4) = (addLow(t3, digit, c3), addHigh(h4, digit, c3))
                (t4, h5) = (addLow(t4, digit, c4), addHigh(h5, digit, c4))
            }
            addMultiple(x.l0, 0)
            addMultiple(x.l1, 1)
            addMultiple(x.l2, 2)
            addMultiple(x.l3, 3)
            addMultiple(x.l4, 4)
            let m = addLow(zero, t0, Lanes(repeating: Modulus.negatedInverse))
            let p = FieldVector(repeating: Modulus.p)
            t0 = addLow(t0, m, p.l0)
            t1 = addHigh(addLow(t1 &+ h1, m, p.l1), m, p.l0)
            t2 = addHigh(addLow(t2 &+ h2, m, p.l2), m, p.l1)
            t3 = addHigh(addLow(t3 &+ h3, m, p.l3), m, p.l2)
            t4 = addHigh(addLow(t4 &+ h4, m, p.l4), m, p.l3)
            let result = FieldVector(t1 &+ carry(t0), t2, t3, t4, addHigh(h5, m, p.l4))
            assert(areBelow(result.l0 | result.l1 | result.l2 | result.l3 | result.l4, bits: 56) && result.isBelow(6))
            return result
        }
    }
#endif
