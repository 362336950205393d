import BN254
import ConstraintSystem
import Failures
import PolynomialCommitment

/// The circuits that this room makes keys for and proves.
public enum CircuitLimits {
    /// k of the domain size n = 2^k.
    ///
    /// The quotient has 5n + 8 coefficients, of which the eight highest come from the five of n coefficients that its
    /// factors have, so that n is 8 at least. Its cosets are those of a domain of 8n elements, of which Fr has 2^28 at
    /// most; the transforms end at the same n.
    public static let domainLogarithms =
        3...min(EvaluationDomain.logarithms.upperBound, Fr.twoAdicity - 3)

    /// The numbers of rows: 8 to 2^25, of which only powers of two occur.
    public static let rowCounts = 1 << domainLogarithms.lowerBound...1 << domainLogarithms.upperBound

    /// The most public inputs: the prover's kernels take so many at a time.
    public static let maximumPublicInputCount = 16

    /// Throws unless a circuit of these sizes can be proved.
    public static func check(domainLogarithm: Int, publicInputCount: Int) throws(CircuitSizeError) {
        guard domainLogarithms.contains(domainLogarithm) else {
            throw .rowCount(domainLogarithm: domainLogarithm)
        }
        guard publicInputCount <= maximumPublicInputCount else { throw .publicInputCount(publicInputCount) }
    }
}

/// Which size of a circuit is not within ``CircuitLimits``.
public enum CircuitSizeError: Error, Sendable, Hashable {
    /// The circuit has 2^`domainLogarithm` rows.
    case rowCount(domainLogarithm: Int)
    /// The circuit has so many public inputs.
    case publicInputCount(Int)

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .rowCount: "circuit-row-count"
        case .publicInputCount: "circuit-public-input-count"
        }
    }
}

extension CircuitSizeError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .rowCount(let logarithm):
            "a circuit of 2^\(logarithm) rows cannot be proved, only one of 2^"
                + "\(CircuitLimits.domainLogarithms.lowerBound) to 2^\(CircuitLimits.domainLogarithms.upperBound)"
        case .publicInputCount(let count):
            "a circuit with \(count) public inputs cannot be proved, only one with up to "
                + "\(CircuitLimits.maximumPublicInputCount)"
        }
    }
}

extension CircuitSizeError: Failure {
    /// `.configuration`: a circuit of another capacity is needed.
    package var failureKind: FailureKind { .configuration }
}
