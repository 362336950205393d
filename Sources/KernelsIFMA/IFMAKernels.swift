#if arch(x86_64)
    /// The entrances to the IFMA kernels: pointers and integers only, so that code compiled without these instructions can
    /// call them. On a machine that ``isSupported`` says no to they must not be called.
    ///
    /// Scalars and coordinates in memory are four 64-bit words each, canonical, times 2^256.
    public enum IFMAKernels {}

    extension IFMAKernels {
        /// Values below 2^256 in `source`, left below 1.01·p in `values`, which may be the same, of `width` columns (a
        /// multiple of 8), 2^logRows rows, `stride` elements apart; `scratch` has room for 320·2^logRows bytes, 64-aligned.
        public static func forwardColumns(
            _ source: UnsafeRawPointer, _ values: UnsafeMutableRawPointer, stride: Int, logRows: Int, width: Int,
            factors: UnsafeRawPointer,
            node: Int,
            scratch: UnsafeMutableRawPointer
        ) {
            let buffer = scratch.assumingMemoryBound(to: ScalarVector.self)
            let factors = TransformFactors(columnsFrom: factors, node: node)
            var first = 0
            while first < width {
                let column = values + 32 * first
                loadColumn(source + 32 * first, stride: stride, count: 1 << logRows, buffer)
                forwardLevels(buffer, logCount: logRows, factors)
                for row in 0..<1 << logRows {
                    buffer[row].reduced.words.storeRow(column + 32 * stride * row)
                }
                first += 8
            }
        }

        /// Values below 1.01·p, left canonical, of eight rows of 2^logLength ≥ 2 elements, one after the other, the first of
        /// which has the number `row`; `scaling`, if not nil, has the factors by which columns are multiplied before.
        public static func forwardRows(
            _ values: UnsafeMutableRawPointer, logLength: Int, row: Int, factors: UnsafeRawPointer,
            scaling: UnsafeRawPointer?, scratch: UnsafeMutableRawPointer
        ) {
            let buffer = scratch.assumingMemoryBound(to: ScalarVector.self)
            let length = 1 << logLength
            loadRows(values, length: length, buffer)
            if let scaling {
                for index in 0..<length {
                    buffer[index] = (buffer[index] * ScalarVector(repeating: scaling + 32 * index)).reduced
                }
            }
            forwardLevels(buffer, logCount: logLength, TransformFactors(rowsFrom: factors, row: row))
            for index in 0..<length { buffer[index] = buffer[index].reduced.canonical }
            storeRows(values, length: length, buffer)
        }

        /// Values below 1.01·p, left canonical if `logDivisor` ≥ 3 says by which power of two they are divided, and else below 1.01·p.
        public static func inverseRows(
            _ values: UnsafeMutableRawPointer, logLength: Int, row: Int, factors: UnsafeRawPointer,
            scaling: UnsafeRawPointer?, logDivisor: Int, scratch: UnsafeMutableRawPointer
        ) {
            let buffer = scratch.assumingMemoryBound(to: ScalarVector.self)
            let length = 1 << logLength
            loadRows(values, length: length, buffer)
            inverseLevels(buffer, logCount: logLength, TransformFactors(rowsFrom: factors, row: row))
            if let scaling {
                for index in 0..<length {
                    buffer[index] = buffer[index].carried * ScalarVector(repeating: scaling + 32 * index)
                }
            }
            for index in 0..<length {
                buffer[index] =
                    logDivisor >= 3 ? buffer[index].divided(byPowerOfTwo: UInt64(logDivisor)) : buffer[index].reduced
            }
            storeRows(values, length: length, buffer)
        }

        /// Values below 1.01·p, left canonical, divided by 2^logDivisor, of `width` columns as in `forwardColumns`.
        public static func inverseColumns(
            _ source: UnsafeRawPointer, _ values: UnsafeMutableRawPointer, stride: Int, logRows: Int, width: Int,
            factors: UnsafeRawPointer,
            node: Int,
            logDivisor: Int, scratch: UnsafeMutableRawPointer
        ) {
            let buffer = scratch.assumingMemoryBound(to: ScalarVector.self)
            let factors = TransformFactors(columnsFrom: factors, node: node)
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

        @inline(__always)
        private static func loadColumn(
            _ column: UnsafeRawPointer, stride: Int, count: Int, _ buffer: UnsafeMutablePointer<ScalarVector>
        ) {
            for row in 0..<count { buffer[row] = ScalarVector(Words(row: column + 32 * stride * row)) }
        }

        @inline(__always)
        private static func loadRows(
            _ values: UnsafeMutableRawPointer, length: Int, _ buffer: UnsafeMutablePointer<ScalarVector>
        ) {
            var index = 0
            while index < length {
                let square = Square(values + 32 * index, stride: 32 * length).transposed
                buffer[index] = ScalarVector(square.firstWords)
                buffer[index + 1] = ScalarVector(square.secondWords)
                index += 2
            }
        }

        @inline(__always)
        private static func storeRows(
            _ values: UnsafeMutableRawPointer, length: Int, _ buffer: UnsafeMutablePointer<ScalarVector>
        ) {
            var index = 0
            while index < length {
                Square(buffer[index].words, buffer[index + 1].words).transposed.store(
                    values + 32 * index, stride: 32 * length)
                index += 2
            }
        }
    }
#endif
