import BN254
import CommandSupport
import ConstraintSystem
import Files
import Kernels
import PolynomialCommitment
import StateCircuit
import TurboPlonk

extension KeyPreparation {
    /// Makes section after section, and writes each as it is made; those that an earlier run has written are taken over.
    ///
    /// One at a time: memory stays at a few columns, and an interruption is heeded between any two.
    func write(
        _ circuit: StateCircuit, _ setup: Setup, _ description: ProvingKeyDescription, _ request: Request,
        to path: String
    ) throws {
        observer("setup", 0)
        let domain = EvaluationDomain(logarithm: circuit.domainLogarithm)
        let powers = try setup.powers(count: domain.size + 3)
        defer { withExtendedLifetime(powers) {} }
        try Task.checkCancellation()
        do {
            var writer = try ProvingKeyWriter(
                at: path, description, domainLogarithm: domain.logarithm, betaH: setup.betaH,
                hasCosetTable: request.hasCosetTable, hasLagrangePowers: request.hasLagrangePowers)
            report(writer.remains, in: writer.partialPath)
            do {
                observer("circuit", 0.05)
                try writer.write(.powers, powers.readOnly)
                // The transform of points takes twice as long as all columns, multiples of one point a sixth.
                let columnsEnd = request.hasLagrangePowers ? setup.isInsecure ? 0.85 : 0.4 : 1
                let structure = circuit.structure()
                try writeColumns(of: structure, domain, powers, request, to: &writer) {
                    observer("\($0)", 0.1 + (columnsEnd - 0.1) * $1)
                }
                if request.hasLagrangePowers {
                    try writeLagrangePowers(setup, domain, powers, to: &writer) {
                        observer("\($0)", columnsEnd + (1 - columnsEnd) * $1)
                    }
                }
                let verifyingKey = try VerifyingKey(
                    domainSize: domain.size, publicInputCount: structure.publicInputCount,
                    selectors: writer.commitments(to: ProvingKeySection.selectors),
                    sigmas: writer.commitments(to: ProvingKeySection.sigmas), betaH: setup.betaH)
                try writer.finish(verifyingKey)
            } catch let error as CancellationError {
                logger.info("what is done stays in \(ResumableFile.partialPath(for: path)) for the next run")
                throw error
            }
        } catch let error as FileError {
            throw StageFailure(error, hint: error.isLocked ? "another prepare-keys is making this key" : nil)
        } catch let error as TurboPlonkError {
            throw StageFailure(.internalError, "the key just made is not one: \(error)")
        }
    }

    /// Tells what becomes of the file that an earlier run left at `path`.
    private func report(_ remains: ProvingKeyWriter.Remains, in path: String) {
        if remains.isDiscarded {
            logger.warning("\(path) was begun for another key, or by another version, or is damaged: discarded")
        }
        if !remains.damaged.isEmpty {
            let names = remains.damaged.map(\.description).joined(separator: ", ")
            logger.warning("\(path) is damaged; made again: \(names)")
        }
        if !remains.kept.isEmpty { logger.info("\(remains.kept.count) sections are taken over from \(path)") }
    }

    /// Writes everything about the selectors and σ: values, coefficients, their commitments, the coset table.
    private func writeColumns(
        of structure: CircuitStructure, _ domain: EvaluationDomain, _ powers: Storage<G1Point>, _ request: Request,
        to writer: inout ProvingKeyWriter, progress: (ProvingKeySection, Double) -> Void
    ) throws {
        let rootPowers = Polynomial.powers(of: domain.generator, count: domain.size)
        let column = Column(count: domain.size)
        let cosets = QuotientCosets(domainLogarithm: domain.logarithm)
        let cosetValues = Column(count: request.hasCosetTable ? QuotientCosets.count * domain.size : 0)
        let bases = CommitmentBases(powers.readOnly)
        defer { withExtendedLifetime((powers, rootPowers, column, cosetValues)) {} }
        let polynomials = ProvingKeySection.polynomials
        for (number, section) in polynomials.enumerated() {
            if isDone(section, number: number, request, in: writer) { continue }
            progress(section, Double(number) / Double(polynomials.count))
            try Task.checkCancellation()
            if case .sigma(let wire) = section {
                structure.sigmaColumn(wire, powers: rootPowers.readOnly, into: column.buffer)
                try writer.write(.sigmaValues(wire), column.readOnly)
            } else if case .selector(let index) = section {
                structure.selectorColumn(index, into: column.buffer)
            }
            domain.interpolate(column)
            let commitment = MultiScalarMultiplication.sums([column.readOnly], bases: bases)[0]
            try writer.write(section, column.readOnly, commitment: commitment)
            if request.hasCosetTable {
                for (shift, start) in zip(cosets.shifts, stride(from: 0, to: cosetValues.count, by: domain.size)) {
                    domain.forward(
                        from: column.readOnly,
                        to: UnsafeMutableBufferPointer(rebasing: cosetValues.buffer[start..<start + domain.size]),
                        cosetShift: shift)
                }
                try writer.write(.cosetValues(number), cosetValues.readOnly)
            }
        }
    }

    /// Whether everything about a polynomial, which is at place `number` among them, is written.
    private func isDone(
        _ section: ProvingKeySection, number: Int, _ request: Request, in writer: borrowing ProvingKeyWriter
    ) -> Bool {
        if case .sigma(let wire) = section, !writer.has(.sigmaValues(wire)) { return false }
        if request.hasCosetTable, !writer.has(.cosetValues(number)) { return false }
        return writer.has(section)
    }

    private func writeLagrangePowers(
        _ setup: Setup, _ domain: EvaluationDomain, _ powers: Storage<G1Point>, to writer: inout ProvingKeyWriter,
        progress: (ProvingKeySection, Double) -> Void
    ) throws {
        let section = ProvingKeySection.lagrangePowers
        if writer.has(section) { return }
        let points = try setup.lagrangePowers(domain, powers: powers) { done in
            progress(section, done)
            try Task.checkCancellation()
        }
        defer { withExtendedLifetime(points) {} }
        try writer.write(section, points.readOnly)
    }
}
