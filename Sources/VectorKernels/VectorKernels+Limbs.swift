#if arch(x86_64)
    // The arithmetic below the kernels on its own, for tests that drive it to its bounds.
    //
    // Eight integers are 40 words in memory: limb 0 of all, then limb 1 of all, and so on.

    extension VectorKernels {
        /// a·b·2^−260 modulo r of integers below 2^260 in digits of 52 bits.
        package static func multiplyLimbs(
            _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ result: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            (ScalarVector(limbs: a) * ScalarVector(limbs: b)).store(result)
        }

        /// a²·2^−260 modulo r of integers below 2^260 in digits of 52 bits.
        package static func squareLimbs(_ a: UnsafeRawPointer, _ result: UnsafeMutableRawPointer) {
            let rounding = Rounding()
            defer { rounding.restore() }
            ScalarVector(limbs: a).squared.store(result)
        }

        /// x·w modulo r, normalised, for w·2^260 modulo r, canonical, in `factor`, and x below 80·r in digits of 52 bits;
        /// `table` has room for 1600 bytes.
        package static func multiplyLimbs(
            _ x: UnsafeRawPointer, factor: UnsafeRawPointer, table: UnsafeMutableRawPointer,
            _ result: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            FactorTable.write(ScalarVector(limbs: factor), table, 0)
            (ScalarVector(limbs: x) * LaneFactor(table, 0)).normalised.store(result)
        }

        /// x modulo r, below 1.01·r, of integers in [0, 2^260) in signed limbs below 2^60.
        package static func reduceLimbs(_ x: UnsafeRawPointer, _ result: UnsafeMutableRawPointer) {
            let rounding = Rounding()
            defer { rounding.restore() }
            ScalarVector(limbs: x).reduced.store(result)
        }
    }

    extension FieldVector {
        fileprivate init(limbs: UnsafeRawPointer) {
            self.init(load(limbs), load(limbs + 64), load(limbs + 128), load(limbs + 192), load(limbs + 256))
        }
    }
#endif
