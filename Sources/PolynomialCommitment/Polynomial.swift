import BN254
import Kernels

/// Arithmetic on blocks of scalars, over the cores: coefficients of a polynomial, lowest first, or values.
public enum Polynomial {
    /// The elements that one call of a kernel works on, at the most.
    private static let blockLength = 1 << 12

    /// The value at `point`; 0 for no coefficients.
    public static func evaluate(_ coefficients: StorageSlice<Fr>, at point: Fr) -> Fr {
        let count = coefficients.count
        let blocks = Column(count: (count + blockLength - 1) / blockLength)
        Parallel.forEach(blocks.count) { block in
            let first = block * blockLength
            let range = first..<min(first + blockLength, count)
            blocks[block] = KernelTable.current.evaluate(coefficients[range], at: point)
        }
        let step = point.power(variableTime: UInt256(UInt64(blockLength)))
        return KernelTable.current.evaluate(blocks.readOnly, at: step)
    }

    /// The value at `point`.
    public static func evaluate(_ coefficients: Column, at point: Fr) -> Fr {
        evaluate(coefficients.readOnly, at: point)
    }

    /// Divides by X − `root`, in place, and returns the remainder, which is the value at `root`.
    ///
    /// The quotient has one coefficient less; the last element becomes 0. Each step needs the one before. On three threads
    /// or more the values of blocks at `root` are computed first, from which every block has what it begins with: for two
    /// threads, which have two polynomials to divide, that would be a pass too many.
    public static func divide(_ coefficients: MutableStorageSlice<Fr>, byLinearFactorWithRoot root: Fr) -> Fr {
        let count = coefficients.count
        let blocks = (count + blockLength - 1) / blockLength
        guard Parallel.threads > 2, blocks > 1 else { return divide(coefficients, by: root, carry: .zero) }
        @Sendable
        func range(_ block: Int) -> Range<Int> { block * blockLength..<min((block + 1) * blockLength, count) }
        let carries = Column(count: blocks)
        Parallel.forEach(blocks) { block in
            carries[block] = KernelTable.current.evaluate(coefficients[range(block)].readOnly, at: root)
        }
        // What is carried into a block is the value of all that is above it.
        let step = root.power(variableTime: UInt256(UInt64(blockLength)))
        var carry = Fr.zero
        for block in (0..<blocks).reversed() {
            let value = carries[block]
            carries[block] = carry
            carry = carry * step + value
        }
        Parallel.forEach(blocks) { block in
            _ = divide(coefficients[range(block)], by: root, carry: carries[block])
        }
        return carry
    }

    /// Divides by X − `root` what has `carry`·X^count above it, and returns what is carried on.
    private static func divide(_ coefficients: MutableStorageSlice<Fr>, by root: Fr, carry: Fr) -> Fr {
        var carry = carry
        for index in (0..<coefficients.count).reversed() {
            let coefficient = coefficients[index]
            coefficients[index] = carry
            carry = carry * root + coefficient
        }
        return carry
    }

    /// The combination Σ factors[i]·polynomials[i], to `sum`, which is no shorter than any of them; it may be one of them.
    public static func combine(
        _ polynomials: [StorageSlice<Fr>], into sum: MutableStorageSlice<Fr>, factors: [Fr]
    ) {
        precondition(polynomials.allSatisfy { $0.count <= sum.count })
        let common = polynomials.map(\.count).min() ?? 0
        // Beyond the shortest one there are a few coefficients only.
        for index in common..<sum.count {
            sum[index] = zip(polynomials, factors).reduce(Fr.zero) { total, term in
                index < term.0.count ? total + term.0[index] * term.1 : total
            }
        }
        combine(
            polynomials.map { $0.prefix(common) }, into: [sum.prefix(common)], factors: [factors])
    }

    /// Several combinations of the same polynomials, one for each row of `factors`; all have the same length, and a result
    /// may be one of the polynomials.
    public static func combine(
        _ polynomials: [StorageSlice<Fr>], into results: [MutableStorageSlice<Fr>], factors: [[Fr]]
    ) {
        let count = results.first?.count ?? 0
        precondition(polynomials.allSatisfy { $0.count == count } && results.allSatisfy { $0.count == count })
        precondition(factors.count == results.count && factors.allSatisfy { $0.count == polynomials.count })
        let matrix = factors.flatMap { $0 }
        guard count > 0 else { return }
        Parallel.forEach((count + blockLength - 1) / blockLength) { block in
            let first = block * blockLength
            KernelTable.current.combine(
                LinearCombinations(
                    sources: polynomials, targets: results, factors: matrix,
                    rows: first..<min(first + blockLength, count)))
        }
    }

    /// 1, `base`, `base`², … : `count` powers.
    public static func powers(of base: Fr, count: Int) -> Column {
        let powers = Column(count: count)
        Parallel.chunks(of: count, minimum: blockLength) { range in
            var power = base.power(variableTime: UInt256(UInt64(range.lowerBound)))
            for index in range {
                powers[index] = power
                power *= base
            }
        }
        return powers
    }

    /// Integers below 2^128 from the system's cryptographically secure generator: a combination with such factors stands
    /// for all of its equations.
    public static func randomFactors(_ count: Int) -> Column {
        let column = Column(count: count)
        var generator = SystemRandomNumberGenerator()
        for index in 0..<count {
            column[index] = Fr(reducing: UInt256(generator.next(), generator.next(), 0, 0))
        }
        return column
    }
}
