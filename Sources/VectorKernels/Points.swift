#if arch(x86_64)
    // Affine additions of pairs of points of y² = x³ + 3, eight at a time, that share one inversion (Montgomery's trick).
    //
    // Coordinates are times 2^256 in memory while the vectors multiply as if they were times 2^260. Nothing is converted;
    // the powers of two cancel:
    //
    // * A denominator d, times 2^256, counts as d̃ = d·2^−4 times 2^260. The products and the inverses of the d̃ are exact in
    //   that form, and the one inversion is asked for (Π d̃)⁻¹·2^−2: so every inverse is d⁻¹·2^(4 − 2), times 2^260, that is
    //   d⁻¹ times 2^262.
    // * The slope λ = Δy·d⁻¹ is then times 2^(256 + 262 − 260) = 2^258, its square times 2^256, as x is.
    // * λ·Δx is times 2^(258 + 256 − 260) = 2^254: four times that is times 2^256, as y is.

    extension VectorKernels {
        /// Bytes of scratch memory for `count` pairs, a multiple of 8.
        public static func scratchBytes(pairs count: Int) -> Int {
            (count / 4 + 16) * MemoryLayout<CoordinateVector>.stride + 8
        }

        /// The first half of `count` / 8 times 8 additions `points[f] += points[f + distance]`, f in `firsts`, with `count` a
        /// positive multiple of 8.
        ///
        /// Points are 64 bytes each, x and y, canonical. Writes the products of the denominators x₂ − x₁ of each lane, as
        /// eight canonical integers Π d̃·2^260, to `products`, 256 bytes. If one is zero, equal x being the cause, these
        /// additions must be done otherwise. Infinity, which has x = 0 in memory as no other point has, has the denominator
        /// 1.
        public static func multiplyDenominators(
            _ points: UnsafeRawPointer, firsts: UnsafePointer<UInt32>, count: Int, distance: Int,
            scratch: UnsafeMutableRawPointer, products: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            var scratch = scratch.assumingMemoryBound(to: CoordinateVector.self)
            var product = CoordinateVector(repeating: CoordinateModulus52.one)
            var index = 0
            while index < count {
                let x1 = coordinates(points, firsts + index)
                let x2 = coordinates(points + 64 * distance, firsts + index)
                // Below 5·p.
                var denominator = (CoordinateVector(x2) - CoordinateVector(x1) + CoordinateModulus52.times4).normalised
                let infinite = x1.zeroLanes | x2.zeroLanes
                if infinite != 0 {
                    denominator = denominator.replaced(in: infinite, by: CoordinateModulus52.one)
                }
                scratch[0] = product
                scratch[1] = denominator
                product = product * denominator
                scratch += 2
                index += 8
            }
            product.reduced.canonical.words.storeRow(products)
        }

        /// The second half, with (Π d̃)⁻¹·2^258 of each lane, canonical, in `inverses`. The sums, canonical, replace the
        /// first points.
        ///
        /// x₃ = λ² − x₁ − x₂ and y₃ = λ·(x₁ − x₃) − y₁ with λ = (y₂ − y₁)·d⁻¹. Four vectors go through every step together:
        /// the steps depend on each other, the vectors do not, and the processor looks ahead no further than one step.
        public static func addPairs(
            _ points: UnsafeMutableRawPointer, firsts: UnsafePointer<UInt32>, count: Int, distance: Int,
            scratch: UnsafeMutableRawPointer, inverses: UnsafeRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let products = scratch.assumingMemoryBound(to: CoordinateVector.self)
            let stages = products + count / 4
            let (slopes, sums, x1, y1) = (stages, stages + 4, stages + 8, stages + 12)
            // A bit for every lane whose first or second point is infinity.
            let firstInfinite = UnsafeMutableRawPointer(stages + 16).assumingMemoryBound(to: UInt8.self)
            let secondInfinite = firstInfinite + 4
            var inverse = CoordinateVector(Words(row: inverses))
            var end = count / 8
            while end > 0 {
                let width = end < 4 ? end : 4
                end -= width
                var k = width - 1
                while k >= 0 {
                    // Below 2.7·p, as every product before is, and below 5/84.6·2.7·p + 2.6·p < 2.8·p.
                    slopes[k] = inverse * products[2 * (end + k)]
                    inverse = inverse * products[2 * (end + k) + 1]
                    k -= 1
                }
                // Coordinates are below p, Δy below 5·p, slopes below 2.8·p.
                for k in 0..<width {
                    let places = firsts + 8 * (end + k)
                    let first = Square(points, places).transposed
                    let second = Square(points + 64 * distance, places).transposed
                    (firstInfinite[k], secondInfinite[k]) = (first.firstWords.zeroLanes, second.firstWords.zeroLanes)
                    x1[k] = CoordinateVector(first.firstWords)
                    y1[k] = CoordinateVector(first.secondWords)
                    sums[k] = x1[k] + CoordinateVector(second.firstWords)
                    let rise = CoordinateVector(second.secondWords) - y1[k] + CoordinateModulus52.times4
                    slopes[k] = rise.carried * slopes[k]
                }
                // The square is below 2.7·p, less the sum below 6.7·p.
                for k in 0..<width { sums[k] = slopes[k].squared - sums[k] + CoordinateModulus52.times4 }
                for k in 0..<width {
                    sums[k] = sums[k].reduced.canonical
                    x1[k] = (x1[k] - sums[k] + CoordinateModulus52.times4).carried
                }
                // The product is below 2.8·p, and four times that less y₁ below 15.2·p.
                for k in 0..<width { x1[k] = (slopes[k] * x1[k]).timesFour - y1[k] + CoordinateModulus52.times4 }
                for k in 0..<width {
                    let y = x1[k].reduced.canonical
                    let places = firsts + 8 * (end + k)
                    let sum = Square(sums[k].words, y.words).transposed
                    if firstInfinite[k] | secondInfinite[k] == 0 {
                        sum.store(points, places)
                    } else {
                        store(
                            sum, points, places, distance: distance, firstInfinite: firstInfinite[k],
                            secondInfinite: secondInfinite[k])
                    }
                }
            }
        }

        /// The x of points[f] for eight f in `firsts`; lanes in the order 0, 1, 2, 3, 4, 5, 6, 7.
        @inline(__always)
        private static func coordinates(_ points: UnsafeRawPointer, _ firsts: UnsafePointer<UInt32>) -> Words {
            @inline(__always)
            func halves(_ i: Int) -> Lanes {
                Lanes(
                    lowHalf: (points + 64 * Int(firsts[i])).loadUnaligned(as: SIMD4<UInt64>.self),
                    highHalf: (points + 64 * Int(firsts[i + 4])).loadUnaligned(as: SIMD4<UInt64>.self))
            }
            let (v0, v1, v2, v3) = (halves(0), halves(1), halves(2), halves(3))
            // (a0 b0 a2 b2 | e0 f0 e2 f2) and (a1 b1 a3 b3 | …); (c0 d0 c2 d2 | …) and so on.
            let (even01, odd01) = (interleaveEven(v0, v1), interleaveOdd(v0, v1))
            let (even23, odd23) = (interleaveEven(v2, v3), interleaveOdd(v2, v3))
            return Words(
                joinEvenPairs(even01, even23), joinEvenPairs(odd01, odd23), joinOddPairs(even01, even23),
                joinOddPairs(odd01, odd23))
        }
    }

    extension Words {
        /// A bit for every lane that is zero.
        @inline(__always)
        fileprivate var zeroLanes: UInt8 { whichAreZero(anyBits) }
    }

    extension FieldVector {
        /// The same but for the lanes whose bits in `mask` are 1: these are `value`.
        @inline(__always)
        fileprivate func replaced(in mask: UInt8, by value: Limbs) -> FieldVector {
            let (choice, value) = (LaneChoice(mask), FieldVector(repeating: value))
            return FieldVector(
                choice.choose(value.l0, l0), choice.choose(value.l1, l1), choice.choose(value.l2, l2),
                choice.choose(value.l3, l3), choice.choose(value.l4, l4))
        }
    }

    extension Square {
        /// The points at eight places.
        @inline(__always)
        fileprivate init(_ points: UnsafeRawPointer, _ places: UnsafePointer<UInt32>) {
            @inline(__always)
            func row(_ i: Int) -> Lanes { load(points + 64 * Int(places[i])) }
            self.init(row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7))
        }

        /// Writes the rows to eight places.
        @inline(__always)
        fileprivate func store(_ points: UnsafeMutableRawPointer, _ places: UnsafePointer<UInt32>) {
            storeLanes(r0, points + 64 * Int(places[0]))
            storeLanes(r1, points + 64 * Int(places[1]))
            storeLanes(r2, points + 64 * Int(places[2]))
            storeLanes(r3, points + 64 * Int(places[3]))
            storeLanes(r4, points + 64 * Int(places[4]))
            storeLanes(r5, points + 64 * Int(places[5]))
            storeLanes(r6, points + 64 * Int(places[6]))
            storeLanes(r7, points + 64 * Int(places[7]))
        }
    }

    /// Writes the rows to eight places, but what is added to infinity for the sum with it, and nothing for the sum of
    /// infinity and what is there.
    ///
    /// A function of the module: a method of one file only, if not inlined, becomes a weak symbol.
    @inline(never)
    func store(
        _ rows: Square, _ points: UnsafeMutableRawPointer, _ places: UnsafePointer<UInt32>, distance: Int,
        firstInfinite: UInt8, secondInfinite: UInt8
    ) {
        @inline(__always)
        func put(_ row: Lanes, _ i: Int) {
            let first = points + 64 * Int(places[i])
            if firstInfinite >> UInt8(i) & 1 != 0 {
                storeLanes(load(first + 64 * distance), first)
            } else if secondInfinite >> UInt8(i) & 1 == 0 {
                storeLanes(row, first)
            }
        }
        put(rows.r0, 0)
        put(rows.r1, 1)
        put(rows.r2, 2)
        put(rows.r3, 3)
        put(rows.r4, 4)
        put(rows.r5, 5)
        put(rows.r6, 6)
        put(rows.r7, 7)
    }
#endif
