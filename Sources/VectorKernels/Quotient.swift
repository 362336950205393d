#if arch(x86_64)
    // The numerator of the quotient polynomial at points of a coset, eight at a time.
    //
    // Wires are shifted to be times 2^260 (below 16·p), so that their products stay so; selectors and everything that is
    // summed are times 2^256 as in memory. It is written as a sum of products whose one factor holds as much as it can:
    //
    //     w_0·(q_0 + q_6·w_0^4 + w_1·(q_4 + q_12·w_2·w_3·w_4)) + Σ_{i=1…3} w_i·(q_i + q_(6+i)·w_i^4) + w_2·w_3·q_5 − w_4·q_10
    //       + z·(α·Π f_i + a·L_0) + (−z(ωx)·α·Π_{i<4} g_i)·g_4 + (PI_0 − a)·L_0 + Σ_{i>0} PI_i·L_i + q_11
    //
    // with f_i and g_i the factors of ``PermutationFactors``, of which the first ones are times α, and a·(z − 1)·L_0 the term
    // that makes z begin with 1. The sum is divided by 2^260 once (``ProductSum``).

    extension VectorKernels {
        /// The bytes of scratch memory that `quotient` needs, for a number of Lagrange polynomials other than L_0.
        public static func quotientScratchBytes(otherLagranges: Int) -> Int {
            QuotientOperands.byteCount + PermutationFactors.byteCount
                + (2 + otherLagranges) * MemoryLayout<Limbs>.stride
        }

        /// The numerator of the quotient at `count` points, a multiple of 8, from values at these points.
        ///
        /// At `columns` lie the pointers to the values: of five wires, 13 selectors, five σ, z, z at the points times ω, and
        /// L_0; then those of at most 15 other Lagrange polynomials of public inputs, all up to the factors in `constants`. The
        /// points are at `points`, up to the base in `constants`. These are the 10 of `PermutationFactors`, with s = α; the
        /// factor of (z − 1)·L_0 times 2^264; then, times 2^260, the factor of the first public input's polynomial, L_0, less
        /// that of (z − 1)·L_0, and the factors of the others. Without `hasArithmeticSelectors`, in the place of q_11 are the
        /// values of all terms of the gate with q_0…q_5, q_10 and q_11, and nothing is read in the places of the others of these.
        public static func quotient(
            columns: UnsafeRawPointer, hasArithmeticSelectors: Bool, otherLagranges: Int, points: UnsafeRawPointer,
            constants: UnsafeRawPointer, numerators: UnsafeMutableRawPointer, count: Int,
            scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let columns = pointers(columns)
            let operands = QuotientOperands(scratch)
            let rest = scratch + QuotientOperands.byteCount
            let permutation = PermutationFactors(constants, memory: rest)
            let limbs = (rest + PermutationFactors.byteCount).assumingMemoryBound(to: Limbs.self)
            for index in 0..<2 + otherLagranges {
                limbs[index] = Limbs(words: constants + 32 * (PermutationFactors.constantCount + index))
            }
            var offset = 0
            while offset < 32 * count {
                let block = QuotientBlock(
                    columns: columns, offset: offset, count: min(QuotientBlock.count, (32 * count - offset) / 256),
                    operands: operands, hasArithmeticSelectors: hasArithmeticSelectors)
                block.findFactors(permutation, points: points)
                block.multiplyFactors(limbs[0])
                block.findGates()
                block.sumGates(otherLagranges: otherLagranges)
                block.addLagranges(limbs + 1, otherLagranges: otherLagranges, numerators)
                offset += 256 * QuotientBlock.count
            }
        }
    }

    /// Up to four times eight rows, and the steps of their work, which are loops over them.
    ///
    /// Columns of a domain start at multiples of large powers of two, so that the same rows of all of them belong into the
    /// same few places of a cache: of all columns side by side, lines would be thrown out before they are read. So a step
    /// reads the rows of a few columns, and asks for those of the next one.
    ///
    /// The steps are not inlined: a function that is too long for it stands by itself all the same. And they are not
    /// private, for the code of private functions is weak: the linker may take it for every processor.
    struct QuotientBlock {
        /// The most vectors of a block.
        static var count: Int { 4 }

        let columns: UnsafePointer<UnsafeRawPointer>
        /// Where the rows begin, in bytes from those of the columns.
        let offset: Int
        /// The vectors of this block.
        let count: Int
        let operands: QuotientOperands
        let hasArithmeticSelectors: Bool

        @inline(__always)
        private func value(_ column: Int, _ vector: Int) -> ScalarVector {
            ScalarVector(Words(row: columns[column] + (offset &+ 256 &* vector)))
        }

        /// Asks for the rows of a column, or for those that many bytes behind them.
        @inline(__always)
        private func fetch(_ column: Int, distance: Int = 0) {
            let rows = columns[column] + (offset &+ distance)
            var line = 0
            while line < 256 &* count {
                prefetchNear(rows + line)
                line &+= 64
            }
        }

        /// p − x for an x below p.
        @inline(__always)
        private func negated(_ column: Int, _ vector: Int) -> ScalarVector {
            (ScalarVector(repeating: ScalarModulus52.p) - value(column, vector)).carried
        }

        /// The wires, and the factors of the permutation argument.
        @inline(never)
        func findFactors(_ permutation: PermutationFactors, points: UnsafeRawPointer) {
            var index = 0
            while index < 5 {
                let isLast = index == 4
                fetch(isLast ? QuotientColumn.shiftedProduct : QuotientColumn.wires &+ index &+ 1)
                fetch(isLast ? QuotientColumn.lagrange : QuotientColumn.sigmas &+ index &+ 1)
                var vector = 0
                while vector < count {
                    let point = ScalarVector(Words(row: points + (offset &+ 256 &* vector)))
                    let wire = value(QuotientColumn.wires &+ index, vector).shiftedLeftBy4
                    operands.wires(vector)[index] = wire
                    // α·w_0 is below 5.01·p + 16·1.01/84.6·p < 6·p.
                    (operands.identity(vector)[index], operands.permuted(vector)[index]) = permutation.factors(
                        index, index == 0 ? wire * permutation.scale : wire, point: point,
                        sigma: value(QuotientColumn.sigmas &+ index, vector))
                    vector &+= 1
                }
                index &+= 1
            }
        }

        /// What z is multiplied with goes to the place of the first factor with a point, −α·z(ωx)·Π_{i<4} g_i to that of the
        /// first one with σ.
        @inline(never)
        func multiplyFactors(_ start: Limbs) {
            if hasArithmeticSelectors { fetch(QuotientColumn.selectors + 4) }
            fetch(QuotientColumn.selectors + 12)
            var vector = 0
            while vector < count {
                let (f, g) = (operands.identity(vector), operands.permuted(vector))
                // Π f_i is below 12·22.1/84.6·p + 2.24·p < 5.4·p for two factors, then below 3.7·p and 3.3·p; −z(ωx)·Π g_i is
                // below 2.4·p for one, and below 3.1·p for four.
                var identity = f[0]
                var permuted = negated(QuotientColumn.shiftedProduct, vector) * g[0]
                var index = 1
                while index < 4 {
                    identity = identity * f[index]
                    permuted = permuted * g[index]
                    index &+= 1
                }
                assert(identity.isBelow(4) && permuted.isBelow(4))
                // Below 3.3·22.1/84.6·p + 1/84.6·p + 2.24·p < 3.2·p, times 2^260.
                var product = ProductSum()
                product.add(identity, f[4])
                product.add(value(QuotientColumn.lagrange, vector), start)
                f[0] = product.value
                g[0] = permuted
                assert(f[0].isBelow(4))
                vector &+= 1
            }
        }

        /// What w_0…w_3 are multiplied with, and w_2·w_3.
        @inline(never)
        func findGates() {
            if hasArithmeticSelectors { fetch(QuotientColumn.selectors) }
            fetch(QuotientColumn.selectors + 6)
            var vector = 0
            while vector < count {
                let (w, gates) = (operands.wires(vector), operands.gates(vector))
                // Products of two wires are below 256/84.6·p + 2.24·p < 5.3·p, of these and a wire below 3.3·p, and of these
                // and a selector below 2.3·p.
                gates[4] = w[2] * w[3]
                let last = gates[4] * w[4] * value(QuotientColumn.selectors + 12, vector)
                gates[0] = hasArithmeticSelectors ? (last + value(QuotientColumn.selectors + 4, vector)).carried : last
                vector &+= 1
            }
            var index = 0
            while index < 4 {
                let isLast = index == 3
                if hasArithmeticSelectors {
                    fetch(isLast ? QuotientColumn.selectors + 5 : QuotientColumn.selectors &+ index &+ 1)
                }
                if !isLast { fetch(QuotientColumn.selectors + 7 &+ index) }
                if isLast && hasArithmeticSelectors { fetch(QuotientColumn.selectors + 10) }
                vector = 0
                while vector < count {
                    let (w, gates) = (operands.wires(vector), operands.gates(vector))
                    // Squares are below 5.3·p, fourth powers below 2.6·p. The sum is below (2.6 + 16·3.3)/84.6·p + 2.24·p + p <
                    // 3.9·p for the first wire, and 3.3·p for the others.
                    var gate = ProductSum()
                    gate.add(w[index].squared.squared, value(QuotientColumn.selectors + 6 &+ index, vector))
                    if index == 0 { gate.add(w[1], gates[0]) }
                    gates[index] =
                        hasArithmeticSelectors
                        ? (gate.value + value(QuotientColumn.selectors &+ index, vector)).carried : gate.value
                    vector &+= 1
                }
                index &+= 1
            }
        }

        /// The sum of all products but those with Lagrange polynomials.
        @inline(never)
        func sumGates(otherLagranges: Int) {
            fetch(QuotientColumn.product)
            fetch(QuotientColumn.selectors + 11)
            var index = 0
            while index <= otherLagranges {
                fetch(QuotientColumn.lagrange &+ index)
                index &+= 1
            }
            var vector = 0
            while vector < count {
                let (w, gates, g) = (operands.wires(vector), operands.gates(vector), operands.permuted(vector))
                var sum = ProductSum()
                index = 0
                while index < 4 {
                    sum.add(w[index], gates[index])
                    index &+= 1
                }
                if hasArithmeticSelectors {
                    sum.add(gates[4], value(QuotientColumn.selectors + 5, vector))
                    sum.add(w[4], negated(QuotientColumn.selectors + 10, vector))
                }
                sum.add(value(QuotientColumn.product, vector), operands.identity(vector)[0])
                sum.add(g[0], g[4])
                operands.sum(vector).pointee = sum
                vector &+= 1
            }
        }

        /// The sum of all, with the factors of the Lagrange polynomials.
        @inline(never)
        func addLagranges(_ factors: UnsafePointer<Limbs>, otherLagranges: Int, _ numerators: UnsafeMutableRawPointer) {
            fetch(QuotientColumn.wires, distance: 256 * QuotientBlock.count)
            fetch(QuotientColumn.sigmas, distance: 256 * QuotientBlock.count)
            var vector = 0
            while vector < count {
                var sum = operands.sum(vector).pointee
                var index = 0
                while index <= otherLagranges {
                    sum.add(value(QuotientColumn.lagrange &+ index, vector), factors[index])
                    index &+= 1
                }
                // The sums of the products of factors, in p²: 16·3.9 + 3·16·3.3 for four wires, 5.3 and 16 for w_2·w_3 and w_4,
                // 3.2 for z, 3.1·22.1 for z(ωx) and 1 for each of 16 Lagrange polynomials: below 332 together. So the sum is
                // below 332/84.6·p + 2.24·p + p < 8·p.
                let result = sum.value + value(QuotientColumn.selectors + 11, vector)
                assert(result.isBelow(8))
                result.reduced.canonical.words.storeRow(numerators + (offset &+ 256 &* vector))
                vector &+= 1
            }
        }
    }

    /// Where the operands of a block are kept until they are multiplied: more than there are registers.
    struct QuotientOperands {
        /// Those of eight rows.
        private static var count: Int { 20 }
        /// The bytes of all.
        static var byteCount: Int { QuotientBlock.count * count * MemoryLayout<ScalarVector>.stride }

        private let memory: UnsafeMutablePointer<ScalarVector>

        @inline(__always)
        init(_ memory: UnsafeMutableRawPointer) { self.memory = memory.assumingMemoryBound(to: ScalarVector.self) }

        @inline(__always)
        private func operands(_ vector: Int, _ first: Int) -> UnsafeMutablePointer<ScalarVector> {
            memory + (vector &* QuotientOperands.count &+ first)
        }

        /// The five wires.
        @inline(__always)
        func wires(_ vector: Int) -> UnsafeMutablePointer<ScalarVector> { operands(vector, 0) }
        /// What four of them are multiplied with, and the product of the last two of these four.
        @inline(__always)
        func gates(_ vector: Int) -> UnsafeMutablePointer<ScalarVector> { operands(vector, 5) }
        /// The factors of the permutation argument with the points.
        @inline(__always)
        func identity(_ vector: Int) -> UnsafeMutablePointer<ScalarVector> { operands(vector, 10) }
        /// The factors of the permutation argument with σ.
        @inline(__always)
        func permuted(_ vector: Int) -> UnsafeMutablePointer<ScalarVector> { operands(vector, 15) }
        /// A sum of products, ten limbs, in the place of the first of what wires are multiplied with.
        @inline(__always)
        func sum(_ vector: Int) -> UnsafeMutablePointer<ProductSum> {
            UnsafeMutableRawPointer(gates(vector)).assumingMemoryBound(to: ProductSum.self)
        }
    }
#endif
