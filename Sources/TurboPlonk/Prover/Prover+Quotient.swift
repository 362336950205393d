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

/// The number of cosets on which the quotient is computed: it has 5n + 8 coefficients.
private let cosetCount = 6

extension Prover {
    /// Round 3: the five parts of the quotient polynomial, masked; n + 3 coefficients each.
    ///
    /// 1. On the coset s_k·H, s_k = 5·ω_8n^k, k = 0…5, the quotient is the numerator over s_k^n − 1, a constant.
    /// 2. Its values there give the polynomial T_k of degree below n that agrees with it modulo X^n − s_k^n, that is
    ///    T_k = Σ_m (s_k^n)^m·t_m for the slices t_0…t_5 of n coefficients each.
    /// 3. The inverse of that Vandermonde matrix gives the slices, index by index.
    /// 4. The degree must be 5n + 7: otherwise the numerator was no multiple of X^n − 1.
    func quotientParts(
        _ input: QuotientInput, _ blinding: BlindingFactors,
        report: (Double) throws(ProverError) -> Void
    ) throws(ProverError) -> [Column] {
        let root = Fr.rootOfUnity(logarithmOfOrder: key.verifyingKey.domainLogarithm + 3)
        var shift = Fr.multiplicativeGenerator
        var shifts: [Fr] = []
        let publicInput = publicInputPolynomial(input.publicInputs)
        var slices: [Column] = []
        for index in 0..<cosetCount {
            slices.append(
                try quotientModulo(cosetShift: shift, input, publicInput) { (fraction) throws(ProverError) in
                    try report((Double(index) + fraction) / Double(cosetCount))
                })
            shifts.append(shift)
            shift *= root
        }
        separate(slices, cosetPowers: shifts.map { $0.power(variableTime: UInt256(UInt64(n))) })
        try checkDegree(slices)
        return parts(slices, blinding)
    }

    /// The coefficients of the polynomial that is the i-th public input at ω^i and zero on the rest of the domain.
    private func publicInputPolynomial(_ publicInputs: [Fr]) -> Column {
        let column = Column(count: n)
        for (row, input) in publicInputs.enumerated() { column.base[row] = input }
        domain.interpolate(column)
        return column
    }

    /// The coefficients of the quotient modulo X^n − shift^n.
    private func quotientModulo(
        cosetShift shift: Fr, _ input: QuotientInput, _ publicInput: Column,
        report: (Double) throws(ProverError) -> Void
    ) throws(ProverError) -> Column {
        // Values on the coset, in bit-reversed order.
        let shiftPower = shift.power(variableTime: UInt256(UInt64(n)))
        let wires = input.wires.map { valuesOnCoset($0.prefix(n + 2), shift, shiftPower) }
        try report(0.15)
        let sum = valuesOnCoset(publicInput.prefix(n), shift, shiftPower)
        try addGates(to: sum, wires, shift) { (fraction) throws(ProverError) in try report(0.2 + 0.5 * fraction) }
        let product = valuesOnCoset(input.product.prefix(n + 3), shift, shiftPower)
        addPermutation(to: sum, wires, product, input, shift)
        try report(0.95)
        // (s^n − 1) is zero for no coset of the domain but itself.
        let vanishing = (shiftPower - .one).inverse ?? .zero
        Parallel.chunks(of: n, minimum: 1 << 12) { rows in
            for row in rows { sum.base[row] *= vanishing }
        }
        domain.inverse([sum.buffer], cosetShift: shift)
        return sum
    }

    /// The values of a polynomial on shift·H, in bit-reversed order; coefficients from n on are folded by X^n = shift^n.
    private func valuesOnCoset(_ polynomial: UnsafeBufferPointer<Fr>, _ shift: Fr, _ shiftPower: Fr) -> Column {
        let values = Column(copying: UnsafeBufferPointer(rebasing: polynomial[..<n]), count: n)
        for index in n..<max(n, polynomial.count) { values.base[index - n] += shiftPower * polynomial[index] }
        domain.forward([values.buffer], cosetShift: shift)
        return values
    }

    /// Copies n elements of the key, in parallel because they may have to come from disk.
    private func copy(_ source: UnsafeBufferPointer<Fr>, to column: Column) {
        nonisolated(unsafe) let source = source
        Parallel.chunks(of: n, minimum: 1 << 12) { range in
            for index in range { column.base[index] = source[index] }
        }
    }

    /// Adds Σ q·(its term) of the gate equation, selector by selector.
    private func addGates(
        to sum: Column, _ wires: [Column], _ shift: Fr, report: (Double) throws(ProverError) -> Void
    ) throws(ProverError) {
        let values = Column(count: n)
        for selector in Selector.allCases {
            copy(key.selectors[selector.rawValue], to: values)
            domain.forward([values.buffer], cosetShift: shift)
            Parallel.chunks(of: n, minimum: 1 << 12) { rows in
                addGate(selector, to: sum, values, wires, rows)
            }
            try report(Double(selector.rawValue + 1) / Double(Selector.allCases.count))
        }
    }

    /// Adds α·(z·Π(w_i + β·k_i·X + γ) − z(ωX)·Π(w_i + β·σ_i + γ)) + α²·(z − 1)·L1.
    private func addPermutation(
        to sum: Column, _ wires: [Column], _ product: Column, _ input: QuotientInput, _ shift: Fr
    ) {
        let logarithm = key.verifyingKey.domainLogarithm
        // The product with the sigmas, one at a time.
        let shifted = Column(count: n)
        Parallel.chunks(of: n, minimum: 1 << 12) { rows in
            for row in rows {
                let next = bitReversedSuccessor(row, logarithm: logarithm)
                shifted.base[row] = product.base[next]
            }
        }
        let values = Column(count: n)
        for wire in 0..<5 {
            copy(key.sigmas[wire], to: values)
            domain.forward([values.buffer], cosetShift: shift)
            Parallel.chunks(of: n, minimum: 1 << 12) { rows in
                for row in rows {
                    shifted.base[row] *= wires[wire].base[row] + input.beta * values.base[row] + input.gamma
                }
            }
        }
        // The rest, and L1(x) = (x^n − 1)/(n·(x − 1)), its inverses in batches.
        let multiples = VerifyingKey.cosetConstants.map { $0 * input.beta }
        let (alpha, alphaSquared) = (input.alpha, input.alpha.squared)
        let shiftPower = shift.power(variableTime: UInt256(UInt64(n)))
        let lagrange = alphaSquared * (shiftPower - .one) * domain.sizeInverse
        let powers = BitReversedPowers(generator: domain.generator, logarithm: logarithm)
        Parallel.chunks(of: n, minimum: 1 << 12) { rows in
            let points = powers.elements(at: rows, times: shift)
            var inverses = points.map { $0 - .one }
            inverses.invertAll()
            for row in rows {
                let (x, z) = (points[row - rows.lowerBound], product.base[row])
                var plain = z
                for wire in 0..<5 { plain *= wires[wire].base[row] + multiples[wire] * x + input.gamma }
                sum.base[row] +=
                    alpha * (plain - shifted.base[row])
                    + lagrange * (z - .one) * inverses[row - rows.lowerBound]
            }
        }
    }

    /// Turns T_k = Σ_m c_k^m·t_m, k = 0…5, into t_0…t_5, in place.
    private func separate(_ slices: [Column], cosetPowers: [Fr]) {
        let inverse = inverseVandermonde(cosetPowers)
        Parallel.chunks(of: n, minimum: 1 << 12) { indices in
            for index in indices {
                let (v0, v1, v2) = (slices[0].base[index], slices[1].base[index], slices[2].base[index])
                let (v3, v4, v5) = (slices[3].base[index], slices[4].base[index], slices[5].base[index])
                for (row, m) in inverse.enumerated() {
                    slices[row].base[index] = m[0] * v0 + m[1] * v1 + m[2] * v2 + (m[3] * v3 + m[4] * v4 + m[5] * v5)
                }
            }
        }
    }

    /// The quotient has exactly 5n + 8 coefficients: eight in the last slice.
    ///
    /// If the numerator is no multiple of X^n − 1 on H, the six interpolated slices are those of no such polynomial.
    private func checkDegree(_ slices: [Column]) throws(ProverError) {
        let last = slices[cosetCount - 1]
        guard last.base[7] != .zero, (8..<n).allSatisfy({ last.base[$0].isZero }) else {
            throw .gateEquationViolated
        }
    }

    /// The coefficients in parts of n + 2, the last one of n, tied together by the blinding factors.
    private func parts(_ slices: [Column], _ blinding: BlindingFactors) -> [Column] {
        let factors = blinding.quotient
        return (0..<5).map { part in
            let column = Column(count: n + 3)
            let start = part * (n + 2)
            let length = part < 4 ? n + 2 : n
            // The part lies in at most two slices.
            let (slice, offset) = start.quotientAndRemainder(dividingBy: n)
            let first = min(length, n - offset)
            column.base.update(from: slices[slice].base + offset, count: first)
            if first < length { (column.base + first).update(from: slices[slice + 1].base, count: length - first) }
            if part < 4 { column.base[n + 2] += factors[part] }
            if part > 0 { column.base[0] -= factors[part - 1] }
            return column
        }
    }
}

/// Adds a selector's values times its monomial of the gate equation, row by row.
private func addGate(
    _ selector: Selector, to sum: Column, _ values: Column, _ wires: [Column], _ rows: Range<Int>
) {
    let (sum, values) = (sum.base, values.base)
    let (w0, w1, w2, w3, w4) = (wires[0].base, wires[1].base, wires[2].base, wires[3].base, wires[4].base)
    func addFifthPowers(_ wire: UnsafeMutablePointer<Fr>) {
        for row in rows { sum[row] += values[row] * (wire[row].squared.squared * wire[row]) }
    }
    func addMultiples(_ wire: UnsafeMutablePointer<Fr>) {
        for row in rows { sum[row] += values[row] * wire[row] }
    }
    switch selector {
    case .linear0: addMultiples(w0)
    case .linear1: addMultiples(w1)
    case .linear2: addMultiples(w2)
    case .linear3: addMultiples(w3)
    case .product01: for row in rows { sum[row] += values[row] * (w0[row] * w1[row]) }
    case .product23: for row in rows { sum[row] += values[row] * (w2[row] * w3[row]) }
    case .fifthPower0: addFifthPowers(w0)
    case .fifthPower1: addFifthPowers(w1)
    case .fifthPower2: addFifthPowers(w2)
    case .fifthPower3: addFifthPowers(w3)
    case .output: for row in rows { sum[row] -= values[row] * w4[row] }
    case .constant: for row in rows { sum[row] += values[row] }
    case .productOfAll:
        for row in rows { sum[row] += values[row] * (w0[row] * w1[row]) * (w2[row] * w3[row]) * w4[row] }
    }
}

/// The inverse of the matrix with rows (1, c, c², …, c⁵): row m has the coefficients of X^m of the Lagrange polynomials.
private func inverseVandermonde(_ points: [Fr]) -> [[Fr]] {
    let polynomials = points.indices.map { index -> [Fr] in
        var coefficients: [Fr] = [.one]
        var denominator = Fr.one
        for (other, point) in points.enumerated() where other != index {
            // Times (X − point).
            coefficients = zip([.zero] + coefficients, coefficients + [.zero]).map { $0 - point * $1 }
            denominator *= points[index] - point
        }
        // The points are distinct.
        let inverse = denominator.inverse ?? .zero
        return coefficients.map { $0 * inverse }
    }
    return points.indices.map { power in polynomials.map { $0[power] } }
}

/// Where the value at the next power of ω stands if the value at position `index` of a bit-reversed table is given.
private func bitReversedSuccessor(_ index: Int, logarithm: Int) -> Int {
    // Adding one to the reversed number carries from the highest bit down: the leading ones become zeros.
    let width = UInt64(index) << UInt64(64 - logarithm)
    let ones = min((~width).leadingZeroBitCount, logarithm)
    let cleared = index & ((1 << (logarithm - ones)) - 1)
    return ones == logarithm ? 0 : cleared | 1 << (logarithm - ones - 1)
}
