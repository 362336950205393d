import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// `prepare-keys`, `fetch-state`, `gen-proof` and `verify-proof` as they were built, with a cache folder that goes away.
struct ProvingPipeline {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var environment: [String: String] { ["XDG_CACHE_HOME": folder.path + "/cache"] }

    /// Runs a command, which must succeed.
    func run(_ name: String, _ arguments: [String], input: String = "") async throws -> CommandResult {
        let result = try await start(name, arguments, input: input)
        try #require(result.ending == .exit(0), "\(name): \(result.errors)")
        return result
    }

    /// Runs a command, however it ends.
    func start(
        _ name: String, _ arguments: [String], input: String = "", _ variables: [String: String] = [:]
    ) async throws -> CommandResult {
        try await BuiltCommand(name).run(
            arguments, environment: environment.merging(variables) { $1 }, input: input, limit: .seconds(600))
    }

    /// Makes the key of a circuit for an insecure setup.
    func prepareKey(_ version: ContractVersion, capacity: Int, _ arguments: [String] = []) async throws {
        _ = try await run(
            "prepare-keys",
            [
                "--contract-version", "\(version.rawValue)", "--stake-table-capacity", "\(capacity)",
                "--insecure-tau", "0x123456789abcdef",
            ] + arguments)
    }

    /// The document that `fetch-state` makes of saved replies.
    func fetch(
        _ replies: ServiceReplies, _ version: ContractVersion, capacity: Int, _ arguments: [String] = []
    ) async throws -> String {
        let saved = try TemporaryFolder()
        try replies.write(to: saved)
        return try await run(
            "fetch-state",
            [
                "--offline", saved.path, "--contract-version", "\(version.rawValue)",
                "--stake-table-capacity", "\(capacity)",
            ] + arguments
        ).output
    }

    /// The file of the key that ``prepareKey(_:capacity:_:)`` made.
    func keyFile(_ prefix: String) throws -> String {
        let name = folder.files.first { $0.contains("/\(prefix)") && $0.hasSuffix(".hspkey") }
        return folder.path + "/" + (try #require(name))
    }
}

/// The only document of a command's output.
func document(_ output: String) throws -> JSONObject {
    try JSONReader(JSONValue(parsing: output)).object()
}
