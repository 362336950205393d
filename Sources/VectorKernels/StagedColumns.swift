#if arch(x86_64)
    /// Columns that a kernel reads side by side, brought to a place of their own a piece at a time.
    ///
    /// Columns of a domain start at multiples of large powers of two, so that the same rows of all of them belong into the
    /// same eight places of a cache: of more columns than that, lines are thrown out before they are read, and fetching
    /// ahead makes it worse. Within one column the lines of a piece have places of their own. So pieces are asked for a few
    /// columns at a time, copied soon after, while the rows of the piece before are worked on, and read from the copy, in
    /// which they are close together.
    struct StagedColumns {
        /// The rows of a piece; the last one may have fewer, by a multiple of 8.
        static let pieceLength = 64
        /// A piece of one column.
        private static let pieceBytes = 32 * pieceLength
        /// Eight rows, which kernels work on at a time.
        private static let stepBytes = 256
        /// The steps of a whole piece.
        private static let steps = pieceBytes / stepBytes

        private let columns: UnsafePointer<UnsafeRawPointer>
        private let count: Int
        /// The bytes of a column.
        private let length: Int
        /// The piece that is worked on, and behind it the next one, or the other way round.
        private let memory: UnsafeMutableRawPointer

        /// The bytes of memory for the pieces of some columns.
        static func byteCount(columns: Int) -> Int { 2 * columns * pieceBytes }

        /// Prepares the first rows.
        ///
        /// - Parameters:
        ///   - columns: where the pointers to `count` columns lie.
        ///   - rows: their length, a multiple of 8.
        ///   - memory: ``byteCount(columns:)`` bytes.
        @inline(__always)
        init(_ columns: UnsafePointer<UnsafeRawPointer>, count: Int, rows: Int, memory: UnsafeMutableRawPointer) {
            self.columns = columns
            self.count = count
            length = 32 * rows
            self.memory = memory
            for step in 0..<StagedColumns.steps { copy(step, pieceAt: 0) }
        }

        /// Eight rows of a column, `offset` bytes from its start, which must be the offset of the last call of
        /// ``advance(_:)`` and 256 more, or 0.
        @inline(__always)
        func rows(_ column: Int, _ offset: Int) -> UnsafeRawPointer {
            UnsafeRawPointer(
                piece(offset) + column * StagedColumns.pieceBytes + (offset & (StagedColumns.pieceBytes - 1)))
        }

        /// Does a part of the preparation of the next piece; to be called after the work on the rows at `offset`.
        @inline(__always)
        func advance(_ offset: Int) {
            let within = offset & (StagedColumns.pieceBytes - 1)
            let next = offset - within + StagedColumns.pieceBytes
            let step = within / StagedColumns.stepBytes
            copy(step, pieceAt: next)
            if step + 1 < StagedColumns.steps {
                fetch(step + 1, pieceAt: next)
            } else {
                fetch(0, pieceAt: next + StagedColumns.pieceBytes)
            }
        }

        /// Where the piece of an offset is copied to.
        @inline(__always)
        private func piece(_ offset: Int) -> UnsafeMutableRawPointer {
            memory + (offset / StagedColumns.pieceBytes & 1) * count * StagedColumns.pieceBytes
        }

        /// The columns that are dealt with in a step.
        @inline(__always)
        private func columns(_ step: Int) -> Range<Int> {
            count * step / StagedColumns.steps..<count * (step + 1) / StagedColumns.steps
        }

        @inline(__always)
        private func copy(_ step: Int, pieceAt offset: Int) {
            let bytes = min(StagedColumns.pieceBytes, length - offset)
            let piece = piece(offset)
            for column in columns(step) {
                let (source, target) = (columns[column] + offset, piece + column * StagedColumns.pieceBytes)
                var place = 0
                while place < bytes {
                    storeLanes(load(source + place), target + place)
                    place += 64
                }
            }
        }

        /// Asks for the lines of a piece.
        @inline(__always)
        private func fetch(_ step: Int, pieceAt offset: Int) {
            let bytes = min(StagedColumns.pieceBytes, length - offset)
            for column in columns(step) {
                let source = columns[column] + offset
                var place = 0
                while place < bytes {
                    prefetch(source + place)
                    place += 64
                }
            }
        }
    }
#endif
