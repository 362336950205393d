import BN254
import Kernels

/// Arithmetic on blocks of scalars, over the cores: coefficients of a polynomial, lowest first, or values.
public enum Polynomial {
    /// The elements that one call of a kernel works on, at the most.
    private static let blockLength = 1 << 12

    /// The value at `point`; 0 for no coefficients.
    public static func evaluate(_ coefficients: UnsafeBufferPointer<Fr>, at point: Fr) -> Fr {
        guard let start = coefficients.baseAddress else { return .zero }
        nonisolated(unsafe) let base = start
        let count = coefficients.count
        let blocks = Column(count: (count + blockLength - 1) / blockLength)
        Parallel.forEach(blocks.count) { block in
            let first = block * blockLength
            blocks.base[block] = KernelTable.current.evaluate(base + first, point, min(blockLength, count - first))
        }
        let step = point.power(variableTime: UInt256(UInt64(blockLength)))
        return KernelTable.current.evaluate(blocks.base, step, blocks.count)
    }

    /// The value at `point`.
    public static func evaluate(_ coefficients: Column, at point: Fr) -> Fr {
        withExtendedLifetime(coefficients) { evaluate(coefficients.readOnly, at: point) }
    }

    /// Divides by X − `root`, in place, and returns the remainder, which is the value at `root`.
    ///
    /// The quotient has one coefficient less; the last element becomes 0. On one core: each step needs the one before,
    /// and the two passes that would break the chain cost two cores what they gain.
    public static func divide(_ coefficients: UnsafeMutableBufferPointer<Fr>, byLinearFactorWithRoot root: Fr) -> Fr {
        var carry = Fr.zero
        for index in coefficients.indices.reversed() {
            let coefficient = coefficients[index]
            coefficients[index] = carry
            carry = carry * root + coefficient
        }
        return carry
    }

    /// Adds `factor` times `source` to the first elements of `destination`, which may not be shorter.
    public static func addScaled(
        into destination: UnsafeMutableBufferPointer<Fr>, _ source: UnsafeBufferPointer<Fr>, factor: Fr
    ) {
        precondition(source.count <= destination.count)
        guard let destination = destination.baseAddress, let start = source.baseAddress else { return }
        nonisolated(unsafe) let (target, terms) = (destination, start)
        Parallel.chunks(of: source.count, minimum: blockLength) { range in
            KernelTable.current.addScaled(target + range.lowerBound, terms + range.lowerBound, factor, range.count)
        }
    }

    /// Multiplies every element of `destination` by the one of `factors` at the same place; both are as long.
    public static func multiply(_ destination: UnsafeMutableBufferPointer<Fr>, by factors: UnsafeBufferPointer<Fr>) {
        precondition(factors.count == destination.count)
        guard let destination = destination.baseAddress, let start = factors.baseAddress else { return }
        nonisolated(unsafe) let (target, source) = (destination, start)
        Parallel.chunks(of: factors.count, minimum: blockLength) { range in
            KernelTable.current.multiply(target + range.lowerBound, source + range.lowerBound, range.count)
        }
    }

    /// 1, `base`, `base`², … : `count` powers.
    public static func powers(of base: Fr, count: Int) -> Column {
        let powers = Column(count: count)
        Parallel.chunks(of: count, minimum: blockLength) { range in
            var power = base.power(variableTime: UInt256(UInt64(range.lowerBound)))
            for index in range {
                powers.base[index] = power
                power *= base
            }
        }
        return powers
    }

    /// Replaces every element by its inverse; zeros stay.
    public static func invertAll(_ values: UnsafeMutableBufferPointer<Fr>) {
        guard let start = values.baseAddress else { return }
        nonisolated(unsafe) let base = start
        let (count, blocks) = (values.count, (values.count + blockLength - 1) / blockLength)
        Parallel.forEach(blocks, state: { Column(count: min(count, blockLength)) }) { prefixes, block in
            let first = block * blockLength
            invert(base + first, count: min(blockLength, count - first), prefixes: prefixes.base)
        }
    }

    /// One inversion and three multiplications an element (Montgomery's trick).
    private static func invert(_ values: UnsafeMutablePointer<Fr>, count: Int, prefixes: UnsafeMutablePointer<Fr>) {
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
}
