import BN254
import ConstraintSystem
import PolynomialCommitment

/// The eight highest coefficients of a polynomial, the one of X^degree first, where `degree` may be above its degree.
struct LeadingCoefficients {
    static let count = 8

    private(set) var coefficients: [Fr]

    /// `coefficient(d)` for d = degree, degree − 1, …
    init(degree: Int, _ coefficient: (Int) -> Fr) {
        coefficients = (0..<LeadingCoefficients.count).map { coefficient(degree - $0) }
    }

    private init(_ coefficients: [Fr]) { self.coefficients = coefficients }

    /// Those of the product, whose degree is the sum of the degrees.
    static func * (a: LeadingCoefficients, b: LeadingCoefficients) -> LeadingCoefficients {
        LeadingCoefficients(
            (0..<count).map { index in
                (0...index).reduce(Fr.zero) { $0 + a.coefficients[$1] * b.coefficients[index - $1] }
            })
    }

    static func + (a: LeadingCoefficients, b: LeadingCoefficients) -> LeadingCoefficients {
        LeadingCoefficients(zip(a.coefficients, b.coefficients).map { $0 + $1 })
    }

    static func - (a: LeadingCoefficients, b: LeadingCoefficients) -> LeadingCoefficients {
        LeadingCoefficients(zip(a.coefficients, b.coefficients).map { $0 - $1 })
    }
}

extension Prover {
    /// Coefficients 5n to 5n + 7 of the quotient.
    ///
    /// They are those of X^(6n) to X^(6n + 7) of the numerator N = t·(X^n − 1), as t has no coefficient from 5n + 8 on:
    ///
    /// * α·(z·Π (w_i + γ + β·k_i·X) − z(ωX)·Π (w_i + γ + β·σ_i)) has degree n + 2 + 5·(n + 1) = 6n + 7; the terms γ and
    ///   β·k_i·X are too low to count, as is α²·(z − 1)·L_0;
    /// * of the gates, those with five wires reach degree n − 1 + 5·(n + 1) = 6n + 4, all others 3n + 1 at the most.
    ///
    /// n is 8 at least (``CircuitLimits``), so that every factor has eight coefficients.
    func leadingQuotientCoefficients(_ input: QuotientInput) -> [Fr] {
        let wires = input.wires.map { wire in LeadingCoefficients(degree: n + 1) { wire[$0] } }
        let permuted = zip(input.wires, key.sigmas).map { wire, sigma in
            LeadingCoefficients(degree: n + 1) { $0 < n ? wire[$0] + input.beta * sigma[$0] : wire[$0] }
        }
        let product = LeadingCoefficients(degree: n + 2) { input.alpha * input.product[$0] }
        let shifted = LeadingCoefficients(degree: n + 2) { degree in
            let power = domain.generator.power(variableTime: UInt256(UInt64(degree)))
            return input.alpha * input.product[degree] * power
        }
        let permutation = wires.reduce(product, *) - permuted.reduce(shifted, *)

        func selector(_ selector: Selector) -> LeadingCoefficients {
            LeadingCoefficients(degree: n - 1) { key.selectors[selector.rawValue][$0] }
        }
        var gates = wires.reduce(selector(.productOfAll), *)
        for (wire, fifthPower) in zip(wires, [.fifthPower0, .fifthPower1, .fifthPower2, .fifthPower3] as [Selector]) {
            gates = gates + (0..<5).reduce(selector(fifthPower)) { power, _ in power * wire }
        }
        return (0..<LeadingCoefficients.count).map { power in
            let coefficient = permutation.coefficients[7 - power]
            return power <= 4 ? coefficient + gates.coefficients[4 - power] : coefficient
        }
    }
}
