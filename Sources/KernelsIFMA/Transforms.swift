#if arch(x86_64)
    // The levels of number theoretic transforms of eight columns, or eight rows, in the eight lanes.
    //
    // All levels are done in pairs (radix 4), block by block down to the smallest, so that most of them run in the
    // first-level cache; a first level alone makes an odd number even. Nothing is reduced between levels of a forward
    // transform: products are below 6·p, so with values below 6·p at its beginning they are below (6 + 6·12)·p = 78·p after
    // twelve levels, and factors below 72·p + 6·p. In an inverse transform, where sums double, the one sum of four of a
    // butterfly is reduced (see `inverseButterfly`).

    /// A vector of scalars.
    typealias ScalarVector = FieldVector<ScalarModulus52>

    extension ScalarModulus52 {
        // Multiples of p.
        static var times6: Limbs {
            Limbs(0xbc177a0000006, 0xb2da58a367974, 0x908122ef13771, 0xc0fa51e1a2470, 0x12259d6b14729)
        }
        static var times12: Limbs {
            Limbs(0x782ef4000000c, 0x65b4b146cf2e9, 0x210245de26ee3, 0x81f4a3c3448e1, 0x244b3ad628e53)
        }
        static var times24: Limbs {
            Limbs(0xf05de80000018, 0xcb69628d9e5d2, 0x42048bbc4ddc6, 0x03e94786891c2, 0x489675ac51ca7)
        }
    }

    /// Where the multiples of the factors of the levels are.
    struct TransformFactors {
        private let common: UnsafeRawPointer
        private let node: Int
        private let lanes: UnsafeRawPointer
        private let laneLevels: Int

        /// One factor for all lanes: those of block t of level s at place node·2^s + t.
        @inline(__always)
        init(common: UnsafeRawPointer, node: Int) {
            (self.common, self.node, lanes, laneLevels) = (common, node, common, 0)
        }

        /// A factor for every lane in the first `laneLevels` levels, those of block t of level s at place 2^s + t in
        /// `lanes`, and after them the factor t of `common` for all lanes.
        @inline(__always)
        init(lanes: UnsafeRawPointer, laneLevels: Int, common: UnsafeRawPointer) {
            (self.common, node, self.lanes, self.laneLevels) = (common, 0, lanes, laneLevels)
        }

        /// Whether level `level` has a factor for every lane.
        @inline(__always)
        func areInLanes(level: Int) -> Bool { level < laneLevels }

        /// Whether block 0 of a level with common factors has the factor 1.
        @inline(__always)
        var startWithOne: Bool { node == 0 }

        /// The factor of block `block` of level `level`.
        @inline(__always)
        func common(level: Int, block: Int) -> CommonFactor { CommonFactor(common, node << level + block) }

        /// The factors of block `block` of level `level`.
        @inline(__always)
        func inLanes(level: Int, block: Int) -> LaneFactor { LaneFactor(lanes, 1 << level + block) }
    }

    // MARK: Forward

    /// All levels of a forward transform. Values below 6·p; left below 78·p, not carried. `logCount` ≤ 12.
    @inline(__always)
    func forwardLevels(_ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, _ factors: TransformFactors) {
        assert(logCount <= 12 && areBelow(6, values, count: 1 << logCount))
        defer { assert(areBelow(78, values, count: 1 << logCount)) }
        if logCount & 1 == 1 {
            let half = 1 << (logCount - 1)
            if factors.areInLanes(level: 0) {
                forwardLevel(values, half: half, factors.inLanes(level: 0, block: 0))
            } else {
                forwardLevel(values, half: half, factors.common(level: 0, block: 0))
            }
            for block in 0..<2 {
                forwardBlock(values + block << (logCount - 1), logCount: logCount - 1, level: 1, block: block, factors)
            }
        } else {
            forwardBlock(values, logCount: logCount, level: 0, block: 0, factors)
        }
    }

    /// Level 0 alone.
    @inline(__always)
    private func forwardLevel(_ values: UnsafeMutablePointer<ScalarVector>, half: Int, _ factor: some Factor) {
        for index in 0..<half {
            let (u, v) = (values[index], values[index + half].carried * factor)
            values[index] = u + v
            values[index + half] = u - v + ScalarModulus52.times6
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
        if factors.areInLanes(level: level) {
            let w1 = factors.inLanes(level: level, block: block)
            let w2 = factors.inLanes(level: level + 1, block: 2 * block)
            let w3 = factors.inLanes(level: level + 1, block: 2 * block + 1)
            for index in 0..<quarter { forwardButterfly(values + index, quarter, w1, w2, w3) }
        } else {
            let w2 = factors.common(level: level + 1, block: 2 * block)
            let w3 = factors.common(level: level + 1, block: 2 * block + 1)
            if block == 0 && factors.startWithOne {
                for index in 0..<quarter { forwardButterflyWithOne(values + index, quarter, w3) }
            } else {
                let w1 = factors.common(level: level, block: block)
                for index in 0..<quarter { forwardButterfly(values + index, quarter, w1, w2, w3) }
            }
        }
        for part in 0..<4 {
            forwardBlock(
                values + part * quarter, logCount: logCount - 2, level: level + 2, block: 4 * block + part, factors)
        }
    }

    /// (p0, p1, p2, p3) → y0 = p0 + w1·p2, y1 = w2·(p1 + w1·p3), y2 = p0 − w1·p2, y3 = w3·(p1 − w1·p3), and from these
    /// y0 ± y1, y2 ± y3. With operands below B ≤ 68·p: factors below B + 12·p, products below 6·p, results below B + 12·p.
    @inline(__always)
    private func forwardButterfly<F: Factor>(
        _ p: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, _ w1: F, _ w2: F, _ w3: F
    ) {
        let (p0, p1) = (p[0], p[quarter])
        let t2 = p[2 * quarter].carried * w1
        let t3 = p[3 * quarter].carried * w1
        let y1 = (p1 + t3).carried * w2
        let y3 = (p1 - t3 + ScalarModulus52.times6).carried * w3
        let (y0, y2) = (p0 + t2, p0 - t2 + ScalarModulus52.times6)
        p[0] = y0 + y1
        p[quarter] = y0 - y1 + ScalarModulus52.times6
        p[2 * quarter] = y2 + y3
        p[3 * quarter] = y2 - y3 + ScalarModulus52.times6
    }

    /// The same for w1 = w2 = 1: reductions, to below 1.01·p, in place of three products.
    @inline(__always)
    private func forwardButterflyWithOne(
        _ p: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, _ w3: some Factor
    ) {
        let (p0, p1) = (p[0], p[quarter])
        let t2 = p[2 * quarter].reduced
        let t3 = p[3 * quarter].reduced
        let y1 = (p1 + t3).reduced
        let y3 = (p1 - t3 + ScalarModulus52.times6).carried * w3
        let (y0, y2) = (p0 + t2, p0 - t2 + ScalarModulus52.times6)
        p[0] = y0 + y1
        p[quarter] = y0 - y1 + ScalarModulus52.times6
        p[2 * quarter] = y2 + y3
        p[3 * quarter] = y2 - y3 + ScalarModulus52.times6
    }

    // MARK: Inverse

    /// All levels of an inverse transform. Values below 12·p; left below 12·p, not carried.
    @inline(__always)
    func inverseLevels(_ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, _ factors: TransformFactors) {
        assert(areBelow(12, values, count: 1 << logCount))
        defer { assert(areBelow(12, values, count: 1 << logCount)) }
        if logCount & 1 == 1 {
            for block in 0..<2 {
                inverseBlock(values + block << (logCount - 1), logCount: logCount - 1, level: 1, block: block, factors)
            }
            let half = 1 << (logCount - 1)
            if factors.areInLanes(level: 0) {
                inverseLevel(values, half: half, factors.inLanes(level: 0, block: 0))
            } else {
                inverseLevel(values, half: half, factors.common(level: 0, block: 0))
            }
        } else {
            inverseBlock(values, logCount: logCount, level: 0, block: 0, factors)
        }
    }

    /// Level 0 alone: the sum is reduced.
    @inline(__always)
    private func inverseLevel(_ values: UnsafeMutablePointer<ScalarVector>, half: Int, _ factor: some Factor) {
        for index in 0..<half {
            let (u, v) = (values[index], values[index + half])
            values[index] = (u + v).reduced
            values[index + half] = (u - v + ScalarModulus52.times12).carried * factor
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
        if factors.areInLanes(level: level) {
            let w1 = factors.inLanes(level: level, block: block)
            let w2 = factors.inLanes(level: level + 1, block: 2 * block)
            let w3 = factors.inLanes(level: level + 1, block: 2 * block + 1)
            for index in 0..<quarter { inverseButterfly(values + index, quarter, w1, w2, w3) }
        } else {
            let w2 = factors.common(level: level + 1, block: 2 * block)
            let w3 = factors.common(level: level + 1, block: 2 * block + 1)
            if block == 0 && factors.startWithOne {
                for index in 0..<quarter { inverseButterflyWithOne(values + index, quarter, w3) }
            } else {
                let w1 = factors.common(level: level, block: block)
                for index in 0..<quarter { inverseButterfly(values + index, quarter, w1, w2, w3) }
            }
        }
    }

    /// (p0, p1, p2, p3) → y0 = p0 + p1, y1 = w2·(p0 − p1), y2 = p2 + p3, y3 = w3·(p2 − p3), and from these
    /// y0 + y2, y1 + y3, w1·(y0 − y2), w1·(y1 − y3).
    ///
    /// With operands below 12·p: y0 and y2 are below 24·p, and y0 + y2, below 48·p, is reduced; p0 − p1 + 12·p is below
    /// 24·p, so y1 and y3 are below 6·p and their sum below 12·p; y0 − y2 + 24·p is below 48·p and y1 − y3 + 6·p below
    /// 12·p, so their products are below 6·p. All results are below 12·p again.
    @inline(__always)
    private func inverseButterfly<F: Factor>(
        _ p: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, _ w1: F, _ w2: F, _ w3: F
    ) {
        let (p0, p1, p2, p3) = (p[0], p[quarter], p[2 * quarter], p[3 * quarter])
        assert(p0.isBelow(12) && p1.isBelow(12) && p2.isBelow(12) && p3.isBelow(12))
        let (y0, y2) = (p0 + p1, p2 + p3)
        let y1 = (p0 - p1 + ScalarModulus52.times12).carried * w2
        let y3 = (p2 - p3 + ScalarModulus52.times12).carried * w3
        p[0] = (y0 + y2).reduced
        p[quarter] = y1 + y3
        p[2 * quarter] = (y0 - y2 + ScalarModulus52.times24).carried * w1
        p[3 * quarter] = (y1 - y3 + ScalarModulus52.times6).carried * w1
    }

    /// The same for w1 = w2 = 1: y1 is reduced from below 24·p, the third result from below 48·p, and the last one, below
    /// 1.01·p + 6·p, is left.
    @inline(__always)
    private func inverseButterflyWithOne(
        _ p: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, _ w3: some Factor
    ) {
        let (p0, p1, p2, p3) = (p[0], p[quarter], p[2 * quarter], p[3 * quarter])
        assert(p0.isBelow(12) && p1.isBelow(12) && p2.isBelow(12) && p3.isBelow(12))
        let (y0, y2) = (p0 + p1, p2 + p3)
        let y1 = (p0 - p1 + ScalarModulus52.times12).reduced
        let y3 = (p2 - p3 + ScalarModulus52.times12).carried * w3
        p[0] = (y0 + y2).reduced
        p[quarter] = y1 + y3
        p[2 * quarter] = (y0 - y2 + ScalarModulus52.times24).reduced
        p[3 * quarter] = y1 - y3 + ScalarModulus52.times6
    }
#endif
