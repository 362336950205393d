import BN254
import ConstraintSystem
import Failures
import Files
import Kernels
import PolynomialCommitment

/// Makes the proving key of a circuit, whatever circuit it is, from the powers of a setup.
///
///     let setup = UniversalSetup.insecure(tau: 0x1234, rowCount: structure.domainSize)
///     let key = try KeyGeneration(of: structure, from: setup).key()
///
/// The polynomials of the selectors and of the permutation are interpolated and committed to, one at a time:
/// Gabizon, Williamson and Ciobotaru, "PLONK" (2019), §8, "common preprocessed input".
public struct KeyGeneration: Sendable {
    /// The circuit.
    public let structure: CircuitStructure
    /// The setup.
    public let setup: UniversalSetup

    private let domain: EvaluationDomain

    /// The generation of a circuit's key.
    ///
    /// Throws ``KeyGenerationError/circuitSize(_:)`` for a circuit that is not within ``CircuitLimits``, or
    /// ``KeyGenerationError/tooFewPowers(needed:found:)`` for a setup of fewer than n + 3 powers.
    public init(of structure: CircuitStructure, from setup: UniversalSetup) throws(KeyGenerationError) {
        do throws(CircuitSizeError) {
            try CircuitLimits.check(
                domainLogarithm: structure.domainLogarithm, publicInputCount: structure.publicInputCount)
        } catch {
            throw .circuitSize(error)
        }
        let needed = structure.domainSize + 3
        guard setup.powers.count >= needed else { throw .tooFewPowers(needed: needed, found: setup.powers.count) }
        self.structure = structure
        self.setup = setup
        domain = EvaluationDomain(logarithm: structure.domainLogarithm)
    }

    /// Told which section is being made, and the share of the whole work that is done, in 0…1.
    public typealias Observer = (_ section: ProvingKeySection, _ share: Double) -> Void

    /// The key in memory: 23 columns of n elements and n + 3 points. A Lagrange basis, n points, makes proving faster; so does
    /// a coset table, 90 columns.
    ///
    /// Throws ``KeyGenerationError``.
    public func key(
        hasCosetTable: Bool = false, hasLagrangeBasis: Bool = true, observer: Observer = { _, _ in }
    ) throws(KeyGenerationError) -> ProvingKey {
        var memory = KeyMemory()
        let verifyingKey = try make(
            hasCosetTable: hasCosetTable, hasLagrangeBasis: hasLagrangeBasis, in: &memory, observer: observer)
        return memory.key(verifyingKey)
    }

    /// Makes those sections of a key file that are not written yet, and finishes the file.
    ///
    /// One section at a time, so that memory stays at a few columns. If it is interrupted, what is written stays in the
    /// unfinished file, where the next writer finds it. `writer` is for a key of the structure's rows and the setup's β·h;
    /// it traps at other rows.
    /// Throws ``KeyGenerationError``.
    public func write(
        to writer: consuming ProvingKeyWriter, observer: Observer = { _, _ in }
    ) throws(KeyGenerationError) {
        let (hasCosetTable, hasLagrangeBasis) = (writer.hasCosetTable, writer.hasLagrangeBasis)
        let verifyingKey = try make(
            hasCosetTable: hasCosetTable, hasLagrangeBasis: hasLagrangeBasis, in: &writer, observer: observer)
        do throws(FileError) {
            try writer.finish(verifyingKey)
        } catch {
            throw .file(error)
        }
    }
}

extension KeyGeneration {
    private func make<Sections: KeySections & ~Copyable>(
        hasCosetTable: Bool, hasLagrangeBasis: Bool, in sections: inout Sections, observer: Observer
    ) throws(KeyGenerationError) -> VerifyingKey {
        let powers = setup.powers.readOnly.prefix(domain.size + 3)
        try storing { () throws(FileError) in try sections.write(.powers, powers) }
        let columnsEnd = hasLagrangeBasis ? 1 / (1 + setup.lagrangeBasisEffort) : 1
        try makeColumns(powers, hasCosetTable: hasCosetTable, in: &sections) { observer($0, columnsEnd * $1) }
        if hasLagrangeBasis, !sections.has(.lagrangeBasis) {
            let basis = try setup.lagrangeBasis(domain) {
                observer(.lagrangeBasis, columnsEnd + (1 - columnsEnd) * $0)
            }
            try storing { () throws(FileError) in try sections.write(.lagrangeBasis, basis.readOnly) }
        }
        do throws(TurboPlonkError) {
            return try VerifyingKey(
                domainSize: domain.size, publicInputCount: structure.publicInputCount,
                selectors: sections.commitments(to: ProvingKeySection.selectors),
                sigmas: sections.commitments(to: ProvingKeySection.sigmas), betaH: setup.betaH)
        } catch {
            throw .invalidKey(error)
        }
    }

    /// Everything about the selectors and σ: values, coefficients, their commitments, the coset table.
    private func makeColumns<Sections: KeySections & ~Copyable>(
        _ powers: StorageSlice<G1Point>, hasCosetTable: Bool, in sections: inout Sections, observer: Observer
    ) throws(KeyGenerationError) {
        let rootPowers = Polynomial.powers(of: domain.generator, count: domain.size)
        let column = Column(count: domain.size)
        let cosets = QuotientCosets(domainLogarithm: domain.logarithm)
        let cosetValues = Column(count: hasCosetTable ? QuotientCosets.count * domain.size : 0)
        let bases = CommitmentBases(powers)
        let polynomials = ProvingKeySection.polynomials
        for (number, section) in polynomials.enumerated() {
            if isDone(section, number: number, hasCosetTable: hasCosetTable, in: sections) { continue }
            observer(section, Double(number) / Double(polynomials.count))
            guard !Task.isCancelled else { throw .cancelled }
            if case .sigma(let wire) = section {
                structure.sigmaColumn(wire, powers: rootPowers, into: column)
                try storing { () throws(FileError) in
                    try sections.write(.sigmaValues(wire), column.readOnly, commitment: .infinity)
                }
            } else if case .selector(let index) = section {
                structure.selectorColumn(index, into: column)
            }
            domain.interpolate(column)
            let commitment = MultiScalarMultiplication.sums([column.readOnly], bases: bases)[0]
            try storing { () throws(FileError) in
                try sections.write(section, column.readOnly, commitment: commitment)
            }
            guard hasCosetTable else { continue }
            for (shift, start) in zip(cosets.shifts, stride(from: 0, to: cosetValues.count, by: domain.size)) {
                domain.forward(
                    from: column.readOnly, to: cosetValues[start..<start + domain.size], cosetShift: shift)
            }
            try storing { () throws(FileError) in
                try sections.write(.cosetValues(number), cosetValues.readOnly, commitment: .infinity)
            }
        }
    }

    /// Whether everything about a polynomial, which is at place `number` among them, is there.
    private func isDone<Sections: KeySections & ~Copyable>(
        _ section: ProvingKeySection, number: Int, hasCosetTable: Bool, in sections: borrowing Sections
    ) -> Bool {
        if case .sigma(let wire) = section, !sections.has(.sigmaValues(wire)) { return false }
        if hasCosetTable, !sections.has(.cosetValues(number)) { return false }
        return sections.has(section)
    }

    private func storing(_ write: () throws(FileError) -> Void) throws(KeyGenerationError) {
        try translating(KeyGenerationError.file, write)
    }
}
