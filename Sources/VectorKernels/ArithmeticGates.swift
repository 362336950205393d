#if arch(x86_64)
    extension VectorKernels {
        /// The gates of low degree at `count` rows, a multiple of 8: the sum of q_i·w_i for i = 0…3, q_4·w_0·w_1, q_5·w_2·w_3,
        /// −q_6·w_4 and q_7, where at `columns` lie the pointers to the values of five wires and of these eight selectors.
        public static func arithmeticGates(columns: UnsafeRawPointer, values: UnsafeMutableRawPointer, count: Int) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let columns = pointers(columns)
            var offset = 0
            while offset < 32 * count {
                // Times 2^260, below 16·p.
                let (w0, w1) = (wire(columns[0] + offset), wire(columns[1] + offset))
                var sum = ProductSum()
                sum.add(w0, ScalarVector(Words(row: columns[5] + offset)))
                sum.add(w1, ScalarVector(Words(row: columns[6] + offset)))
                // Below 256/84.6·p + 2.24·p < 5.3·p.
                sum.add(w0 * w1, ScalarVector(Words(row: columns[9] + offset)))
                let (w2, w3) = (wire(columns[2] + offset), wire(columns[3] + offset))
                sum.add(w2, ScalarVector(Words(row: columns[7] + offset)))
                sum.add(w3, ScalarVector(Words(row: columns[8] + offset)))
                sum.add(w2 * w3, ScalarVector(Words(row: columns[10] + offset)))
                let last = ScalarVector(repeating: ScalarModulus52.p) - ScalarVector(Words(row: columns[11] + offset))
                sum.add(wire(columns[4] + offset), last.carried)
                // The products are below 5·16 + 2·5.3 < 91 together, in p²: the sum is below 91/84.6·p + 2.24·p + p < 5·p.
                let value = sum.value + ScalarVector(Words(row: columns[12] + offset))
                assert(value.isBelow(5))
                value.reduced.canonical.words.storeRow(values + offset)
                offset += 256
            }
        }

        @inline(__always)
        private static func wire(_ row: UnsafeRawPointer) -> ScalarVector {
            ScalarVector(Words(row: row)).shiftedLeftBy4
        }
    }
#endif
