#if arch(x86_64)
    import BN254

    extension KernelTable {
        /// The table of a set of vectors.
        init<Vectors: VectorSet>(name: String, _ set: Vectors.Type) {
            self.init(
                name: name,
                lanes: 8,
                factorScale: Fr(16),
                ordinateScale: VectorScales.ordinate,
                scratch: VectorTable<Vectors>.scratch,
                functions: VectorTable<Vectors>.functions)
        }
    }

    enum VectorScales {
        /// The y of bases are divided by four in memory.
        static let ordinate = Fq(4).inverse ?? .one
        /// From times 2^260 to times 2^256.
        static let sixteenth = Fr(16).inverse ?? .one
    }

    /// What a table hands to the kernels of a set in vectors. What they cannot do goes to the portable ones.
    enum VectorTable<Vectors: VectorSet> {
        static var functions: KernelFunctions {
            KernelFunctions(
                forwardColumns: { block in
                    Vectors.forwardColumns(
                        block.source.start, block.values.start, stride: block.stride, logRows: block.logRows,
                        width: block.width, factors: block.twiddles.start, node: block.node, scratch: block.scratch.base
                    )
                },
                forwardRows: { block in
                    precondition(block.rows.count.isMultiple(of: 8))
                    Vectors.forwardRows(
                        block.values.start, logLength: block.logLength, row: block.rows.lowerBound,
                        count: block.rows.count, factors: block.twiddles.start, powers: block.scaling?.base,
                        scratch: block.scratch.base)
                },
                inverseRows: { block in
                    precondition(block.rows.count.isMultiple(of: 8) && block.logDivisor == nil)
                    Vectors.inverseRows(
                        block.values.start, logLength: block.logLength, row: block.rows.lowerBound,
                        count: block.rows.count, factors: block.twiddles.start, powers: block.scaling?.base,
                        scratch: block.scratch.base)
                },
                inverseColumns: { block in
                    Vectors.inverseColumns(
                        block.source.start, block.values.start, stride: block.stride, logRows: block.logRows,
                        width: block.width, factors: block.twiddles.start, node: block.node,
                        logDivisor: block.logDivisor,
                        scratch: block.scratch.base)
                },
                gather: PortablePoints.gather,
                addPairs: addPairs,
                sumLists: sumLists,
                multiplyPoints: multiplyPoints,
                checkEquations: checkEquations,
                magnitudes: magnitudes,
                digits: digits,
                permuteRescue: permuteRescue,
                multiply: { values, factors, count in
                    let most = count & ~7
                    Vectors.multiply(values, factors, count: most)
                    PortableVectors.multiply(values + most, factors + most, count - most)
                },
                evaluate: evaluate,
                invert: invert,
                combine: combine,
                permutationTerms: permutationTerms,
                arithmeticGates: arithmeticGates,
                quotient: quotient)
        }

        /// As much as the portable kernels need for what is left to them, at least.
        static var scratch: ScratchSizes {
            ScratchSizes(
                columns: { logRows, _ in
                    Vectors.columnScratchSize(logRows: logRows) / MemoryLayout<Fr>.stride
                },
                rows: { logLength in Vectors.rowScratchSize(logLength: logLength) / MemoryLayout<Fr>.stride },
                pairs: { 3 * $0 + 180 },
                listByteCount: max(
                    Vectors.scratchBytes(octets: PointLists.maximumCount), PortablePoints.listScratchByteCount),
                multipleByteCount: 1 << 20,
                inversion: { $0 / 4 * 5 + 16 })
        }

        /// Eight interleaved polynomials in x^8, and the elements that are left over as another one.
        private static func evaluate(_ coefficients: UnsafePointer<Fr>, _ point: Fr, _ count: Int) -> Fr {
            let most = count & ~7
            guard most > 0 else { return PortableVectors.evaluate(coefficients, point, count) }
            let eighthPower = point.squared.squared.squared
            let size = MemoryLayout<Fr>.stride * 8
            let start = withUnsafeTemporaryAllocation(
                byteCount: Vectors.evaluationScratchBytes + size, alignment: 64
            ) { memory in
                guard let scratch = memory.baseAddress else { return Fr.zero }
                let sums = scratch + Vectors.evaluationScratchBytes
                withUnsafePointer(to: eighthPower * Fr(16)) { power in
                    Vectors.evaluate(coefficients, power: power, count: most, sums: sums, scratch: scratch)
                }
                return PortableVectors.evaluate(sums.bindMemory(to: Fr.self, capacity: 8), point, 8)
            }
            guard most < count else { return start }
            let rest = PortableVectors.evaluate(coefficients + most, point, count - most)
            return start + rest * point.power(variableTime: UInt256(UInt64(most)))
        }
    }
#endif
