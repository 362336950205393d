#if arch(x86_64)
    // The numerator of the quotient polynomial at points of a coset, eight at a time.
    //
    // Wires are shifted to be times 2^260 (below 16·p), so that their products stay so; selectors and everything that is
    // summed are times 2^256 as in memory. The sum of all products is divided by 2^260 once (``ProductSum``).

    extension IFMAKernels {
        /// The constants that ``quotient`` takes, for a number of public inputs.
        public static func quotientConstantCount(publicInputs: Int) -> Int {
            PermutationProducts.constantCount + 2 + publicInputs
        }

        /// The bytes of scratch memory that ``quotient`` needs.
        public static func quotientScratchBytes(publicInputs: Int) -> Int {
            5 * MemoryLayout<ScalarVector>.stride
                + quotientConstantCount(publicInputs: publicInputs) * MemoryLayout<Limbs>.stride
        }

        /// The numerator of the quotient at `count` points, a multiple of 8, from values at these points. The first four
        /// parameters are where the pointers to the values lie.
        ///
        /// - Parameters:
        ///   - wires: w_0…w_4.
        ///   - selectors: q_lc0…3, q_mul0…1, q_hash0…3, q_o, q_c, q_ecc.
        ///   - sigmas: σ_0…σ_4.
        ///   - lagranges: L_0, then those of the public inputs, at most 16, up to the factors in `constants`.
        ///   - points: the points, up to the base in `constants`.
        ///   - product: z.
        ///   - shiftedProduct: z at the points times ω.
        ///   - constants: the 7 of ``PermutationProducts``; α times 2^260; the factor of (z − 1)·L_0 times 2^264; the
        ///     factors of the public inputs' polynomials times 2^260.
        public static func quotient(
            wires: UnsafeRawPointer, selectors: UnsafeRawPointer, sigmas: UnsafeRawPointer,
            lagranges: UnsafeRawPointer, publicInputs: Int, points: UnsafeRawPointer, product: UnsafeRawPointer,
            shiftedProduct: UnsafeRawPointer, constants: UnsafeRawPointer, numerators: UnsafeMutableRawPointer,
            count: Int, scratch: UnsafeMutableRawPointer
        ) {
            let (wires, selectors) = (pointers(wires), pointers(selectors))
            let (sigmas, lagranges) = (pointers(sigmas), pointers(lagranges))
            let w = scratch.assumingMemoryBound(to: ScalarVector.self)
            let limbs = UnsafeMutableRawPointer(w + 5).assumingMemoryBound(to: Limbs.self)
            for index in 0..<quotientConstantCount(publicInputs: publicInputs) {
                limbs[index] = Limbs(words: constants + 32 * index)
            }
            let factors = limbs + PermutationProducts.constantCount
            var offset = 0
            while offset < 32 * count {
                // z·Π (w_i + γ + β·k_i·x) and z(ωx)·Π (w_i + γ + β·σ_i), times 2^256, below 3·p.
                let z = ScalarVector(Words(row: product + offset))
                let point = ScalarVector(Words(row: points + offset))
                var products = PermutationProducts(
                    identity: z, permuted: ScalarVector(Words(row: shiftedProduct + offset)))
                var index = 0
                while index < 5 {
                    let wire = ScalarVector(Words(row: wires[index] + offset)).shiftedLeftBy4
                    w[index] = wire
                    products.multiply(
                        index, wire, point: point, sigma: ScalarVector(Words(row: sigmas[index] + offset)), limbs)
                    index += 1
                }

                // The difference of the products is below 7·p, and (z − 1)·L_0 below 5/84.6·p + 2.24·p.
                var sum = ProductSum()
                let start =
                    (z - ScalarModulus52.one256 + ScalarModulus52.times4).carried
                    * ScalarVector(Words(row: lagranges[0] + offset))
                sum.add((products.identity - products.permuted + ScalarModulus52.times4).carried, factors[0])
                sum.add(start, factors[1])
                for input in 0..<publicInputs {
                    sum.add(ScalarVector(Words(row: lagranges[1 + input] + offset)), factors[2 + input])
                }

                // Squares are below 256/84.6·p + 2.24·p < 5.3·p, fourth powers below 2.6·p and fifth powers below 2.8·p.
                index = 0
                while index < 4 {
                    let wire = w[index]
                    sum.add(wire, ScalarVector(Words(row: selectors[index] + offset)))
                    sum.add(
                        wire.squared.squared * wire, ScalarVector(Words(row: selectors[6 + index] + offset)))
                    index += 1
                }
                // Products of two wires are below 5.3·p, of two of these below 2.6·p, and that one times w_4 below 2.8·p. For
                // −q_o stands p − q_o.
                let (first, second) = (w[0] * w[1], w[2] * w[3])
                sum.add(first, ScalarVector(Words(row: selectors[4] + offset)))
                sum.add(second, ScalarVector(Words(row: selectors[5] + offset)))
                sum.add(first * second * w[4], ScalarVector(Words(row: selectors[12] + offset)))
                let output = ScalarVector(Words(row: selectors[10] + offset))
                sum.add(w[4], (ScalarVector(repeating: ScalarModulus52.p) - output).carried)

                // The factors of canonical elements are, in multiples of p: 7 and 2.3, 1 for each of 16 public inputs, 16 for
                // each wire, 5.3 for two products, 2.8 for the product of all and four powers: below 130 together. So the sum
                // is below 130/84.6·p + 2.24·p < 3.8·p.
                let result = sum.value + ScalarVector(Words(row: selectors[11] + offset))
                result.reduced.canonical.words.storeRow(numerators + offset)
                offset += 256
            }
        }
    }
#endif
