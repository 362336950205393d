import JSON
import LightClientContract
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

/// The comparison of the contract's key with the one that proofs would be made with.
@Suite struct KeyTests {
    private let folder: TemporaryFolder
    private let key: ProvingKeyFile

    init() async throws {
        folder = try TemporaryFolder()
        let made = try await BuiltCommand("prepare-keys").run(
            [
                "--contract-version", "3", "--stake-table-capacity", "2", "--insecure-tau", "0x123456789abcdef",
            ], environment: ["XDG_CACHE_HOME": folder.path], limit: .seconds(120))
        try #require(made.ending == .exit(0), "\(made.errors)")
        let name = try #require(folder.files.first { $0.hasSuffix(".hspkey") })
        key = try ProvingKeyFile.open("\(folder.path)/\(name)")
    }

    private func contractWithTheKey() -> ScriptedNode {
        ScriptedNode(.v3) {
            $0.views[LightClientViews.verifyingKey.callData.dataText] = .some(key.verifyingKey.solidityWords)
        }
    }

    private let difference = "the contract verifies with another key than "

    @Test func theSameKey() async throws {
        let result = try await contractWithTheKey().run(["--key", key.path, "--strict"])
        #expect(try result.contract.field("verifying_key").value == .null, "no key that is known")
        #expect(
            try result.contract.field("verifying_key_hash").string() == key.verifyingKey.keccak.hexadecimalWord)
        #expect(result.warnings.isEmpty)
    }

    @Test func anotherKey() async throws {
        let result = try await ScriptedNode().run(["--key", key.path])
        #expect(try result.contract.field("verifying_key").string() == "v3")
        #expect(result.warnings.count == 1)
        #expect(result.warnings.first?.hasPrefix(difference + key.path) == true)
    }

    @Test func anotherKeyInStrictMode() async throws {
        let result = try await ScriptedNode().run(["--key", key.path, "--strict"])
        result.expectFailure(78, "\(difference)\(key.path) proves with")
    }

    @Test func anotherKeyAtOneOfTwoNodes() async throws {
        let (result, urls) = try await ScriptedNode.run(
            [ScriptedNode(), contractWithTheKey()], ["--key", key.path, "--strict"],
            environment: ["HSP_SECOND_LOOK": "1h"])
        #expect(
            try result.contract.field("verifying_key_hash").string() == key.verifyingKey.keccak.hexadecimalWord)
        #expect(
            result.warnings.contains { $0.contains("says \(urls[0]), not so, says \(urls[1])") }, "\(result.errors)")
    }

    @Test func aContractThatDoesNotTellItsKey() async throws {
        let node = ScriptedNode(.v3) { $0.set(LightClientViews.verifyingKey) }
        #expect(try await node.run(["--key", key.path]).contract.field("verifying_key_hash").value == .null)
        let strict = try await node.run(["--key", key.path, "--strict"])
        #expect(strict.ending == .exit(78))
    }

    @Test func theKeyOfTheCacheFolder() async throws {
        let environment = ["XDG_CACHE_HOME": folder.path]
        // The folder has no key of capacity 200.
        #expect(try await ScriptedNode().run(["--strict"], environment: environment).warnings.isEmpty)
        let result = try await ScriptedNode().run(["-s", "2"], environment: environment)
        #expect(result.ending == .exit(0))
        #expect(result.warnings.first?.hasPrefix(difference) == true)
        #expect(try await contractWithTheKey().run(["-s", "2"], environment: environment).warnings.isEmpty)
    }

    /// Of a network that has not been upgraded since.
    @Test(arguments: KnownKey.published.filter { $0.version == 3 }) func anEarlierKey(known: KnownKey) async throws {
        let node = ScriptedNode(.v3) {
            $0.views[LightClientViews.verifyingKey.callData.dataText] = .some(known.verifyingKey.solidityWords)
        }
        let contract = try await node.run().contract
        #expect(try contract.field("verifying_key").string() == known.name)
        #expect(
            try contract.field("verifying_key_hash").string() == known.verifyingKey.keccak.hexadecimalWord)
        #expect(known.name.hasPrefix("v3-") && known.name != "v3")
    }

    @Test func noSuchFile() async throws {
        let result = try await ScriptedNode().run(["--key", "/nonexistent/key"])
        #expect(result.ending == .exit(66))
        #expect(result.output.isEmpty)
    }
}
