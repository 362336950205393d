import Foundation
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import TurboPlonk

/// Real proofs of a few states of a small network, made once for all tests: V3, capacity 2, an insecure setup.
///
/// All heights lie before the first epoch, so that the genesis table signs them.
struct ProvedUpdates: Sendable {
    static let network = SyntheticNetwork(validators: 2, capacity: 2)
    static let heights: [UInt64] = [110, 120, 130]
    private static let made = Task { try await ProvedUpdates(.v3, heights: heights) }

    /// The proofs that all tests share.
    static var shared: ProvedUpdates { get async throws { try await made.value } }

    let verifyingKey: VerifyingKey
    private let lines: [UInt64: String]

    /// Makes a key and proofs with the commands themselves.
    init(_ version: ContractVersion, heights: [UInt64]) async throws {
        let folder = try TemporaryFolder()
        func run(_ name: String, _ arguments: [String], input: String = "") async throws -> String {
            let result = try await BuiltCommand(name).run(
                arguments, environment: ["XDG_CACHE_HOME": folder.path + "/cache"], input: input, limit: .seconds(600))
            guard result.ending == .exit(0) else { throw TestSupportError(description: "\(name): \(result.errors)") }
            return result.output
        }
        let circuit = ["--contract-version", "\(version.rawValue)", "--stake-table-capacity", "2"]
        _ = try await run("prepare-keys", circuit + ["--insecure-tau", "0x123456789abcdef"])
        var fetched = ""
        for height in heights {
            let saved = try TemporaryFolder()
            try Self.network.replies(version, height: height).write(to: saved)
            fetched += try await run("fetch-state", circuit + ["--offline", saved.path])
        }
        let proved = try await run("gen-proof", [], input: fetched).split(separator: "\n").map(String.init)
        lines = Dictionary(uniqueKeysWithValues: zip(heights, proved))
        let file = folder.files.first { $0.hasSuffix(".hspkey") } ?? ""
        verifyingKey = try ProvingKeyFile.open(folder.path + "/" + file).verifyingKey
    }

    /// The documents of these heights, a line each.
    func documents(_ heights: UInt64...) -> String { heights.compactMap { lines[$0] }.map { $0 + "\n" }.joined() }

    /// The document of one height, changed.
    func document(_ height: UInt64, _ change: (inout JSONObject) throws -> Void) throws -> String {
        var document = try JSONReader(JSONValue(parsing: lines[height] ?? "")).object()
        try change(&document)
        return try JSONValue.object(document).serialized() + "\n"
    }
}
