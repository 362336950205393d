#if arch(x86_64)
    // The levels of inverse transforms (see Transforms.swift).

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
