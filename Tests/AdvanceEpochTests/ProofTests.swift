import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// Each document is complete: gen-proof proves it alone, in any order, without those before it.
@Suite(.serialized)
struct ProofTests {
    @Test(arguments: [ContractVersion.v2, .v3])
    func eachUpdateIsProvedAlone(version: ContractVersion) async throws {
        let network = SyntheticNetwork(validators: 3, capacity: 2)
        // The genesis table, which signs nothing here, has three validators.
        let pipeline = try await Pipeline(version, contract: 250, signed: 450, network: network)
        let advanced = try await pipeline.run()
        try advanced.expect(["3", "4", "latest"])

        let folder = try TemporaryFolder()
        let environment = ["XDG_CACHE_HOME": folder.path]
        let prepared = try await BuiltCommand("prepare-keys").run(
            [
                "--contract-version", "\(version.rawValue)", "--stake-table-capacity", "2",
                "--insecure-tau", "0x123456789abcdef",
            ], environment: environment, limit: .seconds(600))
        #expect(prepared.ending == .exit(0), "\(prepared.errors)")
        let key = folder.path + "/" + (try #require(folder.files.first { $0.hasSuffix(".hspkey") }))

        for (line, height) in zip(advanced.outputLines, [295, 395, 450] as [UInt64]).reversed() {
            let proved = try await BuiltCommand("gen-proof").run(
                ["--key", key], environment: environment, input: line, limit: .seconds(600))
            #expect(proved.ending == .exit(0), "\(proved.errors)")
            let document = try #require(try proved.documents.first)
            let epoch = try #require(network.schedule.epochIfEnabled(at: height))
            let expected = try network.statement(version, height: height).publicInputs(
                version, votingStakeTable: network.commitment(epoch: epoch))
            #expect(document["proof"]["public_inputs"] == .array(expected.map { .string($0.hexadecimal) }))
            let verified = try await BuiltCommand("verify-proof").run(["--key", key], input: proved.output)
            #expect(verified.ending == .exit(0), "\(verified.errors)")
        }
    }
}
