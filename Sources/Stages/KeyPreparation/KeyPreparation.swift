import BN254
import ConstraintSystem
import Files
import FoundationEssentials
import Kernels
import LightClient
import Logging
import PolynomialCommitment
import StateCircuit
import TurboPlonk

/// The work of `prepare-keys`: from a circuit and a setup to a proving key file.
public struct KeyPreparation: Sendable {
    /// Which key is wanted, from what, and where.
    public struct Request: Sendable {
        /// The contract version that decides on the circuit.
        public var version: ContractVersion
        /// The number of slots of the stake table.
        public var capacity: Int
        /// The range check of the circuit; nil for the one of the deployed contracts.
        public var rangeCheck: RangeCheck?
        /// Where the powers come from.
        public var setup: SetupSource
        /// The file to write; nil for the usual name in the usual folder.
        public var output: String?
        /// Whether a file that is there already is replaced.
        public var isForced: Bool
        /// Whether the file has the values of the circuit's polynomials on the prover's cosets.
        public var hasCosetTable: Bool
        /// Whether the file has the Lagrange basis of the setup, with which the prover commits to values.
        public var hasLagrangePowers: Bool

        /// A request.
        public init(
            version: ContractVersion, capacity: Int, rangeCheck: RangeCheck? = nil, setup: SetupSource = .standard,
            output: String? = nil, isForced: Bool = false, hasCosetTable: Bool = false,
            hasLagrangePowers: Bool = true
        ) {
            self.version = version
            self.capacity = capacity
            self.rangeCheck = rangeCheck
            self.setup = setup
            self.output = output
            self.isForced = isForced
            self.hasCosetTable = hasCosetTable
            self.hasLagrangePowers = hasLagrangePowers
        }
    }

    /// Told what is being done and the share of the whole work that is done, in 0…1.
    public typealias Observer = @Sendable (_ step: String, _ share: Double) -> Void

    private let environment: [String: String]
    private let logger: Logger
    private let observer: Observer

    /// A preparation in the folders that `environment` names.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment, logger: Logger,
        observer: @escaping Observer = { _, _ in }
    ) {
        self.environment = environment
        self.logger = logger
        self.observer = observer
    }

    /// Makes the key file, unless the same key is there already.
    ///
    /// Throws ``StageFailure``: what opening the setup throws, `.configuration` for a capacity no circuit has or when
    /// another file is in the way, `.io` when the disk is full; or `CancellationError`. No half file is left.
    public func run(_ request: Request) async throws -> ProvingKeyFile {
        var request = request
        let circuit: StateCircuit
        do throws(StateCircuitError) {
            circuit = try StateCircuit(
                version: request.version, capacity: request.capacity, rangeCheck: request.rangeCheck)
        } catch {
            throw StageFailure(.configuration, error.description)
        }
        let setup = try await request.setup.open(
            domainSize: circuit.domainSize, environment: environment, logger: logger
        ) { observer("download", $0) }
        if setup.isInsecure {
            logger.warning("insecure setup: whoever knows its secret can prove anything; never use this key for value")
        }
        let description = ProvingKeyDescription(
            contractVersion: circuit.version.rawValue, capacity: circuit.capacity,
            rangeCheck: ProvingKeyDescription.RangeCheck(circuit.rangeCheck), isInsecure: setup.isInsecure,
            setup: setup.identity, creator: ProductVersion.text)
        let path = try request.output ?? usualPath(description, setup.betaH)
        if !request.isForced, let existing = try existingKey(at: path, description, setup.betaH) {
            let additions = [
                request.hasCosetTable && !existing.hasCosetTable ? "the coset table" : nil,
                request.hasLagrangePowers && !existing.hasLagrangePowers ? "the Lagrange basis" : nil,
            ].compactMap(\.self)
            guard !additions.isEmpty else {
                logger.info("\(path) is there already")
                return existing
            }
            logger.info("\(path) is there already; it gets \(additions.joined(separator: " and "))")
            // What it has it keeps.
            request.hasCosetTable = request.hasCosetTable || existing.hasCosetTable
            request.hasLagrangePowers = request.hasLagrangePowers || existing.hasLagrangePowers
        }
        try write(circuit, setup, description, request, to: path)
        return try ProvingKeyFile.opening(path)
    }

    private func usualPath(_ description: ProvingKeyDescription, _ betaH: G2Point) throws(StageFailure) -> String {
        guard let catalog = ProvingKeyCatalog(environment: environment) else {
            throw StageFailure(.configuration, "neither XDG_CACHE_HOME nor HOME is set", hint: "name a file: --out")
        }
        return "\(catalog.folder)/\(description.fileName(betaH: betaH))"
    }

    /// The key at `path`, nil if there is no file. Throws unless it is the key that is wanted.
    private func existingKey(
        at path: String, _ description: ProvingKeyDescription, _ betaH: G2Point
    ) throws(StageFailure) -> ProvingKeyFile? {
        let file: ProvingKeyFile
        do throws(ProvingKeyFileError) {
            file = try ProvingKeyFile.open(path)
        } catch .file(let error) where error.isMissing {
            return nil
        } catch {
            throw StageFailure(.configuration, "\(error)", hint: "--force replaces it")
        }
        guard file.description.circuit == description.circuit, file.verifyingKey.betaH == betaH else {
            throw StageFailure(.configuration, "\(path) is another key", hint: "--force replaces it")
        }
        return file
    }

    /// Interpolates and commits to column after column, and writes each as it is made.
    ///
    /// One at a time: memory stays at a few columns, and an interruption is heeded between any two.
    private func write(
        _ circuit: StateCircuit, _ setup: Setup, _ description: ProvingKeyDescription, _ request: Request,
        to path: String
    ) throws {
        observer("setup", 0)
        let domain = EvaluationDomain(logarithm: circuit.domainLogarithm)
        let powers = try setup.powers(count: domain.size + 3)
        try Task.checkCancellation()
        observer("circuit", 0.05)
        let structure = circuit.structure()
        let rootPowers = Polynomial.powers(of: domain.generator, count: domain.size)
        let column = Column(count: domain.size)
        let cosets = QuotientCosets(domainLogarithm: domain.logarithm)
        let cosetValues = Column(count: request.hasCosetTable ? QuotientCosets.count * domain.size : 0)
        let bases = CommitmentBases(powers.readOnly)
        defer { withExtendedLifetime((powers, rootPowers, column)) {} }
        var commitments: [ProvingKeySection: G1Point] = [:]
        // The transform of points takes twice as long as all columns, multiples of one point a sixth.
        let columnsEnd = request.hasLagrangePowers ? setup.isInsecure ? 0.85 : 0.4 : 1
        do {
            var writer = try ProvingKeyWriter(
                at: path, description, domainLogarithm: domain.logarithm, hasCosetTable: request.hasCosetTable,
                hasLagrangePowers: request.hasLagrangePowers)
            try writer.write(.powers, powers.readOnly)
            for (number, section) in ProvingKeySection.polynomials.enumerated() {
                let share = Double(number) / Double(ProvingKeySection.polynomials.count)
                observer("\(section)", 0.1 + (columnsEnd - 0.1) * share)
                try Task.checkCancellation()
                if case .sigma(let wire) = section {
                    structure.sigmaColumn(wire, powers: rootPowers.readOnly, into: column.buffer)
                    try writer.write(.sigmaValues(wire), column.readOnly)
                } else if case .selector(let index) = section {
                    structure.selectorColumn(index, into: column.buffer)
                }
                domain.interpolate(column)
                commitments[section] = MultiScalarMultiplication.sums([column.readOnly], bases: bases)[0]
                try writer.write(section, column.readOnly)
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
            if request.hasLagrangePowers {
                let section = ProvingKeySection.lagrangePowers
                let points = try setup.lagrangePowers(domain, powers: powers) { done in
                    try Task.checkCancellation()
                    observer("\(section)", columnsEnd + (1 - columnsEnd) * done)
                }
                try withExtendedLifetime(points) { try writer.write(section, points.readOnly) }
            }
            try writer.finish(
                VerifyingKey(
                    domainSize: domain.size, publicInputCount: structure.publicInputCount,
                    selectors: ProvingKeySection.selectors.compactMap { commitments[$0] },
                    sigmas: ProvingKeySection.sigmas.compactMap { commitments[$0] }, betaH: setup.betaH))
        } catch let error as FileError {
            throw StageFailure(error)
        } catch let error as TurboPlonkError {
            throw StageFailure(.internalError, "the key just made is not one: \(error)")
        }
    }
}
