import BN254

/// Vectors of scalars in plain Swift.
enum PortableVectors {
    static func multiply(_ values: UnsafeMutablePointer<Fr>, _ factors: UnsafePointer<Fr>, _ count: Int) {
        for index in 0..<count { values[index] *= factors[index] }
    }

    static func evaluate(_ coefficients: UnsafePointer<Fr>, _ point: Fr, _ count: Int) -> Fr {
        var value = Fr.zero
        for index in (0..<count).reversed() { value = value * point + coefficients[index] }
        return value
    }

    /// One inversion and three multiplications an element (Montgomery's trick).
    static func invert(_ values: UnsafeMutablePointer<Fr>, _ count: Int, _ prefixes: UnsafeMutablePointer<Fr>) {
        var product = Fr.one
        for index in 0..<count {
            prefixes[index] = product
            if !values[index].isZero { product *= values[index] }
        }
        guard var inverse = product.inverse else { preconditionFailure("a product of non-zero elements is zero") }
        for index in (0..<count).reversed() where !values[index].isZero {
            let value = values[index]
            values[index] = inverse * prefixes[index]
            inverse *= value
        }
    }

    static func combine(_ terms: LinearCombinations) {
        let (sources, targets) = (terms.sources.map(\.start), terms.targets.map(\.start))
        let factors = terms.factors
        withUnsafeTemporaryAllocation(of: Fr.self, capacity: sources.count) { values in
            // A target may be a source: all elements are read before the first one is written.
            for index in terms.rows {
                for source in sources.indices { values[source] = sources[source][index] }
                for target in targets.indices {
                    targets[target][index] = ResidueProductSum.sum(sources.count) {
                        (factors[target * sources.count + $0], values[$0])
                    }
                }
            }
        }
    }
}
