import BN254
import Foundation
import JSON
import PolynomialCommitment
import SRS
import TestSupport
import Testing

/// The command with folders of its own that go away.
struct Preparation {
    /// The secret of the reference's setup.
    static let referenceTau = "0x" + String(repeating: "1234567890abcdef", count: 4)

    let command: BuiltCommand
    let folder: TemporaryFolder

    init() throws {
        command = try BuiltCommand("prepare-keys")
        folder = try TemporaryFolder()
        try folder.write(#"{"download":"http://127.0.0.1:1"}"#, to: "config/hotshot-state-prover/config.json")
    }

    var keys: String { folder.path + "/cache/hotshot-state-prover/keys" }
    var setups: String { folder.path + "/data/ark-srs/aztec20" }

    /// What the command finds in its environment: it fetches nothing, unless a test says from where.
    var environment: [String: String] {
        [
            "XDG_CACHE_HOME": folder.path + "/cache", "XDG_DATA_HOME": folder.path + "/data",
            "XDG_CONFIG_HOME": folder.path + "/config",
        ]
    }

    /// What is there but for settings and the lock.
    var files: [String] {
        folder.files.filter { !$0.hasPrefix("config/") && !$0.hasSuffix("/prepare-keys.lock") }
    }

    func run(_ arguments: [String], environment extra: [String: String] = [:]) async throws -> CommandResult {
        try await command.run(
            arguments, environment: environment.merging(extra) { $1 }, limit: .seconds(300))
    }

    /// Runs the command, which must succeed, and returns the object that it prints.
    func key(_ arguments: [String], environment: [String: String] = [:]) async throws -> JSONObject {
        let result = try await run(arguments, environment: environment)
        try #require(result.ending == .exit(0), "\(result.errors)")
        try #require(result.outputLines.count == 1)
        return try JSONReader(JSONValue(parsing: Array(result.output.utf8))).object()
    }

    /// Writes a setup with the reference's secret and `count` powers.
    func writeSetup(count: Int, to name: String) throws -> String {
        let tau = try Fr(hexadecimal: Preparation.referenceTau)
        let path = "\(folder.path)/\(name)"
        try StructuredReferenceString.write(
            powers: InsecurePowers.powers(of: tau, count: count), betaH: .generator * tau, to: path)
        return path
    }
}

/// The reference's verifying key, `vectors/reference/vk_{name}.json`.
func referenceKey(_ name: String) throws -> JSONObject {
    let bytes = try SharedVectors.data("vectors/reference/vk_\(name).json")
    return try JSONReader(JSONValue(parsing: bytes)).object()
}

/// The members that a printed key has in common with the reference's.
let comparedMembers = [
    "domain_size", "num_inputs", "k", "sigma_comms", "selector_comms", "h", "beta_h", "solidity_g2LSB",
    "solidity_g2MSB",
]
