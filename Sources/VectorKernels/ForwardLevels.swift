#if arch(x86_64)
    // The levels of forward transforms (see Transforms.swift).

    // What is generic is private: specialised for other files it would be a weak symbol, code for these processors that a
    // linker might take for all.

    /// All levels of a forward transform of eight columns, with room for the vectors in `values`.
    @inline(never)
    func forwardLevels(
        _ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, _ factors: TransformFactors, _ ends: ColumnEnds
    ) {
        allForwardLevels(values, logCount: logCount, factors, ends)
    }

    /// All levels of a forward transform of eight rows, with room for the vectors in `values`, which may be where `ends` has
    /// them.
    @inline(never)
    func forwardLevels(
        _ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, _ factors: TransformFactors, _ ends: RowEnds
    ) {
        allForwardLevels(values, logCount: logCount, factors, ends)
    }

    /// All levels of a forward transform of 2^logCount vectors, `logCount` in 3…12.
    @inline(__always)
    private func allForwardLevels(
        _ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, _ factors: TransformFactors,
        _ ends: some TransformEnds
    ) {
        assert((3...12).contains(logCount))
        if logCount & 1 == 1 {
            let half = 1 << (logCount - 1)
            if factors.areInLanes(level: 0) {
                forwardLevel(values, half, factors.inLanes(level: 0, block: 0), ends)
            } else {
                forwardLevel(values, half, factors.common(level: 0, block: 0), ends)
            }
            for block in 0..<2 {
                forwardBlock(values + block * half, logCount: logCount - 1, level: 1, block: block, factors)
            }
        } else {
            let quarter = 1 << (logCount - 2)
            forwardLevels(values, quarter, level: 0, block: 0, factors, FirstQuadruples(ends: ends, quarter: quarter))
            for block in 0..<4 {
                forwardBlock(values + block * quarter, logCount: logCount - 2, level: 2, block: block, factors)
            }
        }
        let level = logCount - 2
        for block in 0..<1 << level {
            let results = forwardButterfly(
                loadQuadruple(values + 4 * block, 1), factors.common(level: level, block: block),
                factors.common(level: level + 1, block: 2 * block),
                factors.common(level: level + 1, block: 2 * block + 1))
            assert(results.0.isBelow(78) && results.1.isBelow(78) && results.2.isBelow(78) && results.3.isBelow(78))
            ends.finish(4 * block, results)
        }
    }

    /// Level 0 alone.
    @inline(__always)
    private func forwardLevel(
        _ values: UnsafeMutablePointer<ScalarVector>, _ half: Int, _ factor: some Factor, _ ends: some TransformEnds
    ) {
        for index in 0..<half {
            let (u, v) = (ends.start(index), ends.start(index + half).carried * factor)
            assert(u.isBelow(6))
            values[index] = u + v
            values[index + half] = u - v + ScalarModulus52.times6
        }
    }

    /// All levels of a block but the last two: two levels, and then its quarters; an even number of levels.
    @inline(never)
    func forwardBlock(
        _ values: UnsafeMutablePointer<ScalarVector>, logCount: Int, level: Int, block: Int,
        _ factors: TransformFactors
    ) {
        guard logCount > 2 else { return }
        let quarter = 1 << (logCount - 2)
        forwardLevels(
            values, quarter, level: level, block: block, factors, StoredQuadruples(values: values, quarter: quarter))
        for part in 0..<4 {
            forwardBlock(
                values + part * quarter, logCount: logCount - 2, level: level + 2, block: 4 * block + part, factors)
        }
    }

    /// The operands of the butterflies of two levels.
    private protocol Quadruples {
        /// Those of the butterfly at an index.
        subscript(index: Int) -> Quadruple { get }
    }

    /// Those of the first two levels.
    private struct FirstQuadruples<Ends: TransformEnds>: Quadruples {
        let ends: Ends
        let quarter: Int

        @inline(__always)
        subscript(index: Int) -> Quadruple {
            (
                ends.start(index), ends.start(index + quarter), ends.start(index + 2 * quarter),
                ends.start(index + 3 * quarter)
            )
        }
    }

    /// Those of later levels.
    private struct StoredQuadruples: Quadruples {
        let values: UnsafeMutablePointer<ScalarVector>
        let quarter: Int

        @inline(__always)
        subscript(index: Int) -> Quadruple { loadQuadruple(values + index, quarter) }
    }

    /// Two levels of a block.
    @inline(__always)
    private func forwardLevels(
        _ values: UnsafeMutablePointer<ScalarVector>, _ quarter: Int, level: Int, block: Int,
        _ factors: TransformFactors, _ operands: some Quadruples
    ) {
        if factors.areInLanes(level: level) {
            let w1 = factors.inLanes(level: level, block: block)
            let w2 = factors.inLanes(level: level + 1, block: 2 * block)
            let w3 = factors.inLanes(level: level + 1, block: 2 * block + 1)
            for index in 0..<quarter {
                storeQuadruple(forwardButterfly(operands[index], w1, w2, w3), values + index, quarter)
            }
        } else {
            let w2 = factors.common(level: level + 1, block: 2 * block)
            let w3 = factors.common(level: level + 1, block: 2 * block + 1)
            if block == 0 && factors.startWithOne {
                for index in 0..<quarter {
                    storeQuadruple(forwardButterflyWithOne(operands[index], w3), values + index, quarter)
                }
            } else {
                let w1 = factors.common(level: level, block: block)
                for index in 0..<quarter {
                    storeQuadruple(forwardButterfly(operands[index], w1, w2, w3), values + index, quarter)
                }
            }
        }
    }

    /// (p0, p1, p2, p3) → y0 = p0 + w1·p2, y1 = w2·(p1 + w1·p3), y2 = p0 − w1·p2, y3 = w3·(p1 − w1·p3), and from these
    /// y0 ± y1, y2 ± y3. With operands below B ≤ 68·p: factors below B + 12·p, products below 6·p, results below B + 12·p.
    @inline(__always)
    private func forwardButterfly<F: Factor>(_ p: Quadruple, _ w1: F, _ w2: F, _ w3: F) -> Quadruple {
        let t2 = p.2.carried * w1
        let t3 = p.3.carried * w1
        let y1 = (p.1 + t3).carried * w2
        let y3 = (p.1 - t3 + ScalarModulus52.times6).carried * w3
        let (y0, y2) = (p.0 + t2, p.0 - t2 + ScalarModulus52.times6)
        return (y0 + y1, y0 - y1 + ScalarModulus52.times6, y2 + y3, y2 - y3 + ScalarModulus52.times6)
    }

    /// The same for w1 = w2 = 1: reductions, to below 1.01·p, in place of three products.
    @inline(__always)
    private func forwardButterflyWithOne(_ p: Quadruple, _ w3: some Factor) -> Quadruple {
        let t2 = p.2.reduced
        let t3 = p.3.reduced
        let y1 = (p.1 + t3).reduced
        let y3 = (p.1 - t3 + ScalarModulus52.times6).carried * w3
        let (y0, y2) = (p.0 + t2, p.0 - t2 + ScalarModulus52.times6)
        return (y0 + y1, y0 - y1 + ScalarModulus52.times6, y2 + y3, y2 - y3 + ScalarModulus52.times6)
    }
#endif
