import BN254

/// A point ζ, and what a domain H of n = 2^k points makes of it: Z_H(ζ), L1(ζ) and the public input polynomial.
///
/// ζ may lie in H, as it does with negligible probability: the values are the polynomials' there too. Source:
/// <doc:Verification>; EspressoSystems/espresso-network `contracts/src/libraries/PolynomialEvalV3.sol`.
public struct DomainPoint: Sendable {
    /// ζ.
    public let zeta: Fr
    /// k of the domain size n = 2^k: 0 to 28.
    public let domainLogarithm: Int
    /// ω, the generator of H.
    public let generator: Fr
    /// ζ^n.
    public let power: Fr

    /// The point `zeta` beside the domain of 2^`domainLogarithm` points.
    public init(_ zeta: Fr, domainLogarithm: Int) {
        self.zeta = zeta
        self.domainLogarithm = domainLogarithm
        generator = Fr.rootOfUnity(logarithmOfOrder: domainLogarithm)
        power = (0..<domainLogarithm).reduce(zeta) { power, _ in power.squared }
    }

    /// Z_H(ζ) = ζ^n − 1.
    public var vanishing: Fr { power - .one }

    /// ζω, where the permutation product is opened.
    public var shifted: Fr { zeta * generator }

    /// L1(ζ) = Z_H(ζ) / (n·(ζ − 1)): 1 at the first point of the domain, 0 at the others.
    public var firstLagrange: Fr { lagrange(count: 1)[0] }

    /// PI(ζ): the polynomial that takes the values `inputs` on the first points of the domain and 0 on the others.
    ///
    /// There may be 0 to n inputs.
    public func publicInput(_ inputs: [Fr]) -> Fr {
        zip(inputs, lagrange(count: inputs.count)).reduce(.zero) { $0 + $1.0 * $1.1 }
    }

    /// The first `count` Lagrange polynomials of the domain at ζ: the i-th is Z_H(ζ)·ω^i / (n·(ζ − ω^i)).
    func lagrange(count: Int) -> [Fr] {
        precondition(count <= 1 << domainLogarithm)
        var points: [Fr] = []
        var point = Fr.one
        for _ in 0..<count {
            points.append(point)
            point *= generator
        }
        // In the domain every numerator is zero, and so is the denominator of the one polynomial that is 1.
        guard !vanishing.isZero else { return points.map { $0 == zeta ? .one : .zero } }
        let size = Fr(1 << UInt64(domainLogarithm))
        var inverses = points.map { size * (zeta - $0) }
        inverses.invertAll()
        return zip(points, inverses).map { vanishing * $0 * $1 }
    }
}
