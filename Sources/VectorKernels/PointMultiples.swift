#if arch(x86_64)
    // Multiples of many points, by doublings and additions of all of them at the same time (``SumState``): the passes of
    // which the caller makes up the multiplication. Every addition and doubling is two passes with an inversion between.
    //
    // A table has some points for every lane, `laneBytes` bytes from lane to lane, and a code for a lane chooses one: the
    // point at 32·(code − 1) or 32·code bytes, whichever is a multiple of 64, negated if the code is odd. The codes of a row
    // are those of all lanes, a byte each.

    extension VectorKernels {
        /// Bytes of scratch memory for `count` times eight points.
        public static func scratchBytes(multiples count: Int) -> Int {
            count * MemoryLayout<SumState>.stride + 8 * MemoryLayout<CoordinateVector>.stride
        }

        /// Takes the points that `codes` choose from `table`. Returns false if one is infinity: such points must be
        /// multiplied otherwise; so, too, if ever a product is zero, equal x being the cause.
        public static func takePoints(
            _ scratch: UnsafeMutableRawPointer, count: Int, table: UnsafeRawPointer, laneBytes: Int,
            codes: UnsafePointer<UInt8>
        ) -> Bool {
            let rounding = Rounding()
            defer { rounding.restore() }
            let states = scratch.assumingMemoryBound(to: SumState.self)
            var smallest = Lanes(repeating: .max)
            for k in 0..<count {
                let square = Square(table + 8 * k * laneBytes, laneBytes: laneBytes, codes + 8 * k).transposed
                smallest = minimum(smallest, square.firstWords.anyBits)
                states[k].set(square, signs: signs(codes + 8 * k))
            }
            return smallest.hasNoZero
        }

        /// The first half of an addition of the points that `codes` choose from `table`; if `isRotated`, with their x times β,
        /// the cube root of one. Writes the product of all Δx of each lane, as eight canonical integers times 2^260, to
        /// `products`, 256 bytes.
        public static func prepareAdditions(
            _ scratch: UnsafeMutableRawPointer, count: Int, table: UnsafeRawPointer, laneBytes: Int,
            codes: UnsafePointer<UInt8>, isRotated: Bool, products: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let states = scratch.assumingMemoryBound(to: SumState.self)
            var product = CoordinateVector(repeating: CoordinateModulus52.one)
            for k in 0..<count {
                let square = Square(table + 8 * k * laneBytes, laneBytes: laneBytes, codes + 8 * k).transposed
                var x = CoordinateVector(square.firstWords)
                if isRotated { x = (x * CoordinateVector(repeating: CoordinateModulus52.cubeRoot)).reduced }
                states[k].prepare(
                    x: x, y: CoordinateVector(square.secondWords), signs: signs(codes + 8 * k), &product)
            }
            product.reduced.canonical.words.storeRow(products)
        }

        /// The second half, with the inverses of the products, as eight canonical integers times 2^260, in `inverses`.
        public static func finishAdditions(_ scratch: UnsafeMutableRawPointer, count: Int, inverses: UnsafeRawPointer) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let states = scratch.assumingMemoryBound(to: SumState.self)
            let slopes = UnsafeMutableRawPointer(states + count).assumingMemoryBound(to: CoordinateVector.self)
            var inverse = CoordinateVector(Words(row: inverses))
            var end = count
            while end > 0 {
                let width = end < 4 ? end : 4
                end -= width
                takeInverses(states + end, width, slopes, &inverse)
                // Below 5/84.6·2.8·p + 2.6·p < 2.8·p.
                for k in 0..<width { slopes[k] = states[end + k].rise * slopes[k] }
                for k in 0..<width { states[end + k].finishAbscissa(slopes[k].rawSquare) }
                for k in 0..<width { states[end + k].finishOrdinate(slopes[k] * states[end + k].run) }
            }
        }

        /// The first half of a doubling: as `prepareAdditions`, with 2·y for Δx.
        public static func prepareDoublings(
            _ scratch: UnsafeMutableRawPointer, count: Int, products: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let states = scratch.assumingMemoryBound(to: SumState.self)
            var product = CoordinateVector(repeating: CoordinateModulus52.one)
            for k in 0..<count {
                states[k].run = (states[k].y + states[k].y).carried
                states[k].product = product
                product = product * states[k].run
            }
            product.reduced.canonical.words.storeRow(products)
        }

        /// The second half, as ``finishAdditions(_:count:inverses:)``.
        public static func finishDoublings(_ scratch: UnsafeMutableRawPointer, count: Int, inverses: UnsafeRawPointer) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let states = scratch.assumingMemoryBound(to: SumState.self)
            let slopes = UnsafeMutableRawPointer(states + count).assumingMemoryBound(to: CoordinateVector.self)
            let squares = slopes + 4
            var inverse = CoordinateVector(Words(row: inverses))
            var end = count
            while end > 0 {
                let width = end < 4 ? end : 4
                end -= width
                takeInverses(states + end, width, slopes, &inverse)
                // Below 2.33²/84.6·p + 2.6·p < 2.7·p.
                for k in 0..<width { squares[k] = states[end + k].x.squared }
                // Below 3·2.7/84.6·2.8·p + 2.6·p < 2.9·p.
                for k in 0..<width { slopes[k] = (squares[k] + squares[k] + squares[k]).carried * slopes[k] }
                for k in 0..<width {
                    // λ² − 2·x₁ is between −4.7·p and 2.8·p.
                    let x = states[end + k].x
                    let x3 = (slopes[k].rawSquare - x - x).lifted.normalised
                    states[end + k].x = x3
                    states[end + k].run = (x - x3 + CoordinateModulus52.times3).carried
                }
                // Below 5.4/84.6·2.9·p + 2.6·p < 2.8·p. Here the limbs of y become small again.
                for k in 0..<width {
                    states[end + k].finishOrdinate(slopes[k] * states[end + k].run)
                    states[end + k].y = states[end + k].y.normalised
                }
            }
        }

        /// Writes the points, `laneBytes` bytes from lane to lane, canonical; with y times 2^256 if `isUnscaled`, else as
        /// they are read.
        public static func storePoints(
            _ scratch: UnsafeRawPointer, count: Int, isUnscaled: Bool, target: UnsafeMutableRawPointer, laneBytes: Int
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let states = scratch.assumingMemoryBound(to: SumState.self)
            for k in 0..<count {
                states[k].square(isUnscaled: isUnscaled).transposed.store(
                    target + 8 * k * laneBytes, stride: laneBytes)
            }
        }

        /// The inverses of the runs of `width` states, from the last to the first; `inverse` is that of the product of all
        /// up to the last one, and then up to the first, without it.
        @inline(__always)
        private static func takeInverses(
            _ states: UnsafeMutablePointer<SumState>, _ width: Int, _ inverses: UnsafeMutablePointer<CoordinateVector>,
            _ inverse: inout CoordinateVector
        ) {
            var k = width - 1
            while k >= 0 {
                // Below 2.8·p, as every product before is.
                inverses[k] = inverse * states[k].product
                inverse = inverse * states[k].run
                k -= 1
            }
        }

        /// A bit for each of eight codes: whether it is odd.
        @inline(__always)
        private static func signs(_ codes: UnsafePointer<UInt8>) -> UInt8 {
            oddOnes(ofBytes: codes)
        }
    }

    extension Square {
        /// The points of eight lanes.
        @inline(__always)
        fileprivate init(_ table: UnsafeRawPointer, laneBytes: Int, _ codes: UnsafePointer<UInt8>) {
            @inline(__always)
            func row(_ i: Int) -> Lanes { load(table + i * laneBytes + 32 * Int(codes[i] & ~1)) }
            self.init(row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7))
        }
    }

    extension CoordinateModulus52 {
        /// β times 2^260, with β the cube root of one such that (β·x, y) = λ·(x, y).
        fileprivate static var cubeRoot: Limbs {
            Limbs(
                0x0009_17dd_a158_3b6e, 0x000d_c45a_a1e7_dcf6, 0x0002_2e6f_2c22_a573, 0x000d_1f28_e9f6_4523,
                0x1e37_a68a_14dd)
        }
    }
#endif
