import BN254
import Kernels
import PolynomialCommitment

extension Prover {
    /// Round 2: the rows of the permutation product polynomial z, blinded.
    ///
    /// z(1) = 1 and z(ω^{j+1}) = z(ω^j)·Π (w_i + β·k_i·ω^j + γ) / (w_i + β·σ_i + γ), the values of row j.
    /// Throws ``ProverError/copyConstraintViolated`` unless the product over all rows is 1, or
    /// ``ProverError/unluckyChallenge`` if a numerator or denominator is zero.
    func permutationProduct(
        _ wires: [Column], beta: Fr, gamma: Fr, _ blinding: BlindingFactors
    ) throws(ProverError) -> Column {
        // n rows and three blinding factors.
        let product = Column(uninitializedCount: n + 3)
        let chunk = min(n, 1 << 12)
        let chunkProducts = Column(count: n / chunk)
        // 1. The ratio of every row, and the product of every chunk; zero marks one that is none.
        Pages.populate(key.sigmaValues)
        ratios(wires, beta: beta, gamma: gamma, chunk: chunk, to: product, chunkProducts)
        // 2. The value of z at the beginning of every chunk.
        var running = Fr.one
        for index in 0..<n / chunk {
            let chunkProduct = chunkProducts[index]
            chunkProducts[index] = running
            running *= chunkProduct
        }
        guard !running.isZero else { throw .unluckyChallenge }
        guard running == .one else { throw .copyConstraintViolated }
        // 3. The values of z, each the product of the ratios before it.
        Parallel.forEach(n / chunk) { index in
            var value = chunkProducts[index]
            let rows = product[index * chunk..<(index + 1) * chunk]
            for row in 0..<rows.count {
                let ratio = rows[row]
                rows[row] = value
                value *= ratio
            }
        }
        for (index, factor) in blinding.permutationProduct.enumerated() { product[n + index] = factor }
        return product
    }

    private func ratios(
        _ wires: [Column], beta: Fr, gamma: Fr, chunk: Int, to ratios: Column, _ chunkProducts: Column
    ) {
        let multiples = VerifyingKey.cosetConstants.map { $0 * beta }
        let roots = Polynomial.powers(of: domain.generator, count: chunk)
        let wires = wires.map(\.readOnly)
        let makeScratch: @Sendable () -> (denominators: Column, inversion: Column) = {
            (Column(count: chunk), Column(count: KernelTable.current.scratch.inversion(chunk)))
        }
        Parallel.forEach(n / chunk, state: makeScratch) { scratch, index in
            let rows = index * chunk..<(index + 1) * chunk
            let base = domain.generator.power(variableTime: UInt256(UInt64(rows.lowerBound)))
            let (ratios, denominators) = (ratios[rows], scratch.denominators.slice)
            KernelTable.current.permutationTerms(
                PermutationTerms(
                    wires: wires, sigmas: key.sigmaValues, rows: rows, points: roots.readOnly,
                    pointFactors: multiples.map { $0 * base }, beta: beta, gamma: gamma, numerators: ratios,
                    denominators: denominators))
            KernelTable.current.invert(denominators, scratch: scratch.inversion)
            KernelTable.current.multiply(ratios, by: denominators.readOnly)
            var product = Fr.one
            for row in 0..<ratios.count { product *= ratios[row] }
            chunkProducts[index] = product
        }
    }
}
