#if arch(x86_64)
    // Multiplication by a factor w that is used often, 60 halves of products.
    //
    // c_k = w·2^(52(k + 1)) mod p for k = 0 … 4, the **multiples** of w, are made once. With the digits x_k of x, carried and
    // below 2^260:
    //
    // 1. t = Σ x_k·c_k is w·x·2^52 modulo p, of six limbs, 50 halves.
    // 2. One step of Montgomery's reduction divides by 2^52, 10 halves.
    //
    // x_k < 2^52 for k < 4 and x_4 < 2^52·B/(84.6·p) for x < B. With c_k < 1.001·p for k < 4, the result is below
    //
    //     (4·1.001 + 1)·p + B/84.6·c_4/p.
    //
    // In a transform c_4 < 1.01·p and B ≤ 80·p, so products are below 5.01·p + 0.96·p < 6·p.

    /// Where the multiples of a factor are; factors are the same in all lanes, or one for every lane.
    protocol Factor: FactorArithmetic {
        /// Limb `index` mod 5 of c_k, k = `index` / 5, in the lanes of a register.
        func digit(_ index: Int) -> Digit
    }

    /// A factor for every lane: 25 registers.
    struct LaneFactor: Factor {
        /// The memory of one.
        static var byteCount: Int { 1600 }

        let base: UnsafeRawPointer

        /// The factor at `index` of a table.
        @inline(__always)
        init(_ table: UnsafeRawPointer, _ index: Int) { base = table + LaneFactor.byteCount * index }

        @inline(__always)
        func digit(_ index: Int) -> Digit { loadDigit(base + 64 * index) }
    }

    /// One factor for all lanes: a lane of 25 registers.
    struct CommonFactor: Factor {
        let base: UnsafeRawPointer

        /// The factor at `index` of a table from ``FactorTable/fill(_:from:count:)``, in the lane order of its row.
        @inline(__always)
        init(_ table: UnsafeRawPointer, _ index: Int) {
            // The lane order of Words.init(row:): 0, 2, 1, 3, 4, 6, 5, 7.
            let lane = index & 4 | (index & 1) << 1 | (index & 2) >> 1
            base = table + LaneFactor.byteCount * (index >> 3) + 8 * lane
        }

        @inline(__always)
        func digit(_ index: Int) -> Digit { loadDigit(repeating: base + 64 * index) }
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
                multiple.storeDigits(base + 320 * k)
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

    extension FieldRegisters where Modulus == ScalarModulus52 {
        /// The product with a factor, not carried: below 6·p for a carried operand below 80·p, limbs below 2^56.
        ///
        /// A limb of t is a sum of five low and five high halves, below 10·2^52; the reduction adds three numbers of at most 2^52.
        @inline(__always)
        static func * (x: Self, factor: some Factor) -> Self {
            let result = x.multiples(factor).uncarried
            assert(result.hasLimbs(bits: 56) && result.isBelow(6))
            return result
        }

        /// Step 1: step 2 is left to do.
        @inline(__always)
        func multiples(_ factor: some Factor) -> LastStep<Modulus> {
            let x = self
            assert(x.isFactor && x.isBelow(80))
            // Five limbs of x, and m.
            let both = Column(start(lows: 6, highs: 6))
            var t0 = Column(start(lows: 5)), t1 = both, t2 = both, t3 = both, t4 = both, t5 = Column(start(highs: 6))
            @inline(__always)
            func addMultiple(_ limb: Register, _ k: Int) {
                let x = digit(carried: limb)
                multiply(x, factor.digit(5 * k), &t0, &t1)
                multiply(x, factor.digit(5 * k + 1), &t1, &t2)
                multiply(x, factor.digit(5 * k + 2), &t2, &t3)
                multiply(x, factor.digit(5 * k + 3), &t3, &t4)
                multiply(x, factor.digit(5 * k + 4), &t4, &t5)
            }
            addMultiple(x.l0, 0)
            addMultiple(x.l1, 1)
            addMultiple(x.l2, 2)
            addMultiple(x.l3, 3)
            addMultiple(x.l4, 4)
            return LastStep(t0.sum, t1, t2, t3, t4, t5)
        }
    }
#endif
