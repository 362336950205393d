#if arch(x86_64)
    // Vectors of scalars, eight elements at a time.
    //
    // Elements are times 2^256 in memory, products come out times 2^(256 + 256 − 260): one factor times 16 makes it 2^256.

    extension VectorKernels {
        /// `values[i] = values[i]·factors[i]` for `count` elements, a multiple of 8; both may be the same.
        public static func multiply(_ values: UnsafeMutableRawPointer, _ factors: UnsafeRawPointer, count: Int) {
            let rounding = Rounding()
            defer { rounding.restore() }
            var offset = 0
            while offset < 32 * count {
                // The shifted factor is below 16·p, the product below 16/84.6·p + 2.24·p.
                let factor = ScalarVector(Words(row: factors + offset)).shiftedLeftBy4
                let product = ScalarVector(Words(row: values + offset)) * factor
                product.reduced.canonical.words.storeRow(values + offset)
                offset += 256
            }
        }

        /// The bytes of scratch memory that `evaluate` needs.
        public static var evaluationScratchBytes: Int { 2 * LaneFactor.byteCount }

        /// Σ coefficients[8j + i]·x^(8j) over j for every i in 0…7, eight elements to `sums`, canonical; `count` is a multiple
        /// of 8, and `power` is x^8 times 2^260.
        ///
        /// The even and the odd j are two polynomials in x^16, so that a product need not wait for the one before.
        public static func evaluate(
            _ coefficients: UnsafeRawPointer, power: UnsafeRawPointer, count: Int, sums: UnsafeMutableRawPointer,
            scratch: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let power = ScalarVector(repeating: power)
            FactorTable.write(power, scratch, 0)
            FactorTable.write(power.squared.reduced, scratch, 1)
            let (eighth, sixteenth) = (LaneFactor(scratch, 0), LaneFactor(scratch, 1))
            var even = ScalarVector(Words(.zero, .zero, .zero, .zero))
            var odd = even
            var offset = 32 * count
            if count & 8 != 0 {
                offset -= 256
                even = ScalarVector(Words(row: coefficients + offset))
            }
            while offset > 0 {
                offset -= 512
                // Products of what is below 7·p are below 5.01·p + 7·1.01/84.6·p < 5.1·p (see ``Factor``).
                even = (even * sixteenth + ScalarVector(Words(row: coefficients + offset))).normalised
                odd = (odd * sixteenth + ScalarVector(Words(row: coefficients + (offset + 256)))).normalised
            }
            assert(even.isBelow(7) && odd.isBelow(7))
            (odd * eighth + even).reduced.canonical.words.storeRow(sums)
        }
    }

    extension FieldVector {
        /// 16 times the value, normalised, of a normalised one below 2^256: from times 2^256 to times 2^260.
        @inline(__always)
        var shiftedLeftBy4: FieldVector {
            let four = Lanes(repeating: 4)
            return FieldVector(l0 &<< four, l1 &<< four, l2 &<< four, l3 &<< four, l4 &<< four).normalised
        }
    }
#endif
