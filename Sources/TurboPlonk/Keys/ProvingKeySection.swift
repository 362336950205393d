import BN254
import ConstraintSystem

/// A part of a proving key file.
public enum ProvingKeySection: Sendable, Hashable {
    /// The coefficients of a selector polynomial, by its number in `Selector`: n elements, lowest first.
    case selector(Int)
    /// The coefficients of σ_i: n elements, lowest first.
    case sigma(Int)
    /// The values of σ_i on the domain: n elements, row by row.
    case sigmaValues(Int)
    /// The powers of β in G1: n + 3 points.
    case powers
    /// The values of one of ``polynomials``, by its place there, on the five cosets of ``QuotientCosets``: n elements each,
    /// in bit-reversed order.
    case cosetValues(Int)
    /// The points L_j(β)·G of the Lagrange polynomials of the domain: n points.
    case lagrangeBasis

    /// The 13 selector polynomials, in the order of `Selector`.
    public static let selectors: [ProvingKeySection] = Selector.allCases.map { .selector($0.rawValue) }

    /// The 5 permutation polynomials.
    public static let sigmas: [ProvingKeySection] = (0..<VerifyingKey.wireCount).map { .sigma($0) }

    /// The polynomials that the verifying key commits to.
    public static let polynomials = selectors + sigmas

    /// The sections that every file has, in the order in which they lie in it.
    public static let required: [ProvingKeySection] =
        polynomials + (0..<VerifyingKey.wireCount).map { .sigmaValues($0) } + [.powers]

    /// The table that saves the prover most of its transforms, one section for every polynomial.
    public static let cosetTable: [ProvingKeySection] = polynomials.indices.map { .cosetValues($0) }

    /// The sections that a file may have.
    static let all = required + cosetTable + [.lagrangeBasis]

    /// The sections of a file with these tables or without, in the order in which they lie in it.
    public static func all(hasCosetTable: Bool, hasLagrangeBasis: Bool) -> [ProvingKeySection] {
        required + (hasCosetTable ? cosetTable : []) + (hasLagrangeBasis ? [.lagrangeBasis] : [])
    }

    /// Whether it consists of points, not of field elements.
    public var isOfPoints: Bool { self == .powers || self == .lagrangeBasis }

    /// Its length for a domain of `domainSize` rows.
    public func byteCount(domainSize: Int) -> Int {
        switch self {
        case .selector, .sigma, .sigmaValues: domainSize * MemoryLayout<Fr>.stride
        case .cosetValues:
            QuotientCosets.count * domainSize * MemoryLayout<Fr>.stride
        case .powers: (domainSize + 3) * MemoryLayout<G1Point>.stride
        case .lagrangeBasis: domainSize * MemoryLayout<G1Point>.stride
        }
    }

    /// The two numbers that stand for it in the table.
    ///
    /// Kinds from 7 on are free, for tables that may be added without changing what is there: older programs pass over
    /// them.
    var identifier: (kind: UInt32, index: UInt32) {
        switch self {
        case .selector(let index): (1, UInt32(index))
        case .sigma(let index): (2, UInt32(index))
        case .sigmaValues(let index): (3, UInt32(index))
        case .powers: (4, 0)
        case .cosetValues(let polynomial): (5, UInt32(polynomial))
        case .lagrangeBasis: (6, 0)
        }
    }
}

extension ProvingKeySection: CustomStringConvertible {
    /// A few words, such as `selector qM12`.
    public var description: String {
        switch self {
        case .selector(let index): "selector \(Selector(rawValue: index)?.solidityName ?? "\(index)")"
        case .sigma(let index): "sigma \(index)"
        case .sigmaValues(let index): "values of sigma \(index)"
        case .powers: "powers"
        case .cosetValues(let polynomial): "\(ProvingKeySection.polynomials[polynomial]) on cosets"
        case .lagrangeBasis: "Lagrange basis"
        }
    }
}
