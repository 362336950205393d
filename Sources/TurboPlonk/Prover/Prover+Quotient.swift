import BN254
import ConstraintSystem
import Kernels
import PolynomialCommitment

/// What the quotient polynomial is made of.
struct QuotientInput {
    /// The masked wire polynomials.
    let wires: [Column]
    /// The masked permutation product polynomial.
    let product: Column
    let publicInputs: [Fr]
    let alpha: Fr
    let beta: Fr
    let gamma: Fr
}

extension Prover {
    /// Round 3: the five parts of the quotient polynomial, masked; n + 3 coefficients each.
    ///
    /// 1. On a coset, where X^n is c_k, the quotient is the numerator over the constant c_k − 1.
    /// 2. The numerator's values there give the polynomial N_k of degree below n that agrees with it modulo X^n − c_k, and
    ///    N_k/(c_k − 1) = Σ_m c_k^m·t_m for the slices t_0…t_5 of n coefficients each.
    /// 3. The eight coefficients of t_5 are known; the inverse of the Vandermonde matrix gives the other slices.
    ///
    /// What a numerator that is no multiple of X^n − 1 gives has no meaning: its proof's evaluations do not fit.
    func quotientParts(
        _ input: QuotientInput, _ blinding: BlindingFactors, report: (Double) throws(ProverError) -> Void
    ) throws(ProverError) -> [Column] {
        var memory = QuotientMemory(n: n)
        for coset in 0..<QuotientCosets.count {
            try numerator(input, coset: coset, &memory) { (fraction) throws(ProverError) in
                try report((Double(coset) + fraction) / Double(QuotientCosets.count))
            }
        }
        if areGatesExtrapolated { extrapolateGates(input, memory) }
        let leading = leadingQuotientCoefficients(input)
        separate(memory.slices, leading)
        return parts(memory, leading, blinding)
    }

    /// Slice `coset` of the memory becomes the coefficients of the numerator modulo X^n − c, without the gates of low degree
    /// if these are extrapolated and this is not one of their cosets.
    private func numerator(
        _ input: QuotientInput, coset: Int, _ memory: inout QuotientMemory,
        report: (Double) throws(ProverError) -> Void
    ) throws(ProverError) {
        // Values on the coset, in bit-reversed order.
        for (polynomial, values) in zip(input.wires + [input.product], memory.values) {
            evaluate(polynomial, into: values, coset: coset)
        }
        try report(0.2)
        let gates = try arithmeticGates(coset: coset, &memory)
        try report(gates == nil ? 0.2 : 0.5)
        let selectors = areGatesExtrapolated ? Selector.highDegree : Selector.allCases
        let fixed = try fixedValues(
            selectors.map { key.selectors[$0.rawValue] } + key.sigmas, coset: coset, &memory
        ) { (fraction) throws(ProverError) in
            try report(gates == nil ? 0.2 + 0.6 * fraction : 0.5 + 0.3 * fraction)
        }
        addTerms(
            input, selectors: Array(fixed.dropLast(5)), sigmas: fixed.suffix(5), gates, coset: coset, memory)
        domain.inverse(
            [memory.slices[coset].slice] + (gates.map { [$0.slice] } ?? []), cosetShift: cosets.shifts[coset])
        try report(1)
    }

    /// The values of a polynomial of n + 3 coefficients on a coset: those from n on are folded by X^n = c while it is
    /// transformed.
    private func evaluate(_ polynomial: Column, into values: Column, coset: Int) {
        let power = cosets.powers[coset]
        for index in 0..<3 { polynomial[index] += power * polynomial[n + index] }
        domain.forward(
            from: polynomial.readOnly.prefix(n), to: values.slice.prefix(n), cosetShift: cosets.shifts[coset])
        for index in 0..<3 { polynomial[index] -= power * polynomial[n + index] }
    }

    /// The values of the selectors and σ on a coset: those of the key that are at hand, others transformed. A disk
    /// may well be slower than a transform; what it brings meanwhile is there for the next coset or proof.
    ///
    /// - Parameter polynomials: all 18 of them, in the order of the key, if the key has a table of these values.
    func fixedValues(
        _ polynomials: [StorageSlice<Fr>], coset: Int, _ memory: inout QuotientMemory,
        report: (Double) throws(ProverError) -> Void
    ) throws(ProverError) -> [StorageSlice<Fr>] {
        let table = key.cosetValues.isEmpty ? [] : key.cosetValues[coset]
        let areCached = Storage<Bool>(count: table.count)
        Parallel.forEach(table.count) { areCached[$0] = isCached(table[$0]) }
        let known = polynomials.indices.map { table.isEmpty || !areCached[$0] ? nil : table[$0] }
        Pages.populate(known.compactMap { $0 })
        if coset == 0 { Pages.populate(zip(polynomials, known).filter { $1 == nil }.map(\.0)) }
        var values: [StorageSlice<Fr>] = []
        for (index, polynomial) in polynomials.enumerated() {
            if let column = known[index] {
                values.append(column)
            } else {
                let column = memory.fixed[index] ?? Column(uninitializedCount: n)
                memory.fixed[index] = column
                domain.forward(from: polynomial, to: column.slice, cosetShift: cosets.shifts[coset])
                values.append(column.readOnly)
            }
            try report(Double(index + 1) / Double(polynomials.count))
        }
        return values
    }

    /// The numerator's values on a coset, to the slice of that number.
    ///
    /// Without `gates`, but with extrapolation, those of low degree are left out.
    ///
    /// With e(x) = 1/(x − 1): L_0(x) = (c − 1)/n·e(x), and the Lagrange polynomial of the i-th row is L_0(x·ω^−i). For the
    /// points x = b·y of a block with base b, e(x) = b⁻¹·1/(y − b⁻¹), of which the second factor is computed in batches.
    private func addTerms(
        _ input: QuotientInput, selectors: [StorageSlice<Fr>], sigmas: [StorageSlice<Fr>], _ gates: Column?,
        coset: Int, _ memory: QuotientMemory
    ) {
        let (bases, inverses) = blocks.bases(times: cosets.shifts[coset])
        let length = blocks.length
        // Some blocks at a time, which share an inversion.
        let group = min(blocks.count, 8)
        Parallel.forEach(
            blocks.count / group, state: { Column(count: KernelTable.current.scratch.inversion(group * length)) }
        ) { scratch, index in
            let values = memory.inverses[index * group * length..<(index + 1) * group * length]
            for block in 0..<group {
                let inverse = inverses[index * group + block]
                for place in 0..<length { values[block * length + place] = blocks.roots[place] - inverse }
            }
            KernelTable.current.invert(values, scratch: scratch)
        }

        let lagrangeScale = (cosets.powers[coset] - .one) * domain.sizeInverse
        let startFactor = input.alpha.squared * lagrangeScale
        let publicInputs = input.publicInputs.map { $0 * lagrangeScale }
        let multiples = VerifyingKey.cosetConstants.map { $0 * input.beta }
        let zeros = areGatesExtrapolated && gates == nil ? Column(count: length) : nil
        let wires = memory.values[..<5].map(\.readOnly)
        let (product, lagrange) = (memory.values[5].readOnly, memory.inverses.readOnly)
        // For the shifted product and every public input but the first: where the points are not in order.
        Parallel.forEach(blocks.count, state: { Column(count: max(1, publicInputs.count) * length) }) { copies, block in
            let rows = block * length..<(block + 1) * length
            let inputs = publicInputs.indices.map { blocks.neighbour(of: block, distance: -$0) }
            KernelTable.current.quotient(
                QuotientTerms(
                    wires: wires, selectors: selectors, sigmas: sigmas, rows: rows,
                    gates: gates?.readOnly[rows] ?? zeros?.readOnly, product: product[rows],
                    shiftedProduct: blocks.values(
                        of: product, at: blocks.neighbour(of: block, distance: 1), copy: copies[0..<length]),
                    lagrange: lagrange[rows], lagrangeFactor: startFactor * inverses[block],
                    otherLagranges: inputs.indices.dropFirst().map { index in
                        blocks.values(
                            of: lagrange, at: inputs[index], copy: copies[index * length..<(index + 1) * length])
                    },
                    publicInputFactors: inputs.indices.map { publicInputs[$0] * inverses[inputs[$0].block] },
                    points: blocks.roots.readOnly, pointFactors: multiples.map { $0 * bases[block] },
                    alpha: input.alpha,
                    beta: input.beta, gamma: input.gamma, numerators: memory.slices[coset][rows]))
        }
    }

    /// Turns the numerators N_k into t_0…t_4, in place, given t_5.
    private func separate(_ slices: [Column], _ leading: [Fr]) {
        let interpolation = cosets.interpolation
        // c_k − 1 is zero for no coset of the domain but itself.
        let scales = cosets.powers.map { ($0 - .one).inverse ?? .zero }
        Polynomial.combine(
            slices.map(\.readOnly), into: slices.map(\.slice),
            factors: interpolation.map { row in
                zip(row, scales).map { $0 * $1 }
            })
        // What t_5 contributes to the remainders: c_k^5·t_5.
        for (slice, row) in zip(slices, interpolation) {
            let factor = zip(row, cosets.powers).reduce(Fr.zero) { sum, term in
                sum + term.0 * (term.1.squared.squared * term.1)
            }
            for (index, coefficient) in leading.enumerated() { slice[index] -= factor * coefficient }
        }
    }

    /// The coefficients in parts of n + 2, the last one of n, tied together by the blinding factors.
    ///
    /// They take the place of the values on the cosets.
    private func parts(_ memory: QuotientMemory, _ leading: [Fr], _ blinding: BlindingFactors) -> [Column] {
        let factors = blinding.quotient
        let parts = Array(memory.values[..<5])
        Parallel.forEach(5) { part in
            let column = parts[part]
            let start = part * (n + 2)
            let length = part < 4 ? n + 2 : n
            // The part lies in at most two slices, as (part + 1)·(n + 2) ≤ 5n for part < 4 and n ≥ 8; the last one also in
            // the eight leading coefficients, in which all of it lies if n is 8.
            let (slice, offset) = start.quotientAndRemainder(dividingBy: n)
            let first = slice < QuotientCosets.count ? min(length, n - offset) : 0
            if first > 0 { column[0..<first].update(from: memory.slices[slice][offset..<offset + first].readOnly) }
            for index in first..<length {
                column[index] = part < 4 ? memory.slices[slice + 1][index - first] : leading[index - first]
            }
            for index in length..<n + 3 { column[index] = .zero }
            if part < 4 { column[n + 2] += factors[part] }
            if part > 0 { column[0] -= factors[part - 1] }
        }
        return parts
    }
}

/// The memory of round 3, which all cosets share.
struct QuotientMemory: Sendable {
    /// The values of five wires and of the permutation product on a coset, and at last the parts: n + 3 elements each.
    let values: [Column]
    /// 1/(y − b⁻¹) for the points b·y of a coset.
    let inverses: Column
    /// The numerators, and at last the slices of the quotient.
    let slices: [Column]
    /// The values on three cosets, and then the coefficients, of the gates of low degree, if they are extrapolated.
    var gates: [Column] = []
    /// The values of those selectors and σ on a coset that did not come from the key once.
    var fixed = [Column?](repeating: nil, count: 18)

    init(n: Int) {
        values = (0..<6).map { _ in Column(uninitializedCount: n + 3) }
        inverses = Column(uninitializedCount: n)
        slices = (0..<QuotientCosets.count).map { _ in Column(uninitializedCount: n) }
    }
}
