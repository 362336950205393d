#if arch(x86_64)
    // Inverses of scalars, eight lanes at a time, that share one inversion (Montgomery's trick).
    //
    // An element v, times 2^256 in memory, counts as ṽ = v·2^−4 times 2^260; products of the ṽ are exact in that form. The
    // inverse of a product is asked for times 2^252, so that the inverses of the ṽ come out times 2^252 and those of the v
    // times 2^256: it is what the canonical integer Π ṽ·2^260, taken for an element times 2^256, has for an inverse.

    extension VectorKernels {
        /// Writes the products of the elements before each one in its lane to `prefixes`, and those of whole lanes, eight
        /// canonical integers, to `products`; `count` is a multiple of 8.
        public static func multiplyUp(
            _ values: UnsafeRawPointer, count: Int, prefixes: UnsafeMutableRawPointer, products: UnsafeMutableRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let prefixes = prefixes.assumingMemoryBound(to: ScalarVector.self)
            var product = ScalarVector(repeating: ScalarModulus52.one)
            for index in 0..<count / 8 {
                prefixes[index] = product
                // Below 2.3·p, as every product with a canonical element is.
                product = product * ScalarVector(Words(row: values + 256 * index))
            }
            product.reduced.canonical.words.storeRow(products)
        }

        /// Replaces `count` elements by their inverses, with the inverses of their lanes' products in `inverses`.
        public static func multiplyDown(
            _ values: UnsafeMutableRawPointer, count: Int, prefixes: UnsafeRawPointer, inverses: UnsafeRawPointer
        ) {
            let rounding = Rounding()
            defer { rounding.restore() }
            let prefixes = prefixes.assumingMemoryBound(to: ScalarVector.self)
            var inverse = ScalarVector(Words(row: inverses))
            var index = count / 8
            while index > 0 {
                index -= 1
                let value = ScalarVector(Words(row: values + 256 * index))
                (inverse * prefixes[index]).reduced.canonical.words.storeRow(values + 256 * index)
                inverse = inverse * value
            }
        }
    }
#endif
