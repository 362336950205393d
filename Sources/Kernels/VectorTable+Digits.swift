#if arch(x86_64)
    import BN254

    extension VectorTable {
        static func magnitudes(
            _ scalars: UnsafePointer<Fr>, _ magnitudes: UnsafeMutablePointer<UInt64>, _ count: Int
        ) {
            let most = count & ~7
            Vectors.magnitudes(scalars, magnitudes, count: most)
            PortableDigits.magnitudes(scalars + most, magnitudes + 4 * most, count - most)
        }

        static func digits(_ window: DigitWindow, _ codes: UnsafeMutablePointer<UInt32>) {
            let most = window.count & ~7
            Vectors.digits(
                low: window.low.start, high: window.high?.start, shift: UInt64(window.shift),
                width: UInt64(window.width), codes: codes, count: most)
            PortableDigits.digits(window, codes, from: most)
        }
    }
#endif
