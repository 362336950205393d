#if arch(x86_64)
    /// The two products of the permutation argument at eight points, term by term:
    /// Π (w_i + γ + β·k_i·x) and Π (w_i + γ + β·σ_i), each times what it begins with.
    ///
    /// Loops over the wires stay loops: unrolled, they fill the first-level cache with instructions.
    struct PermutationProducts {
        /// The constants: β·k_i·(base of the points) for i = 0…4 and β, all times 2^264, and γ times 2^260.
        static var constantCount: Int { 7 }

        /// The products; what they begin with is below 3·p, carried, and they stay so.
        ///
        /// A factor is below 19.3·p, so that a product is below 3·19.3/84.6·p + 2.24·p < 3·p.
        var identity: ScalarVector
        var permuted: ScalarVector

        /// Multiplies by the factors of one wire: `wire` times 2^260, normalised, below 16·p; `point` and `sigma` canonical
        /// and times 2^256.
        @inline(__always)
        mutating func multiply(
            _ index: Int, _ wire: ScalarVector, point: ScalarVector, sigma: ScalarVector,
            _ constants: UnsafePointer<Limbs>
        ) {
            // Products with canonical elements are below 1/84.6·p + 2.24·p, γ is below p.
            let value = wire + ScalarVector(repeating: constants[6])
            identity = identity * (value + point * ScalarVector(repeating: constants[index])).carried
            permuted = permuted * (value + sigma * ScalarVector(repeating: constants[5])).carried
        }
    }

    extension VectorKernels {
        /// The bytes of scratch memory that `permutationTerms` needs.
        public static var permutationScratchBytes: Int {
            PermutationProducts.constantCount * MemoryLayout<Limbs>.stride
        }

        /// `numerators[j] = Π (w_i[j] + γ + β·k_i·base·points[j])` and `denominators[j] = Π (w_i[j] + γ + β·σ_i[j])` over the
        /// five wires, for `count` elements, a multiple of 8.
        ///
        /// `constants` are 7 elements, see `PermutationProducts`. `wires` and `sigmas` are where the pointers to the values
        /// lie.
        public static func permutationTerms(
            wires: UnsafeRawPointer, sigmas: UnsafeRawPointer, points: UnsafeRawPointer, constants: UnsafeRawPointer,
            numerators: UnsafeMutableRawPointer, denominators: UnsafeMutableRawPointer, count: Int,
            scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let (wires, sigmas) = (pointers(wires), pointers(sigmas))
            let limbs = scratch.assumingMemoryBound(to: Limbs.self)
            for index in 0..<PermutationProducts.constantCount { limbs[index] = Limbs(words: constants + 32 * index) }
            // Beginning with 1 times 2^256, times factors times 2^260, products are times 2^256.
            let one = ScalarVector(repeating: ScalarModulus52.one256)
            var offset = 0
            while offset < 32 * count {
                let point = ScalarVector(Words(row: points + offset))
                var products = PermutationProducts(identity: one, permuted: one)
                var index = 0
                while index < 5 {
                    products.multiply(
                        index, ScalarVector(Words(row: wires[index] + offset)).shiftedLeftBy4, point: point,
                        sigma: ScalarVector(Words(row: sigmas[index] + offset)), limbs)
                    index += 1
                }
                products.identity.reduced.canonical.words.storeRow(numerators + offset)
                products.permuted.reduced.canonical.words.storeRow(denominators + offset)
                offset += 256
            }
        }
    }
#endif
