import BN254
import Foundation
import LightClient
import PolynomialCommitment
import SRS
import TestSupport
import TurboPlonk

/// The proving keys of all versions for a few validators, made from an insecure setup, once for all tests.
struct CircuitKeys: Sendable {
    /// Slots of the stake table.
    static let capacity = 4
    /// Slots of a table for tests that need more validators.
    static let widerCapacity = 9
    private static let secret = "0x1234"

    /// The keys that all tests share.
    static var shared: CircuitKeys { get async throws { try await made.value } }
    /// The key for V3 and ``widerCapacity``.
    static var wider: CircuitKeys { get async throws { try await madeWider.value } }

    private static let made = Task { try await CircuitKeys(ContractVersion.allCases, capacity: capacity) }
    private static let madeWider = Task { try await CircuitKeys([.v3], capacity: widerCapacity) }
    // A constant lives as long as the process: its folder goes when that ends.
    private static let folder: TemporaryFolder? = {
        atexit { CircuitKeys.folder?.remove() }
        return try? TemporaryFolder()
    }()

    /// The cache folder that holds them, `XDG_CACHE_HOME`.
    let cache: String
    private let verifyingKeys: [ContractVersion: VerifyingKey]

    private init(_ versions: [ContractVersion], capacity: Int) async throws {
        guard let folder = Self.folder else { throw TestSupportError(description: "no temporary folder") }
        var keys: [ContractVersion: VerifyingKey] = [:]
        for version in versions {
            let file = "\(folder.path)/v\(version.rawValue)-\(capacity)"
            let result = try await BuiltCommand("prepare-keys").run(
                [
                    "--contract-version", "\(version.rawValue)", "--stake-table-capacity", "\(capacity)",
                    "--insecure-tau", Self.secret,
                ], environment: ["XDG_CACHE_HOME": file], limit: .seconds(300))
            guard result.ending == .exit(0) else { throw TestSupportError(description: result.errors) }
            guard
                let name = folder.files.first(where: {
                    $0.hasPrefix("v\(version.rawValue)-\(capacity)/") && $0.hasSuffix(".hspkey")
                })
            else { throw TestSupportError(description: "no key was made") }
            keys[version] = try ProvingKeyFile.open("\(folder.path)/\(name)").verifyingKey
            let shared = "\(folder.path)/cache/hotshot-state-prover/keys"
            try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
            try FileManager.default.moveItem(
                atPath: "\(folder.path)/\(name)", toPath: "\(shared)/\(URL(fileURLWithPath: name).lastPathComponent)")
        }
        cache = folder.path + "/cache"
        verifyingKeys = keys
    }

    /// Writes the setup that the keys were made from as a file, of which nobody can see that its secret is known.
    static func writeSetup(to path: String) throws {
        let tau = try Fr(hexadecimal: secret)
        try StructuredReferenceString.write(
            powers: InsecurePowers.powers(of: tau, count: (1 << 15) + 3), betaH: .generator * tau, to: path)
    }

    /// The key with which the contract of a version verifies.
    func verifyingKey(_ version: ContractVersion) throws -> VerifyingKey {
        guard let key = verifyingKeys[version] else { throw TestSupportError(description: "no key of \(version)") }
        return key
    }
}
