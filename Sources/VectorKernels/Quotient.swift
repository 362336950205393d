#if arch(x86_64)
    // The numerator of the quotient polynomial at points of a coset, eight at a time.
    //
    // Wires are shifted to be times 2^260 (below 16·p), so that their products stay so; selectors and everything that is
    // summed are times 2^256 as in memory. The sum of all products is divided by 2^260 once (``ProductSum``).

    extension VectorKernels {
        /// The constants that `quotient` takes, for a number of public inputs.
        public static func quotientConstantCount(publicInputs: Int) -> Int {
            PermutationProducts.constantCount + 2 + publicInputs
        }

        /// The bytes of scratch memory that `quotient` needs.
        public static func quotientScratchBytes(publicInputs: Int) -> Int {
            let columns = QuotientColumn.count + publicInputs
            return StagedColumns.byteCount(columns: columns) + 5 * MemoryLayout<ScalarVector>.stride
                + quotientConstantCount(publicInputs: publicInputs) * MemoryLayout<Limbs>.stride
        }

        /// The numerator of the quotient at `count` points, a multiple of 8, from values at these points.
        ///
        /// At `columns` lie the pointers to the values: of five wires, 13 selectors, five σ, z, z at the points times ω, and
        /// L_0; then those of the Lagrange polynomials of the public inputs, at most 16, up to the factors in `constants`. The points are at `points`, up to the base in
        /// `constants`. These are the 7 of `PermutationProducts`; α times 2^260; the factor of (z − 1)·L_0 times 2^264; the
        /// factors of the public inputs' polynomials times 2^260.
        public static func quotient(
            columns: UnsafeRawPointer, publicInputs: Int, points: UnsafeRawPointer, constants: UnsafeRawPointer,
            numerators: UnsafeMutableRawPointer, count: Int, scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let columnCount = QuotientColumn.count + publicInputs
            let columns = StagedColumns(pointers(columns), count: columnCount, rows: count, memory: scratch)
            let w = (scratch + StagedColumns.byteCount(columns: columnCount))
                .assumingMemoryBound(to: ScalarVector.self)
            let limbs = UnsafeMutableRawPointer(w + 5).assumingMemoryBound(to: Limbs.self)
            for index in 0..<quotientConstantCount(publicInputs: publicInputs) {
                limbs[index] = Limbs(words: constants + 32 * index)
            }
            let factors = limbs + PermutationProducts.constantCount
            var offset = 0
            while offset < 32 * count {
                @inline(__always)
                func value(_ column: Int) -> ScalarVector { ScalarVector(Words(row: columns.rows(column, offset))) }
                // z·Π (w_i + γ + β·k_i·x) and z(ωx)·Π (w_i + γ + β·σ_i), times 2^256, below 3·p.
                let z = value(QuotientColumn.product)
                let point = ScalarVector(Words(row: points + offset))
                var products = PermutationProducts(
                    identity: z, permuted: value(QuotientColumn.shiftedProduct))
                var index = 0
                while index < 5 {
                    let wire = value(QuotientColumn.wires + index).shiftedLeftBy4
                    w[index] = wire
                    products.multiply(
                        index, wire, point: point, sigma: value(QuotientColumn.sigmas + index), limbs)
                    index += 1
                }

                // The difference of the products is below 7·p, and (z − 1)·L_0 below 5/84.6·p + 2.24·p.
                var sum = ProductSum()
                let start =
                    (z - ScalarModulus52.one256 + ScalarModulus52.times4).carried
                    * value(QuotientColumn.lagrange)
                sum.add((products.identity - products.permuted + ScalarModulus52.times4).carried, factors[0])
                sum.add(start, factors[1])
                for input in 0..<publicInputs {
                    sum.add(value(QuotientColumn.count + input), factors[2 + input])
                }

                // Squares are below 256/84.6·p + 2.24·p < 5.3·p, fourth powers below 2.6·p and fifth powers below 2.8·p.
                index = 0
                while index < 4 {
                    let wire = w[index]
                    sum.add(wire, value(QuotientColumn.selectors + index))
                    sum.add(
                        wire.squared.squared * wire, value(QuotientColumn.selectors + 6 + index))
                    index += 1
                }
                // Products of two wires are below 5.3·p, of two of these below 2.6·p, and that one times w_4 below 2.8·p. For
                // −q_o stands p − q_o.
                let (first, second) = (w[0] * w[1], w[2] * w[3])
                sum.add(first, value(QuotientColumn.selectors + 4))
                sum.add(second, value(QuotientColumn.selectors + 5))
                sum.add(first * second * w[4], value(QuotientColumn.selectors + 12))
                let output = value(QuotientColumn.selectors + 10)
                sum.add(w[4], (ScalarVector(repeating: ScalarModulus52.p) - output).carried)

                // The factors of canonical elements are, in multiples of p: 7 and 2.3, 1 for each of 16 public inputs, 16 for
                // each wire, 5.3 for two products, 2.8 for the product of all and four powers: below 130 together. So the sum
                // is below 130/84.6·p + 2.24·p < 3.8·p.
                let result = sum.value + value(QuotientColumn.selectors + 11)
                result.reduced.canonical.words.storeRow(numerators + offset)
                columns.advance(offset)
                offset += 256
            }
        }
    }
#endif
