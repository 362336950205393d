import BN254
import Kernels
import PolynomialCommitment

extension Prover {
    /// Round 2: the permutation product polynomial z, masked; n + 3 coefficients.
    ///
    /// z(1) = 1 and z(ω^{j+1}) = z(ω^j)·Π (w_i + β·k_i·ω^j + γ) / (w_i + β·σ_i + γ), the values of row j.
    /// Throws ``ProverError/copyConstraintViolated`` unless the product over all rows is 1, or
    /// ``ProverError/unluckyChallenge`` if a denominator is zero.
    func permutationProduct(
        _ wires: [Column], beta: Fr, gamma: Fr, _ blinding: BlindingFactors, trace: Trace?
    ) throws(ProverError) -> Column {
        let product = Column(count: n + 3)
        let chunk = min(n, 1 << 12)
        let chunkProducts = Column(count: n / chunk)
        let shifts = VerifyingKey.cosetConstants.map { $0 * beta }
        let generator = domain.generator
        // 1. The ratio of every row, and the product of every chunk; zero marks a denominator that is zero.
        Parallel.forEach(n / chunk) { index in
            let rows = index * chunk..<(index + 1) * chunk
            var denominators = [Fr](repeating: .zero, count: chunk)
            var root = generator.power(variableTime: UInt256(UInt64(rows.lowerBound)))
            for row in rows {
                var numerator = Fr.one
                var denominator = Fr.one
                for wire in 0..<5 {
                    let value = wires[wire].base[row] + gamma
                    numerator *= value + shifts[wire] * root
                    denominator *= value + beta * key.sigmaValues[wire][row]
                }
                product.base[row] = numerator
                denominators[row - rows.lowerBound] = denominator
                root *= generator
            }
            denominators.invertAll()
            var chunkProduct = Fr.one
            for row in rows {
                product.base[row] *= denominators[row - rows.lowerBound]
                chunkProduct *= product.base[row]
            }
            chunkProducts.base[index] = chunkProduct
        }
        // 2. The value of z at the beginning of every chunk.
        var running = Fr.one
        for index in 0..<n / chunk {
            let chunkProduct = chunkProducts.base[index]
            chunkProducts.base[index] = running
            running *= chunkProduct
        }
        guard !running.isZero else { throw .unluckyChallenge }
        guard running == .one else { throw .copyConstraintViolated }
        // 3. The values of z, each the product of the ratios before it.
        Parallel.forEach(n / chunk) { index in
            var value = chunkProducts.base[index]
            for row in index * chunk..<(index + 1) * chunk {
                let ratio = product.base[row]
                product.base[row] = value
                value *= ratio
            }
        }
        trace?("permutation product values", product.prefix(n))
        domain.interpolate(domainPart(product))
        mask(product, blinding.permutationProduct)
        return product
    }
}
