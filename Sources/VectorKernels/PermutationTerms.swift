#if arch(x86_64)
    /// The factors of the permutation argument at eight points: w_i + γ + β·k_i·x and w_i + γ + β·σ_i.
    ///
    /// Those of the first wire are multiplied with a scale s, which is then a factor of both products.
    struct PermutationFactors {
        /// The constants: s·β·k_0·(base of the points) and β·k_i·(base) for i = 1…4, s·β and β, all times 2^264; s times
        /// 2^260; s·γ and γ times 2^260.
        static var constantCount: Int { 10 }
        /// The bytes of memory for what is made of them.
        static var byteCount: Int { LaneFactor.byteCount + 2 * MemoryLayout<Limbs>.stride }

        /// The multiples of the first eight constants.
        private let table: UnsafeMutableRawPointer
        /// s·γ and γ.
        private let summands: UnsafeMutablePointer<Limbs>

        @inline(__always)
        init(_ constants: UnsafeRawPointer, memory: UnsafeMutableRawPointer) {
            table = memory
            summands = (memory + LaneFactor.byteCount).assumingMemoryBound(to: Limbs.self)
            FactorTable.fill(table, from: constants, count: 8)
            summands[0] = Limbs(words: constants + 32 * 8)
            summands[1] = Limbs(words: constants + 32 * 9)
        }

        /// s.
        @inline(__always)
        var scale: CommonFactor { CommonFactor(table, 7) }

        /// The factors of one wire, carried: `wire` times 2^260, below 16·p, for the first one times s; `point` and `sigma`
        /// canonical and times 2^256.
        ///
        /// Products of canonical elements with constants are below (4·1.001 + 1)·p + 1.01/84.6·p < 5.1·p (see ``Factor``), and
        /// γ is below p. So the factors are below 22.1·p; and below 12·p for the first wire if that is below 6·p.
        @inline(__always)
        func factors(
            _ index: Int, _ wire: ScalarVector, point: ScalarVector, sigma: ScalarVector
        ) -> (identity: ScalarVector, permuted: ScalarVector) {
            let other = min(index, 1)
            let value = wire + ScalarVector(repeating: summands[other])
            return (
                (value + point * CommonFactor(table, index)).carried,
                (value + sigma * CommonFactor(table, 5 + other)).carried
            )
        }
    }

    extension VectorKernels {
        /// The bytes of scratch memory that `permutationTerms` needs.
        public static var permutationScratchBytes: Int { PermutationFactors.byteCount }

        /// `numerators[j] = Π (w_i[j] + γ + β·k_i·base·points[j])` and `denominators[j] = Π (w_i[j] + γ + β·σ_i[j])` over the
        /// five wires, for `count` elements, a multiple of 8.
        ///
        /// `constants` are 10 elements, see `PermutationFactors`, with s = 1/16. `wires` and `sigmas` are where the pointers to
        /// the values lie.
        public static func permutationTerms(
            wires: UnsafeRawPointer, sigmas: UnsafeRawPointer, points: UnsafeRawPointer, constants: UnsafeRawPointer,
            numerators: UnsafeMutableRawPointer, denominators: UnsafeMutableRawPointer, count: Int,
            scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let (wires, sigmas) = (pointers(wires), pointers(sigmas))
            let factors = PermutationFactors(constants, memory: scratch)
            var offset = 0
            while offset < 32 * count {
                let point = ScalarVector(Words(row: points + offset))
                // Times 2^256, which is s·2^260, as in memory; times the others, which are times 2^260, they stay so.
                var (identity, permuted) = factors.factors(
                    0, ScalarVector(Words(row: wires[0] + offset)), point: point,
                    sigma: ScalarVector(Words(row: sigmas[0] + offset)))
                var index = 1
                while index < 5 {
                    let (next, nextPermuted) = factors.factors(
                        index, ScalarVector(Words(row: wires[index] + offset)).shiftedLeftBy4, point: point,
                        sigma: ScalarVector(Words(row: sigmas[index] + offset)))
                    // Below 12·22.1/84.6·p + 2.24·p < 5.4·p, and from then on less.
                    identity = identity * next
                    permuted = permuted * nextPermuted
                    index += 1
                }
                identity.reduced.canonical.words.storeRow(numerators + offset)
                permuted.reduced.canonical.words.storeRow(denominators + offset)
                offset += 256
            }
        }
    }
#endif
