#if arch(x86_64)
    import BN254
    import CSIMD
    import Kernels
    import TestSupport
    import Testing

    /// Kernels that need a mode of rounding set it themselves, and give the caller's back.
    @Suite struct RoundingTests {
        /// All four modes.
        private static let modes: [UInt32] = [0x1f80, 0x1f80 | 0x4000, 0x1f80 | 0x2000, 0x1f80 | 0x6000]

        /// Calls `body` under a control word, and returns the one after it.
        private static func under(_ control: UInt32, _ body: () -> Void) -> UInt32 {
            let own = csimd_round_toward_zero()
            csimd_restore_rounding(control)
            body()
            let left = csimd_round_toward_zero()
            csimd_restore_rounding(own)
            return left
        }

        @Test(arguments: KernelTable.all.indices)
        func `results and the caller's mode are the same under every mode`(table: Int) {
            let kernels = KernelTable.all[table]
            var generator = SeededGenerator(seed: 11)
            let values = StorageSlice(copying: (0..<64).map { _ in Fr.random(using: &generator) })
            let factors = StorageSlice(copying: (0..<64).map { _ in Fr.random(using: &generator) })
            let expected = Column(copying: values)
            KernelTable.portable.multiply(expected.slice, by: factors)
            let sum = KernelTable.portable.evaluate(values, at: factors[0])
            for mode in Self.modes {
                let products = Column(copying: values)
                var value = Fr.zero
                let left = Self.under(mode) {
                    kernels.multiply(products.slice, by: factors)
                    value = kernels.evaluate(values, at: factors[0])
                }
                // Whether something was rounded is in the six lowest bits.
                #expect(left & ~0x3f == mode)
                #expect(products.elements == expected.elements && value == sum)
            }
        }
    }
#endif
