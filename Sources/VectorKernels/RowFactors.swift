#if arch(x86_64)
    // The factors of eight rows of a transform, made from a few.
    //
    // Row i has the factor tw[i·2^s + t] = tw[i·2^s]·tw[t] in block t < 2^s of level s. With δ = tw[i·2^(L − 1)], for rows of
    // 2^L elements, tw[i·2^s] is δ^(2^(L − 1 − s)), because an element at twice the place is a square root. Scaling element j
    // of the row by δ^j leaves the factors tw[t], which all rows share, and a shift of the coset by g is a scaling by g^j.
    //
    // A row of 2^a blocks of 2^b elements, a + b = L, needs only 2^b scalings then: element j is multiplied by
    // (g·δ)^(j mod 2^b); the first a levels have the factors tw[i·2^s + t]·g^(2^(L − 1 − s)), 2^a − 1 in all, different
    // in every lane; and the levels after them have tw[t].

    /// The shape of rows and the tables of their factors.
    struct RowFactors {
        /// a.
        let laneLevels: Int
        /// 2^b.
        let blockLength: Int
        private let logLength: Int
        private let table: UnsafeMutableRawPointer

        /// The memory of the tables for rows of 2^logLength elements.
        @inline(__always)
        static func byteCount(logLength: Int) -> Int {
            let logBlock = logLength - laneLevels(logLength)
            return LaneFactor.byteCount * (1 << laneLevels(logLength) + 1 << logBlock + 1 << max(0, logLength - 4))
        }

        /// About half of the levels, an even number less than all.
        @inline(__always)
        private static func laneLevels(_ logLength: Int) -> Int { logLength - 2 * ((logLength + 2) / 4) }

        /// Fills the table of what all rows share; `factors` has max(8, 2^(logLength − 1)) factors.
        @inline(__always)
        init(logLength: Int, factors: UnsafeRawPointer, table: UnsafeMutableRawPointer) {
            self.logLength = logLength
            self.table = table
            laneLevels = RowFactors.laneLevels(logLength)
            blockLength = 1 << (logLength - laneLevels)
            FactorTable.fill(table + commonOffset, from: factors, count: 1 << (logLength - 1))
        }

        @inline(__always)
        private var scalingOffset: Int { LaneFactor.byteCount << laneLevels }
        @inline(__always)
        private var commonOffset: Int { scalingOffset + LaneFactor.byteCount * blockLength }

        /// The factors of the levels.
        @inline(__always)
        var levels: TransformFactors {
            TransformFactors(lanes: table, laneLevels: laneLevels, common: table + commonOffset)
        }

        /// The scaling of the elements whose places are `index` modulo 2^b.
        @inline(__always)
        func scaling(_ index: Int) -> LaneFactor { LaneFactor(table + scalingOffset, index) }

        /// Calls `body` with all even places below `length` and the scalings there and at the next ones.
        ///
        /// Eight places in a row have the elements of four cache lines of every row.
        @inline(__always)
        func forEachPair(length: Int, _ body: (_ index: Int, _ even: LaneFactor, _ odd: LaneFactor) -> Void) {
            let width = min(8, blockLength)
            var first = 0
            while first < blockLength {
                var block = 0
                while block < length {
                    var place = first
                    while place < first + width {
                        body(block + place, scaling(place), scaling(place + 1))
                        place += 2
                    }
                    block += blockLength
                }
                first += width
            }
        }

        /// Fills the tables of rows `row` to `row` + 7. `powers`, if not nil, has 1, g, … g^(2^(logLength − 1)).
        @inline(never)
        func fill(row: Int, factors: UnsafeRawPointer, powers: UnsafeRawPointer?) {
            for level in 0..<laneLevels {
                for block in 0..<1 << level {
                    let factor = laneFactor(factors, row, level, block, powers)
                    FactorTable.write(factor, table, 1 << level + block)
                }
            }
            // Powers of g·δ times 2^260, each one from the one at half its place.
            let scalings = table + scalingOffset
            let first = laneFactor(factors, row, logLength - 1, 0, powers)
            FactorTable.write(ScalarVector(repeating: ScalarModulus52.one), scalings, 0)
            FactorTable.write(first, scalings, 1)
            for index in 2..<blockLength {
                var power = RowFactors.factor(scalings, index / 2).squared.reduced
                if index & 1 == 1 { power = (power * first).reduced }
                FactorTable.write(power, scalings, index)
            }
        }

        /// tw[i·2^level + block]·g^(2^(L − 1 − level)) times 2^260, below 1.01·p, normalised.
        @inline(__always)
        private func laneFactor(
            _ factors: UnsafeRawPointer, _ row: Int, _ level: Int, _ block: Int, _ powers: UnsafeRawPointer?
        ) -> ScalarVector {
            let square = Square(factors + 32 * (row << level + block), stride: 32 << level)
            let factor = ScalarVector(square.transposed.firstWords)
            guard let powers else { return factor }
            return (factor * ScalarVector(repeating: powers + 32 << (logLength - 1 - level))).reduced
        }

        /// The last of the multiples, the factor times 2^260.
        @inline(__always)
        private static func factor(_ table: UnsafeRawPointer, _ index: Int) -> ScalarVector {
            ScalarVector(digits: table + LaneFactor.byteCount * index + 1280)
        }
    }
#endif
