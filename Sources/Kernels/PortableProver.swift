import BN254

/// What the prover has of its own, in plain Swift.
enum PortableProver {
    static func permutationTerms(_ terms: PermutationTerms) {
        let (beta, gamma) = (terms.beta, terms.gamma)
        for index in 0..<terms.count {
            var (numerator, denominator) = (Fr.one, Fr.one)
            for wire in 0..<5 {
                let value = terms.wires[wire][index] + gamma
                numerator *= value + terms.pointFactors[wire] * terms.points[index]
                denominator *= value + beta * terms.sigmas[wire][index]
            }
            terms.numerators[index] = numerator
            terms.denominators[index] = denominator
        }
    }

    static func quotient(_ terms: QuotientTerms) {
        let (beta, gamma) = (terms.beta, terms.gamma)
        for index in 0..<terms.count {
            var (identity, permuted) = (terms.product[index], terms.shiftedProduct[index])
            for wire in 0..<5 {
                let value = terms.wires[wire][index] + gamma
                identity *= value + terms.pointFactors[wire] * terms.points[index]
                permuted *= value + beta * terms.sigmas[wire][index]
            }
            var sum = gate(terms, index) + terms.alpha * (identity - permuted)
            sum += terms.lagrangeFactor * (terms.product[index] - .one) * terms.lagrange[index]
            for input in terms.publicInputFactors.indices {
                sum += terms.publicInputFactors[input] * terms.publicInputLagranges[input][index]
            }
            terms.numerators[index] = sum
        }
    }

    /// The gate's equation at one point.
    @inline(__always)
    private static func gate(_ terms: QuotientTerms, _ index: Int) -> Fr {
        @inline(__always)
        func wire(_ number: Int) -> Fr { terms.wires[number][index] }
        @inline(__always)
        func selector(_ number: Int) -> Fr { terms.selectors[number][index] }
        let (first, second) = (wire(0) * wire(1), wire(2) * wire(3))
        var sum = selector(11) - selector(10) * wire(4)
        for number in 0..<4 {
            let value = wire(number)
            sum += value * (selector(number) + selector(6 + number) * value.squared.squared)
        }
        return sum + selector(4) * first + selector(5) * second + selector(12) * first * second * wire(4)
    }
}
