#if arch(x86_64)
    extension VectorKernels {
        /// Bytes of scratch memory for ``edwardsEquations(_:generator:d:scratch:)``.
        public static var edwardsScratchBytes: Int {
            19 * MemoryLayout<EdwardsSummand>.stride + 8 * MemoryLayout<Lanes>.stride
                + MemoryLayout<EdwardsVector>.stride
        }

        /// Which of eight equations s·G = R + c·K hold with a K that is not of small order: bit i for equation i.
        ///
        /// `equations` has eight integers each of 4 words of: x of the K, y of the K, x of the R, y of the R, canonical, times
        /// 2^256; then s and c, each below 2^252, plus 8·(2^256 − 1)/15, so that its digits of four bits are those
        /// of the scalar in −8 … 7, with 8 added. `generator` has x and y of G, eight times each, times 2^256; `d` is times
        /// 2^260. All points are on the curve. `scratch` has room for ``edwardsScratchBytes``, 64-aligned.
        public static func edwardsEquations(
            _ equations: UnsafeRawPointer, generator: UnsafeRawPointer, d: UnsafeRawPointer,
            scratch: UnsafeMutableRawPointer
        ) -> UInt8 {
            let rounding = Rounding()
            defer { rounding.restore() }
            let multiplesOfG = scratch.assumingMemoryBound(to: EdwardsSummand.self)
            let (multiplesOfK, chosen) = (multiplesOfG + 9, multiplesOfG + 18)
            let digits = UnsafeMutableRawPointer(chosen + 1).assumingMemoryBound(to: Lanes.self)
            let sum = UnsafeMutableRawPointer(digits + 8).assumingMemoryBound(to: EdwardsVector.self)

            loadPoints(generator, sum)
            storeMultiples(of: sum, d: d, multiplesOfG)
            loadPoints(equations, sum)
            // −K, so that the sum is R.
            sum.pointee.x = (ScalarVector(repeating: ScalarModulus52.times4) - sum.pointee.x).normalised
            sum.pointee.t = (ScalarVector(repeating: ScalarModulus52.times4) - sum.pointee.t).normalised
            storeMultiples(of: sum, d: d, multiplesOfK)
            // What is left is −8·K.
            let isSmall = sum.pointee.x.zeroLanes & (sum.pointee.y - sum.pointee.z + ScalarModulus52.times8).zeroLanes

            let (s, c) = (Words(row: equations + 1024), Words(row: equations + 1280))
            (digits[0], digits[1], digits[2], digits[3]) = (s.w0, s.w1, s.w2, s.w3)
            (digits[4], digits[5], digits[6], digits[7]) = (c.w0, c.w1, c.w2, c.w3)
            sum.pointee = .identity
            var window = 63
            while window >= 0 {
                for doubling in 0..<4 { double(sum, withT: doubling == 3) }
                let (word, shift) = (digits + window >> 4, UInt64(4 * (window & 15)))
                add(word, at: shift, of: multiplesOfG, to: sum, chosen: chosen)
                add(word + 4, at: shift, of: multiplesOfK, to: sum, chosen: chosen)
                window -= 1
            }
            // Coordinates are below 5·p, their products with those of R below 2.7·p.
            let x = ScalarVector(scalingRow: equations + 512) * sum.pointee.z
            let y = ScalarVector(scalingRow: equations + 768) * sum.pointee.z
            let isEqual =
                (sum.pointee.x - x + ScalarModulus52.times4).zeroLanes
                & (sum.pointee.y - y + ScalarModulus52.times4).zeroLanes
            return exchanged(isEqual & ~isSmall)
        }

        /// Bits of lanes in the order of memory: lanes 1 and 2, and 5 and 6, have exchanged their elements.
        @inline(__always)
        private static func exchanged(_ lanes: UInt8) -> UInt8 {
            lanes & 0b1001_1001 | (lanes & 0b0010_0010) << 1 | (lanes & 0b0100_0100) >> 1
        }
    }

    /// Reads the points whose x are in a row, and whose y are in the next.
    @inline(never)
    func loadPoints(_ coordinates: UnsafeRawPointer, _ point: UnsafeMutablePointer<EdwardsVector>) {
        let (x, y) = (ScalarVector(scalingRow: coordinates), ScalarVector(scalingRow: coordinates + 256))
        point.pointee = EdwardsVector(x: x, y: y, z: ScalarVector(repeating: ScalarModulus52.one), t: x * y)
    }
#endif
