#if arch(x86_64)
    extension VectorKernels {
        /// The vectors of a block of rows, which a source is read for at a time.
        private static var combinedVectors: Int { 4 }

        /// The bytes of scratch memory that combinations need.
        public static func combinationScratchBytes(sources: Int, targets: Int) -> Int {
            combinedVectors * targets * MemoryLayout<ProductSum>.stride
                + sources * targets * MemoryLayout<Limbs>.stride
        }

        /// `targets[t][i] = Σ_s factors[t·sourceCount + s]·sources[s][i]` for `count` elements, a multiple of 8; a target may
        /// be a source. Canonical elements; factors are times 2^260, at most 64 in a sum. `sources` and `targets` are where
        /// the pointers to the vectors lie.
        ///
        /// Of one source after the other a few lines are read: of all sources side by side, whose places in a cache are the
        /// same, lines would be thrown out before they are read.
        public static func combine(
            sources: UnsafeRawPointer, sourceCount: Int, targets: UnsafeRawPointer, targetCount: Int,
            factors: UnsafeRawPointer, count: Int, scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let sources = pointers(sources)
            let targets = targets.assumingMemoryBound(to: UnsafeMutableRawPointer.self)
            let sums = scratch.assumingMemoryBound(to: ProductSum.self)
            let limbs = UnsafeMutableRawPointer(sums + combinedVectors * targetCount).assumingMemoryBound(
                to: Limbs.self)
            for index in 0..<sourceCount * targetCount { limbs[index] = Limbs(words: factors + 32 * index) }
            var offset = 0
            while offset < 32 * count {
                let vectors = min(combinedVectors, (32 * count - offset) / 256)
                for index in 0..<vectors &* targetCount { sums[index] = ProductSum() }
                var source = 0
                while source < sourceCount {
                    let isLast = source &+ 1 == sourceCount
                    let next =
                        isLast ? sources[0] + (offset &+ 256 &* combinedVectors) : sources[source &+ 1] + offset
                    var vector = 0
                    while vector < vectors {
                        var line = 0
                        while line < 256 {
                            prefetchNear(next + (256 &* vector &+ line))
                            line &+= 64
                        }
                        let value = ScalarVector(Words(row: sources[source] + (offset &+ 256 &* vector)))
                        var target = 0
                        while target < targetCount {
                            sums[vector &* targetCount &+ target].add(value, limbs[target &* sourceCount &+ source])
                            target &+= 1
                        }
                        vector &+= 1
                    }
                    source &+= 1
                }
                for vector in 0..<vectors {
                    for target in 0..<targetCount {
                        // Below 64/84.6·p + 2.24·p.
                        sums[vector &* targetCount &+ target].value.reduced.canonical.words.storeRow(
                            targets[target] + (offset &+ 256 &* vector))
                    }
                }
                offset += 256 * combinedVectors
            }
        }
    }

    extension VectorKernels {
        /// The pointers that lie at `list`.
        @inline(__always)
        static func pointers(_ list: UnsafeRawPointer) -> UnsafePointer<UnsafeRawPointer> {
            list.assumingMemoryBound(to: UnsafeRawPointer.self)
        }
    }

    extension Limbs {
        /// The limbs of an integer of four 64-bit words.
        @inline(__always)
        init(words pointer: UnsafeRawPointer) {
            let words = pointer.assumingMemoryBound(to: UInt64.self)
            let (w0, w1, w2, w3) = (words[0], words[1], words[2], words[3])
            let mask: UInt64 = 0xf_ffff_ffff_ffff
            self.init(
                w0 & mask, (w0 >> 52 | w1 << 12) & mask, (w1 >> 40 | w2 << 24) & mask, (w2 >> 28 | w3 << 36) & mask,
                w3 >> 16)
        }
    }
#endif
