#if arch(x86_64)
    import CSIMD

    // Lists of points, eight side by side in the lanes, added up from the first point to the last (``SumState``). One pass
    // over the lists finishes an addition of each and begins the next: it takes the inverses backwards through the products
    // that the pass before made, and makes the next products on the way, so that passes alternate in direction.

    extension VectorKernels {
        /// Bytes of scratch memory for `count` times eight lists.
        public static func scratchBytes(octets count: Int) -> Int {
            count * MemoryLayout<SumState>.stride + 4 * MemoryLayout<CoordinateVector>.stride
        }

        /// The most points of a list: in every addition each limb of y, which starts below 2^53, grows by 2^54 at the most,
        /// and must stay below 2^61.
        public static var maximumListLength: Int { 127 }

        /// Begins `count` times eight lists with their first points, and prepares the first `next` of them for the second.
        ///
        /// The place of point t of list i of octet k is entries[starts[k] + 8t + i] / 2; an odd entry means its negative.
        /// Writes the product of all Δx of each lane, as eight canonical integers times 2^260, to `products`, 256 bytes.
        /// Returns false if a base is infinity: then these lists must be added otherwise; so, too, if ever a product is
        /// zero, equal x being the cause.
        public static func beginLists(
            _ scratch: UnsafeMutableRawPointer, count: Int, next: Int, bases: UnsafeRawPointer,
            entries: UnsafePointer<UInt32>, starts: UnsafePointer<UInt32>, products: UnsafeMutableRawPointer
        ) -> Bool {
            let rounding = Rounding()
            defer { rounding.restore() }
            let states = scratch.assumingMemoryBound(to: SumState.self)
            var smallest = Lanes(repeating: .max)
            for k in 0..<count {
                let entries = entries + Int(starts[k])
                let square = Square(bases, entries).transposed
                smallest = minimum(smallest, square.firstWords.anyBits)
                states[k].set(square, signs: signs(entries))
            }
            var product = CoordinateVector(repeating: CoordinateModulus52.one)
            var k = next
            while k > 0 {
                k -= 1
                prepare(states + k, bases, entries + Int(starts[k]) + 8, &product, &smallest)
            }
            product.reduced.canonical.words.storeRow(products)
            return smallest.hasNoZero
        }

        /// Adds point number `step` ≥ 1 to the first `count` octets, and prepares the first `next` of them for the one after,
        /// with the inverses of the products of before, as eight canonical integers times 2^260, in `inverses`.
        ///
        /// For the rest see ``beginLists(_:count:next:bases:entries:starts:products:)``; `products` and `inverses` may be
        /// the same memory. Four octets go through every step together: the steps depend on each other, the octets do not,
        /// and the processor looks ahead no further than one step. The cache lines of bases that the next call reads are
        /// asked for bit by bit, so that at no time too many are under way; and once more eight octets before they are
        /// read, since some have been pushed out, or were never fetched, by then.
        public static func addToLists(
            _ scratch: UnsafeMutableRawPointer, count: Int, next: Int, step: Int, bases: UnsafeRawPointer,
            entries: UnsafePointer<UInt32>, starts: UnsafePointer<UInt32>, inverses: UnsafeRawPointer,
            products: UnsafeMutableRawPointer
        ) -> Bool {
            let rounding = Rounding()
            defer { rounding.restore() }
            let states = scratch.assumingMemoryBound(to: SumState.self)
            let slopes = UnsafeMutableRawPointer(states + count).assumingMemoryBound(to: CoordinateVector.self)
            let nextEntries = entries + 8 * (step + 1)
            var inverse = CoordinateVector(Words(row: inverses))
            var product = CoordinateVector(repeating: CoordinateModulus52.one)
            var smallest = Lanes(repeating: .max)
            let stride = step & 1 == 1 ? 1 : -1
            var first = stride == 1 ? 0 : count - 1
            var left = count
            while left > 0 {
                let width = left < 4 ? left : 4
                for k in 0..<width {
                    let state = states + (first + k * stride)
                    prefetch(bases, nextEntries + Int(starts[first + k * stride]) + 8)
                    prefetch(bases, nextEntries + Int(starts[later(first + k * stride, stride, count)]))
                    // The entries of some steps later: too many lists go on side by side for the processor to see it coming.
                    prefetchNear(nextEntries + Int(starts[first + k * stride]) + 40)
                    // Below 2.7·p, as every product before is, and below 4/84.6·2.7·p + 2.6·p < 2.8·p.
                    slopes[k] = inverse * state.pointee.product
                    inverse = inverse * state.pointee.run
                }
                for k in 0..<width {
                    let state = states + (first + k * stride)
                    prefetch(bases, nextEntries + Int(starts[first + k * stride]) + 10)
                    prefetch(bases, nextEntries + Int(starts[later(first + k * stride, stride, count)]) + 2)
                    // Below 5/84.6·2.8·p + 2.6·p < 2.8·p.
                    slopes[k] = state.pointee.rise * slopes[k]
                }
                for k in 0..<width {
                    let state = states + (first + k * stride)
                    prefetch(bases, nextEntries + Int(starts[first + k * stride]) + 12)
                    prefetch(bases, nextEntries + Int(starts[later(first + k * stride, stride, count)]) + 4)
                    state.pointee.finishAbscissa(slopes[k].rawSquare)
                }
                for k in 0..<width {
                    let state = states + (first + k * stride)
                    prefetch(bases, nextEntries + Int(starts[first + k * stride]) + 14)
                    prefetch(bases, nextEntries + Int(starts[later(first + k * stride, stride, count)]) + 6)
                    state.pointee.finishOrdinate(slopes[k] * state.pointee.run)
                }
                for k in 0..<width {
                    let index = first + k * stride
                    guard index < next else { continue }
                    prepare(states + index, bases, nextEntries + Int(starts[index]), &product, &smallest)
                }
                first += width * stride
                left -= width
            }
            product.reduced.canonical.words.storeRow(products)
            return smallest.hasNoZero
        }

        /// Writes the sums so far of octet `index`, 64 bytes each, x and y canonical, times 2^256.
        public static func storeLists(
            _ scratch: UnsafeRawPointer, index: Int, sums: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let state = scratch.assumingMemoryBound(to: SumState.self) + index
            state.pointee.square(isUnscaled: true).transposed.store(sums, stride: 64)
        }

        /// Makes the Δx and Δy of the next points, and the product of the Δx with those before.
        @inline(__always)
        private static func prepare(
            _ state: UnsafeMutablePointer<SumState>, _ bases: UnsafeRawPointer, _ entries: UnsafePointer<UInt32>,
            _ product: inout CoordinateVector, _ smallest: inout Lanes
        ) {
            let square = Square(bases, entries).transposed
            smallest = minimum(smallest, square.firstWords.anyBits)
            state.pointee.prepare(
                x: CoordinateVector(square.firstWords), y: CoordinateVector(square.secondWords), signs: signs(entries),
                &product)
        }

        /// The octet that is added to eight octets after octet `index`, or the last one.
        @inline(__always)
        private static func later(_ index: Int, _ stride: Int, _ count: Int) -> Int {
            stride == 1 ? min(index + 8, count - 1) : max(index - 8, 0)
        }

        /// Asks for the cache lines of the bases of two entries.
        @inline(__always)
        private static func prefetch(_ bases: UnsafeRawPointer, _ entries: UnsafePointer<UInt32>) {
            prefetchNear(bases + offset(entries[0]))
            prefetchNear(bases + offset(entries[1]))
        }

        /// Where the base of an entry is.
        @inline(__always)
        fileprivate static func offset(_ entry: UInt32) -> Int { Int(bitPattern: csimd_entry_offset(entry)) }

        /// A bit for each of eight entries: whether it is odd.
        @inline(__always)
        private static func signs(_ entries: UnsafePointer<UInt32>) -> UInt8 {
            oddOnes(ofEntries: entries)
        }
    }

    extension Square {
        /// The bases of eight entries.
        @inline(__always)
        fileprivate init(_ bases: UnsafeRawPointer, _ entries: UnsafePointer<UInt32>) {
            @inline(__always)
            func row(_ i: Int) -> Lanes { load(bases + VectorKernels.offset(entries[i])) }
            self.init(row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7))
        }
    }
#endif
