import BN254
import CommandSupport
import DevelopmentNetwork
import Dispatch
import Files
import JSON
import KeyPreparation
import Logging
import StateCircuit

/// The folder of keys and documents that are made once and used again.
struct WorkFolder: Sendable {
    /// The secret of the keys' setup, which is nobody's secret.
    private static let tau = Fr(0x1234_5678_9abc_def)
    private let path: String

    /// The folder at `path`; nil stands for `hotshot-state-prover/benchmarks` in the user's cache.
    ///
    /// Throws `StageFailure` when there is no such place.
    init(_ path: String?) throws(StageFailure) {
        if let path {
            self.path = path
        } else {
            guard let cache = BaseFolder.cache.path(environment: ProcessEnvironment.variables) else {
                throw StageFailure(.configuration, BaseFolder.cache.missing, hint: "name one: --work")
            }
            self.path = cache + "/hotshot-state-prover/benchmarks"
        }
    }

    /// The key and the document at `capacity`, made if they are not there yet. Throws `StageFailure` and others.
    func proofCase(capacity: Int, hasCosetTable: Bool) async throws -> ProofCase {
        let name = "\(path)/v3-cap\(capacity)"
        let made = ProofCase(
            capacity: capacity, hasCosetTable: hasCosetTable,
            key: name + (hasCosetTable ? "-coset-table" : "") + ".hspkey", document: "\(name).json")
        try Folder.makeParents(of: made.key)
        try await makeKey(made)
        if (try? made.update()) == nil { try await makeDocument(made) }
        // Reads it: what is measured is the prover, not the disk.
        _ = try MappedFile(made.key).checksum()
        return made
    }

    private func makeKey(_ wanted: ProofCase) async throws {
        let progress = ProgressBar()
        defer { progress.finish() }
        let preparation = KeyPreparation(logger: Self.silence) { step, share in
            progress.update(share, "key of capacity \(wanted.capacity): \(step)")
        }
        var request = KeyPreparation.Request(
            version: .v3, capacity: wanted.capacity, setup: .insecure(tau: Self.tau), output: wanted.key,
            hasCosetTable: wanted.hasCosetTable)
        do {
            _ = try await preparation.run(request)
        } catch let error as StageFailure where error.status == .configuration {
            // A key of an earlier form, or of another circuit.
            request.isForced = true
            _ = try await preparation.run(request)
        }
    }

    /// What `fetch-state` makes of a network's first blocks.
    private func makeDocument(_ wanted: ProofCase) async throws {
        guard var command = Program.built("fetch-state") else {
            throw StageFailure(.missingFile, "fetch-state is not built beside this program")
        }
        var settings = NetworkSettings()
        (settings.validators, settings.capacity, settings.stakes) = (wanted.capacity, wanted.capacity, .equal)
        let network = try Network(settings, logger: Self.silence)
        _ = try await network.mine(5)
        // As many as the network has; without this, no more than the contract asks for.
        let everybody: JSONValue = ["kind": "few-signers", "signers": .number(JSONNumber(wanted.capacity))]
        let reply = await network.reply(
            to: NetworkRequest("POST", "/control/faults", body: Array(try everybody.serialized().utf8)))
        precondition(reply.status == 200, "the development network has changed: \(reply)")
        command.output = wanted.document
        let fetching = command
        try await NetworkServer.with(network) { url in
            var fetching = fetching
            fetching.arguments = [
                "--relay-server", url, "--sequencer-url", url, "--stake-table-capacity", "\(wanted.capacity)",
                "--log-level",
                "error",
            ]
            _ = try await fetching.succeedInBackground()
        }
    }

    private static var silence: Logger { Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() } }
}

extension Program {
    /// As ``succeed()``, without holding up the tasks of this process meanwhile.
    func succeedInBackground() async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try succeed() }) }
        }
    }
}
