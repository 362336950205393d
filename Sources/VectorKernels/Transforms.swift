#if arch(x86_64)
    // The levels of number theoretic transforms of eight columns, or eight rows, in the eight lanes.
    //
    // All levels are done in pairs (radix 4), block by block down to the smallest, so that most of them run in the
    // first-level cache; a first level alone makes an odd number even. The levels at the ends of a forward transform are
    // done where data come and go, for multiplications hide the work of packing. Nothing is reduced between levels of a forward
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

    /// Where the vectors of a forward transform come from and where they go.
    protocol TransformEnds {
        /// The vector at an index, below 6·p; asked for once.
        func start(_ index: Int) -> ScalarVector
        /// Takes the results at `index`, a multiple of 4, and at the three places after it: below 78·p, not carried.
        func finish(_ index: Int, _ results: Quadruple)
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

    /// Four vectors of a butterfly of two levels.
    typealias Quadruple = (ScalarVector, ScalarVector, ScalarVector, ScalarVector)

    /// The vectors at `p` and one, two and three times `distance` after it.
    @inline(__always)
    func loadQuadruple(_ p: UnsafeMutablePointer<ScalarVector>, _ distance: Int) -> Quadruple {
        (p[0], p[distance], p[2 * distance], p[3 * distance])
    }

    /// Writes the vectors at `p` and one, two and three times `distance` after it.
    @inline(__always)
    func storeQuadruple(_ vectors: Quadruple, _ p: UnsafeMutablePointer<ScalarVector>, _ distance: Int) {
        (p[0], p[distance], p[2 * distance], p[3 * distance]) = vectors
    }
#endif
