import BN254
import CommandSupport
import ConstraintSystem
import Failures
import Files
import LightClient
import Logging
import ProofDocuments
import ProvingKeys
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
        public var hasLagrangeBasis: Bool

        /// A request.
        public init(
            version: ContractVersion, capacity: Int, rangeCheck: RangeCheck? = nil, setup: SetupSource,
            output: String? = nil, isForced: Bool = false, hasCosetTable: Bool = false,
            hasLagrangeBasis: Bool = true
        ) {
            self.version = version
            self.capacity = capacity
            self.rangeCheck = rangeCheck
            self.setup = setup
            self.output = output
            self.isForced = isForced
            self.hasCosetTable = hasCosetTable
            self.hasLagrangeBasis = hasLagrangeBasis
        }

        /// What the key is called: `v3-cap200-canonical`.
        public var keyName: String { identity.name }

        var identity: CircuitIdentity {
            CircuitIdentity(
                contractVersion: version.rawValue, capacity: capacity,
                rangeCheck: rangeCheck ?? StateCircuit.deployedRangeCheck(version))
        }

        /// What the file of a key lacks of what is asked for.
        func additions(to file: ProvingKeyFile) -> [String] {
            [
                hasCosetTable && !file.hasCosetTable ? "the coset table" : nil,
                hasLagrangeBasis && !file.hasLagrangeBasis ? "the Lagrange basis" : nil,
            ].compactMap(\.self)
        }
    }

    /// Told what is being done and the share of the whole work that is done, in 0…1.
    public typealias Observer = @Sendable (_ step: String, _ share: Double) -> Void

    /// The memory that the work takes for every row of the circuit, at least: powers and their copy for the kernels, one
    /// column and its digits, roots and twiddles, and the wiring.
    static let bytesPerRow = 300

    private let environment: [String: String]
    let logger: Logger
    let observer: Observer

    /// A preparation in the folders that `environment` names.
    public init(
        environment: [String: String] = ProcessEnvironment.variables, logger: Logger,
        observer: @escaping Observer = { _, _ in }
    ) {
        self.environment = environment
        self.logger = logger
        self.observer = observer
    }

    /// Makes the key file, unless the same key is there already. In the usual folder one process prepares keys at a time;
    /// another one waits, and then finds the key.
    ///
    /// Throws `StageFailure`: what opening the setup throws, `.configuration` for a capacity no circuit has, too
    /// little memory or when another file is in the way, `.io` when the disk has no room; or `CancellationError`. What is
    /// finished of the file then stays beside it, as `PATH.partial`, and the next run for the same key goes on from there.
    public func run(_ request: Request) async throws -> ProvingKeyFile {
        var request = request
        let circuit = try failing { () throws(StateCircuitError) in
            try StateCircuit(version: request.version, capacity: request.capacity, rangeCheck: request.rangeCheck)
        }
        try MachineMemory.check(
            for: "a key for \(circuit.capacity) validators", atLeast: circuit.domainSize * KeyPreparation.bytesPerRow)
        if request.setup.isInsecure {
            logger.warning("insecure setup: whoever knows its secret can prove anything; never use this key for value")
        }
        let turn = try await turn(for: request)
        defer { withExtendedLifetime(turn) {} }
        // Of a key that is there, or has no room, nobody need fetch the setup first.
        if let betaH = request.setup.expectedBetaH {
            if let existing = try existingKey(for: request, betaH), request.additions(to: existing).isEmpty {
                logger.info("\(existing.path) is there already")
                return existing
            }
            try checkRoom(for: request, circuit, at: path(for: request, betaH))
        }
        let setup = try await request.setup.open(
            domainSize: circuit.domainSize, environment: environment, logger: logger
        ) { observer("download", $0) }
        let description = ProvingKeyDescription(
            label: request.identity.label, isInsecure: setup.isInsecure, setup: setup.identity,
            creator: ProductVersion.text)
        let path = try path(for: request, setup.betaH)
        if let existing = try existingKey(for: request, setup.betaH) {
            let additions = request.additions(to: existing)
            guard !additions.isEmpty else {
                logger.info("\(path) is there already")
                return existing
            }
            logger.info("\(path) is there already; it gets \(additions.joined(separator: " and "))")
            // What it has it keeps.
            request.hasCosetTable = request.hasCosetTable || existing.hasCosetTable
            request.hasLagrangeBasis = request.hasLagrangeBasis || existing.hasLagrangeBasis
        }
        try checkRoom(for: request, circuit, at: path)
        announce(request, circuit)
        try write(circuit, setup, description, request, to: path)
        return try ProvingKeyFile.examining(path)
    }

    private func path(for request: Request, _ betaH: G2Point) throws(StageFailure) -> String {
        if let output = request.output { return output }
        let name = request.identity.fileName(betaH: betaH, isInsecure: request.setup.isInsecure)
        return "\(try catalog().folder)/\(name)"
    }

    func catalog() throws(StageFailure) -> ProvingKeyCatalog {
        guard let catalog = ProvingKeyCatalog(environment: environment) else {
            throw StageFailure(.configuration, BaseFolder.cache.missing, hint: "name a file: --out")
        }
        return catalog
    }

    /// The key of the request that is there already; nil if there is none, or it is to be replaced. Throws if there is
    /// another file.
    private func existingKey(for request: Request, _ betaH: G2Point) throws(StageFailure) -> ProvingKeyFile? {
        request.isForced ? nil : try existingKey(at: try path(for: request, betaH), request.identity, betaH)
    }

    /// The key at `path`, nil if there is no file. Throws unless it is the key that is wanted.
    private func existingKey(
        at path: String, _ circuit: CircuitIdentity, _ betaH: G2Point
    ) throws(StageFailure) -> ProvingKeyFile? {
        let (file, found): (ProvingKeyFile, CircuitIdentity)
        do throws(ProvingKeyFileError) {
            file = try ProvingKeyFile.open(path)
            found = try file.circuit
        } catch .file(let error) where error.isMissing {
            return nil
        } catch .file(let error) where FailureKind(ofOpening: error.systemCode) == .io {
            throw StageFailure(error)
        } catch {
            throw StageFailure(error, as: .configuration, hint: "--force replaces it")
        }
        guard found == circuit, file.verifyingKey.betaH == betaH else {
            throw StageFailure(.configuration, "\(path) is another key", hint: "--force replaces it")
        }
        return file
    }
}
