import EspressoAPI
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// A network at some height, a contract behind it, and `advance-epoch` between them.
///
/// Epochs have 100 blocks and begin with block 201, the first of epoch 3.
struct Pipeline {
    var network = SyntheticNetwork()
    let version: ContractVersion
    /// The replies of relay and sequencer.
    var replies: ServiceReplies
    /// The document that reaches the command, `contract` first as `read-contract` leaves it.
    var document: JSONValue

    /// A contract at `contract`, the newest signed state being at `signed`.
    init(
        _ version: ContractVersion = .v3, contract: UInt64, signed: UInt64,
        network: SyntheticNetwork = SyntheticNetwork()
    ) async throws {
        self.network = network
        self.version = version
        replies = try network.replies(version, height: signed)
        let start: JSONValue = [
            "schema": "hotshot-state-update/1", "remark": "kept",
            "contract": try Self.contract(version, contract, network),
            "count": .number(JSONNumber(UInt64.max)),
        ]
        let folder = try TemporaryFolder()
        try replies.write(to: folder)
        let fetched = try await BuiltCommand("fetch-state").run(
            ["--offline", folder.path, "--stake-table-capacity", "\(network.capacity)"], input: start.serialized())
        document = try JSONValue(parsing: fetched.output)
    }

    /// The field `contract` of a contract that was brought to `height` as it should be.
    static func contract(_ version: ContractVersion, _ height: UInt64, _ network: SyntheticNetwork) throws -> JSONValue
    {
        let schedule = network.schedule
        var epoch = version == .v1 ? nil : schedule.epochIfEnabled(at: height)
        if schedule.isEpochRoot(height) { epoch = epoch.map { $0 + 1 } }
        var contract: JSONObject = [
            "version": .number(JSONNumber(version.rawValue)),
            "finalized_state": .string(try network.statement(version, height: height).state.tagged),
            "voting_stake_table": .string(try network.commitment(epoch: epoch).tagged),
        ]
        if version != .v1 {
            contract["blocks_per_epoch"] = .number(JSONNumber(schedule.blocksPerEpoch))
            contract["epoch_start_block"] = .number(JSONNumber(schedule.epochStartBlock))
        }
        return .object(contract)
    }

    /// Runs the command on the document, or on `input`, with a sequencer that gives ``replies``.
    func run(
        _ arguments: [String] = [], environment: [String: String] = [:], input: String? = nil
    ) async throws -> CommandResult {
        let text = try input ?? document.serialized()
        return try await replies.serve { server in
            try await BuiltCommand("advance-epoch").run(
                ["--sequencer-url", server.url, "--attempts", "1"] + arguments, environment: environment, input: text)
        }
    }

    /// Runs the command where nobody answers.
    func runAlone(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> CommandResult {
        try await BuiltCommand("advance-epoch").run(
            ["--offline", "/nonexistent"] + arguments, environment: environment, input: document.serialized())
    }

    /// The path of a certificate.
    func certificate(_ epoch: UInt64) -> String { SequencerClient.certificatePath(epoch: epoch, version) }
}

extension CommandResult {
    /// The documents on standard output, one a line.
    var documents: [JSONValue] {
        get throws { try outputLines.map { try JSONValue(parsing: $0) } }
    }

    /// What the documents are: `3` for the root of epoch 3, `latest`, `none`.
    var kinds: [String] {
        get throws {
            try documents.map { document in
                if document["action"] == "none" { return "none" }
                if document["update"]["kind"] == "latest" { return "latest" }
                guard case .number(let epoch) = document["update"]["epoch"] else { return "?" }
                return epoch.text
            }
        }
    }

    /// Expects the documents of `kinds`, then a failure with `code` whose line contains `explanation`.
    func expect(
        _ kinds: [String], then code: Int32, _ explanation: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(ending == .exit(code), "\(errors)", sourceLocation: sourceLocation)
        #expect(try self.kinds == kinds, sourceLocation: sourceLocation)
        let failure = errorLines.last { !$0.hasPrefix("advance-epoch: hint: ") } ?? ""
        #expect(failure.contains(explanation), "\(errors)", sourceLocation: sourceLocation)
    }

    /// Expects the documents of `kinds` and success.
    func expect(_ kinds: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(ending == .exit(0), "\(errors)", sourceLocation: sourceLocation)
        #expect(try self.kinds == kinds, "\(errors)", sourceLocation: sourceLocation)
    }
}
