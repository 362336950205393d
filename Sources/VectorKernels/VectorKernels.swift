#if arch(x86_64)
    /// The entrances to a set of kernels: pointers and integers only, so that code compiled without its instructions can call
    /// them. They must be called only where CSIMD says that the machine has what the set is compiled for.
    ///
    /// Scalars and coordinates in memory are four 64-bit words each, canonical, times 2^256.
    public enum VectorKernels {}

    extension VectorKernels {
        /// The bytes of scratch memory, 64-aligned, that columns of 2^logRows elements need.
        public static func columnScratchSize(logRows: Int) -> Int {
            320 << logRows + LaneFactor.byteCount << max(0, logRows - 3)
        }

        /// The bytes of scratch memory, 64-aligned, that rows of 2^logLength elements need.
        public static func rowScratchSize(logLength: Int) -> Int {
            320 << logLength + RowFactors.byteCount(logLength: logLength)
        }

        /// Values below 2^256 in `source`, left below 1.01·p in `values`, which may be the same, of `width` columns (a
        /// multiple of 8), 2^logRows ≥ 8 rows, `stride` elements apart.
        public static func forwardColumns(
            _ source: UnsafeRawPointer, _ values: UnsafeMutableRawPointer, stride: Int, logRows: Int, width: Int,
            factors: UnsafeRawPointer, node: Int, scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let buffer = scratch.assumingMemoryBound(to: ScalarVector.self)
            let factors = columnFactors(factors, node: node, logRows: logRows, scratch)
            var first = 0
            while first < width {
                let column = values + 32 * first
                forwardLevels(
                    buffer, logCount: logRows, factors,
                    ColumnEnds(source: source + 32 * first, values: column, stride: 32 * stride))
                first += 8
            }
        }

        /// Values below 1.01·p, left canonical, divided by 2^logDivisor, of `width` columns as in `forwardColumns`.
        public static func inverseColumns(
            _ source: UnsafeRawPointer, _ values: UnsafeMutableRawPointer, stride: Int, logRows: Int, width: Int,
            factors: UnsafeRawPointer, node: Int, logDivisor: Int, scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let buffer = scratch.assumingMemoryBound(to: ScalarVector.self)
            let factors = columnFactors(factors, node: node, logRows: logRows, scratch)
            var first = 0
            while first < width {
                let column = values + 32 * first
                loadColumn(source + 32 * first, stride: stride, count: 1 << logRows, buffer)
                inverseLevels(buffer, logCount: logRows, factors)
                for row in 0..<1 << logRows {
                    buffer[row].divided(byPowerOfTwo: UInt64(logDivisor)).words.storeRow(column + 32 * stride * row)
                }
                first += 8
            }
        }

        /// Values below 1.01·p, left canonical, of `count` rows (a multiple of 8) of 2^logLength ≥ 8 elements, one after the
        /// other, the first of which has the number `row`; `powers`, if not nil, has the factors by which columns are
        /// multiplied before, the powers of the second one.
        public static func forwardRows(
            _ values: UnsafeMutableRawPointer, logLength: Int, row: Int, count: Int, factors: UnsafeRawPointer,
            powers: UnsafeRawPointer?, scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let buffer = scratch.assumingMemoryBound(to: ScalarVector.self)
            let length = 1 << logLength
            let tables = RowFactors(logLength: logLength, factors: factors, table: scratch + 320 << logLength)
            var first = 0
            while first < count {
                let rows = values + 32 * first << logLength
                tables.fill(row: row + first, factors: factors, powers: powers)
                loadRows(rows, length: length, buffer, tables)
                forwardLevels(
                    buffer, logCount: logLength, tables.levels, RowEnds(buffer: buffer, values: rows, length: length))
                first += 8
            }
        }

        /// Values below 1.01·p, left below 1.01·p, of rows as in `forwardRows`; columns are multiplied by `powers`
        /// afterwards.
        public static func inverseRows(
            _ values: UnsafeMutableRawPointer, logLength: Int, row: Int, count: Int, factors: UnsafeRawPointer,
            powers: UnsafeRawPointer?, scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let buffer = scratch.assumingMemoryBound(to: ScalarVector.self)
            let length = 1 << logLength
            let tables = RowFactors(logLength: logLength, factors: factors, table: scratch + 320 << logLength)
            var first = 0
            while first < count {
                let rows = values + 32 * first << logLength
                tables.fill(row: row + first, factors: factors, powers: powers)
                var index = 0
                while index < length {
                    let (x, y) = loadPair(rows + 32 * index, length: length)
                    (buffer[index], buffer[index + 1]) = (x, y)
                    index += 2
                }
                inverseLevels(buffer, logCount: logLength, tables.levels)
                storeRows(rows, length: length, buffer, tables)
                first += 8
            }
        }

        /// The factors of the levels of columns, their multiples in scratch memory behind the columns.
        @inline(__always)
        private static func columnFactors(
            _ factors: UnsafeRawPointer, node: Int, logRows: Int, _ scratch: UnsafeMutableRawPointer
        ) -> TransformFactors {
            let table = scratch + 320 << logRows
            FactorTable.fill(table, from: factors, count: (node + 1) << (logRows - 1))
            return TransformFactors(common: table, node: node)
        }

        @inline(__always)
        private static func loadColumn(
            _ column: UnsafeRawPointer, stride: Int, count: Int, _ buffer: UnsafeMutablePointer<ScalarVector>
        ) {
            for row in 0..<count {
                prefetchRow(column + 32 * stride * (row + 12))
                buffer[row] = ScalarVector(Words(row: column + 32 * stride * row))
            }
        }

        /// Loads and scales eight rows: left below 6·p.
        @inline(__always)
        private static func loadRows(
            _ values: UnsafeRawPointer, length: Int, _ buffer: UnsafeMutablePointer<ScalarVector>, _ tables: RowFactors
        ) {
            tables.forEachPair(length: length) { index, even, odd in
                // The same columns of the next block are loaded four pairs later; no prefetcher of a processor sees that.
                prefetchPair(values + 32 * (index + tables.blockLength), length: length)
                let (x, y) = loadPair(values + 32 * index, length: length)
                (buffer[index], buffer[index + 1]) = (x * even, y * odd)
            }
        }

        /// Scales and stores eight rows from below 12·p: left below 1.01·p.
        @inline(__always)
        private static func storeRows(
            _ values: UnsafeMutableRawPointer, length: Int, _ buffer: UnsafeMutablePointer<ScalarVector>,
            _ tables: RowFactors
        ) {
            tables.forEachPair(length: length) { index, even, odd in
                let (x, y) = (buffer[index].carried * even, buffer[index + 1].carried * odd)
                storePair(values + 32 * index, length: length, x.reduced, y.reduced)
            }
        }
    }
#endif
