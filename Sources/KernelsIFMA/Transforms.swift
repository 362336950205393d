#if arch(x86_64)
    // Number theoretic transforms of eight columns, or eight rows, in the eight lanes.
    //
    // All levels are done in pairs (radix 4), block by block down to the smallest, so that most of them run in the
    // first-level cache; a first level alone makes an odd number even. Nothing is reduced between levels of a forward
    // transform: with values below 1.01·p at its beginning every level adds 4·p at the most, which after 12 levels is below
    // 49.1·p, and a product of such a value with a factor below p stays below 49.1/84.6·p + 2.24·p < 2.82·p. In an inverse
    // transform, where sums double, the one sum of four of a butterfly is reduced (see `inverseButterfly`).

    /// A vector of scalars.
    typealias ScalarVector = FieldVector<ScalarModulus52>

    /// Where the factors of the levels come from.
    ///
    /// Factors are in memory times 2^260, as multiplication takes them, canonical; data stay times 2^256 then.
    struct TransformFactors {
        private let base: UnsafeRawPointer
        private let node: Int
        private let lanesAreRows: Bool

        /// One factor for all lanes: those of block t of level s at `base` + node·2^s + t.
        @inline(__always)
        init(columnsFrom base: UnsafeRawPointer, node: Int) {
            (self.base, self.node, lanesAreRows) = (base, node, false)
        }

        /// A factor for every lane: those of lane l, block t of level s at `base` + (row + l)·2^s + t.
        @inline(__always)
        init(rowsFrom base: UnsafeRawPointer, row: Int) {
            (self.base, node, lanesAreRows) = (base, row, true)
        }

        /// Whether block 0 of every level has the factor 1.
        @inline(__always)
        var startWithOne: Bool { !lanesAreRows && node == 0 }

        /// The factor of block `block` of level `level`.
        @inline(__always)
        func factor(level: Int, block: Int) -> ScalarVector {
            let pointer = base + 32 * (node << level + block)
            guard lanesAreRows else { return ScalarVector(repeating: pointer) }
            return ScalarVector(Square(pointer, stride: 32 << level).transposed.firstWords)
        }

        /// The factors of blocks `block`, which is even, and `block` + 1.
        @inline(__always)
        func factors(level: Int, block: Int) -> (ScalarVector, ScalarVector) {
            let pointer = base + 32 * (node << level + block)
            guard lanesAreRows else { return (ScalarVector(repeating: pointer), ScalarVector(repeating: pointer + 32)) }
            let square = Square(pointer, stride: 32 << level).transposed
            return (ScalarVector(square.firstWords), ScalarVector(square.secondWords))
        }
    }

    // MARK: Forward

    /// All levels of a forward transform. Values below 1.01·p, carried; left below 49.1·p, not carried. `logCount` ≤ 12.
    @inline(__always)
    func forwardLevels(_ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, _ factors: TransformFactors) {
        if logCount & 1 == 1 {
            forwardLevel(values, half: 1 << (logCount - 1), factors)
            for block in 0..<2 {
                forwardBlock(values + block << (logCount - 1), logCount: logCount - 1, level: 1, block: block, factors)
            }
        } else {
            forwardBlock(values, logCount: logCount, level: 0, block: 0, factors)
        }
    }

    /// Level 0 alone.
    @inline(__always)
    private func forwardLevel(
        _ values: UnsafeMutablePointer<ScalarVector>, half: Int, _ factors: TransformFactors
    ) {
        let factor = factors.factor(level: 0, block: 0)
        for index in 0..<half {
            let (u, v) = (values[index], values[index + half].carried * factor)
            values[index] = u + v
            values[index + half] = u - v + ScalarModulus52.times4
        }
    }

    /// Two levels of a block, and then its quarters; an even number of levels.
    @inline(never)
    func forwardBlock(
        _ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, level: Int, block: Int,
        _ factors: TransformFactors
    ) {
        guard logCount > 0 else { return }
        let quarter = 1 << (logCount - 2)
        let (w2, w3) = factors.factors(level: level + 1, block: 2 * block)
        if block == 0 && factors.startWithOne {
            for index in 0..<quarter { forwardButterflyWithOne(values + index, quarter, w3) }
        } else {
            let w1 = factors.factor(level: level, block: block)
            for index in 0..<quarter { forwardButterfly(values + index, quarter, w1, w2, w3) }
        }
        for part in 0..<4 {
            forwardBlock(
                values + part * quarter, logCount: logCount - 2, level: level + 2, block: 4 * block + part, factors)
        }
    }

    /// (p0, p1, p2, p3) → y0 = p0 + w1·p2, y1 = w2·(p1 + w1·p3), y2 = p0 − w1·p2, y3 = w3·(p1 − w1·p3), and from these
    /// y0 ± y1, y2 ± y3. With operands below B: products below 2.82·p, results below B + 8·p.
    @inline(__always)
    private func forwardButterfly(
        _ p: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, _ w1: ScalarVector, _ w2: ScalarVector,
        _ w3: ScalarVector
    ) {
        let (p0, p1) = (p[0], p[quarter])
        let t2 = p[2 * quarter].carried * w1
        let t3 = p[3 * quarter].carried * w1
        let y1 = (p1 + t3).carried * w2
        let y3 = (p1 - t3 + ScalarModulus52.times4).carried * w3
        let (y0, y2) = (p0 + t2, p0 - t2 + ScalarModulus52.times4)
        p[0] = y0 + y1
        p[quarter] = y0 - y1 + ScalarModulus52.times4
        p[2 * quarter] = y2 + y3
        p[3 * quarter] = y2 - y3 + ScalarModulus52.times4
    }

    /// The same for w1 = w2 = 1: reductions, to below 1.01·p, in place of three products.
    @inline(__always)
    private func forwardButterflyWithOne(
        _ p: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, _ w3: ScalarVector
    ) {
        let (p0, p1) = (p[0], p[quarter])
        let t2 = p[2 * quarter].reduced
        let t3 = p[3 * quarter].reduced
        let y1 = (p1 + t3).reduced
        let y3 = (p1 - t3 + ScalarModulus52.times4).carried * w3
        let (y0, y2) = (p0 + t2, p0 - t2 + ScalarModulus52.times4)
        p[0] = y0 + y1
        p[quarter] = y0 - y1 + ScalarModulus52.times4
        p[2 * quarter] = y2 + y3
        p[3 * quarter] = y2 - y3 + ScalarModulus52.times4
    }

    // MARK: Inverse

    /// All levels of an inverse transform. Values below 6·p, carried; left below 6·p, not carried.
    @inline(__always)
    func inverseLevels(_ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, _ factors: TransformFactors) {
        if logCount & 1 == 1 {
            for block in 0..<2 {
                inverseBlock(values + block << (logCount - 1), logCount: logCount - 1, level: 1, block: block, factors)
            }
            inverseLevel(values, half: 1 << (logCount - 1), factors)
        } else {
            inverseBlock(values, logCount: logCount, level: 0, block: 0, factors)
        }
    }

    /// Level 0 alone: the sum is reduced.
    @inline(__always)
    private func inverseLevel(
        _ values: UnsafeMutablePointer<ScalarVector>, half: Int, _ factors: TransformFactors
    ) {
        let factor = factors.factor(level: 0, block: 0)
        for index in 0..<half {
            let (u, v) = (values[index], values[index + half])
            values[index] = (u + v).reduced
            values[index + half] = (u - v + ScalarModulus52.times8).carried * factor
        }
    }

    /// The quarters of a block, and then its two levels.
    @inline(never)
    func inverseBlock(
        _ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, level: Int, block: Int,
        _ factors: TransformFactors
    ) {
        guard logCount > 0 else { return }
        let quarter = 1 << (logCount - 2)
        for part in 0..<4 {
            inverseBlock(
                values + part * quarter, logCount: logCount - 2, level: level + 2, block: 4 * block + part, factors)
        }
        let (w2, w3) = factors.factors(level: level + 1, block: 2 * block)
        if block == 0 && factors.startWithOne {
            for index in 0..<quarter { inverseButterflyWithOne(values + index, quarter, w3) }
        } else {
            let w1 = factors.factor(level: level, block: block)
            for index in 0..<quarter { inverseButterfly(values + index, quarter, w1, w2, w3) }
        }
    }

    /// (p0, p1, p2, p3) → y0 = p0 + p1, y1 = w2·(p0 − p1), y2 = p2 + p3, y3 = w3·(p2 − p3), and from these
    /// y0 + y2, y1 + y3, w1·(y0 − y2), w1·(y1 − y3).
    ///
    /// With operands below 6·p: y0 and y2 are below 12·p, and y0 + y2, below 24·p, is reduced; p0 − p1 + 8·p is below 14·p,
    /// so y1 and y3 are below 14/84.6·p + 2.24·p < 2.41·p and their sum below 4.82·p; y0 − y2 + 16·p is below 28·p and
    /// y1 − y3 + 4·p below 6.5·p, so their products are below 2.58·p. All results are below 6·p again.
    @inline(__always)
    private func inverseButterfly(
        _ p: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, _ w1: ScalarVector, _ w2: ScalarVector,
        _ w3: ScalarVector
    ) {
        let (p0, p1, p2, p3) = (p[0], p[quarter], p[2 * quarter], p[3 * quarter])
        let (y0, y2) = (p0 + p1, p2 + p3)
        let y1 = (p0 - p1 + ScalarModulus52.times8).carried * w2
        let y3 = (p2 - p3 + ScalarModulus52.times8).carried * w3
        p[0] = (y0 + y2).reduced
        p[quarter] = y1 + y3
        p[2 * quarter] = (y0 - y2 + ScalarModulus52.times16).carried * w1
        p[3 * quarter] = (y1 - y3 + ScalarModulus52.times4).carried * w1
    }

    /// The same for w1 = w2 = 1: y1 is reduced from below 14·p, the last two results from below 28·p and 4.5·p.
    @inline(__always)
    private func inverseButterflyWithOne(
        _ p: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, _ w3: ScalarVector
    ) {
        let (p0, p1, p2, p3) = (p[0], p[quarter], p[2 * quarter], p[3 * quarter])
        let (y0, y2) = (p0 + p1, p2 + p3)
        let y1 = (p0 - p1 + ScalarModulus52.times8).reduced
        let y3 = (p2 - p3 + ScalarModulus52.times8).carried * w3
        p[0] = (y0 + y2).reduced
        p[quarter] = y1 + y3
        p[2 * quarter] = (y0 - y2 + ScalarModulus52.times16).reduced
        p[3 * quarter] = y1 - y3 + ScalarModulus52.times4
    }

    extension ScalarVector {
        /// The quotient by 2^k, canonical and normalised, of a value below 8·p; k in 3…51.
        ///
        /// m = (−x·p⁻¹) mod 2^k makes x + m·p divisible by 2^k; the quotient is below (8·p + (2^k − 1)·p)/2^k < 2·p.
        @inline(__always)
        func divided(byPowerOfTwo k: UInt64) -> ScalarVector {
            let (x, zero) = (carried, Lanes.zero)
            let p = FieldVector(repeating: ScalarModulus52.p)
            let m =
                addLow(zero, x.l0, Lanes(repeating: ScalarModulus52.negatedInverse)) & Lanes(repeating: (1 << k) - 1)
            let sum = FieldVector(
                addLow(x.l0 & limbMask, m, p.l0),
                addHigh(addLow(x.l1 & limbMask, m, p.l1), m, p.l0),
                addHigh(addLow(x.l2 & limbMask, m, p.l2), m, p.l1),
                addHigh(addLow(x.l3 & limbMask, m, p.l3), m, p.l2),
                addHigh(addLow(x.l4, m, p.l4), m, p.l3))
            // m·p has a sixth limb of its own, below 2^46.
            let top = addHigh(zero, m, p.l4)
            let n = sum.normalised
            let (right, left) = (Lanes(repeating: k), Lanes(repeating: limbBits - k))
            // Limb 4 may have 53 bits: it is not masked but for its carry, which belongs to the sixth.
            let l4 = n.l4 & limbMask
            let l5 = top &+ (n.l4 &>> Lanes(repeating: limbBits))
            return FieldVector(
                (n.l0 &>> right | n.l1 &<< left) & limbMask, (n.l1 &>> right | n.l2 &<< left) & limbMask,
                (n.l2 &>> right | n.l3 &<< left) & limbMask, (n.l3 &>> right | l4 &<< left) & limbMask,
                l4 &>> right | l5 &<< left
            ).canonical
        }
    }
#endif
