#if arch(x86_64)
    import BN254
    import KernelsIFMA

    extension KernelTable {
        /// The set in AVX-512 IFMA instructions; call it only where `csimd_has_avx512_ifma` says yes.
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
            addPairs: addPairsIFMA,
            ordinateScale: ordinateScaleIFMA,
            sumLists: sumListsIFMA,
            multiplyPoints: multiplyPointsIFMA,
            checkEquations: checkEquations,
            permuteRescue: permuteRescue,
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
    }
#else
    extension KernelTable {
        /// There are no kernels that need any.
        static func vectorScratchSize(logRows: Int) -> Int { 0 }
        static func vectorScratchSize(logLength: Int) -> Int { 0 }
    }
#endif
