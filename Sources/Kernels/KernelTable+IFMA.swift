#if arch(x86_64)
    import BN254
    import KernelsIFMA

    extension KernelTable {
        /// The set in AVX-512 IFMA instructions; call it only where ``isIFMASupported``.
        static let ifma = KernelTable(
            name: "ifma",
            lanes: 8,
            factorScale: Fr(16),
            forwardColumns: { block in
                IFMAKernels.forwardColumns(
                    block.source, block.values, stride: block.stride, logRows: block.logRows, width: block.width,
                    factors: block.twiddles, node: block.node, scratch: block.scratch)
            },
            forwardRows: { block in
                precondition(block.rows.count.isMultiple(of: 8))
                IFMAKernels.forwardRows(
                    block.values, logLength: block.logLength, row: block.rows.lowerBound, count: block.rows.count,
                    factors: block.twiddles, powers: block.scaling, scratch: block.scratch)
            },
            inverseRows: { block in
                precondition(block.rows.count.isMultiple(of: 8) && block.logDivisor == nil)
                IFMAKernels.inverseRows(
                    block.values, logLength: block.logLength, row: block.rows.lowerBound, count: block.rows.count,
                    factors: block.twiddles, powers: block.scaling, scratch: block.scratch)
            },
            inverseColumns: { block in
                IFMAKernels.inverseColumns(
                    block.source, block.values, stride: block.stride, logRows: block.logRows, width: block.width,
                    factors: block.twiddles, node: block.node, logDivisor: block.logDivisor, scratch: block.scratch)
            },
            gather: PortablePoints.gather,
            addPairs: addPairs,
            multiply: { values, factors, count in
                let most = count & ~7
                IFMAKernels.multiply(values, factors, count: most)
                portable.multiply(values + most, factors + most, count - most)
            },
            evaluate: evaluate,
            invert: invert,
            combine: combine,
            permutationTerms: permutationTerms,
            quotient: quotient)

        /// The bytes of scratch memory for columns of 2^logRows elements.
        static func vectorScratchSize(logRows: Int) -> Int { IFMAKernels.columnScratchSize(logRows: logRows) }

        /// The bytes of scratch memory for rows of 2^logLength elements.
        static func vectorScratchSize(logLength: Int) -> Int { IFMAKernels.rowScratchSize(logLength: logLength) }

        /// Eight interleaved polynomials in x^8, and the elements that are left over as another one.
        private static func evaluate(_ coefficients: UnsafePointer<Fr>, _ point: Fr, _ count: Int) -> Fr {
            let most = count & ~7
            guard most > 0 else { return portable.evaluate(coefficients, point, count) }
            let eighthPower = point.squared.squared.squared
            let start = withUnsafeTemporaryAllocation(of: Fr.self, capacity: 8) { sums in
                guard let base = sums.baseAddress else { return Fr.zero }
                withUnsafePointer(to: eighthPower * Fr(16)) { power in
                    IFMAKernels.evaluate(coefficients, power: power, count: most, sums: base)
                }
                return portable.evaluate(base, point, 8)
            }
            guard most < count else { return start }
            let rest = portable.evaluate(coefficients + most, point, count - most)
            return start + rest * point.power(variableTime: UInt256(UInt64(most)))
        }

        /// Equal x, and infinity, for which x is 0 in memory, are left to the portable kernel: it does the whole batch.
        private static func addPairs(_ pairs: PointPairs) {
            let count = (pairs.count + 7) & ~7
            guard count > 0 else { return }
            // The last vector is filled with its last pair: equal lanes have equal results.
            for index in pairs.count..<count { pairs.firsts[index] = pairs.firsts[pairs.count - 1] }
            let isDone = withUnsafeTemporaryAllocation(of: Fq.self, capacity: 8) { products in
                guard let base = products.baseAddress else { return false }
                let isRegular = IFMAKernels.multiplyDenominators(
                    pairs.points, firsts: pairs.firsts, count: count, distance: pairs.distance, scratch: pairs.scratch,
                    products: base)
                guard isRegular, products.allSatisfy({ !$0.isZero }), invert(products) else { return false }
                IFMAKernels.addPairs(
                    pairs.points, firsts: pairs.firsts, count: count, distance: pairs.distance, scratch: pairs.scratch,
                    inverses: base)
                return true
            }
            if !isDone { PortablePoints.addPairs(pairs) }
        }

        /// Turns p·2^260, of which Fq takes the integers to be elements times 2^256, into p⁻¹·2^258.
        ///
        /// The inverse of the integer t as an element is 2^512/t = 2^252/p, and 2^6 times that is what is asked for.
        private static func invert(_ products: UnsafeMutableBufferPointer<Fq>) -> Bool {
            var elements = InlineArray<8, Fq>(repeating: .one)
            var product = Fq.one
            for index in 0..<8 {
                elements[index] = product
                product *= products[index]
            }
            guard var inverse = product.inverse else { return false }
            inverse *= Fq(64)
            for index in (0..<8).reversed() {
                let denominator = products[index]
                products[index] = inverse * elements[index]
                inverse *= denominator
            }
            return true
        }
    }
#else
    extension KernelTable {
        /// There are no kernels that need any.
        static func vectorScratchSize(logRows: Int) -> Int { 0 }
        static func vectorScratchSize(logLength: Int) -> Int { 0 }
    }
#endif
