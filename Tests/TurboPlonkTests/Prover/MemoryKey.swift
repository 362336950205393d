import BN254
import ConstraintSystem
import Kernels
import PolynomialCommitment
import StateCircuit
import TurboPlonk

/// What a key has beyond the columns of its circuit.
enum KeyTable: CaseIterable, Sendable {
    case none, cosets, lagrangePowers
    /// A coset table of which every other column would have to be fetched from the disk.
    case cachedCosets
}

/// A proving key in memory.
final class MemoryKey: Sendable {
    private let columns: [Column]
    private let cosetValues: [[Column]]
    private let powers: Storage<G1Point>
    private let lagrangePowers: Storage<G1Point>
    private let verifyingKey: VerifyingKey

    /// The key of a circuit for the powers of a known τ.
    convenience init(_ circuit: StateCircuit, insecureTau tau: Fr, table: KeyTable = .lagrangePowers) throws {
        let domain = EvaluationDomain(logarithm: circuit.domainLogarithm)
        try self.init(
            circuit, powers: InsecurePowers.powers(of: tau, count: domain.size + 3),
            lagrangePowers: table == .lagrangePowers ? InsecurePowers.lagrangePowers(of: tau, domain: domain) : nil,
            betaH: .generator * tau, hasCosetTable: table == .cosets || table == .cachedCosets)
    }

    /// The key of a circuit for the first n + 3 powers of a setup.
    init(
        _ circuit: StateCircuit, powers: Storage<G1Point>, lagrangePowers: Storage<G1Point>?, betaH: G2Point,
        hasCosetTable: Bool = false
    ) throws {
        let structure = circuit.structure()
        let domain = EvaluationDomain(logarithm: circuit.domainLogarithm)
        let roots = Polynomial.powers(of: domain.generator, count: domain.size)
        let selectors = (0..<13).map { index in
            let column = Column(count: domain.size)
            structure.selectorColumn(index, into: column.buffer)
            domain.interpolate(column)
            return column
        }
        let sigmaValues = (0..<5).map { wire in
            let column = Column(count: domain.size)
            structure.sigmaColumn(wire, powers: roots.readOnly, into: column.buffer)
            return column
        }
        let sigmas = sigmaValues.map { values in
            let column = Column(copying: values.readOnly, count: domain.size)
            domain.interpolate(column)
            return column
        }
        let columns = selectors + sigmas + sigmaValues
        self.columns = columns
        self.powers = powers
        self.lagrangePowers = lagrangePowers ?? Storage(count: 0)
        let committed = Array(columns.prefix(18))
        cosetValues = (hasCosetTable ? QuotientCosets(domainLogarithm: domain.logarithm).shifts : []).map { shift in
            committed.map { coefficients in
                let values = Column(count: domain.size)
                domain.forward(from: coefficients, to: values, cosetShift: shift)
                return values
            }
        }
        let commitments = withExtendedLifetime(committed) {
            MultiScalarMultiplication.sums(committed.map(\.readOnly), bases: powers.readOnly)
        }
        verifyingKey = try VerifyingKey(
            domainSize: domain.size, publicInputCount: circuit.publicInputNames.count,
            selectors: Array(commitments[..<13]), sigmas: Array(commitments[13...]), betaH: betaH)
    }

    var provingKey: ProvingKey {
        ProvingKey(
            verifyingKey: verifyingKey, selectors: columns[..<13].map(\.readOnly),
            sigmas: columns[13..<18].map(\.readOnly), sigmaValues: columns[18...].map(\.readOnly),
            cosetValues: cosetValues.map { $0.map(\.readOnly) }, powers: powers.readOnly,
            lagrangePowers: lagrangePowers.readOnly, owner: self)
    }
}
