#if arch(x86_64)
    extension VectorKernels {
        /// The bytes of scratch memory that combinations need.
        public static func combinationScratchBytes(sources: Int, targets: Int) -> Int {
            sources * MemoryLayout<ScalarVector>.stride + sources * targets * MemoryLayout<Limbs>.stride
        }

        /// `targets[t][i] = Σ_s factors[t·sourceCount + s]·sources[s][i]` for `count` elements, a multiple of 8; a target may
        /// be a source. Canonical elements; factors are times 2^260, at most 64 in a sum. `sources` and `targets` are where
        /// the pointers to the vectors lie.
        public static func combine(
            sources: UnsafeRawPointer, sourceCount: Int, targets: UnsafeRawPointer, targetCount: Int,
            factors: UnsafeRawPointer, count: Int, scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let sources = pointers(sources)
            let targets = targets.assumingMemoryBound(to: UnsafeMutableRawPointer.self)
            let vectors = scratch.assumingMemoryBound(to: ScalarVector.self)
            let limbs = UnsafeMutableRawPointer(vectors + sourceCount).assumingMemoryBound(to: Limbs.self)
            for index in 0..<sourceCount * targetCount { limbs[index] = Limbs(words: factors + 32 * index) }
            var offset = 0
            while offset < 32 * count {
                for source in 0..<sourceCount { vectors[source] = ScalarVector(Words(row: sources[source] + offset)) }
                for target in 0..<targetCount {
                    var sum = ProductSum()
                    for source in 0..<sourceCount { sum.add(vectors[source], limbs[target * sourceCount + source]) }
                    // Below 64/84.6·p + 2.24·p.
                    sum.value.reduced.canonical.words.storeRow(targets[target] + offset)
                }
                offset += 256
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
