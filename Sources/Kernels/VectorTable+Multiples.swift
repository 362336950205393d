#if arch(x86_64)
    import BN254

    extension VectorTable {
        /// Infinity, and equal x on the way, are left to the portable kernel: it does the whole batch.
        static func multiplyPoints(_ multiples: PointMultiples) {
            if multiples.count > 0 && !BatchMultiplication<Vectors>(multiples).run() {
                PortablePoints.multiply(multiples)
            }
        }
    }

    /// Multiplication of points by scalars k = k₁ + k₂·λ (``SplitScalar``), all points at the same time:
    ///
    /// 1. A table of P, 3·P, … 15·P for every point.
    /// 2. The highest digits of k₁ and k₂ choose from it P's multiple and, x times β, λ·P's.
    /// 3. For every digit that follows, four doublings and the addition of both multiples.
    ///
    /// All digits are odd, so every point takes the same steps; there are 124 + 1 doublings and 63 + 7 additions.
    private struct BatchMultiplication<Vectors: VectorSet> {
        let multiples: PointMultiples
        /// Eight points at a time, the last vector filled up with the first point.
        let octets: Int
        /// The vectors; eight multiples of every point; the double of every point; and a row of codes for every digit of k₁
        /// and k₂, the highest last, and one of zeros.
        let states: UnsafeMutableRawPointer
        let table: UnsafeMutablePointer<G1Point>
        let doubles: UnsafeMutablePointer<G1Point>
        let codes: UnsafeMutablePointer<UInt8>
        let products: UnsafeMutablePointer<Fq>

        init(_ multiples: PointMultiples) {
            let capacity = PointMultiples.maximumCount
            self.multiples = multiples
            octets = (multiples.count + 7) / 8
            let scratch = UnsafeMutableRawPointer(multiples.scratch.start)
            table = scratch.assumingMemoryBound(to: G1Point.self)
            doubles = table + 8 * capacity
            codes = UnsafeMutableRawPointer(doubles + capacity).assumingMemoryBound(to: UInt8.self)
            let end = UnsafeMutableRawPointer(codes + (2 * SplitScalar.digitCount + 1) * capacity)
            products = end.assumingMemoryBound(to: Fq.self)
            states = end + 8 * MemoryLayout<Fq>.stride
            assert(
                states + Vectors.scratchBytes(multiples: octets) - scratch
                    <= VectorTable<Vectors>.scratch.multipleByteCount)
        }

        /// False if some point needs another way; then the points are as they were.
        func run() -> Bool {
            writeCodes()
            guard makeTable() else { return false }
            var digit = SplitScalar.digitCount - 1
            guard Vectors.takePoints(states, count: octets, table: table, laneBytes: 512, codes: row(2 * digit)),
                add(row(2 * digit + 1), isRotated: true)
            else { return false }
            while digit > 0 {
                digit -= 1
                for _ in 0..<4 { guard double() else { return false } }
                guard add(row(2 * digit), isRotated: false), add(row(2 * digit + 1), isRotated: true) else {
                    return false
                }
            }
            // The table's memory is not needed any more.
            Vectors.storePoints(states, count: octets, isUnscaled: true, target: table, laneBytes: 64)
            multiples.points.start.update(from: table, count: multiples.count)
            return true
        }

        private func row(_ index: Int) -> UnsafeMutablePointer<UInt8> { codes + index * PointMultiples.maximumCount }

        private func writeCodes() {
            let run = 1 << multiples.logRun
            for first in stride(from: 0, to: multiples.count, by: run) {
                // The points behind the last one have the last scalar.
                let end = first + run < multiples.count ? first + run : 8 * octets
                let scalar = SplitScalar(multiples.factors[first >> multiples.logRun])
                SplitScalar.forEachDigit(of: scalar.first) { index, code in
                    (row(2 * index) + first).update(repeating: code, count: end - first)
                }
                SplitScalar.forEachDigit(of: scalar.second) { index, code in
                    (row(2 * index + 1) + first).update(repeating: code, count: end - first)
                }
            }
            row(2 * SplitScalar.digitCount).update(repeating: 0, count: 8 * octets)
        }

        private func makeTable() -> Bool {
            let zeros = row(2 * SplitScalar.digitCount)
            for index in 0..<8 * octets {
                let point = multiples.points[index < multiples.count ? index : 0]
                table[8 * index] = G1Point(uncheckedX: point.x, y: point.y * VectorScales.ordinate)
            }
            guard Vectors.takePoints(states, count: octets, table: table, laneBytes: 512, codes: zeros), double()
            else { return false }
            Vectors.storePoints(states, count: octets, isUnscaled: false, target: doubles, laneBytes: 64)
            _ = Vectors.takePoints(states, count: octets, table: table, laneBytes: 512, codes: zeros)
            for index in 1..<8 {
                Vectors.prepareAdditions(
                    states, count: octets, table: doubles, laneBytes: 64, codes: zeros, isRotated: false,
                    products: products)
                guard invert() else { return false }
                Vectors.finishAdditions(states, count: octets, inverses: products)
                Vectors.storePoints(
                    states, count: octets, isUnscaled: false, target: table + index, laneBytes: 512)
            }
            return true
        }

        private func add(_ codes: UnsafePointer<UInt8>, isRotated: Bool) -> Bool {
            Vectors.prepareAdditions(
                states, count: octets, table: table, laneBytes: 512, codes: codes, isRotated: isRotated,
                products: products)
            guard invert() else { return false }
            Vectors.finishAdditions(states, count: octets, inverses: products)
            return true
        }

        private func double() -> Bool {
            Vectors.prepareDoublings(states, count: octets, products: products)
            guard invert() else { return false }
            Vectors.finishDoublings(states, count: octets, inverses: products)
            return true
        }

        private func invert() -> Bool {
            VectorTable<Vectors>.invert(UnsafeMutableBufferPointer(start: products, count: 8), timesPowerOfTwo: 8)
        }
    }
#endif
