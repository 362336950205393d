#if arch(x86_64)
    import BN254
    import KernelsIFMA

    extension KernelTable {
        /// The set in AVX-512 IFMA instructions; call it only where `csimd_has_avx512_ifma` says yes.
        static let ifma = KernelTable(
            name: "ifma",
            lanes: 8,
            factorScale: Fr(16),
            ordinateScale: IFMATable.ordinateScale,
            scratch: IFMATable.scratch,
            functions: IFMATable.functions)
    }

    /// What the table hands to the kernels in IFMA instructions. What they cannot do goes to the portable ones.
    enum IFMATable {
        static let functions = KernelFunctions(
            forwardColumns: { block in
                IFMAKernels.forwardColumns(
                    block.source.start, block.values.start, stride: block.stride, logRows: block.logRows,
                    width: block.width, factors: block.twiddles.start, node: block.node, scratch: block.scratch.base)
            },
            forwardRows: { block in
                precondition(block.rows.count.isMultiple(of: 8))
                IFMAKernels.forwardRows(
                    block.values.start, logLength: block.logLength, row: block.rows.lowerBound,
                    count: block.rows.count, factors: block.twiddles.start, powers: block.scaling?.base,
                    scratch: block.scratch.base)
            },
            inverseRows: { block in
                precondition(block.rows.count.isMultiple(of: 8) && block.logDivisor == nil)
                IFMAKernels.inverseRows(
                    block.values.start, logLength: block.logLength, row: block.rows.lowerBound,
                    count: block.rows.count, factors: block.twiddles.start, powers: block.scaling?.base,
                    scratch: block.scratch.base)
            },
            inverseColumns: { block in
                IFMAKernels.inverseColumns(
                    block.source.start, block.values.start, stride: block.stride, logRows: block.logRows,
                    width: block.width, factors: block.twiddles.start, node: block.node, logDivisor: block.logDivisor,
                    scratch: block.scratch.base)
            },
            gather: PortablePoints.gather,
            addPairs: addPairs,
            sumLists: sumLists,
            multiplyPoints: multiplyPoints,
            checkEquations: checkEquations,
            permuteRescue: permuteRescue,
            multiply: { values, factors, count in
                let most = count & ~7
                IFMAKernels.multiply(values, factors, count: most)
                PortableVectors.multiply(values + most, factors + most, count - most)
            },
            evaluate: evaluate,
            invert: invert,
            combine: combine,
            permutationTerms: permutationTerms,
            quotient: quotient)

        /// As much as the portable kernels need for what is left to them, at least.
        static let scratch = ScratchSizes(
            columns: { logRows, _ in
                IFMAKernels.columnScratchSize(logRows: logRows) / MemoryLayout<Fr>.stride
            },
            rows: { logLength in IFMAKernels.rowScratchSize(logLength: logLength) / MemoryLayout<Fr>.stride },
            pairs: { 3 * $0 + 180 },
            listByteCount: 1 << 18,
            multipleByteCount: 1 << 20,
            inversion: { $0 / 4 * 5 + 16 })

        /// Eight interleaved polynomials in x^8, and the elements that are left over as another one.
        private static func evaluate(_ coefficients: UnsafePointer<Fr>, _ point: Fr, _ count: Int) -> Fr {
            let most = count & ~7
            guard most > 0 else { return PortableVectors.evaluate(coefficients, point, count) }
            let eighthPower = point.squared.squared.squared
            let start = withUnsafeTemporaryAllocation(of: Fr.self, capacity: 8) { sums in
                guard let base = sums.baseAddress else { return Fr.zero }
                withUnsafePointer(to: eighthPower * Fr(16)) { power in
                    IFMAKernels.evaluate(coefficients, power: power, count: most, sums: base)
                }
                return PortableVectors.evaluate(base, point, 8)
            }
            guard most < count else { return start }
            let rest = PortableVectors.evaluate(coefficients + most, point, count - most)
            return start + rest * point.power(variableTime: UInt256(UInt64(most)))
        }
    }
#endif
