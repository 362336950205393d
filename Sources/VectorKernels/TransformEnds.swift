#if arch(x86_64)
    // Where transforms read and write.

    /// Eight columns of a matrix; results are left below 1.01·p.
    struct ColumnEnds: TransformEnds {
        /// Where row 0 is read, and where it is written.
        let source: UnsafeRawPointer
        let values: UnsafeMutableRawPointer
        /// The bytes from one row to the next.
        let stride: Int

        @inline(__always)
        func start(_ row: Int) -> ScalarVector {
            // Rows come from two or four places in turn.
            prefetchRow(source + stride * (row + 4))
            return ScalarVector(Words(row: source + stride * row))
        }

        @inline(__always)
        func finish(_ row: Int, _ results: Quadruple) {
            let place = values + stride * row
            results.0.reduced.words.storeRow(place)
            results.1.reduced.words.storeRow(place + stride)
            results.2.reduced.words.storeRow(place + 2 * stride)
            results.3.reduced.words.storeRow(place + 3 * stride)
        }
    }

    /// Eight rows one after the other, already loaded; results are left canonical.
    struct RowEnds: TransformEnds {
        /// Where they were loaded to.
        let buffer: UnsafeMutablePointer<ScalarVector>
        /// Where they are written.
        let values: UnsafeMutableRawPointer
        /// The elements of a row.
        let length: Int

        @inline(__always)
        func start(_ index: Int) -> ScalarVector { buffer[index] }

        @inline(__always)
        func finish(_ index: Int, _ results: Quadruple) {
            let place = values + 32 * index
            storePair(
                place, length: length, results.0.reduced.canonicalWithEarlyExit,
                results.1.reduced.canonicalWithEarlyExit)
            storePair(
                place + 64, length: length, results.2.reduced.canonicalWithEarlyExit,
                results.3.reduced.canonicalWithEarlyExit)
        }
    }

    /// Brings eight elements in a row of a matrix near: rows are far apart.
    @inline(__always)
    func prefetchRow(_ row: UnsafeRawPointer) {
        for line in 0..<4 { prefetch(row + 64 * line) }
    }

    /// Brings two adjacent elements of eight rows near.
    @inline(__always)
    func prefetchPair(_ values: UnsafeRawPointer, length: Int) {
        for row in 0..<8 { prefetch(values + 32 * length * row) }
    }

    /// Two adjacent elements of eight rows.
    @inline(__always)
    func loadPair(_ values: UnsafeRawPointer, length: Int) -> (ScalarVector, ScalarVector) {
        let square = Square(values, stride: 32 * length).transposed
        return (ScalarVector(square.firstWords), ScalarVector(square.secondWords))
    }

    /// Writes two adjacent elements of eight rows, normalised and below 2^256.
    @inline(__always)
    func storePair(_ values: UnsafeMutableRawPointer, length: Int, _ first: ScalarVector, _ second: ScalarVector) {
        Square(first.words, second.words).transposed.store(values, stride: 32 * length)
    }
#endif
