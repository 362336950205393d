#if arch(x86_64)
    import BN254

    extension VectorTable {
        /// Equal x are left to the portable kernel: it does the whole batch.
        static func addPairs(_ pairs: PointPairs) {
            let count = (pairs.count + 7) & ~7
            guard count > 0 else { return }
            let (points, firsts, scratch) = (pairs.points.start, pairs.firsts.base, pairs.scratch.base)
            // The last vector is filled with its last pair: equal lanes have equal results.
            for index in pairs.count..<count { firsts[index] = firsts[pairs.count - 1] }
            let isDone = withUnsafeTemporaryAllocation(of: Fq.self, capacity: 8) { products in
                guard let base = products.baseAddress else { return false }
                Vectors.multiplyDenominators(
                    points, firsts: firsts, count: count, distance: pairs.distance, scratch: scratch, products: base)
                // (Π d̃)⁻¹·2^258 is asked for: 2^6 times what Fq has for the inverse.
                guard invert(products, timesPowerOfTwo: 6) else { return false }
                Vectors.addPairs(
                    points, firsts: firsts, count: count, distance: pairs.distance, scratch: scratch, inverses: base)
                return true
            }
            if !isDone { PortablePoints.addPairs(pairs) }
        }

        /// Equal x and infinity are left to the portable kernel: it adds up all of the lists.
        static func sumLists(_ lists: PointLists) {
            let isDone = withUnsafeTemporaryAllocation(of: Fq.self, capacity: 8) { products in
                withUnsafeTemporaryAllocation(of: G1Point.self, capacity: 8) { sums in
                    guard let products = products.baseAddress, let sums = sums.baseAddress else { return false }
                    return sumDistinct(lists, products, sums)
                }
            }
            if !isDone { PortablePoints.sumLists(lists, ordinateFactor: Fq(4)) }
        }

        /// Adds up the lists if no equal x meet and no base is infinity; false if they do.
        ///
        /// - Parameters:
        ///   - products: room for eight elements.
        ///   - sums: room for the eight sums of an octet.
        private static func sumDistinct(
            _ lists: PointLists, _ products: UnsafeMutablePointer<Fq>, _ sums: UnsafeMutablePointer<G1Point>
        ) -> Bool {
            assert(
                PointLists.maximumLength <= Vectors.maximumListLength
                    && Vectors.scratchBytes(octets: lists.count) <= VectorTable.scratch.listByteCount)
            let (bases, entries, starts) = (lists.bases.start, lists.entries.start, lists.starts.start)
            let (lengths, totals, scratch) = (lists.lengths.start, lists.sums.start, lists.scratch.start)
            // The lists that have more points than were added, and the octets that have such lists.
            var unfinished = 8 * lists.count
            var next = lists.count
            var isRegular = true
            var step = 0
            while next > 0 {
                let count = next
                while next > 0 && lengths[8 * (next - 1)] <= step + 1 { next -= 1 }
                if step == 0 {
                    while unfinished > 0 && lengths[unfinished - 1] == 0 {
                        unfinished -= 1
                        totals[unfinished] = .infinity
                    }
                    isRegular = Vectors.beginLists(
                        scratch, count: count, next: next, bases: bases, entries: entries,
                        starts: starts, products: products)
                } else {
                    guard invert(UnsafeMutableBufferPointer(start: products, count: 8), timesPowerOfTwo: 8) else {
                        return false
                    }
                    isRegular = Vectors.addToLists(
                        scratch, count: count, next: next, step: step, bases: bases, entries: entries,
                        starts: starts, inverses: products, products: products)
                }
                guard isRegular else { return false }
                step += 1
                while unfinished > 0 && lengths[unfinished - 1] <= step {
                    let octet = (unfinished - 1) / 8
                    Vectors.storeLists(scratch, index: octet, sums: sums)
                    while unfinished > 8 * octet && lengths[unfinished - 1] <= step {
                        unfinished -= 1
                        totals[unfinished] = sums[unfinished - 8 * octet]
                    }
                }
            }
            return true
        }

        /// Turns eight p·2^260, of which Fq takes the integers to be elements times 2^256, into p⁻¹·2^(252 + k), k being
        /// `exponent`; false if one of them is zero.
        ///
        /// The inverse of the integer t as an element is 2^512/t = 2^252/p.
        static func invert(
            _ products: UnsafeMutableBufferPointer<Fq>, timesPowerOfTwo exponent: UInt64
        ) -> Bool {
            var elements = InlineArray<8, Fq>(repeating: .one)
            var product = Fq.one
            for index in 0..<8 {
                elements[index] = product
                product *= products[index]
            }
            guard var inverse = product.inverse else { return false }
            inverse *= Fq(1 << exponent)
            for index in (0..<8).reversed() {
                let denominator = products[index]
                products[index] = inverse * elements[index]
                inverse *= denominator
            }
            return true
        }
    }
#endif
