#if arch(x86_64)
    import BN254

    extension VectorTable {
        /// Equations of points in vectors, eight at once.
        ///
        /// Formulas that agree on the curve need not agree off it, so equations of other points are left to the portable
        /// kernel.
        static func checkEquations(
            _ equations: UnsafePointer<EdwardsEquation>, _ count: Int, _ verdicts: UnsafeMutablePointer<Bool>
        ) {
            withUnsafeTemporaryAllocation(byteCount: Vectors.edwardsScratchBytes, alignment: 64) { scratch in
                withUnsafeTemporaryAllocation(byteCount: 8 * 256, alignment: 64) { block in
                    guard let scratch = scratch.baseAddress, let block = block.baseAddress else { return }
                    let generator = EdwardsPoint.generator
                    for lane in 0..<8 {
                        store(generator.x.montgomery, 6, lane, in: block)
                        store(generator.y.montgomery, 7, lane, in: block)
                    }
                    for first in stride(from: 0, to: count, by: 8) {
                        // The last equation fills what is left of the block.
                        for lane in 0..<8 { store(equations[min(first + lane, count - 1)], lane, in: block) }
                        let holds = withUnsafePointer(to: EdwardsPoint.d * Fr(16)) { d in
                            Vectors.edwardsEquations(
                                block, generator: block + 6 * 256, d: d, scratch: scratch)
                        }
                        for index in first..<min(first + 8, count) {
                            let equation = equations[index]
                            verdicts[index] =
                                equation.key.isOnCurve && equation.r.isOnCurve
                                ? holds >> (index - first) & 1 == 1 : equation.holds
                        }
                    }
                }
            }
        }

        private static func store(_ equation: EdwardsEquation, _ lane: Int, in block: UnsafeMutableRawPointer) {
            store(equation.key.x.montgomery, 0, lane, in: block)
            store(equation.key.y.montgomery, 1, lane, in: block)
            store(equation.r.x.montgomery, 2, lane, in: block)
            store(equation.r.y.montgomery, 3, lane, in: block)
            let eights = UInt256(
                0x8888_8888_8888_8888, 0x8888_8888_8888_8888, 0x8888_8888_8888_8888, 0x8888_8888_8888_8888)
            store(equation.s.canonical.addingReportingOverflow(eights).partialValue, 4, lane, in: block)
            store(equation.c.addingReportingOverflow(eights).partialValue, 5, lane, in: block)
        }

        private static func store(_ value: UInt256, _ row: Int, _ lane: Int, in block: UnsafeMutableRawPointer) {
            block.storeBytes(of: value, toByteOffset: 256 * row + 32 * lane, as: UInt256.self)
        }
    }
#endif
