#if arch(x86_64)
    import BN254
    import CSIMD
    import Kernels
    import TestSupport
    import Testing

    /// Kernels that need a mode of rounding set it themselves, and give the caller's back.
    @Suite struct RoundingTests {
        /// All four modes: to nearest, up, down, and toward zero.
        private static let modes: [UInt32] = [0x1f80, 0x1f80 | 0x4000, 0x1f80 | 0x2000, 0x1f80 | 0x6000]

        /// Calls `body` under a control word, and returns the one after it.
        private static func under(_ control: UInt32, _ body: () -> Void) -> UInt32 {
            let own = csimd_round_toward_zero()
            csimd_restore_rounding(control)
            body()
            let left = csimd_round_toward_zero()
            csimd_restore_rounding(own)
            return left
        }

        @Test(arguments: KernelTable.all.indices)
        func `results of all kernels, and the caller's mode, are the same under every mode`(table: Int) {
            let times = KernelTimes()
            let kernels = KernelTable.all[table].timed(by: times)
            for prepare in OneCall.all {
                let usual = prepare(kernels)
                usual.run()
                let expected = usual.result()
                for mode in Self.modes {
                    let before = times.totals
                    let call = prepare(kernels)
                    let left = Self.under(mode, call.run)
                    let called = zip(times.totals, before).filter { $0.calls > $1.calls }.map { $0.0.kernel }
                    // Whether something was rounded is in the six lowest bits.
                    #expect(left & ~0x3f == mode, "\(called)")
                    #expect(call.result() == expected, "\(called)")
                }
            }
            // Each kernel of the table, whatever their number.
            let uncalled = times.totals.filter { $0.calls != 1 + Self.modes.count }.map(\.kernel)
            #expect(uncalled.isEmpty)
        }
    }

    /// One call of one kernel, on inputs that are the same for every call.
    private struct OneCall {
        /// The call and nothing else.
        let run: () -> Void
        /// What it has left.
        let result: () -> [AnyHashable]

        /// Every kernel, in the order of the table.
        static let all: [@Sendable (KernelTable) -> OneCall] = [
            { kernels in columns(kernels) { kernels.forwardColumns($0) } },
            { kernels in rows(kernels) { kernels.forwardRows($0) } },
            { kernels in rows(kernels) { kernels.inverseRows($0) } },
            { kernels in columns(kernels) { kernels.inverseColumns($0) } },
            { kernels in
                let points = Storage<G1Point>(count: 16)
                let (bases, entries) = (StorageSlice(copying: multiples), StorageSlice<UInt32>(copying: Array(0..<16)))
                return OneCall({ kernels.gather(bases, entries, to: points.slice) }, result: { points.elements })
            },
            { kernels in
                let (points, firsts) = (Storage(copying: multiples), Storage<UInt32>(count: 8))
                for index in 0..<8 { firsts[index] = UInt32(index) }
                let pairs = PointPairs(
                    points: points.slice, firsts: firsts, count: 8, distance: 8,
                    scratch: Storage(count: kernels.scratch.pairs(8)))
                return OneCall({ kernels.addPairs(pairs) }, result: { points.elements })
            },
            { kernels in
                let bases = multiples.map { G1Point(uncheckedX: $0.x, y: $0.y * kernels.ordinateScale) }
                let sums = Storage<G1Point>(count: 8)
                let scratch = Storage<UInt8>(count: kernels.scratch.listByteCount)
                // Eight lists of three points, and what may be read ahead.
                let entries = (0..<24).map { UInt32(13 * $0 % 32) } + Array(repeating: 0, count: 64)
                let lists = PointLists(
                    bases: StorageSlice(copying: bases), entries: StorageSlice(copying: entries),
                    starts: StorageSlice(copying: [0]), lengths: StorageSlice(copying: Array(repeating: 3, count: 8)),
                    sums: sums.slice, scratch: scratch.slice)
                return OneCall({ kernels.sumLists(lists) }, result: { sums.elements })
            },
            { kernels in
                let products = Storage(copying: multiples)
                let scratch = Storage<UInt8>(count: kernels.scratch.multipleByteCount)
                let multiples = PointMultiples(
                    points: products.slice, factors: scalars(0, 16), logRun: 0, scratch: scratch.slice)
                return OneCall({ kernels.multiplyPoints(multiples) }, result: { products.elements })
            },
            { kernels in
                // (1 + c)·G − c·G is G, but not 2·G.
                let (g, verdicts) = (EdwardsPoint.generator, Storage<Bool>(count: 9))
                let equations = (0..<9).map { index in
                    let c = UInt64(index + 3)
                    return EdwardsEquation(
                        s: EdwardsScalar(c + (index == 4 ? 2 : 1)), c: UInt256(c), key: g, r: g)
                }
                let slice = StorageSlice(copying: equations)
                return OneCall(
                    { kernels.checkEquations(slice, verdicts: verdicts.slice) }, result: { verdicts.elements })
            },
            { kernels in
                let magnitudes = Storage<UInt64>(count: 4 * 16)
                return OneCall(
                    { kernels.magnitudes(of: scalars(0, 16), to: magnitudes.slice) }, result: { magnitudes.elements })
            },
            { kernels in
                let (words, codes) = (
                    StorageSlice(copying: (0..<16).map { UInt64($0) << 50 }), Storage<UInt32>(count: 16)
                )
                let window = DigitWindow(low: words, high: words, shift: 50, width: 17)
                return OneCall({ kernels.digits(window, to: codes.slice) }, result: { codes.elements })
            },
            { kernels in
                let states = Column(copying: scalars(0, 36))
                let table = RescueTable(
                    matrix: scalars(1, 16).elements, roundKeys: scalars(2, 12).elements,
                    root: [PowerStep(target: 1, base: 0, squarings: 2, factor: 0)], for: kernels)
                let call = RescueStates(states: states.slice, table: table)
                return OneCall({ kernels.permuteRescue(call) }, result: { states.elements })
            },
            { kernels in
                let (values, factors) = (Column(copying: scalars(0, 40)), scalars(1, 40))
                return OneCall({ kernels.multiply(values.slice, by: factors) }, result: { values.elements })
            },
            { kernels in
                let (values, value) = (scalars(0, 40), Column(count: 1))
                return OneCall({ value[0] = kernels.evaluate(values, at: values[1]) }, result: { value.elements })
            },
            { kernels in
                let values = Column(copying: scalars(0, 40))
                let scratch = Column(count: kernels.scratch.inversion(40))
                return OneCall({ kernels.invert(values.slice, scratch: scratch) }, result: { values.elements })
            },
            { kernels in
                let target = Column(count: 16)
                let terms = LinearCombinations(
                    sources: (0..<5).map { scalars($0, 16) }, targets: [target.slice],
                    factors: scalars(9, 5).elements, rows: 0..<16)
                return OneCall({ kernels.combine(terms) }, result: { target.elements })
            },
            { kernels in
                let (numerators, denominators) = (Column(count: 16), Column(count: 16))
                let factors = scalars(12, 5).elements
                let terms = PermutationTerms(
                    wires: (0..<5).map { scalars($0, 16) }, sigmas: (5..<10).map { scalars($0, 16) }, rows: 0..<16,
                    points: scalars(10, 16), pointFactors: factors, beta: factors[0], gamma: factors[1],
                    numerators: numerators.slice, denominators: denominators.slice)
                return OneCall(
                    { kernels.permutationTerms(terms) }, result: { numerators.elements + denominators.elements })
            },
            { kernels in
                let numerators = Column(count: 16)
                let factors = scalars(30, 5).elements
                let terms = QuotientTerms(
                    wires: (0..<5).map { scalars($0, 16) }, selectors: (5..<18).map { scalars($0, 16) },
                    sigmas: (18..<23).map { scalars($0, 16) }, rows: 0..<16, product: scalars(23, 16),
                    shiftedProduct: scalars(24, 16), lagrange: scalars(25, 16), lagrangeFactor: factors[0],
                    otherLagranges: [scalars(26, 16)],
                    publicInputFactors: Array(factors.prefix(2)), points: scalars(28, 16), pointFactors: factors,
                    alpha: factors[1], beta: factors[2], gamma: factors[3], numerators: numerators.slice)
                return OneCall({ kernels.quotient(terms) }, result: { numerators.elements })
            },
            { kernels in
                let values = Column(count: 16)
                let gates = ArithmeticGates(
                    wires: (0..<5).map { scalars($0, 16) }, selectors: (5..<13).map { scalars($0, 16) }, rows: 0..<16,
                    values: values.slice)
                return OneCall({ kernels.arithmeticGates(gates) }, result: { values.elements })
            },
        ]

        private init(_ run: @escaping () -> Void, result: @escaping () -> [some Hashable]) {
            self.run = run
            self.result = { result().map { AnyHashable($0) } }
        }

        private static let multiples: [G1Point] = {
            var points = [JacobianPoint(G1Point.generator)]
            for _ in 1..<16 { points.append(points[points.count - 1].doubled + G1Point.generator) }
            return G1Point.normalizing(points)
        }()

        private static func scalars(_ series: Int, _ count: Int) -> StorageSlice<Fr> {
            var generator = SeededGenerator(seed: UInt64(11 + series))
            return StorageSlice(copying: (0..<count).map { _ in Fr.random(using: &generator) })
        }

        /// Factors of transforms, the first of which is 1.
        private static func factors(_ count: Int, _ kernels: KernelTable) -> Column {
            let factors = Column(copying: scalars(1, count))
            factors[0] = .one
            for index in 0..<count { factors[index] *= kernels.factorScale }
            return factors
        }

        /// Sixteen columns of sixteen elements.
        private static func columns(_ kernels: KernelTable, _ kernel: @escaping (TransformColumns) -> Void) -> OneCall {
            let values = Column(copying: scalars(0, 256))
            let block = TransformColumns(
                values: values.slice, stride: 16, logRows: 4, width: 16, twiddles: factors(16, kernels).readOnly,
                node: 0, logDivisor: 8, scratch: Column(count: kernels.scratch.columns(4, 16)))
            return OneCall({ kernel(block) }, result: { values.elements })
        }

        /// Sixteen rows of sixteen elements.
        private static func rows(_ kernels: KernelTable, _ kernel: @escaping (TransformRows) -> Void) -> OneCall {
            let values = Column(copying: scalars(0, 256))
            let block = TransformRows(
                values: values.slice, logLength: 4, rows: 0..<16, twiddles: factors(128, kernels).readOnly,
                scaling: nil, logDivisor: nil, scratch: Column(count: kernels.scratch.rows(4)))
            return OneCall({ kernel(block) }, result: { values.elements })
        }
    }
#endif
